"""The table of Gmail's errors, row by row and over the wire: its class, and how often it was asked."""

from datetime import UTC, datetime, timedelta

import pytest

from gmail.client import Gmail
from gmail.errors import (
    AccessLost,
    CursorExpired,
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
from gmail.transport import Transport
from tests.gmail.servers import CLOSE, CUT, HANG, RESET, TOKEN, Reply, Server, refused, said, serving

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
UNTIL = "User-rate limit exceeded.  Retry after 2026-11-23T11:30:00.000Z"


def mailbox(server: Server) -> Gmail:
    return Gmail(server.google(), "refresh", lambda: NOW)


TABLE = [
    pytest.param(refused(400, "badRequest"), Rejected, Rejected, id="400 badRequest"),
    pytest.param(refused(400, "invalidArgument"), Rejected, Rejected, id="400 invalidArgument"),
    pytest.param(refused(400, "failedPrecondition"), NotReady, NotReady, id="400 failedPrecondition"),
    pytest.param(refused(403, "rateLimitExceeded"), RateLimited, RateLimited, id="403 rate"),
    pytest.param(refused(403, "userRateLimitExceeded"), RateLimited, RateLimited, id="403 rate of the user"),
    pytest.param(refused(403, "quotaExceeded"), RateLimited, RateLimited, id="403 quota"),
    pytest.param(refused(403, "dailyLimitExceeded"), RateLimited, RateLimited, id="403 daily limit"),
    pytest.param(refused(403, "domainPolicy"), AccessLost, AccessLost, id="403 domainPolicy"),
    pytest.param(refused(403, "insufficientPermissions"), AccessLost, AccessLost, id="403 scope"),
    pytest.param(refused(403, "accessNotConfigured"), Misconfigured, Misconfigured, id="403 API off"),
    pytest.param(refused(404, "notFound"), NotFound, NotFound, id="404"),
    pytest.param(refused(429, "rateLimitExceeded", UNTIL), RateLimited, RateLimited, id="429 until"),
    pytest.param(refused(429, "rateLimitExceeded", "slow down"), RateLimited, RateLimited, id="429"),
    pytest.param(
        refused(429, "rateLimitExceeded", "Too many concurrent requests for user"),
        RateLimited,
        RateLimited,
        id="429 concurrency",
    ),
    pytest.param(refused(408, "requestTimeout"), Unavailable, OutcomeUnknown, id="408"),
    pytest.param(refused(500, "internalError"), Unavailable, OutcomeUnknown, id="500"),
    pytest.param(refused(502, "backendError"), Unavailable, OutcomeUnknown, id="502"),
    pytest.param(refused(503, "backendError"), Unavailable, OutcomeUnknown, id="503"),
    pytest.param(RESET, Unavailable, OutcomeUnknown, id="reset"),
    pytest.param(CLOSE, Unavailable, OutcomeUnknown, id="closed"),
    pytest.param(CUT, Unavailable, OutcomeUnknown, id="half an answer"),
]


@pytest.mark.parametrize(("reply", "reading", "sending"), TABLE)
def test_each_row_has_its_class_and_is_asked_once(
    reply: Reply, reading: type[GmailError], sending: type[GmailError]
) -> None:
    with serving(messages__m1=reply, drafts__send=reply) as server:
        gmail = mailbox(server)
        with pytest.raises(GmailError) as read:
            gmail.message("m1")
        with pytest.raises(GmailError) as sent:
            gmail.send_draft("r1")

        assert (type(read.value), type(sent.value)) == (reading, sending)
        assert [server.script.posts("drafts/send"), len(server.script.asked)] == [1, 3]


def test_401_is_one_refresh_and_one_repeat_and_then_no_lost_mailbox_yet() -> None:
    with serving(token=[TOKEN], drafts__send=refused(401, "authError")) as server:
        with pytest.raises(TokenRefused):
            mailbox(server).send_draft("r1")

        assert (server.script.posts("token"), server.script.posts("drafts/send")) == (2, 2)


def test_404_on_history_is_a_cursor_that_expired() -> None:
    with serving(history=refused(404, "notFound")) as server, pytest.raises(CursorExpired):
        mailbox(server).history(5)


@pytest.mark.parametrize(
    ("reply", "wait"),
    [
        pytest.param(
            refused(429, "rateLimitExceeded", UNTIL), timedelta(hours=2, minutes=30), id="in the text"
        ),
        pytest.param(refused(429, "rateLimitExceeded", "slow down"), timedelta(0), id="not said"),
        pytest.param(
            refused(429, "rateLimitExceeded", "slow down", Retry_After="90"),
            timedelta(seconds=90),
            id="header",
        ),
        pytest.param(
            refused(429, "rateLimitExceeded", "no", Retry_After="Mon, 23 Nov 2026 09:10:00 GMT"),
            timedelta(minutes=10),
            id="header with a date",
        ),
        pytest.param(
            refused(403, "userRateLimitExceeded", UNTIL), timedelta(hours=2, minutes=30), id="403 in the text"
        ),
        pytest.param(
            refused(403, "dailyLimitExceeded"), timedelta(hours=23), id="until California's midnight"
        ),
    ],
)
def test_a_limit_says_how_long_it_lasts(reply: Reply, wait: timedelta) -> None:
    with serving(drafts__send=reply) as server:
        with pytest.raises(RateLimited) as limited:
            mailbox(server).send_draft("r1")

        assert limited.value.retry_after == wait


@pytest.mark.parametrize(("method", "error"), [("GET", Unavailable), ("POST", OutcomeUnknown)])
def test_a_timeout_is_nothing_for_a_reading_and_unknown_for_a_send(
    method: str, error: type[GmailError]
) -> None:
    with serving(slow=HANG) as server:
        transport = Transport(lambda _refused: "at-1", read_seconds=0.2)
        with pytest.raises(error):
            transport.request(f"{server.url}/slow", method, body=b"{}")

        assert len(server.script.asked) == 1


@pytest.mark.parametrize(
    ("word", "error"),
    [
        pytest.param("invalid_grant", AccessLost, id="the grant is gone"),
        pytest.param("admin_policy_enforced", AccessLost, id="the administrator forbids it"),
        pytest.param("invalid_client", Misconfigured, id="our own client is unknown"),
        pytest.param("deleted_client", Misconfigured, id="our own client was deleted"),
        pytest.param("internal_failure", Unavailable, id="the endpoint is broken"),
    ],
)
def test_a_refused_refresh_says_whose_matter_it_is(word: str, error: type[GmailError]) -> None:
    with serving(token=said(400, {"error": word})) as server:
        with pytest.raises(error) as refusal:
            mailbox(server).profile()

        assert type(refusal.value) is error
