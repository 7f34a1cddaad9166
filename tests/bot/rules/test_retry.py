from datetime import timedelta

import pytest

from bot.rules import retry
from bot.rules.retry import Failure, GiveUp, Retry
from gmail.errors import AccessLost, GmailError, NotFound, OutcomeUnknown, RateLimited, Rejected, Unavailable
from tests.bot.rules.test_business_time import utc

NOW = utc(2026, 3, 4, 12)


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        pytest.param(RateLimited(timedelta(hours=1)), Failure.RATE_LIMITED, id="slow down"),
        pytest.param(Unavailable(), Failure.UNAVAILABLE, id="unreachable"),
        pytest.param(AccessLost("invalid_grant"), Failure.ACCESS_LOST, id="grant gone"),
        pytest.param(Rejected(400, "failedPrecondition"), Failure.HICCUP, id="switched off, or a hiccup"),
        pytest.param(Rejected(400, "invalidArgument"), Failure.REJECTED, id="refused"),
        pytest.param(NotFound(), Failure.REJECTED, id="not there"),
    ],
)
def test_an_error_is_sorted_by_what_is_done_about_it(error: GmailError, failure: Failure) -> None:
    assert retry.failure_of(error) is failure


def test_an_unknown_outcome_is_never_tried_again() -> None:
    with pytest.raises(ValueError, match="OutcomeUnknown"):
        retry.failure_of(OutcomeUnknown())


def test_the_pauses_double_up_to_half_an_hour() -> None:
    pauses = [retry.pause_after(stumbles).total_seconds() for stumbles in range(9)]

    assert pauses == [15, 30, 60, 120, 240, 480, 960, 1800, 1800]
    assert retry.pause_after(10_000) == timedelta(minutes=30)


def test_jitter_spreads_those_who_failed_together() -> None:
    early, late = (retry.after(Failure.UNAVAILABLE, tries=1, now=NOW, jitter=jitter) for jitter in (0.0, 1.0))

    assert early == Retry(at=NOW + timedelta(seconds=15))
    assert late == Retry(at=NOW + timedelta(seconds=30))


def test_gmail_says_how_long_to_wait_at_least() -> None:
    again = retry.after(Failure.RATE_LIMITED, tries=1, now=NOW, jitter=0.0, retry_after=timedelta(hours=5))

    assert again == Retry(at=NOW + timedelta(hours=5))


@pytest.mark.parametrize(
    ("failure", "tries"),
    [
        pytest.param(Failure.REJECTED, 1, id="refused once"),
        pytest.param(Failure.ACCESS_LOST, 1, id="access lost"),
        pytest.param(Failure.HICCUP, 3, id="three hiccups"),
        pytest.param(Failure.UNAVAILABLE, 40, id="a day without Google"),
    ],
)
def test_it_is_enough_at_some_point(failure: Failure, tries: int) -> None:
    verdict = retry.after(failure, tries=tries, now=NOW, jitter=0.0)

    assert isinstance(verdict, GiveUp)
    assert verdict.why.endswith(".")


def test_a_hiccup_is_tried_again() -> None:
    assert isinstance(retry.after(Failure.HICCUP, tries=2, now=NOW, jitter=0.0), Retry)


def test_an_unknown_outcome_is_looked_for_ever_more_rarely_and_then_asked_about() -> None:
    waits = [look - NOW for looks in range(1, 5) if (look := retry.next_look(looks, NOW))]

    assert timedelta(seconds=120) == retry.FIRST_LOOK
    assert [wait.total_seconds() / 60 for wait in waits] == [1, 5, 15, 60]
    assert retry.next_look(5, NOW) is None


@pytest.mark.parametrize(
    ("since_sending", "since_seen", "proof"),
    [
        pytest.param(6, 2, True, id="seen twice, long after"),
        pytest.param(6, 0, False, id="seen once"),
        pytest.param(4, 2, False, id="too soon"),
    ],
)
def test_a_draft_that_stays_proves_that_nothing_was_sent(
    since_sending: int, since_seen: int, proof: bool
) -> None:
    sending_at, seen_at = (NOW - timedelta(minutes=minutes) for minutes in (since_sending, since_seen))

    assert retry.proves_unsent(sending_at=sending_at, first_seen_at=seen_at, now=NOW) is proof
