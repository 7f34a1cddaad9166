"""The single values of a sequence as YAML: what a word means, or why it means nothing (ValueError, in a sentence)."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import TypeVar

from bot.rules import names
from storage.statuses import Access, DelayUnit, StageKind

_DELAY = re.compile(r"(\d{1,4}) (business day|day)s?")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
DELAY_ADVICE = "Write `3 business days` or `2 days`; `0 days` is together with the stage before"
UNITS = {DelayUnit.BUSINESS_DAYS: "business day", DelayUnit.DAYS: "day"}


def access(word: str) -> Access:
    """Read who may see a sequence."""
    return _one_of(word, Access, "access")


def kind(word: str) -> StageKind:
    """Read what a stage is."""
    return _one_of(word, StageKind, "kind")


E_ = TypeVar("E_", Access, StageKind)


def _one_of(word: str, known: type[E_], key: str) -> E_:
    if word in {one.value for one in known}:
        return known(word)
    nearest = names.nearest(word[:40], [one.value for one in known], most=1)
    advice = f"Did you mean `{nearest[0]}`?" if nearest else f"It is one of {either(known)}."
    raise ValueError(f"`{short(word)}` is no {key}. {advice}")


def delay(word: str) -> tuple[int, DelayUnit]:
    """Read how long a stage waits: "3 business days"."""
    found = _DELAY.fullmatch(" ".join(word.replace("_", " ").split()))
    if found is None or not found[1].isascii():
        raise ValueError(f"`{short(word)}` is no delay. {DELAY_ADVICE}.")
    return int(found[1]), next(unit for unit, told in UNITS.items() if told == found[2])


def clock(word: str) -> time:
    """Read a time of day, without a zone."""
    found = _CLOCK.fullmatch(word)
    if found is None or not word.isascii():
        raise ValueError(f'`{short(word)}` is no time of day. Write hours and minutes: "9:00" or "14:30".')
    return time(int(found[1]), int(found[2]))


def moment(word: str) -> datetime:
    """Read a moment with its zone, into UTC."""
    advice = "Write `2027-03-02T09:00:00Z`, or `+01:00` instead of the Z."
    try:
        at = datetime.fromisoformat(word)
        if at.tzinfo is None:
            raise ValueError
        return at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"`{short(word)}` is no moment with a zone. {advice}") from None


def yes(word: str) -> bool:
    """Read true or false."""
    if word.lower() in {"true", "yes"}:
        return True
    if word.lower() in {"false", "no"}:
        return False
    raise ValueError(f"`{short(word)}` is neither `true` nor `false`. Write one of them.")


def either(known: type[Access] | type[StageKind]) -> str:
    """List the words there are."""
    return listed([one.value for one in known])


def listed(words: Iterable[str]) -> str:
    """List words as code: `a`, `b` and `c`."""
    *most, last = (f"`{word}`" for word in words)
    return f"{', '.join(most)} and {last}"


def short(text: str) -> str:
    """Quote what was written, on one line of forty characters at most."""
    line = " ".join(text.split()).replace("`", "'")
    return line if len(line) <= 40 else f"{line[:39]}…"
