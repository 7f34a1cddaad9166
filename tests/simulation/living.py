"""What people do: candidates answer or do not, recruiters click, meddle in Gmail, and answer what we ask."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from bot.outreach.candidates import mending, steering
from bot.outreach.mailboxes import losing
from bot.outreach.outgoing import answering, holding, reminding
from bot.outreach.outgoing.answering import Answer
from bot.outreach.plans import authoring
from bot.refusals import Refusal
from storage import enrollments, mailboxes, touches
from storage.models import Enrollment
from storage.statuses import OPEN, MailboxStatus, SequenceStatus
from tests.simulation import glances
from tests.simulation.candidates import DAY, HOUR, MINUTE, Candidates
from tests.simulation.cast import Person
from tests.simulation.gmail import Mail
from tests.simulation.prompts import Prompts
from tests.simulation.world import World


class Life(Candidates):
    """Everybody in a world."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.prompts = Prompts(world, self.look_round)
        self.heard = 0
        self.on_reply: Callable[[dict[str, Any]], None] = lambda _about: None
        self.told: dict[int, list[str]] = {}
        self.obliging = self.prompt = False
        self._known: dict[int, Person] = {}
        world.has_sent = self.got_mail
        world.after_tick = self.look_round
        world.is_drafted = self.is_about_to_get_mail

    def by_enrollment(self, enrollment_id: int) -> Person | None:
        """Find a person by the enrollment."""
        people = self.world.witness.people
        if len(self._known) != len(people):
            self._known = {one.enrollment_id: one for one in people.values()}
        found = self._known.get(enrollment_id)
        return None if found is None or found.lost else found

    def clicks(self) -> list[Callable[[Person], None]]:
        """List what a recruiter may click in the moment a mail is made."""
        return [self.stop, self.hold, self.pause]

    def click(self, act: Callable[[], object]) -> bool:
        """Click; False if it came too late, and the screen says so."""
        try:
            act()
        except Refusal:
            return False
        return True

    def stop(self, person: Person) -> None:
        """Stop by a click."""
        world = self.world
        if self._may_have_left(person):
            return
        if self.click(
            lambda: steering.stop(world.db, person.owner.who, person.enrollment_id, now=world.clock())
        ):
            person.stopped_at, person.marked = world.now, True

    def _may_have_left(self, person: Person) -> bool:
        with self.world.db.reading() as tx:
            return any(
                touches.may_have_left(touch) and not touch.status.is_final
                for touch in touches.of_enrollment(tx, person.enrollment_id)
            )

    def hold(self, person: Person) -> None:
        """Hold what comes next for this person, and let it go some time later."""
        touch_id = self._open_touch(person)
        world = self.world
        if touch_id and self.click(
            lambda: holding.hold(world.db, person.owner.who, touch_id, now=world.clock())
        ):
            person.paused_at = world.now
            world.soon(MINUTE, 2 * DAY, lambda: self.release(person, touch_id))

    def release(self, person: Person, touch_id: int) -> None:
        """Let go what was held."""
        world = self.world
        if self.click(lambda: holding.release(world.db, person.owner.who, touch_id, now=world.clock())):
            person.paused_at = None

    def _open_touch(self, person: Person) -> int:
        with self.world.db.reading() as tx:
            every = touches.of_enrollment(tx, person.enrollment_id)
            return next((touch.id for touch in every if not touch.status.is_final), 0)

    def pause(self, person: Person) -> None:
        """Pause a whole sequence, and resume it later."""
        self.pause_at(person)
        if person.sequence_id in self.world.paused:
            self.world.soon(MINUTE, DAY, lambda: self.resume_sequence(person))

    def pause_at(self, person: Person) -> None:
        """Pause a whole sequence."""
        if self._turn(person, SequenceStatus.PAUSED):
            self.world.paused[person.sequence_id] = self.world.now

    def answers_now(self, person: Person, how: Callable[..., Mail], position: int) -> None:
        """Let something come back, and the poll find it within a minute."""
        person.answers.append(how(person.owner.account, person.sent[position].mail))
        self.world.soon(0, MINUTE, lambda: self._woken(person.owner.mailbox_id))

    def resume_sequence(self, person: Person) -> None:
        """Resume a sequence."""
        if self._turn(person, SequenceStatus.ACTIVE):
            self.world.paused.pop(person.sequence_id, None)

    def _turn(self, person: Person, status: SequenceStatus) -> bool:
        world = self.world
        who, sequence_id = person.owner.who, person.sequence_id
        return self.click(lambda: authoring.turn(world.db, who, sequence_id, status, now=world.clock()))

    def meddle(self, person: Person) -> None:
        """Edit, delete or send by hand a draft that lies in the mailbox."""
        account = person.owner.account
        if not account.drafts:
            return
        draft_id = self.random.choice(list(account.drafts))
        act = self.random.choice((account.edit_draft, account.drop_draft, account.send))
        self.world.by_hand = True
        try:
            act(draft_id)
        finally:
            self.world.by_hand = False

    def lose_history(self, person: Person) -> None:
        """Let Google forget its history."""
        account = person.owner.account
        account.settle()
        account.oldest = account.history_id

    # What we ask of them

    def look_round(self) -> None:
        """Remind, and let recruiters hear what they are owed."""
        self.prompts.look()
        if self.world.db.newest_notice() > self.heard:
            self._hear()
        self._settle_answers()

    def _hear(self) -> None:
        with self.world.db.reading() as tx:
            owed = list(glances.newer(tx, self.heard))
        for self.heard, kind, about in owed:
            self._hears(kind, about)

    def _hears(self, kind: str, about: dict[str, Any]) -> None:
        kind = str(about.get("kind", kind))
        self.told.setdefault(int(about.get("enrollment", 0)), []).append(kind)
        after = MINUTE if self.prompt else self.random.choice((MINUTE, HOUR, 10 * HOUR))
        if kind == "reply":
            self.on_reply(about)
        if kind in REACTIONS:
            self.world.soon(after, after * 2, lambda: REACTIONS[kind](self, about))

    def _settle_answers(self) -> None:
        waiting = [one for one in self.world.witness.people.values() if one.answers and not one.settled]
        if not waiting:
            return
        with self.world.db.reading() as tx:
            ended = glances.ended(tx, [person.enrollment_id for person in waiting])
            leases = glances.leases(tx)
        for person in waiting:
            is_free = leases.get(person.owner.mailbox_id) is None
            person.settled = person.enrollment_id in ended and is_free and not person.lost

    def does_by_hand(self, about: dict[str, Any]) -> None:
        """Do a manual stage, or say what became of it."""
        person, touch_id = self.by_enrollment(about["enrollment"]), about["touch"]
        if person is None:
            return
        world, who = self.world, person.owner.who
        chance = 0.0 if self.obliging else self.random.random()
        now, house = world.clock(), world.house
        if chance < 0.7:
            if self.click(lambda: reminding.mark_sent(world.db, who, touch_id, house=house, now=now)):
                self._was_done(person, touch_id)
        elif chance < 0.8:
            if self.click(lambda: reminding.skip(world.db, who, touch_id, house=house, now=now)):
                self._was_done(person, touch_id)
        elif chance < 0.9:
            later = now + timedelta(days=1)
            self.click(lambda: reminding.snooze(world.db, who, touch_id, until=later, now=now))
        elif self.click(lambda: reminding.mark_replied(world.db, who, touch_id, now=now)):
            person.stopped_at, person.marked = world.now, True

    def _was_done(self, person: Person, touch_id: int) -> None:
        person.done[self._position(touch_id)] = self.world.clock()

    def _position(self, touch_id: int) -> int:
        with self.world.db.reading() as tx:
            return glances.place(tx, touch_id)

    def is_asked(self, about: dict[str, Any]) -> None:
        """Look into Gmail and say what became of a mail."""
        person = self.by_enrollment(about["enrollment"])
        if person is None:
            return
        touch_id, position = about["touch"], self._position(about["touch"])
        left = position in person.sent
        said = Answer.SENT if left else self.random.choice((Answer.SEND, Answer.SEND, Answer.SKIP))
        self._says(person, touch_id, position, said)

    def is_asked_about_a_draft(self, about: dict[str, Any]) -> None:
        """Say what is to become of a draft one has changed."""
        if person := self.by_enrollment(about["enrollment"]):
            position = self._position(about["touch"])
            left = position in person.sent
            said = self.random.choice((Answer.SEND_OURS, Answer.SEND_OURS, Answer.SKIP, Answer.BY_HAND))
            self._says(person, about["touch"], position, Answer.BY_HAND if left else said)

    def _says(self, person: Person, touch_id: int, position: int, said: Answer) -> None:
        world = self.world
        who, house, now = person.owner.who, world.house, world.clock()
        if self.click(lambda: answering.answer(world.db, who, touch_id, said, house=house, now=now)):
            if said is Answer.SENT:
                person.said_sent.add(position)
            if said in {Answer.SKIP, Answer.BY_HAND}:
                person.done[position] = person.enrolled_at  # nothing was sent to wait from

    def fills_in(self, about: dict[str, Any]) -> None:
        """Give what is missing."""
        if person := self.by_enrollment(about["enrollment"]):
            world, who = self.world, person.owner.who
            values = {"company": "Navy"}
            self.click(
                lambda: mending.fill_in(world.db, who, person.enrollment_id, values, now=world.clock())
            )

    def resumes(self, about: dict[str, Any]) -> None:
        """Say that it was nothing, and let it go on."""
        if person := self.by_enrollment(about["enrollment"]):
            world, who = self.world, person.owner.who
            if self.click(lambda: steering.resume(world.db, who, person.enrollment_id, now=world.clock())):
                person.answers.clear()

    def reconnects(self, about: dict[str, Any]) -> None:
        """Consent again."""
        owner = self.world.owners[about["mailbox"]]
        self.world.revoked.discard(owner.account.address)
        with self.world.db.transaction() as tx:
            mailbox = mailboxes.get(tx, owner.mailbox_id)
            mailbox.status, mailbox.lost_reason = MailboxStatus.CONNECTED, ""
            mailbox.ready_at, mailbox.resting_until = self.world.clock(), None
            tx.flush()
            enrollments.resume_all_of_mailbox(tx, mailbox.id, losing.RECONNECT)

    def all_over(self) -> bool:
        """Tell whether nobody is in a sequence any more."""
        with self.world.db.reading() as tx:
            return tx.scalar(select(func.count()).where(Enrollment.status.in_(OPEN))) == 0

    def let_go(self) -> None:
        """Let everything go on that somebody had paused."""
        for person in (one for one in self.world.witness.people.values() if not one.lost):
            if touch_id := self._open_touch(person):
                self.release(person, touch_id)
            self.resume_sequence(person)


REACTIONS: dict[str, Callable[[Life, dict[str, Any]], None]] = {
    "reminder": Life.does_by_hand,
    "unknown_outcome": Life.is_asked,
    "not_sent": Life.is_asked,
    "edited_draft": Life.is_asked_about_a_draft,
    "missing_token": Life.fills_in,
    "not_sure": Life.resumes,
    "held": Life.resumes,
    "mailbox_lost": Life.reconnects,
}
