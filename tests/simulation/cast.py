"""Who lives in a world: recruiters with their mailboxes, sequences, and the people written to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time
from random import Random

from bot.outreach.house import House
from bot.outreach.outgoing import advancing
from bot.outreach.people import Who
from bot.outreach.plans import authoring
from bot.rules import links
from bot.rules.drafts import StageDraft
from storage import grants, recruiters, sequences
from storage.database import Database, Transaction
from storage.models import Candidate, CandidateAddress, Enrollment, Mailbox, Recruiter, Sequence, Touch
from storage.statuses import Access, DelayUnit, EnrollmentStatus, MailboxStatus, StageKind
from tests.simulation.gmail import Account, Mail

TEAM = "T1"
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Sydney",
    "America/Santiago",
    "Asia/Kolkata",
    "Pacific/Auckland",
)
CODE = re.compile(rb"Hello ([^\r\n]*) of ([^\r\n]*), code s(\d+)p(\d+)\.")


def place_of(touch: Touch | None) -> int:
    """Tell which stage a touch is, if there is one; a reply by the number in its words, which nobody can forget."""
    if touch is None or touch.answers_id is None:
        return 0 if touch is None else touch.position
    said = CODE.search(touch.text.encode())
    assert said is not None
    return int(said.group(4))


@dataclass(frozen=True, slots=True)
class Sending:
    """One mail that truly left; `clock` is what the workers' clock showed."""

    at: datetime
    clock: datetime
    mail: Mail
    by_robot: bool


@dataclass(slots=True, eq=False)
class Owner:
    """A recruiter and the mailbox at Google."""

    who: Who
    zone: str
    mailbox_id: int
    account: Account


@dataclass(slots=True, eq=False)
class Person:
    """One candidate in one sequence, and the truth about what was done to them.

    `answers` are mails that must stop everything; `settled` tells that a whole round has acted on one. `stopped_at`
    and `paused_at` are when a click was acknowledged, `pressed` when Send was for each reply. `lost` is a person an
    older copy of the database never knew.
    """

    address: str
    owner: Owner
    zone: str
    sequence_id: int
    stages: tuple[StageDraft, ...]
    enrollment_id: int
    enrolled_at: datetime
    sent: dict[int, Sending] = field(default_factory=dict)
    done: dict[int, datetime] = field(default_factory=dict)
    said_sent: set[int] = field(default_factory=set)
    answers: list[Mail] = field(default_factory=list)
    settled: bool = False
    marked: bool = False
    stopped_at: datetime | None = None
    paused_at: datetime | None = None
    lost: bool = False
    pressed: dict[int, datetime] = field(default_factory=dict)


def recruiter(db: Database, account: Account, number: int, zone: str, now: datetime) -> Owner:
    """Write down a recruiter whose mailbox is connected."""
    who = Who(team=TEAM, slack_id=f"U{number}")
    with db.transaction() as tx:
        row = recruiters.ensure(tx, team=TEAM, slack_id=who.slack_id, now=now)
        row.name, row.zone = f"Recruiter {number}", zone
        tx.flush()
        mailbox = _mailbox(tx, row, account, now)
        return Owner(who=who, zone=zone, mailbox_id=mailbox.id, account=account)


def _mailbox(tx: Transaction, row: Recruiter, account: Account, now: datetime) -> Mailbox:
    mailbox = Mailbox(
        team_id=TEAM,
        recruiter=row,
        address=account.address,
        name=row.name,
        sealed_token=grants.seal(tx, "refresh"),
        status=MailboxStatus.CONNECTED,
        cursor=account.history_id,
        ready_at=now,
        connected_at=now,
    )
    tx.add(mailbox)
    tx.flush()
    return mailbox


def stages(random: Random, number: int) -> tuple[StageDraft, ...]:
    """Draw a plan; the words of each stage say which it is."""
    count = random.choice((2, 3, 3))
    kinds = [StageKind.EMAIL] + [
        random.choice((StageKind.EMAIL, StageKind.EMAIL, StageKind.EMAIL, StageKind.INMAIL))
        for _ in range(count - 1)
    ]
    return tuple(_stage(random, number, position, kind) for position, kind in enumerate(kinds))


def _stage(random: Random, number: int, position: int, kind: StageKind) -> StageDraft:
    new_thread = position > 0 and kind.is_email and random.random() < 0.1
    return StageDraft(
        kind=kind,
        delay=0 if position == 0 else random.randint(0 if not kind.is_email else 1, 2),
        delay_unit=random.choice(list(DelayUnit)),
        at=time(random.randint(8, 17), random.choice((0, 30))) if random.random() < 0.3 else None,
        subject=f"A role for you, number {number}" if position == 0 or new_thread else "",
        body=f"Hello {{{{first_name}}}} of {{{{company}}}}, code s{number}p{position}.",
        new_thread=new_thread,
    )


def sequence(db: Database, owner: Owner, plan: tuple[StageDraft, ...], number: int, now: datetime) -> int:
    """Write down a sequence; give its id."""
    with db.transaction() as tx:
        by = recruiters.by_slack_id(tx, team=TEAM, slack_id=owner.who.slack_id)
        assert by is not None
        name = f"Sequence {number}"
        row = sequences.add(tx, team=TEAM, owner_id=by.id, name=name, access=Access.SHARED_USE, now=now)
        version(tx, row, plan, by.id, now)
        return row.id


def version(tx: Transaction, row: Sequence, plan: tuple[StageDraft, ...], by: int, now: datetime) -> None:
    """Write down one more version of a sequence."""
    sequences.add_version(tx, row.id, authoring.rows(plan), by=by, now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Somebody nobody has written to yet."""

    address: str
    zone: str
    company: str


def enroll(
    tx: Transaction,
    owner: Owner,
    house: House,
    newcomers: Iterable[Newcomer],
    *,
    sequence_id: int,
    plan: tuple[StageDraft, ...],
    now: datetime,
) -> list[Person]:
    """Put a list of people into a sequence, all at once; each begins as the program lets one begin."""
    by = recruiters.by_slack_id(tx, team=TEAM, slack_id=owner.who.slack_id)
    version = sequences.latest(tx, sequence_id)
    assert by is not None
    whose = {"recruiter_id": by.id, "mailbox_id": owner.mailbox_id}
    what = {"sequence_id": sequence_id, "version_id": version.id}
    listed = [(one, _enrollment(one, now, **whose, **what)) for one in newcomers]
    tx.add_all(row for _, row in listed)
    tx.flush()
    for _, row in listed:
        advancing.begin(tx, row, house, now)
    return [
        Person(
            address=one.address,
            owner=owner,
            zone=one.zone,
            sequence_id=sequence_id,
            stages=plan,
            enrollment_id=row.id,
            enrolled_at=now,
        )
        for one, row in listed
    ]


def _enrollment(one: Newcomer, now: datetime, **asked: int) -> Enrollment:
    address = CandidateAddress(team_id=TEAM, address=one.address, key=links.address_key(one.address))
    candidate = Candidate(
        team_id=TEAM,
        first_name="Grace",
        last_name="Hopper",
        company=one.company,
        created_at=now,
        addresses=[address],
    )
    return Enrollment(
        team_id=TEAM,
        candidate=candidate,
        address=address,
        status=EnrollmentStatus.ACTIVE,
        zone=one.zone,
        created_at=now,
        extras={},
        **asked,
    )
