"""What is told of one person in a message of its own, as frozen values; a view draws them. Instants are aware UTC."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.rules.fallbacks import Fallback
from storage.statuses import EnrollmentStatus, Mark, PermissionStatus, ReleaseStatus, StageKind, TouchStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderCard:
    """A stage to be done by hand; `settled` says what became of it ("marked sent by <@U1>"), empty while it waits.

    `text` is plain and ready to copy, as `rules.prose.plain` writes it. `handed_by` gave it to who looks (a Slack id);
    `may_take_back` tells who gave it away that they may still have it back. `snoozed_until` is when it comes again,
    `overdue_since` since when it waits unmarked, where that is asked about; `may_reply` that it was done and an answer
    may still be marked; `may_label` that one came which may be told apart, as `mark`, and why it was a no as `reason`.
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
    handed_by: str = ""
    may_take_back: bool = False
    may_stop: bool = True
    snoozed_until: datetime | None = None
    overdue_since: datetime | None = None
    may_reply: bool = False
    may_label: bool = False
    mark: Mark | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderList:
    """Stages to be done by hand that fell due together: the rows of one page, which counts from 0.

    `left` of `total` still wait; `list_id` is what the buttons act on.
    """

    list_id: int
    rows: tuple[ReminderCard, ...]
    page: int
    pages: int
    left: int
    total: int
    is_overdue: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyCard:
    """An answer that stopped a sequence.

    `text` has the quoted mail removed, and the rest where it `is_cut`; `writer` is who wrote where it was not the
    person themselves; `reply` says what ours waits for; `stage` counts from 1, 0 where none had gone; `effect` is what
    happened because of it; `hint` what its tone says; `back_on` the day on which it comes back; `answered_by` who
    answered it, and `claimed_by` who said that they will; `is_shared` tells that several were told.
    """

    inbound_id: int
    enrollment_id: int
    person: str
    sequence: str
    text: str
    gmail_url: str
    status: EnrollmentStatus
    is_cut: bool = False
    writer: str = ""
    stage: int = 0
    stages: int = 0
    effect: str = ""
    hint: Mark | None = None
    mark: Mark | None = None
    marked_by: str = ""
    reason: str = ""
    back_on: date | None = None
    claimed_by: str = ""
    is_shared: bool = False
    reply: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    can_undo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NextByHand:
    """The stage done by hand that is next for a person."""

    touch_id: int
    kind: StageKind
    stage: int
    sequence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogForm:
    """The form in which a touch made elsewhere is logged; `waiting` is the stage it may have been."""

    candidate_id: int
    person: str
    now: datetime
    waiting: NextByHand | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterCard:
    """An email as its person would read it; `subject` is empty where it answers, `missing` are tokens with no value."""

    person: str
    address: str
    sequence: str
    stage: int
    due_at: datetime
    subject: str
    text: str
    files: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCard:
    """A mail its recruiter wanted to see before it leaves; `settled` says what became of it, empty while it waits.

    `settled_by` is who left it out, a Slack id. `subject` is empty where it answers in a thread; `text` is the whole
    mail in plain text, or its beginning where it `is_cut`; `files` are the names of what goes with it; `missing` are
    tokens without a value.
    """

    touch_id: int
    person: str
    address: str
    sequence: str
    stage: int
    stages: int
    subject: str = ""
    text: str = ""
    is_cut: bool = False
    files: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    settled: str = ""
    settled_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionCard:
    """Mail in the name of a colleague, told to them or to who owns the sequence, by `news`: asked, changed or answered.

    `stages` are the numbers of those that leave in their name; `asker` and `colleague` are Slack ids; `is_always` tells
    that the colleague allows all sequences of the asker.
    """

    permission_id: int
    sequence_id: int | None
    news: str
    asker: str
    colleague: str
    sequence: str
    stages: tuple[int, ...]
    status: PermissionStatus
    is_always: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """An answer nobody has dealt with yet; `opening` is how it begins, `claimed_by` who said that they will."""

    inbound_id: int
    enrollment_id: int
    person: str
    sequence: str
    opening: str
    received_at: datetime
    gmail_url: str
    claimed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubleCard:
    """Something a person must mend.

    `kind` is a key of TITLES in the view; `touch_id`, `enrollment_id` and `inbound_id` are what the buttons act on;
    `is_reply` tells that it is about a reply by hand and no stage; `fallback` is what may stand for missing values;
    `channel` is where a digest did not come.
    """

    kind: str
    what: str
    mend: str = ""
    url: str = ""
    person: str = ""
    sequence: str = ""
    touch_id: int | None = None
    enrollment_id: int | None = None
    inbound_id: int | None = None
    may_go_on_by_hand: bool = False
    is_reply: bool = False
    fallback: Fallback | None = None
    settled: str = ""
    channel: str = ""


ASKED, ANSWERED = "asked", "answered"
"""What a card of a release tells: the question to its owner, or the answer to who asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseCard:
    """What a colleague is asked, or what the asker hears; `asker` and `owner` are Slack ids.

    `sequence` is empty where whoever is asked may not see it.
    """

    release_id: int
    news: str
    asker: str
    owner: str
    candidate_id: int
    person: str
    sequence: str
    status: ReleaseStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Who answered whom; `day` is when they were named, at the reader's clock, or empty."""

    person: str
    recruiter: str
    day: str
