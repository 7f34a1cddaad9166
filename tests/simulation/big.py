"""Ninety days of ten thousand people in forty mailboxes: fast enough to wait for, and exact to the local day."""

import shutil
import subprocess
import sys
import time as clocks
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from sqlalchemy import select

from bot.outreach.house import House
from bot.rules import business_time
from bot.rules.drafts import StageDraft
from bot.rules.pacing import Pace
from storage.models import Enrollment
from storage.statuses import DelayUnit, EnrollmentStatus, SequenceStatus, StageKind
from tests.simulation import cast, files, glances, letters, model
from tests.simulation.candidates import DAY, HOUR
from tests.simulation.cast import Newcomer, Owner, Person
from tests.simulation.invariants import Violation
from tests.simulation.living import Life
from tests.simulation.weather import CALM
from tests.simulation.world import World

BEGINS = datetime(2026, 9, 20, tzinfo=UTC)
"""Ninety days in which the clocks go forward in Sydney, Auckland and Santiago, and back in Berlin and New York."""

LASTS = timedelta(days=90)
ENROLLING = timedelta(days=45)
PEOPLE, MAILBOXES, SHARDS = 10_000, 40, 2
LIST = 25
"""How many people a recruiter enrolls at once: a list of one city."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything one shard has."""

    people: int = PEOPLE // SHARDS
    mailboxes: int = MAILBOXES // SHARDS


@dataclass
class Quarter:
    """One shard: a world, and what each person is meant to do, decided before anything happens."""

    world: World
    life: Life
    size: Size
    replies: dict[str, datetime] = field(default_factory=dict)
    paused: dict[int, list[tuple[datetime, datetime]]] = field(default_factory=dict)

    def populate(self) -> None:
        """Connect the mailboxes, write the sequences and plan who is enrolled when."""
        world = self.world
        per_box = self.size.people // self.size.mailboxes
        for number in range(self.size.mailboxes):
            zone = cast.ZONES[number % len(cast.ZONES)]
            account = world.account(f"recruiter{number}@acme.example")
            owner = cast.recruiter(world.db, account, number, zone, world.now)
            world.owners[owner.mailbox_id] = owner
            plan = _plan(number)
            sequence_id = cast.sequence(world.db, owner, plan, number, world.now)
            self._enroll_later(owner, sequence_id, plan, per_box)
            self._pause_later(owner, sequence_id)
        world.soon(HOUR, HOUR, self.now_and_then)

    def _enroll_later(self, owner: Owner, sequence_id: int, plan: tuple[StageDraft, ...], count: int) -> None:
        for first in range(0, count, LIST):
            listed = range(first, min(first + LIST, count))
            when = self.world.now + self.world.random.uniform(0, 1) * ENROLLING
            self.world.at(when, lambda listed=listed: self._enroll(owner, sequence_id, plan, listed))  # type: ignore[misc]

    def _enroll(self, owner: Owner, sequence_id: int, plan: tuple[StageDraft, ...], numbers: range) -> None:
        world = self.world
        zone = cast.ZONES[(owner.mailbox_id + numbers.start // LIST) % len(cast.ZONES)]
        listed = [
            Newcomer(address=f"m{owner.mailbox_id}c{number}@candidates.example", zone=zone, company="Navy")
            for number in numbers
        ]
        with world.db.transaction() as tx:
            people = cast.enroll(
                tx, owner, world.house, listed, sequence_id=sequence_id, plan=plan, now=world.clock()
            )
        world.witness.people.update((person.address, person) for person in people)

    def _pause_later(self, owner: Owner, sequence_id: int) -> None:
        """Pause each sequence for some days, once."""
        begins = self.world.now + timedelta(days=self.world.random.uniform(10, 70))
        ends = begins + timedelta(days=self.world.random.uniform(0.5, 5))
        self.paused[sequence_id] = [(begins, ends)]
        for when, status in ((begins, SequenceStatus.PAUSED), (ends, SequenceStatus.ACTIVE)):
            self.world.at(when, lambda status=status: self._turn(owner, sequence_id, status))  # type: ignore[misc]

    def _turn(self, owner: Owner, sequence_id: int, status: SequenceStatus) -> None:
        someone = next(one for one in self.world.witness.people.values() if one.sequence_id == sequence_id)
        if status is SequenceStatus.PAUSED:
            self.life.pause_at(someone)
        else:
            self.life.resume_sequence(someone)

    def now_and_then(self) -> None:
        """Remind of what is done by hand, which recruiters then do; let go on what too many bounces have paused."""
        self.life.look_round()
        self._resume_broken()
        self.world.soon(4 * HOUR, 4 * HOUR, self.now_and_then)

    def _resume_broken(self) -> None:
        world = self.world
        with world.db.reading() as tx:
            found = glances.paused(tx)
        for sequence_id in found:
            if sequence_id in world.paused:
                continue
            someone = next(one for one in world.witness.people.values() if one.sequence_id == sequence_id)
            self.life.resume_sequence(someone)
            self.paused[sequence_id].append((world.now - timedelta(seconds=4 * HOUR), world.now))

    def has_sent(self, person: Person, position: int) -> None:
        """Let a candidate do what was decided for this mail."""
        chance = Random(f"{person.address} {position}")
        what, after = chance.random(), chance.uniform(60, 4 * DAY)
        if what < 0.14:
            answers = letters.reply if what < 0.10 else letters.bounce if what < 0.12 else letters.opt_out
            self.replies[person.address] = self.world.now + timedelta(seconds=after)
            self.world.soon(after, after, lambda: self.life.answers_now(person, answers, position))

    def check(self) -> Counter[str]:
        """Hold every person against the second opinion; tell how they ended."""
        with self.world.db.reading() as tx:
            rows = dict(tx.execute(select(Enrollment.id, Enrollment.status)).all())
        ends: Counter[str] = Counter()
        for person in self.world.witness.people.values():
            status = rows[person.enrollment_id]
            ends[status.value] += 1
            self._judge(person, status)
        return ends

    def _judge(self, person: Person, status: EnrollmentStatus) -> None:
        zone = business_time.zone(person.zone)
        calendar = model.Calendar(zone, self.world.house.holidays.__contains__)
        after = person.enrolled_at
        for position, stage in enumerate(person.stages):
            if position not in person.sent and position not in person.done:
                self._stopped(person, status, position)
                return
            if stage.kind.is_email:
                self._day(person, position, after, calendar)
                after = person.sent[position].at
            else:
                after = person.done[position]
        ended = {EnrollmentStatus.FINISHED, *STOPPED}
        if status not in ended:
            self.world.witness.fail(f"every stage went, but it is {status.value}", person)

    def _day(self, person: Person, position: int, after: datetime, calendar: model.Calendar) -> None:
        stage = person.stages[position]
        meant = replace(stage, delay=0, at=None) if position == 0 else stage
        expected = model.days(meant, after, calendar)
        went = calendar.local(person.sent[position].at).date()
        for begins, ends in self.paused.get(person.sequence_id, []):
            if went not in expected and begins - model.SLACK <= person.sent[position].at:
                first = min(expected)
                if first <= calendar.local(ends).date():
                    expected |= _after(ends, calendar)
        if went not in expected:
            said = ", ".join(f"{day:%a %d %b}" for day in sorted(expected))
            self.world.witness.fail(f"stage {position} went on {went:%a %d %b}, not {said}", person)

    def _stopped(self, person: Person, status: EnrollmentStatus, position: int) -> None:
        if status not in STOPPED or not person.answers:
            self.world.witness.fail(f"stage {position} never went, and it is {status.value}", person)


STOPPED = frozenset({EnrollmentStatus.REPLIED, EnrollmentStatus.BOUNCED, EnrollmentStatus.OPTED_OUT})


def _after(moment: datetime, calendar: model.Calendar) -> set[date]:
    return model.openings(moment, calendar)


def _plan(number: int) -> tuple[StageDraft, ...]:
    random = Random(f"plan {number}")
    kinds = [StageKind.EMAIL, *([StageKind.EMAIL] * random.choice((1, 2)))]
    if random.random() < 0.3:
        kinds.insert(1, StageKind.INMAIL)
    return tuple(
        StageDraft(
            kind=kind,
            delay=0 if position == 0 else random.randint(1, 5),
            delay_unit=random.choice(list(DelayUnit)),
            at=time(random.randint(8, 16), 30) if position and random.random() < 0.3 else None,
            subject=f"A role for you, number {number}" if position == 0 else "",
            body=f"Hello {{{{first_name}}}} of {{{{company}}}}, code s{number}p{position}.",
        )
        for position, kind in enumerate(kinds)
    )


def live(shard: int, size: Size = Size()) -> str:
    """Live one shard through; tell how it went and what it took."""
    home = files.home()
    began = clocks.process_time()
    # Without spacing a round carries up to ten mails: what is measured is the mail, not the waiting for it.
    pace = Pace(least=timedelta(0), most=timedelta(0))
    house = House(holidays=business_time.holidays_of("DE"), pace=pace, poll=timedelta(days=7))
    world = World(shard, home / "world.db", house=house, weather=CALM, workers=1)
    world.now = BEGINS
    life = Life(world)
    quarter = Quarter(world, life, size)
    world.has_sent, world.after_tick = quarter.has_sent, lambda: None
    world.is_drafted = lambda _account: None
    life.obliging = life.prompt = True
    try:
        quarter.populate()
        peopled = clocks.process_time() - began
        world.run(BEGINS + LASTS)
        ends = quarter.check()
    except Violation as violation:
        return f"shard {shard}: BROKEN: {violation}"
    finally:
        world.db.close()
        shutil.rmtree(home)
    took = clocks.process_time() - began
    sent = sum(len(person.sent) for person in world.witness.people.values())
    how = ", ".join(f"{count} {status}" for status, count in sorted(ends.items()))
    return (
        f"shard {shard}: {took:.1f} s of CPU ({peopled:.1f} to begin), "
        f"{len(world.witness.people)} people, {sent} mails, "
        f"{1000 * took / max(sent, 1):.2f} ms a mail, {world.steps} steps, {world.witness.checks} checks; {how}"
    )


def main() -> int:
    """Live both shards, each in a process of its own."""
    began = clocks.perf_counter()
    command = [sys.executable, "-m", "tests.simulation", "--big", "--shard"]
    running = [
        subprocess.Popen([*command, str(shard)], stdout=subprocess.PIPE, text=True) for shard in range(SHARDS)
    ]
    told = [process.communicate()[0] for process in running]
    sys.stdout.write("".join(told) + f"{PEOPLE} people, 90 days: {clocks.perf_counter() - began:.1f} s\n")
    failed = any(process.returncode for process in running) or any("BROKEN" in words for words in told)
    return 1 if failed else 0
