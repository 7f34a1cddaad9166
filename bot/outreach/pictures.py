"""What use cases show to people, as frozen values; a view draws them. Instants are aware UTC."""

from dataclasses import dataclass
from datetime import date, datetime, time

from bot.rules.drafts import Problem, SequenceDraft, StageDraft
from bot.rules.senders import Offer
from storage.statuses import (
    Access,
    Cadence,
    EnrollmentStatus,
    MailboxStatus,
    Mark,
    SequenceStatus,
    StageKind,
    TouchStatus,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How the people of one sequence stand; every person is counted in `enrolled` and in one other figure."""

    enrolled: int = 0
    active: int = 0
    paused: int = 0
    held: int = 0
    replied: int = 0
    finished: int = 0
    stopped: int = 0
    bounced: int = 0
    opted_out: int = 0
    interested: int = 0
    delivered: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceLine:
    """One sequence in a list; `may_change` is for the person who looks."""

    id: int
    name: str
    status: SequenceStatus
    access: Access
    owner: str
    stages: int
    counts: Counts
    may_use: bool = True
    may_change: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """One person in a sequence; `next_at` is when the next touch is due, `why` what it waits for."""

    enrollment_id: int
    name: str
    status: EnrollmentStatus
    stage: int
    next_at: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SequencePage:
    """One sequence, opened."""

    line: SequenceLine
    stages: tuple[StageDraft, ...]
    people: tuple[PersonLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """A draft on the desk; `page` counts from 0. `problems` are shown where they belong."""

    draft_id: int
    draft: SequenceDraft
    page: int = 0
    sequence_id: int | None = None
    problems: tuple[Problem, ...] = ()
    resumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StageForm:
    """One stage on the desk; `index` is None for a new one, `first_email` that no email stands before it."""

    draft_id: int
    index: int | None
    number: int
    stage: StageDraft
    first_email: bool
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StageShown:
    """One stage as a person would get it, in plain text; `missing` are tokens without a value, `moved` why it moved."""

    number: int
    kind: StageKind
    subject: str
    text: str
    at: datetime | None
    zone: str
    moved: str = ""
    missing: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A whole sequence as one person would get it; `zone` is the recruiter's (IANA)."""

    title: str
    person: str
    stages: tuple[StageShown, ...]
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing to choose from a list."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrollForm:
    """The enroll modal: what is known of the person, what the chosen sequence needs, and when it would go out.

    `needs` are tokens used without a fallback that only the recruiter can give (besides names and company,
    which have fields of their own). `warnings` stand on top; a `refusal` there means it cannot be submitted.
    """

    link: str
    address: str
    first_name: str
    last_name: str
    company: str
    sequences: tuple[Choice, ...]
    chosen: int | None
    needs: tuple[str, ...] = ()
    needs_address: bool = True
    dates: tuple[StageShown, ...] = ()
    warnings: tuple[str, ...] = ()
    refusal: str = ""
    zone: str = "UTC"
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderCard:
    """A stage to be done by hand; `settled` says what became of it ("marked sent by <@U1>"), empty while it waits.

    `text` is plain and ready to copy, as `rules.prose.plain` writes it.
    """

    touch_id: int
    person: str
    sequence: str
    stage: int
    stages: int
    kind: StageKind
    text: str
    link: str
    status: TouchStatus
    due_at: datetime
    settled: str = ""
    can_undo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyCard:
    """An answer that stopped a sequence; `text` has the quoted mail removed, `reply` says what ours waits for."""

    inbound_id: int
    enrollment_id: int
    person: str
    sequence: str
    text: str
    gmail_url: str
    status: EnrollmentStatus
    mark: Mark | None = None
    note: str = ""
    reply: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubleCard:
    """Something a person must mend.

    `kind` is a key of TITLES in the view; `touch_id` and `enrollment_id` are what the buttons act on; `is_reply` tells
    that it is about a reply by hand and no stage.
    """

    kind: str
    what: str
    mend: str = ""
    url: str = ""
    person: str = ""
    sequence: str = ""
    touch_id: int | None = None
    enrollment_id: int | None = None
    settled: str = ""
    is_reply: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxLine:
    """A connected Gmail account, or one that was; `reason` is a word for a lost one, else a sentence of trouble."""

    address: str
    status: MailboxStatus
    reason: str = ""
    offer: Offer = Offer()


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """One touch of today; `touch_id` is what the buttons act on, `may_release` tells that it was held by hand."""

    touch_id: int
    person: str
    sequence: str
    kind: StageKind
    stage: int
    due_at: datetime
    status: TouchStatus
    why: str = ""
    may_release: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayPage:
    """What goes out today, what waits for a hand, what is held and why, and who waits for an answer."""

    zone: str
    sending: tuple[DueLine, ...] = ()
    by_hand: tuple[DueLine, ...] = ()
    held: tuple[DueLine, ...] = ()
    unanswered: tuple[PersonLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestLine:
    """A channel's subscription; `at` is wall time in `zone`."""

    id: int
    channel: str
    cadence: Cadence
    at: time
    zone: str
    next_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """App Home for one person; `connect_url` is Google's consent page for them, empty where they name a mailbox."""

    recruiter: str
    name: str
    zone: str
    connect_url: str
    mailbox: MailboxLine | None
    parked: Choice | None
    mine: tuple[SequenceLine, ...]
    shared: tuple[SequenceLine, ...]
    archived: tuple[SequenceLine, ...]
    today: TodayPage
    digests: tuple[DigestLine, ...]
    has_enrolled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """The status of sequences for a channel: numbers only, never a candidate's name."""

    day: date
    cadence: Cadence
    lines: tuple[SequenceLine, ...]
    going_out: int
    by_hand: int
    held: tuple[tuple[str, int], ...]
    switched_on_by: str = ""
