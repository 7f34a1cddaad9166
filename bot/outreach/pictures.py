"""What use cases show to people, as frozen values; a view draws them. Instants are aware UTC."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time

from bot.outreach.candidates.origins import Origin
from bot.outreach.candidates.portraits import SameQuestion
from bot.outreach.notices.cards import AnswerLine
from bot.outreach.plans.previews import StageShown
from bot.outreach.plans.sheets import Sheet
from bot.rules import vocabulary
from bot.rules.drafts import Problem, SequenceDraft, StageDraft
from bot.rules.engagement import Concern
from bot.rules.places import Place
from bot.rules.steers import Mending
from bot.rules.vocabulary import Vocabulary
from storage.statuses import (
    Access,
    Cadence,
    Deed,
    EnrollmentStatus,
    SequenceStatus,
    StageKind,
    TouchStatus,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How the people of one sequence stand: every person is counted in `enrolled` and in one of what follows it.

    `delivered`, `answered` and `interested` are those of `rules.figures`.
    """

    enrolled: int = 0
    active: int = 0
    paused: int = 0
    held: int = 0
    replied: int = 0
    finished: int = 0
    stopped: int = 0
    bounced: int = 0
    opted_out: int = 0
    delivered: int = 0
    answered: int = 0
    interested: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceLine:
    """One sequence in a list; `may_change` is for the person who looks, `waits` for a second pair of eyes."""

    id: int
    name: str
    status: SequenceStatus
    access: Access
    owner: str
    stages: int
    counts: Counts
    may_use: bool = True
    may_change: bool = True
    waits: bool = False


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
    role: str = ""
    people: tuple[PersonLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """Something done to a sequence; `who` is a Slack id, empty for Overture itself. What does not apply is empty.

    `people` says what became of those in it ("finish", "stop"), `figures` how many of them.
    """

    at: datetime
    who: str
    deed: Deed
    version: int = 0
    before: str = ""
    after: str = ""
    why: str = ""
    people: str = ""
    figures: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What was done to one sequence, the newest first; `more` tells that there is older."""

    name: str
    lines: tuple[HistoryLine, ...]
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    """A stage that was taken out of a draft, and the index it had there."""

    index: int
    stage: StageDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """A draft on the desk; `page` counts from 0. `problems` are shown where they belong.

    `tokens` are the workspace's own; `deleted` is what can be put back, `copies` what an empty one can begin with.
    """

    draft_id: int
    draft: SequenceDraft
    page: int = 0
    sequence_id: int | None = None
    problems: tuple[Problem, ...] = ()
    resumed: bool = False
    tokens: Vocabulary = vocabulary.NONE
    deleted: Deleted | None = None
    copies: tuple["Choice", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing to choose from a list."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderOffer:
    """From whom a stage may leave: the writer's own addresses, and colleagues whose mailbox is connected."""

    addresses: tuple[str, ...] = ()
    colleagues: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StageForm:
    """One stage on the desk; `first_email` tells that no email stands before it.

    `key` is empty for a new one; `opened` is a digest of what it said when its form was opened. `stage` says what the
    text on its `sheet` says; the others lie on the desk.
    """

    draft_id: int
    key: str
    opened: str
    number: int
    stage: StageDraft
    first_email: bool
    page: int = 0
    senders: SenderOffer = SenderOffer()
    sheet: Sheet = Sheet()


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """What is known of somebody's clock: their `zone` (IANA), or the places that may be meant; `now` is this moment."""

    now: datetime
    zone: str = ""
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrollForm:
    """The enroll modal: what is known of the person, what the chosen sequence needs, and when it would go out.

    `needs` are tokens used without a fallback that only the recruiter can give (besides names and company,
    which have fields of their own), `asks` those of the person beside names and company. `warnings` stand on top;
    a `refusal` there means it cannot be submitted; `concerns` need a word (`why`), and the `owner` is the colleague who
    may be asked. `zone` is the recruiter's; `there` what is known of the person's, None where nobody is asked for it.
    It `may_wait` for an address while something is done by hand, and `waits` where that was ticked.
    `problems` are what must still be filled in, `origin` says from where it was opened.
    """

    link: str
    address: str
    first_name: str
    last_name: str
    company: str
    sequences: tuple[Choice, ...]
    chosen: int | None
    title: str = ""
    school: str = ""
    location: str = ""
    there: Whereabouts | None = None
    asks: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    tokens: Vocabulary = vocabulary.NONE
    needs_address: bool = True
    may_wait: bool = False
    waits: bool = False
    dates: tuple[StageShown, ...] = ()
    warnings: tuple[str, ...] = ()
    concerns: tuple[Concern, ...] = ()
    owner: str = ""
    why: str = ""
    refusal: str = ""
    zone: str = "UTC"
    same: SameQuestion | None = None
    problems: tuple[Problem, ...] = ()
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """What is blocked: an address, a domain or a company, why, and since when; `by` is a Slack id."""

    what: str
    why: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """One touch of today; `touch_id` is what the buttons act on, `may_release` tells that it was held by hand.

    `why` is what holds it, `mend` the one thing that mends that, `mending` its button, which acts on `enrollment_id`.
    One that `is_held` waits for something else than a hand. `beside` says whose name or whom it is for, where that is
    a colleague; one that `is_lent` leaves in one's own name for a colleague, who holds it or lets it go.
    """

    touch_id: int
    enrollment_id: int = 0
    person: str
    sequence: str
    kind: StageKind
    stage: int
    due_at: datetime
    status: TouchStatus
    why: str = ""
    mend: str = ""
    mending: Mending | None = None
    is_held: bool = False
    beside: str = ""
    is_lent: bool = False
    may_release: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayPage:
    """What goes out today, what waits for a hand, what is held and why, and who waits for an answer."""

    zone: str
    now: datetime | None = None
    sending: tuple[DueLine, ...] = ()
    by_hand: tuple[DueLine, ...] = ()
    held: tuple[DueLine, ...] = ()
    unanswered: tuple[AnswerLine, ...] = ()

    @property
    def says_something(self) -> bool:
        return bool(self.sending or self.by_hand or self.held or self.unanswered)


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestLine:
    """A channel's subscription; `at` is wall time in `zone`. `sequences` are those it was asked for, none for all.

    `resting` says why nothing is posted, and what mends it.
    """

    id: int
    channel: str
    cadence: Cadence
    at: time
    zone: str
    next_at: datetime
    sequences: tuple[str, ...] = ()
    resting: str = ""
