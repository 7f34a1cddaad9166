from dataclasses import replace
from typing import Any

import pytest

from bot.rules import eligibility
from bot.rules.eligibility import Facts, Findings

GOOD = Facts(person="Grace Hopper", has_email_stages=True, mailbox_connected=True)


def test_a_new_person_may_be_enrolled_without_a_word() -> None:
    assert eligibility.find(GOOD) == Findings()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"already_in_this": True}, "Grace Hopper is in this sequence already", id="twice"),
        pytest.param(
            {"suppressed": "asked in May."}, "must not be written to: asked in May.", id="suppressed"
        ),
        pytest.param({"bounced": True}, "has bounced", id="bounced"),
        pytest.param({"mailbox_connected": False}, "Connect it on the Home tab.", id="no mailbox"),
        pytest.param({"own_address": True}, "your own address", id="oneself"),
        pytest.param({"unpermitted": ("Ben", "Cy")}, "Ben and Cy must first allow", id="no leave"),
        pytest.param({"cut_off": ("Ben",)}, "Ask them to reconnect it.", id="a colleague without a mailbox"),
        pytest.param({"not_theirs": "x@acme.example"}, "Clone it first.", id="an address of others"),
    ],
)
def test_what_cannot_be_is_refused_with_the_remedy(changes: dict[str, Any], words: str) -> None:
    assert words in eligibility.find(replace(GOOD, **changes)).refusal


@pytest.mark.parametrize(
    "changes",
    [{"suppressed": "asked in May"}, {"bounced": True}, {"mailbox_connected": False}, {"own_address": True}],
)
def test_only_mail_needs_a_mailbox_and_an_address(changes: dict[str, Any]) -> None:
    assert eligibility.find(replace(GOOD, has_email_stages=False, **changes)).refusal == ""


@pytest.mark.parametrize(
    ("changes", "warnings"),
    [
        pytest.param(
            {"open_elsewhere": ("Backend, by Ana: active",), "contacted": ("Data, by Bo: replied",) * 2},
            ("Seen before: Backend, by Ana: active.", "Seen before: Data, by Bo: replied."),
            id="known from elsewhere, each once",
        ),
        pytest.param(
            {"has_address": False}, ("This sequence sends email, so it needs an address.",), id="no address"
        ),
        pytest.param(
            {"missing_tokens": ("reason", "title")},
            ("Some stages use {{reason}}, {{title}} and have no fallback for it.",),
            id="missing tokens",
        ),
        pytest.param(
            {"has_email_stages": False, "suppressed": "asked"},
            ("No email may be sent to Grace Hopper: asked.",),
            id="suppressed, by hand only",
        ),
        pytest.param(
            {"has_email_stages": False, "bounced": True},
            ("Mail to this address has bounced before.",),
            id="bounced, by hand only",
        ),
    ],
)
def test_what_one_should_know_is_a_warning(changes: dict[str, Any], warnings: tuple[str, ...]) -> None:
    assert eligibility.find(replace(GOOD, **changes)) == Findings(warnings=warnings)


def test_a_confidential_sequence_looks_the_same_whether_it_runs_or_not() -> None:
    told = ("contacted recently by a colleague",)

    running = eligibility.find(replace(GOOD, open_elsewhere=told))

    assert running == eligibility.find(replace(GOOD, contacted=told))
