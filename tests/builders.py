"""Rows for tests: everything has a default, and a test overrides the one thing it is about."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from bot.outreach.house import House
from bot.outreach.outgoing import advancing, resting
from bot.outreach.people import Who
from bot.outreach.plans import authoring
from bot.rules import links
from bot.rules.drafts import StageDraft
from bot.rules.pacing import Pace
from gmail.inbound import Inbound
from storage import candidates, enrollments, grants, mailboxes, recruiters, sequences, touches
from storage.database import Database, Transaction
from storage.mailboxes import Lease
from storage.models import Candidate, Enrollment, Mailbox, Recruiter, Sequence, Touch
from storage.statuses import (
    Access,
    DelayUnit,
    EnrollmentStatus,
    MailboxStatus,
    StageKind,
    TouchStatus,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""A Monday, ten o'clock in Berlin, where everybody is unless a test says otherwise."""

TEAM = "T1"
ANA = Who(team=TEAM, slack_id="U0ANA")
BEN = Who(team=TEAM, slack_id="U0BEN")
BERLIN = "Europe/Berlin"
GRACE = "grace.hopper@example.com"
HOUSE = House()
AT_ONCE = House(pace=Pace(least=timedelta(0), most=timedelta(0)))
NAMES = {ANA.slack_id: "Ana Lovelace", BEN.slack_id: "Ben Okafor"}


def email(delay: int = 3, **changes: Any) -> StageDraft:
    """Plan an e-mail, in the thread of the first."""
    plain = {"subject": "A role for you", "body": "Hello {{first_name}}, shall we talk?", "delay": delay}
    return StageDraft(kind=StageKind.EMAIL, **{**plain, **changes})


def by_hand(delay: int = 2, **changes: Any) -> StageDraft:
    """Plan an InMail, some calendar days later."""
    plain = {"body": "Hello {{first_name}}", "delay": delay, "delay_unit": DelayUnit.DAYS}
    return StageDraft(kind=changes.pop("kind", StageKind.INMAIL), **{**plain, **changes})


def make_recruiter(db: Database, who: Who = ANA, **changes: Any) -> Recruiter:
    """Find or write down a person."""
    with db.transaction() as tx:
        return _recruiter(tx, who, **changes)


def _recruiter(tx: Transaction, who: Who, **changes: Any) -> Recruiter:
    found = recruiters.by_slack_id(tx, team=who.team, slack_id=who.slack_id)
    if found is None:
        found = recruiters.ensure(tx, team=who.team, slack_id=who.slack_id, now=NOW)
        found.name, found.zone = NAMES.get(who.slack_id, who.slack_id), BERLIN
    _change(found, changes)
    return found


def _change(row: object, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(row, name, value)


def make_mailbox(db: Database, who: Who = ANA, *, token: str = "refresh", **changes: Any) -> Mailbox:
    """Find or connect a person's mailbox; it is ready at once and reads from cursor 1000."""
    with db.transaction() as tx:
        return _mailbox(tx, who, token, **changes)


def _mailbox(tx: Transaction, who: Who, token: str, **changes: Any) -> Mailbox:
    recruiter = _recruiter(tx, who)
    found = mailboxes.of_recruiter(tx, recruiter.id)
    if found is None:
        found = Mailbox(
            team_id=who.team,
            recruiter=recruiter,
            address=f"{recruiter.name.partition(' ')[0].lower()}@acme.example",
            name=recruiter.name,
            sealed_token=grants.seal(tx, token),
            status=MailboxStatus.CONNECTED,
            cursor=1000,
            ready_at=NOW,
            connected_at=NOW,
            senders_at=NOW,
        )
        tx.add(found)
    _change(found, changes)
    tx.flush()
    return found


def make_sequence(
    db: Database, *stages: StageDraft, who: Who = ANA, name: str = "Backend, Berlin", **changes: Any
) -> Sequence:
    """Write down a sequence with one version; one e-mail if nothing else is said."""
    with db.transaction() as tx:
        return _sequence(tx, who, name, stages or (email(),), **changes)


def _sequence(
    tx: Transaction, who: Who, name: str, stages: tuple[StageDraft, ...], **changes: Any
) -> Sequence:
    owner = _recruiter(tx, who)
    found = sequences.by_name(tx, who.team, name)
    if found is None:
        found = sequences.add(
            tx, team=who.team, owner_id=owner.id, name=name, access=Access.SHARED_USE, now=NOW
        )
        sequences.add_version(tx, found.id, authoring.rows(stages), by=owner.id, now=NOW)
    _change(found, changes)
    tx.flush()
    return found


def make_enrollment(
    db: Database,
    *stages: StageDraft,
    who: Who = ANA,
    address: str = GRACE,
    sequence: str = "Backend, Berlin",
    house: House = HOUSE,
    now: datetime = NOW,
    **changes: Any,
) -> Enrollment:
    """Put a candidate into a sequence of these stages; the first touch is planned as from `now`."""
    with db.transaction() as tx:
        row = _sequence(tx, who, sequence, stages or (email(),))
        candidate = _candidate(tx, address)
        plain = {"status": EnrollmentStatus.ACTIVE, "zone": BERLIN, "created_at": now, "extras": {}}
        enrollment = Enrollment(
            team_id=who.team,
            candidate=candidate,
            sequence=row,
            version=sequences.latest(tx, row.id),
            recruiter=_recruiter(tx, who),
            mailbox=_mailbox(tx, who, "refresh"),
            address=candidate.addresses[0],
            **{**plain, **changes},
        )
        enrollments.add(tx, enrollment)
        advancing.begin(tx, enrollment, house, now)
        return enrollment


def _candidate(tx: Transaction, address: str) -> Candidate:
    found = candidates.by_address(tx, TEAM, links.address_key(address))
    if found is not None:
        return found
    found = candidates.add(tx, TEAM, NOW)
    first, _, last = address.partition("@")[0].partition(".")
    found.first_name, found.last_name, found.company = first.title(), last.title(), "Navy"
    candidates.add_address(tx, found, address, links.address_key(address))
    candidates.add_link(tx, found, f"https://www.linkedin.com/in/{first}-{last}")
    return found


def make_inbound(id: str = "in1", *, thread_id: str = "thread1", **changes: Any) -> Inbound:
    """Make a mail from Grace as Gmail would show it."""
    plain: dict[str, Any] = {
        "labels": frozenset({"INBOX"}),
        "received_at": NOW,
        "from_address": GRACE,
        "to": ("ana@acme.example",),
        "subject": "Re: A role for you",
        "text": "Thanks for writing, let us talk.",
    }
    return Inbound(id=id, thread_id=thread_id, **{**plain, **changes})


def claim(db: Database, now: datetime) -> Lease | None:
    """Take the mailbox whose turn it is."""
    return resting.claim(db, HOUSE, now)


def went_out(db: Database, enrollment: Enrollment, *, at: datetime = NOW, house: House = HOUSE) -> Touch:
    """Let the mail that is next go out in thread1, with a Message-ID of its own, and plan what follows."""
    with db.transaction() as tx:
        touch = next(row for row in touches.of_enrollment(tx, enrollment.id) if not row.status.is_final)
        touch.status, touch.done_at = TouchStatus.SENT, at
        touch.gmail_id, touch.thread_id = f"gmail{touch.id}", "thread1"
        touch.rfc_id, touch.subject = f"<{touch.id}@mail.example>", "A role"
        owner = enrollments.lock(tx, enrollment.id)
        owner.thread_id, owner.subject = "thread1", "A role"
        tx.flush()
        advancing.advance(tx, touch, house, at)
        return touch


def the_touches(db: Database, enrollment: Enrollment) -> list[Touch]:
    """Look at every touch of an enrollment, in order."""
    with db.transaction() as tx:
        return touches.of_enrollment(tx, enrollment.id)


def statuses(db: Database, enrollment: Enrollment) -> list[str]:
    """Tell how every touch of an enrollment stands, in order."""
    return [touch.status.value for touch in the_touches(db, enrollment)]


def again(db: Database, enrollment: Enrollment) -> Enrollment:
    """Look at an enrollment anew."""
    with db.transaction() as tx:
        found = enrollments.get(tx, enrollment.id)
        assert found is not None
        return found


def hours(count: float) -> timedelta:
    """Give some hours."""
    return timedelta(hours=count)


def wall(hour: int, minute: int = 0) -> time:
    """Give a time of day."""
    return time(hour, minute)
