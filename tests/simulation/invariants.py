"""What must never be, checked against what truly happened at Google and not against what our database says."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.rules import business_time
from storage import replies
from storage.statuses import DelayUnit
from tests.simulation.cast import CODE, Person, Sending
from tests.simulation.gmail import Account, Mail

if TYPE_CHECKING:
    from tests.simulation.world import Worker, World

FRESH = timedelta(seconds=3)
GRACE = timedelta(seconds=90)
"""How long after the gate has said yes the window may have closed."""


class Violation(BaseException):
    """A promise was broken; no handler of the product may swallow it."""


@dataclass
class Witness:
    """Sees every mail that leaves, every reading and every click."""

    world: "World"
    people: dict[str, Person] = field(default_factory=dict)
    sent_from: dict[str, list[datetime]] = field(default_factory=dict)
    checks: int = 0

    def fail(self, promise: str, person: Person | None = None) -> None:
        """Say which promise was broken."""
        who = "" if person is None else f" ({person.address}, enrollment {person.enrollment_id})"
        raise Violation(f"{promise}{who} at {self.world.now:%a %d %b %H:%M:%S.%f}")

    def whose(self, mail: Mail) -> tuple[Person, int]:
        """Tell to whom a mail of ours goes and which stage it is, by its address and its words alone."""
        said = CODE.search(mail.raw)
        person = self.people.get(mail.shown.to[0].removeprefix("private."))
        if said is None or person is None or not said.group(1).strip() or not said.group(2).strip():
            raise Violation(f"promise 4: a broken sentence: {mail.raw[-300:]!r}")
        if b"{{" in mail.raw:
            self.fail("promise 4: a token was sent", person)
        return person, int(said.group(4))

    def begins(self, worker: "Worker", account: Account, draft_id: str) -> None:
        """Judge a worker that is about to send, at the last moment it could still know."""
        draft = account.drafts.get(draft_id)
        if draft is None:
            return  # used up already, and Google will say so
        self.checks += 1
        person, position = self.whose(draft)
        read_at = worker.read_at.get(account.address)
        if read_at is None or self.world.now - read_at > FRESH:
            self.fail(f"I3: sent on a reading of {read_at:%H:%M:%S}" if read_at else "I3: unread", person)
        assert read_at is not None
        if position >= replies.FIRST:
            if position in person.sent:
                self.fail("R1: about to send a second copy of a reply", person)
            return  # nothing that came or was clicked since keeps what a person wrote
        seen = [mail for mail in person.answers if mail.shown_at is not None and mail.shown_at <= read_at]
        if seen:
            what = f"{seen[0].shown.subject} of {seen[0].shown_at:%d %b %H:%M:%S}"
            self.fail(f"promise 2: sent after an answer that was to be seen: {what}", person)
        self._clicks(worker, person)
        self._hour(person)
        self._order(person, position)

    def _clicks(self, worker: "Worker", person: Person) -> None:
        # Whoever clicked after the last word was said, a moment before the wire, came too late.
        for said, at in (("stop", person.stopped_at), ("pause", person.paused_at)):
            if at is not None and at < worker.said_at:
                self.fail(f"I6: sent after a {said} was acknowledged", person)
        paused_at = self.world.paused.get(person.sequence_id)
        if paused_at is not None and paused_at < worker.said_at:
            self.fail("I6: sent after its sequence was paused", person)

    def _hour(self, person: Person) -> None:
        local = self.world.clock().astimezone(business_time.zone(person.zone))
        earlier = (self.world.clock() - GRACE).astimezone(local.tzinfo)
        house = self.world.house
        open_now = any(
            moment.weekday() < 5 and 8 <= moment.hour < 18 and moment.date() not in house.holidays
            for moment in (local, earlier)
        )
        if not open_now:
            self.fail(f"promise 5: sent on {local:%a %d %b %H:%M} there", person)

    def _order(self, person: Person, position: int) -> None:
        if position in person.sent:
            self.fail("I1: about to send a second copy with a living draft", person)
        before = position - 1
        if before < 0 or self.world.stepped:
            return
        went = person.sent[before].clock if before in person.sent else person.done.get(before)
        if went is None:
            self.fail(f"I4: stage {position} before stage {before}", person)
            return
        if self._next_day(person, position, went) > self._day(person, self.world.clock()):
            self.fail(f"I4: stage {position} too soon after {went:%a %d %b %H:%M}", person)

    def _next_day(self, person: Person, position: int, went: datetime) -> str:
        stage = person.stages[position]
        day = went.astimezone(business_time.zone(person.zone)).date()
        if stage.delay_unit is DelayUnit.DAYS:
            return f"{day + timedelta(days=stage.delay)}"
        return f"{business_time.add_business_days(day, stage.delay, self.world.house.holidays)}"

    def _day(self, person: Person, moment: datetime) -> str:
        return f"{moment.astimezone(business_time.zone(person.zone)).date()}"

    def accepted(self, account: Account, mail: Mail) -> None:
        """Judge a mail that has truly left."""
        self.checks += 1
        person, position = self.whose(mail)
        by_robot = not self.world.by_hand
        if position in person.sent:
            self.fail(f"promise 1: stage {position} was sent twice", person)
        if by_robot and person.settled and position < replies.FIRST:
            self.fail("promise 2: sent after its answer was taken in and everything settled", person)
        person.sent[position] = Sending(self.world.now, self.world.clock(), mail, by_robot)
        if by_robot:
            self._cap(account, person, is_reply=position >= replies.FIRST)
        self.world.has_sent(person, position)

    def _cap(self, account: Account, person: Person, *, is_reply: bool) -> None:
        times = self.sent_from.setdefault(account.address, [])
        times.append(self.world.now)
        cap = self.world.house.pace.daily_cap
        if is_reply or self.world.stepped or len(times) <= cap:
            return
        if times[-1] - times[-1 - cap] < timedelta(hours=24):
            self.fail(f"I5: more than {cap} mails in 24 hours", person)
