"""One mail that waits, with all that decides about it and all that it says, in one statement."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage import marks, suppressions
from storage.database import Transaction
from storage.letter_statements import LOOK, OWNER, READ, SUPPRESSED
from storage.statuses import EnrollmentStatus, SequenceStatus, StageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The enrollment a touch belongs to, as far as what follows the touch depends on it.

    What goes out by mail counts in `zone`, what is done by hand in `hand_zone`; `subject` is the thread's first.
    With `by_hand_only` its e-mails are left out; `preferences` are its recruiter's, as they are stored. It `borrows`
    where mail to it leaves other mailboxes, too, and `is_tailored` where it gets a stage otherwise than everybody.
    """

    enrollment_id: int
    sequence_id: int
    version_id: int
    candidate_id: int
    mailbox_id: int | None
    secret: str
    position: int
    zone: str
    hand_zone: str
    by_hand_only: bool
    preferences: dict[str, Any]
    thread_id: str
    subject: str
    is_open: bool = True
    borrows: bool = False
    is_tailored: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The mail before one in its thread; `rfc_id` is its real Message-ID, empty while nobody has read it back.

    `sender` is the address it left from where its thread has one of its own.
    """

    rfc_id: str
    references: str
    sent_at: datetime | None
    sender: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A candidate, as far as a mail speaks of one."""

    first_name: str
    last_name: str
    company: str
    title: str
    school: str
    location: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The recruiter whose mailbox a mail leaves, as far as it speaks of one."""

    id: int
    name: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """All that decides about one mail that waits, and all that it says.

    `before` is the last mail to this person in this enrollment that Gmail knows of and that can be answered;
    `recruiter` is whose mailbox it leaves, `recruiter_id` who enrolled the person, `owner_id` whose sequence it is;
    `own_words` (subject, body) what was written for this person instead of the stage's text. `away_until` are the
    absences, over or not, of who enrolled the person and of whose mailbox it leaves.
    """

    touch_id: int
    stage_id: int
    variant: int
    kind: StageKind
    token: str
    draft_id: str
    draft_message_id: str
    cursor: int | None
    tries: int
    owner: Owner
    team: str
    status: EnrollmentStatus
    why: str
    sequence_status: SequenceStatus
    extras: dict[str, Any]
    source_line: str
    candidate: Person
    recruiter: Sender
    recruiter_id: int
    owner_id: int
    address: str
    address_key: str
    bounced_at: datetime | None
    before: Before | None
    own_words: dict[str, Any]
    allowed_at: datetime | None
    away_until: tuple[datetime | None, datetime | None] = (None, None)


def read(tx: Transaction, touch_id: int, *, mailbox_id: int, now: datetime) -> Waiting | None:
    """Take a mail and its enrollment for changing, and read everything about it; None if it is not, or no more, due.

    It leaves a mailbox, and its enrollment and its sequence run.
    """
    return _found(tx, READ.first(tx, {"touch": touch_id, "mailbox": mailbox_id, "now": now}))


def look(tx: Transaction, touch_id: int) -> Waiting | None:
    """Read everything about a mail whatever has become of it, without taking it."""
    return _found(tx, LOOK.first(tx, {"touch": touch_id}))


def _found(tx: Transaction, row: Any) -> Waiting | None:
    if row is None:
        return None
    marks.found(tx, row.marks)
    return _waiting(row)


def suppressed(tx: Transaction, team: str, key: str, company: str = "") -> str:
    """Say why nobody may write to a folded address of somebody at a company; empty if anybody may."""
    if not key:
        return ""
    keys = suppressions.marked(tx, team, [key], company)
    rows = SUPPRESSED.rows(tx, keys, {"team": team})
    return str(rows[0].why) if rows else ""


def owner(tx: Transaction, enrollment_id: int) -> Owner:
    """Take an enrollment for changing, and say what follows depend on."""
    return _owner(OWNER.first(tx, {"enrollment": enrollment_id}))


def _waiting(row: Any) -> Waiting:
    return Waiting(
        touch_id=row.id,
        stage_id=row.stage_id,
        variant=row.variant,
        kind=row.kind,
        token=row.token,
        draft_id=row.draft_id,
        draft_message_id=row.draft_message_id,
        cursor=row.cursor,
        tries=row.tries,
        owner=_owner(row),
        team=row.team_id,
        status=row.status,
        why=row.why,
        sequence_status=row.sequence_status,
        extras=row.extras,
        source_line=row.source_line,
        candidate=_person(row),
        recruiter=Sender(id=row.voice_id, name=row.name, title=row.voice_title),
        recruiter_id=row.recruiter_id,
        owner_id=row.owner_id,
        address=row.address or "",
        address_key=row.key or "",
        bounced_at=row.bounced_at,
        before=_before(row),
        own_words=row.own_words,
        allowed_at=row.allowed_at,
        away_until=(row.away_until, row.voice_away_until),
    )


def _person(row: Any) -> Person:
    return Person(
        first_name=row.first_name,
        last_name=row.last_name,
        company=row.company,
        title=row.title,
        school=row.school,
        location=row.location,
    )


def _before(row: Any) -> Before | None:
    if row.before_rfc_id is None:
        return None
    return Before(
        rfc_id=row.before_rfc_id,
        references=row.before_references,
        sent_at=row.before_at,
        sender=row.before_sender,
    )


def _owner(row: Any) -> Owner:
    return Owner(
        enrollment_id=row.enrollment_id,
        sequence_id=row.sequence_id,
        version_id=row.version_id,
        candidate_id=row.candidate_id,
        mailbox_id=row.mailbox_id,
        secret=row.secret,
        position=row.position,
        zone=row.zone,
        hand_zone=row.hand_zone,
        by_hand_only=row.by_hand_only,
        preferences=row.preferences,
        thread_id=row.thread_id,
        subject=row.subject,
        is_open=row.status.is_open,
        borrows=row.borrows is not None,
        is_tailored=row.tailored is not None,
    )
