"""Only one's own mailbox, and only one the operator named, is opened by delegation."""

import pytest

from bot.refusals import Refusal
from bot.rules import delegation

ALLOWED = ("ana@acme.example", "@recruiting.acme.example")


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        pytest.param("ana@acme.example", True, id="named"),
        pytest.param(" Ana@ACME.example ", True, id="named, in other letters"),
        pytest.param("ben@recruiting.acme.example", True, id="of a named domain"),
        pytest.param("ben@acme.example", False, id="a colleague nobody named"),
        pytest.param("ben@evil-recruiting.acme.example", False, id="a domain that only ends alike"),
        pytest.param("ben@recruiting.acme.example.evil.example", False, id="a domain that only begins alike"),
        pytest.param("@recruiting.acme.example", False, id="a domain is no mailbox"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_a_mailbox_is_allowed_by_name_or_by_domain(address: str, allowed: bool) -> None:
    assert delegation.allows(ALLOWED, address) is allowed


def test_an_empty_list_allows_nobody() -> None:
    assert not delegation.allows((), "ana@acme.example")


@pytest.mark.parametrize(
    ("address", "own", "mend"),
    [
        pytest.param("ana@acme.example", "", "users:read.email", id="Slack tells no address"),
        pytest.param("ben@acme.example", "ana@acme.example", "Type ana@acme.example", id="a colleague's"),
        pytest.param("eve@acme.example", "eve@acme.example", "DELEGATED_MAILBOXES", id="not on the list"),
    ],
)
def test_a_mailbox_that_may_not_be_connected_says_what_mends_it(address: str, own: str, mend: str) -> None:
    with pytest.raises(Refusal) as refused:
        delegation.check(ALLOWED, address, own=own)

    assert mend in refused.value.mend


def test_ones_own_named_mailbox_may_be_connected() -> None:
    delegation.check(ALLOWED, "ana@acme.example", own="Ana@acme.example")
