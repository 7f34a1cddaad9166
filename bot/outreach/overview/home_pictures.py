"""What App Home shows, as values."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.outreach.pictures import Choice, DigestLine, SequenceLine, TodayPage
from bot.rules.absences import Absence
from bot.rules.preferences import Preferences
from bot.rules.senders import Offer
from storage.statuses import Cover, MailboxStatus


class Shelf(StrEnum):
    """Where a sequence stands for somebody."""

    MINE = "mine"
    SHARED = "shared"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfPage:
    """Some sequences of a shelf: those of one page, counted from 0; `total` is how many there are in all."""

    shelf: Shelf
    lines: tuple[SequenceLine, ...] = ()
    total: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxLine:
    """A connected Gmail account, or one that was; `reason` is a word for a lost one, else a sentence of trouble.

    `sent` of at most `cap` mails went out in the last 24 hours.
    """

    address: str
    status: MailboxStatus
    reason: str = ""
    offer: Offer = Offer()
    read_at: datetime | None = None
    sent: int = 0
    cap: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsForm:
    """Somebody's settings; `cap` of `most` is None without a mailbox, `slack_zone` is what Slack says of them."""

    preferences: Preferences
    cap: int | None
    most: int
    slack_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LentLine:
    """Who may send in a person's name: one sequence of theirs, or all where it is empty; `asker` is a Slack id."""

    permission_id: int
    asker: str
    sequence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ByStatus:
    """What waits when somebody's Slack status says that they are away; `deputy` is a Slack id, or empty."""

    cover: Cover
    deputy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How somebody's absence stands; `deputy` is a Slack id, empty where there is none.

    `by_status` is None for whose Slack status is not read; `is_by_status` tells that they are away by it now.
    """

    today: date
    absence: Absence | None = None
    deputy: str = ""
    is_by_status: bool = False
    by_status: ByStatus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """App Home for one person; `connect_url` is Google's consent page for them, empty where they name a mailbox."""

    recruiter: str
    name: str
    zone: str
    is_admin: bool
    preferences: Preferences
    connect_url: str
    mailbox: MailboxLine | None
    parked: Choice | None
    mine: ShelfPage
    shared: ShelfPage
    archived: ShelfPage
    today: TodayPage
    digests: tuple[DigestLine, ...]
    has_enrolled: bool
    lent: tuple[LentLine, ...] = ()
    away: Standing | None = None
