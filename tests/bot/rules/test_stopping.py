from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.rules import business_time, stopping
from bot.rules.business_time import DEFAULT_WINDOWS
from bot.rules.stopping import Circumstances, Decision, HoldAndAsk, Ignore, PauseMailbox, Postpone, Stop
from gmail.classify import Kind, Meaning
from gmail.failures import Bounce
from storage.statuses import EnrollmentStatus
from tests.bot.rules.test_business_time import utc

BERLIN = ZoneInfo("Europe/Berlin")
REPLIED, STOPPED = EnrollmentStatus.REPLIED, EnrollmentStatus.STOPPED
BOUNCED, OPTED_OUT = EnrollmentStatus.BOUNCED, EnrollmentStatus.OPTED_OUT


def a(kind: Kind, *, bounce: Bounce | None = None, opted_out: bool = False) -> Meaning:
    return Meaning(kind=kind, why="in a test", bounce=bounce, opted_out=opted_out)


def away(returns_on: date | None = None, *, left: bool = False) -> Meaning:
    return Meaning(kind=Kind.AUTO_REPLY, why="in a test", returns_on=returns_on, left=left)


@pytest.mark.parametrize(
    ("meaning", "circumstances", "status", "suppress"),
    [
        pytest.param(a(Kind.HUMAN), Circumstances(), REPLIED, False, id="an answer"),
        pytest.param(
            a(Kind.HUMAN), Circumstances(from_candidate=False), REPLIED, False, id="somebody in copy"
        ),
        pytest.param(a(Kind.CALENDAR), Circumstances(), REPLIED, False, id="an invitation"),
        pytest.param(a(Kind.HUMAN, opted_out=True), Circumstances(), OPTED_OUT, True, id="please stop"),
        pytest.param(
            a(Kind.MAYBE_AUTO, opted_out=True), Circumstances(), OPTED_OUT, True, id="stop, perhaps a robot"
        ),
        pytest.param(a(Kind.COMPLAINT), Circumstances(), OPTED_OUT, True, id="marked as spam"),
        pytest.param(a(Kind.OWN), Circumstances(), STOPPED, False, id="the recruiter wrote by hand"),
        pytest.param(a(Kind.BOUNCE, bounce=Bounce.HARD), Circumstances(), BOUNCED, True, id="a dead address"),
        pytest.param(
            a(Kind.BOUNCE, bounce=Bounce.POLICY), Circumstances(), BOUNCED, False, id="refused by policy"
        ),
        pytest.param(away(left=True), Circumstances(), STOPPED, False, id="no longer with the company"),
    ],
)
def test_what_ends_a_sequence(
    meaning: Meaning, circumstances: Circumstances, status: EnrollmentStatus, suppress: bool
) -> None:
    decision = stopping.decide(meaning, circumstances)

    assert isinstance(decision, Stop)
    assert (decision.status, decision.suppress) == (status, suppress)


@pytest.mark.parametrize(
    ("meaning", "circumstances", "outcome"),
    [
        pytest.param(a(Kind.MAYBE_AUTO), Circumstances(), HoldAndAsk, id="perhaps automatic"),
        pytest.param(a(Kind.HUMAN), Circumstances(is_likely=True), HoldAndAsk, id="perhaps theirs"),
        pytest.param(a(Kind.CHALLENGE), Circumstances(), HoldAndAsk, id="prove you are human"),
        pytest.param(a(Kind.BOUNCE, bounce=Bounce.SOFT), Circumstances(), HoldAndAsk, id="mailbox full"),
        pytest.param(a(Kind.BOUNCE), Circumstances(), HoldAndAsk, id="a bounce without a reason"),
        pytest.param(
            a(Kind.BOUNCE, bounce=Bounce.HARD),
            Circumstances(about_candidate=False),
            Ignore,
            id="of somebody in copy",
        ),
        pytest.param(a(Kind.LIST), Circumstances(), Ignore, id="a mailing list"),
        pytest.param(a(Kind.DRAFT), Circumstances(), Ignore, id="a draft"),
        pytest.param(a(Kind.LIMIT), Circumstances(), PauseMailbox, id="Gmail's limit"),
        pytest.param(a(Kind.DELAY), Circumstances(), Postpone, id="still trying"),
        pytest.param(away(), Circumstances(), Postpone, id="away"),
    ],
)
def test_what_does_not_end_it(
    meaning: Meaning, circumstances: Circumstances, outcome: type[Decision]
) -> None:
    assert isinstance(stopping.decide(meaning, circumstances), outcome)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_mail_has_an_outcome_with_a_reason(kind: Kind) -> None:
    assert stopping.decide(a(kind)).why


@pytest.mark.parametrize(
    ("meaning", "resumes"),
    [
        pytest.param(away(date(2026, 3, 9)), utc(2026, 3, 10, 7), id="back on monday, so on tuesday"),
        pytest.param(away(date(2026, 3, 6)), utc(2026, 3, 9, 7), id="back on friday, so on monday"),
        pytest.param(away(date(2026, 4, 2)), utc(2026, 4, 7, 6), id="back before easter"),
        pytest.param(away(date(2026, 2, 1)), utc(2026, 3, 5, 7), id="back already"),
        pytest.param(away(), utc(2026, 3, 11, 7), id="nobody knows: five working days"),
        pytest.param(a(Kind.DELAY), utc(2026, 3, 9, 7), id="72 hours end on a weekend"),
    ],
)
def test_an_absence_delays_until_the_working_day_after_it(meaning: Meaning, resumes: datetime) -> None:
    decision = stopping.decide(meaning)

    assert isinstance(decision, Postpone)
    now, german = utc(2026, 3, 4, 10), business_time.holidays_of("DE")
    assert decision.until(now, zone=BERLIN, windows=DEFAULT_WINDOWS, holidays=german) == resumes


def test_a_very_long_absence_is_asked_about() -> None:
    decision = stopping.decide(away(date(2026, 11, 2)), today=date(2026, 3, 4))

    assert decision == HoldAndAsk(why="They are away until Mon 2 Nov.")
