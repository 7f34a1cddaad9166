"""Google's refusals become what their catchers decide on."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gmail import problems
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
from gmail.problems import Refusal

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def answered(
    status: int,
    reason: str = "",
    message: str = "",
    *,
    write: bool = False,
    headers: dict[str, str] | None = None,
) -> GmailError:
    error: dict[str, Any] = {
        "code": status,
        "message": message,
        "errors": [{"reason": reason}] if reason else [],
    }
    return told(status, json.dumps({"error": error}).encode(), write=write, headers=headers)


def told(
    status: int, content: bytes, *, write: bool = False, headers: dict[str, str] | None = None
) -> GmailError:
    return problems.ours(Refusal(status=status, headers=headers or {}, content=content, was_write=write), NOW)


@pytest.mark.parametrize(
    ("status", "reason", "write", "expected"),
    [
        pytest.param(400, "invalidArgument", True, Rejected, id="our own fault"),
        pytest.param(400, "failedPrecondition", False, NotReady, id="Gmail switched off, reading"),
        pytest.param(400, "failedPrecondition", True, NotReady, id="Gmail switched off, sending"),
        pytest.param(401, "authError", True, TokenRefused, id="a token refused twice"),
        pytest.param(403, "domainPolicy", True, AccessLost, id="the admin forbids the app"),
        pytest.param(403, "insufficientPermissions", True, AccessLost, id="a scope was taken away"),
        pytest.param(403, "forbidden", True, Rejected, id="forbidden for good"),
        pytest.param(
            403, "accessNotConfigured", False, Misconfigured, id="the operator must switch the API on"
        ),
        pytest.param(403, "rateLimitExceeded", True, RateLimited, id="quota as 403"),
        pytest.param(403, "userRateLimitExceeded", False, RateLimited, id="quota of the user as 403"),
        pytest.param(403, "quotaExceeded", True, RateLimited, id="quota by its third name"),
        pytest.param(404, "notFound", True, NotFound, id="not there"),
        pytest.param(408, "", True, OutcomeUnknown, id="a timeout, sending"),
        pytest.param(408, "", False, Unavailable, id="a timeout, reading"),
        pytest.param(413, "uploadTooLarge", True, Rejected, id="too large"),
        pytest.param(429, "rateLimitExceeded", True, RateLimited, id="too fast"),
        pytest.param(500, "backendError", True, OutcomeUnknown, id="broken, sending"),
        pytest.param(503, "backendError", True, OutcomeUnknown, id="away, sending"),
        pytest.param(503, "backendError", False, Unavailable, id="away, reading"),
        pytest.param(302, "", True, OutcomeUnknown, id="somebody in between, sending"),
    ],
)
def test_a_refusal_becomes_one_of_ours(
    status: int, reason: str, write: bool, expected: type[GmailError]
) -> None:
    assert type(answered(status, reason, write=write)) is expected


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(
            b'{"error": {"status": "PERMISSION_DENIED", "details": [{"reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT"}]}}',
            id="in the details",
        ),
        pytest.param(b'{"error": {"status": "PERMISSION_DENIED", "message": "no"}}', id="as a status only"),
    ],
)
def test_a_grant_that_is_too_small_is_seen_in_every_shape(content: bytes) -> None:
    assert isinstance(told(403, content), AccessLost)


@pytest.mark.parametrize("content", [b"", b"<html>Forbidden</html>", b"[]", b'{"error": "no"}', b"\xff\xfe"])
def test_a_refusal_that_is_no_json_is_still_understood(content: bytes) -> None:
    assert isinstance(told(403, content), Rejected)
    assert isinstance(told(429, content), RateLimited)
    assert isinstance(told(500, content, write=True), OutcomeUnknown)


@pytest.mark.parametrize(
    ("message", "headers", "wait"),
    [
        pytest.param(
            "User-rate limit exceeded.  Retry after 2026-11-23T11:30:00.123Z (Mail sending)",
            {},
            timedelta(hours=2, minutes=30, microseconds=123_000),
            id="in the text",
        ),
        pytest.param(
            "Retry after 2026-11-23T09:00:05Z",
            {"retry-after": "900"},
            timedelta(seconds=5),
            id="the text wins",
        ),
        pytest.param("slow down", {"retry-after": "900"}, timedelta(minutes=15), id="seconds in the header"),
        pytest.param(
            "slow",
            {"retry-after": "Mon, 23 Nov 2026 09:10:00 GMT"},
            timedelta(minutes=10),
            id="a date in the header",
        ),
        pytest.param("slow down", {}, timedelta(0), id="nothing said"),
        pytest.param("slow", {"retry-after": "soon"}, timedelta(0), id="nonsense said"),
        pytest.param("Retry after 2026-11-23T08:00:00Z", {}, timedelta(seconds=1), id="already over"),
        pytest.param("Retry after 2036-11-23T08:00:00Z", {}, timedelta(hours=24), id="ten years"),
        pytest.param("Retry after 2026-13-45T08:00:00Z", {}, timedelta(0), id="no date at all"),
    ],
)
def test_the_wait_is_what_google_said(message: str, headers: dict[str, str], wait: timedelta) -> None:
    error = answered(429, "rateLimitExceeded", message, headers=headers)

    assert isinstance(error, RateLimited)
    assert error.retry_after == wait


def test_a_daily_limit_waits_for_the_next_day_in_california() -> None:
    error = answered(403, "dailyLimitExceeded")

    assert isinstance(error, RateLimited)
    assert NOW + error.retry_after == datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def test_a_refusal_is_told_by_its_word_and_never_by_its_sentence() -> None:
    error = answered(400, "invalidArgument", "Invalid To header: grace@example.com", write=True)

    assert "grace" not in str(error)
    assert "invalidArgument" in str(error)
