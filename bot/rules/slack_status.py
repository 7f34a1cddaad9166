"""Whether a Slack status says that somebody is away: what Slack proposes for it, and the plain words for it.

When in doubt it does not: who is in a meeting, on their way or at home is at work.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.rules import business_time

SIGNS = frozenset({"palm_tree", "face_with_thermometer"})
"""The emoji Slack proposes with "Vacationing" and "Out sick"."""

LAST_MINUTE = timedelta(minutes=1)
"""A status that ends so shortly before midnight, as Slack's own choices do, is for the whole day."""

_AWAY = "|".join(
    (
        r"vacation(?:ing)?|on (?:a |my )?vacation|(?:public |bank |on )?holidays?|on (?:a |my )?holidays?",
        r"out of (?:the )?office|ooo|o\.o\.o\.?|(?:on )?pto|(?:on |a |my )?day off",
        r"on (?:\w+ )?leave|(?:annual|parental|maternity|paternity|sick|medical|family) leave",
        r"(?:out |off |home )?sick|sick day",
        r"(?:im |auf )?urlaub|krank(?:geschrieben)?|en vacances|en congés?|malade|en arrêt maladie",
        r"de vacaciones|de baja|in ferie|in malattia|op vakantie|met vakantie|ziek|de férias",
    )
)
_LEAD = r"(?:(?:i['’]?m|i am|currently|away|gone)[\s,:–—-]+)*"
_REST = (
    r"(?:[\s,.;:!/()–—-]+(?:until|till?|thru|through|back|returning|return|today|this|all|for|with|bis|zurück"
    r"|jusqu|hasta|até|fino|tot)\b.*)?"
)
_SAYS_SO = re.compile(rf"{_LEAD}(?:{_AWAY}){_REST}[\s.!]*", re.IGNORECASE)
_AT_WORK = re.compile(
    r"\b(?:working|works?|wfh|remote(?:ly)?|meetings?|commut\w+|online|available|reachable|focus\w*|lunch|break"
    r"|back from|soon|tomorrow|next|starting|starts?|from|in \d+|planning|upcoming|countdown)\b",
    re.IGNORECASE,
)
"""What is said beside the emoji of an absence by who is at work, or not away yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A status as Slack tells it; `until` is when it goes by itself, None for one that stays until it is changed.

    `emoji` has no colons. `proposed` is the English of a text that Slack itself proposed in another language.
    """

    text: str = ""
    emoji: str = ""
    proposed: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Somebody is away by their status; until it changes where `until` is None."""

    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heeded:
    """What was made of a status: its `mark`, empty for one that says nothing, and whether they are away by it."""

    mark: str = ""
    holds: bool = False


def says(status: Status, zone: str, now: datetime) -> Away | None:
    """Tell until when somebody is away by their status, in whose zone its day ends; None if it does not say so."""
    if status.until is not None and status.until <= now:
        return None
    if not _is_absence(status):
        return None
    return Away(until=None if status.until is None else _whole_day(status.until, zone))


def _is_absence(status: Status) -> bool:
    texts = [" ".join(text.split()) for text in (status.text, status.proposed)]
    if any(_SAYS_SO.fullmatch(text) for text in texts):
        return True
    return status.emoji.partition("::")[0] in SIGNS and not any(_AT_WORK.search(text) for text in texts)


def _whole_day(until: datetime, zone: str) -> datetime:
    where = business_time.zone(zone)
    tomorrow = until.astimezone(where).date() + timedelta(days=1)
    midnight = business_time.instant(tomorrow, time(0), where)
    return midnight if midnight - until <= LAST_MINUTE else until


def mark(status: Status) -> str:
    """Give what tells a status from another one, without its words: 64 hexadecimal digits."""
    until = "" if status.until is None else str(int(status.until.timestamp()))
    return hashlib.sha256("\0".join((status.emoji, status.text, until)).encode()).hexdigest()


def heed(before: Heeded, said: Away | None, mark: str, *, is_away_by_hand: bool) -> Heeded:
    """Decide what a status means now: one that was overruled says nothing until it has changed, nor does any beside
    an absence that was set by hand.
    """
    if said is None:
        return Heeded()
    if is_away_by_hand or (before.mark == mark and not before.holds):
        return Heeded(mark=mark)
    return Heeded(mark=mark, holds=True)
