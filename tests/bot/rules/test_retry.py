"""When what went wrong is tried again, and when a person is asked."""

from datetime import timedelta

import pytest

from bot.rules import retry
from bot.rules.retry import GiveUp, Retry
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
from tests.bot.rules.test_business_time import utc

NOW = utc(2026, 3, 4, 12)
SLOWED = RateLimited(timedelta(hours=5))


def after(error: GmailError, tries: int = 1, jitter: float = 0.0) -> Retry | GiveUp:
    return retry.after(error, tries=tries, now=NOW, jitter=jitter)


@pytest.mark.parametrize(
    ("error", "tries", "seconds", "why"),
    [
        pytest.param(RateLimited(timedelta(0)), 1, 15, "Gmail asked to slow down", id="slow down"),
        pytest.param(RateLimited(timedelta(0)), 3, 60, "Gmail asked to slow down", id="slow down, again"),
        pytest.param(SLOWED, 1, 18_000, "Gmail asked to slow down", id="slow down until a time"),
        pytest.param(Unavailable(), 2, 0, "Gmail could not be reached just then", id="unreachable"),
        pytest.param(TokenRefused(), 1, 0, "Gmail could not be reached just then", id="token refused"),
        pytest.param(
            Misconfigured("accessNotConfigured"),
            1,
            0,
            "Gmail could not be reached just then",
            id="switched off by the operator",
        ),
        pytest.param(NotReady(), 2, 0, "Gmail did not send for this account just then", id="hiccup"),
        pytest.param(AccessLost("revoked"), 9, 0, "the mailbox was lost just then", id="access lost"),
    ],
)
def test_what_surely_did_not_leave_is_tried_again(
    error: GmailError, tries: int, seconds: int, why: str
) -> None:
    assert after(error, tries) == Retry(at=NOW + timedelta(seconds=seconds), why=why)


@pytest.mark.parametrize(
    ("error", "tries", "why"),
    [
        pytest.param(Rejected(400, "badRequest"), 1, "Gmail refused it (400 badRequest).", id="our fault"),
        pytest.param(NotFound(), 1, "Gmail refused it (404 notFound).", id="not there"),
        pytest.param(NotReady(), 3, "Gmail does not send for your account at present.", id="three hiccups"),
        pytest.param(SLOWED, 40, "Gmail has refused to send more for many hours.", id="a day of limits"),
        pytest.param(Unavailable(), 40, "Gmail could not be reached for many hours.", id="a day without"),
    ],
)
def test_it_is_enough_at_some_point(error: GmailError, tries: int, why: str) -> None:
    assert after(error, tries) == GiveUp(why=why)
    assert tries == 1 or isinstance(after(error, tries - 1), Retry)


@pytest.mark.parametrize("error", [OutcomeUnknown(), CursorExpired()])
def test_what_may_have_left_is_never_tried_again(error: GmailError) -> None:
    with pytest.raises(ValueError, match=type(error).__name__):
        after(error)


def test_the_pauses_double_up_to_half_an_hour() -> None:
    pauses = [retry.pause_after(stumbles, jitter=0.0).total_seconds() for stumbles in range(9)]

    assert pauses == [15, 30, 60, 120, 240, 480, 960, 1800, 1800]
    assert retry.pause_after(10_000, jitter=0.0) == timedelta(minutes=30)


def test_a_mailbox_rests_longer_with_each_round_and_never_less_than_gmail_asks() -> None:
    rests = [retry.rest_after(Unavailable(), rounds=rounds, jitter=0.0) for rounds in (1, 2, 3)]

    assert [rest.total_seconds() for rest in rests] == [15, 30, 60]
    assert retry.rest_after(SLOWED, rounds=1, jitter=0.5) == timedelta(hours=5)


def test_jitter_spreads_those_who_failed_together() -> None:
    early, late = (after(RateLimited(timedelta(0)), jitter=jitter) for jitter in (0.0, 1.0))

    assert isinstance(early, Retry)
    assert isinstance(late, Retry)
    assert late.at - early.at == timedelta(seconds=15)


def test_the_same_ids_give_the_same_jitter_and_others_another() -> None:
    spread = [retry.jitter_of(number, 1) for number in range(100)]

    assert spread == [retry.jitter_of(number, 1) for number in range(100)]
    assert 0 <= min(spread) < 0.1
    assert 0.9 < max(spread) <= 1


def test_an_unknown_outcome_is_looked_for_ever_more_rarely_and_then_asked_about() -> None:
    waits = [look - NOW for looks in range(1, 5) if (look := retry.next_look(looks, NOW))]

    assert timedelta(seconds=120) == retry.FIRST_LOOK
    assert [wait.total_seconds() / 60 for wait in waits] == [1, 5, 15, 60]
    assert retry.next_look(5, NOW) is None


def test_a_draft_that_stays_is_looked_at_twice_before_it_is_sent_again() -> None:
    assert timedelta(seconds=60) == retry.APART
    assert timedelta(minutes=5) == retry.SURELY_DEAD
