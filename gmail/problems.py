"""Google's refusals, by what our callers decide on."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo

from gmail.errors import (
    AccessLost,
    GmailError,
    Misconfigured,
    NotFound,
    NotReady,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    TokenRefused,
    Unavailable,
)

NOT_SAID = timedelta(0)
LONGEST_WAIT = timedelta(hours=24)

_QUOTA = {
    "rateLimitExceeded",
    "userRateLimitExceeded",
    "quotaExceeded",
    "limitExceeded",
    "concurrentLimitExceeded",
    "RATE_LIMIT_EXCEEDED",
    "RESOURCE_EXHAUSTED",
}
_DAILY = {"dailyLimitExceeded", "dailyLimitExceededUnreg"}
_SWITCHED_OFF = {"accessNotConfigured", "SERVICE_DISABLED"}
_ACCESS = {
    "domainPolicy",
    "insufficientPermissions",
    "insufficientScopes",
    "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
    "PERMISSION_DENIED",
    "delegationDenied",
}
_RETRY_AFTER = re.compile(
    r"Retry after\s+(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d))", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What Google answered instead of doing it; header names are lower-case."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    was_write: bool


def ours(refusal: Refusal, now: datetime) -> GmailError:
    """Turn a refusal into the error its catcher decides on."""
    words, message = _read(refusal.content)
    word = next(iter(words), f"http{refusal.status}")
    status = refusal.status
    if status == 401:
        # Refreshed and repeated already: a clock that jumps can do that, so it is no lost grant at once.
        return TokenRefused("a fresh token was refused")
    if status == 403:
        return _forbidden(refusal, words, message, now)
    if status == 404:
        return NotFound(word)
    if status == 429:
        return RateLimited(_wait(refusal.headers, message, now))
    if 400 <= status < 500 and status != 408:
        return _bad_request(status, words, word)
    # 408, 5xx, and redirects, which Google's API does not use: somebody in between, or nobody knows.
    return OutcomeUnknown(f"answered {status}") if refusal.was_write else Unavailable(f"answered {status}")


def _bad_request(status: int, words: list[str], word: str) -> GmailError:
    if {"failedPrecondition", "FAILED_PRECONDITION"} & set(words):
        return NotReady("failedPrecondition")
    return Rejected(status, word)


def _forbidden(refusal: Refusal, words: list[str], message: str, now: datetime) -> GmailError:
    said = set(words)
    if said & _DAILY:
        return RateLimited(_until_tomorrow(now))
    if said & _QUOTA:
        return RateLimited(_wait(refusal.headers, message, now))
    if said & _SWITCHED_OFF:
        return Misconfigured("accessNotConfigured")
    if said & _ACCESS:
        return AccessLost(next(word for word in words if word in _ACCESS))
    return Rejected(403, next(iter(words), "forbidden"))


def _read(content: bytes) -> tuple[list[str], str]:
    """Find the words and the sentence of an error, in each of the shapes Google has."""
    try:
        error = json.loads(content)["error"]
        entries = [*error.get("errors", ()), *error.get("details", ())]
        found = [entry.get("reason") for entry in entries] + [error.get("status")]
        return [word for word in found if _is_word(word)], str(error.get("message", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return [], ""


def _is_word(word: Any) -> bool:
    return isinstance(word, str) and re.fullmatch(r"[A-Za-z_]{1,60}", word) is not None


def _wait(headers: Mapping[str, str], message: str, now: datetime) -> timedelta:
    until = _moment(message) or _header_moment(headers.get("retry-after", ""), now)
    if until is None:
        return NOT_SAID
    return min(max(until - now, timedelta(seconds=1)), LONGEST_WAIT)


def _moment(message: str) -> datetime | None:
    found = _RETRY_AFTER.search(message)
    if not found:
        return None
    try:
        return datetime.fromisoformat(found.group(1))
    except ValueError:
        return None


def _header_moment(value: str, now: datetime) -> datetime | None:
    if re.fullmatch(r"\d{1,6}", value.strip()):
        return now + timedelta(seconds=int(value))
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _until_tomorrow(now: datetime) -> timedelta:
    # Google counts its days in California.
    local = now.astimezone(ZoneInfo("America/Los_Angeles"))
    midnight = datetime.combine(local.date() + timedelta(days=1), time(), local.tzinfo)
    return midnight.astimezone(UTC) - now.astimezone(UTC)
