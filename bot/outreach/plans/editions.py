"""What is shown of a version of a live sequence: who is still on an older one, whose second pair of eyes it needs."""

from dataclasses import dataclass
from enum import StrEnum

from bot.rules.drafts import StageDraft


class Fate(StrEnum):
    """What happens to the people in a sequence that is archived."""

    FINISH = "finish"
    STOP = "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageChanged:
    """One stage that changed, and how many people of older versions have not had it; `names` are a few of them."""

    number: int
    stage: StageDraft
    people: int
    names: tuple[str, ...] = ()
    is_gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """The people who are in a sequence by an older version than the one that was saved."""

    people: int
    lines: tuple[StageChanged, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """A version that was just saved; it `waits` for a second pair of eyes, and `older` is the one used till then.

    `may_ask` is False where nobody else may see the sequence, `is_shared` where only its owner and administrators do;
    `older` is 0 where none was approved.
    """

    sequence_id: int
    version_id: int
    number: int
    name: str
    stages: tuple[StageDraft, ...]
    inside: Inside | None = None
    waits: bool = False
    may_ask: bool = True
    is_shared: bool = True
    older: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What became of the people of older versions; `kept` names a few who keep the old text, `more` counts the others.

    `goes_on` tells that there are others still to come.
    """

    name: str
    version: int
    moved: int
    finished: int
    kept: tuple[str, ...] = ()
    more: int = 0
    goes_on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalCard:
    """A version that somebody is asked to approve; `author` is the Slack id of who saved it.

    `settled` says what became of it, empty while it may still be approved; `settled_by` whose doing it was.
    """

    version_id: int
    number: int
    sequence: str
    author: str
    stages: tuple[StageDraft, ...]
    settled: str = ""
    settled_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """News about a sequence for one person; `by` is the Slack id its sentence begins with, if it is somebody's doing.

    `note` is what a colleague wrote, `inside` whom the version may concern.
    """

    text: str
    by: str = ""
    note: str = ""
    version_id: int = 0
    inside: Inside | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """A sequence somebody wants to archive, and how many people are in it."""

    sequence_id: int
    name: str
    people: int
