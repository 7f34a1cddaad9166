"""What speaks against enrolling somebody the team is in touch with."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.refusals import Refusal
from bot.rules import engagement
from bot.rules.engagement import Budget, Contact, Engagement, Facts, Level
from storage.statuses import EnrollRule
from tests.builders import NOW

ANA, BEN = 1, 2
RULES = Engagement(budget=Budget(messages=3, days=90), company_limit=2)


def ago(*days: float) -> tuple[Contact, ...]:
    sent = tuple(NOW - timedelta(days=one) for one in days)
    return (Contact(recruiter_id=BEN, name="Ben Okafor", messages=sent, told="Backend, Berlin"),)


def said(facts: Facts, rules: Engagement = RULES) -> list[str]:
    return [concern.rule.value for concern in engagement.concerns(facts, rules, NOW)]


@pytest.mark.parametrize(
    ("messages", "owned"),
    [
        pytest.param((29,), True, id="29 days after the first"),
        pytest.param((30,), False, id="30 days after the first"),
        pytest.param((70, 59), True, id="59 days after the second"),
        pytest.param((70, 60), False, id="60 days after the second"),
        pytest.param((200, 150, 89), True, id="89 days after the third"),
        pytest.param((300, 250, 200, 89), True, id="a fourth counts as the third"),
        pytest.param((300, 250, 200, 90), False, id="90 days after the fourth"),
        pytest.param((), False, id="never"),
    ],
)
def test_somebody_is_a_recruiters_for_a_while_after_each_message(
    messages: tuple[int, ...], owned: bool
) -> None:
    facts = Facts(asker_id=ANA, contacts=ago(*messages))

    assert ("owned" in said(facts, Engagement())) is owned


@pytest.mark.parametrize(
    ("facts", "rules"),
    [
        pytest.param(Facts(asker_id=ANA), [], id="nobody knows them"),
        pytest.param(Facts(asker_id=BEN, contacts=ago(1)), [], id="they are one's own"),
        pytest.param(
            Facts(asker_id=ANA, contacts=(replace(ago()[0], is_open=True),)),
            ["in_sequence"],
            id="enrolled just now",
        ),
        pytest.param(
            Facts(asker_id=ANA, contacts=(replace(ago(1)[0], is_open=True, released=True),)),
            [],
            id="released",
        ),
        pytest.param(
            Facts(asker_id=BEN, contacts=ago(80, 70, 60)), ["contact_budget"], id="written to too often"
        ),
        pytest.param(Facts(asker_id=BEN, contacts=ago(95, 70, 60)), [], id="the first was long ago"),
        pytest.param(
            Facts(asker_id=ANA, company="Acme", at_company=2), ["company_limit"], id="many of the company"
        ),
        pytest.param(Facts(asker_id=ANA, company="Acme", at_company=1), [], id="one of the company"),
        pytest.param(
            Facts(asker_id=ANA, left_at=NOW - timedelta(days=89)), ["cool_down"], id="here just now"
        ),
        pytest.param(Facts(asker_id=ANA, left_at=NOW - timedelta(days=90)), [], id="here long ago"),
        pytest.param(
            Facts(asker_id=ANA, left_at=NOW - timedelta(days=120), besides_at=NOW - timedelta(days=3)),
            ["cool_down"],
            id="here long ago, and called since",
        ),
        pytest.param(Facts(asker_id=ANA, besides_at=NOW), [], id="called, and never here"),
    ],
)
def test_each_rule_speaks_for_itself(facts: Facts, rules: list[str]) -> None:
    assert said(facts) == rules


def test_what_a_cool_down_counts_from_is_said() -> None:
    day = timedelta(days=1)
    facts = Facts(asker_id=ANA, left_at=NOW - 120 * day, besides_at=NOW - day)

    [found] = engagement.concerns(facts, RULES, NOW)

    assert found.text == (
        "They left this very sequence 120 days ago and were in touch outside it yesterday; 90 days should lie between."
    )


def test_a_rule_does_what_is_set() -> None:
    facts = Facts(asker_id=ANA, contacts=ago(1), left_at=NOW)
    rules = Engagement(levels=engagement.read_levels("owned:block, cool_down:off"))

    assert [concern.level for concern in engagement.concerns(facts, rules, NOW)] == [Level.BLOCK]


def test_what_is_confidential_is_only_contacted_and_nobody_is_named() -> None:
    hidden = (replace(ago(1)[0], is_open=True, told=""),)

    found = engagement.concerns(Facts(asker_id=ANA, contacts=hidden), RULES, NOW)

    assert {concern.text for concern in found} == {engagement.HIDDEN}
    assert {concern.owner_id for concern in found} == {None}


def test_settings_are_read() -> None:
    assert engagement.read_days("7, 14") == (7, 14)
    assert engagement.read_days("0") == ()
    assert engagement.read_budget("6 in 90 days") == Budget(messages=6, days=90)
    assert engagement.read_budget("") == Budget()
    assert engagement.read_levels("in_sequence:off") == {EnrollRule.IN_SEQUENCE: Level.OFF}


@pytest.mark.parametrize("text", ["owned", "owned:no", "mine:warn", ":", "owned=block"])
def test_rules_nobody_understands_are_refused(text: str) -> None:
    with pytest.raises(Refusal, match="is none of in_sequence, owned"):
        engagement.read_levels(text)


@pytest.mark.parametrize("text", ["many", "6", "0 in 90", "6/90", "6 in 0"])
def test_a_budget_nobody_understands_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="such as `6 in 90`"):
        engagement.read_budget(text)


@pytest.mark.parametrize("text", ["", "a", "30,,60", "-1", "99999"])
def test_days_nobody_understands_are_refused(text: str) -> None:
    with pytest.raises(Refusal, match="such as `30,60,90`"):
        engagement.read_days(text)
