"""A service account asks for a mailbox, over the wire, and is told why it may not."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from gmail import oauth, service_account
from gmail.client import Gmail
from gmail.errors import AccessLost, Unavailable
from gmail.oauth import Google
from gmail.service_account import BadKey
from tests.gmail.servers import said, serving
from tests.gmail.stand_in import ANA, GRACE, START, StandIn

BOTH = [oauth.COMPOSE, oauth.READONLY]


def key(stand_in: StandIn, scopes: list[str] = BOTH) -> dict[str, Any]:
    return stand_in.control("service_account", scopes=scopes)


def known_as(stand_in: StandIn, given: dict[str, Any]) -> Google:
    return replace(stand_in.google, service=service_account.read(json.dumps(given)))


def open_as(google: Google, stand_in: StandIn, address: str = ANA) -> Gmail:
    now = stand_in.state.world.now
    return Gmail(google, lambda: oauth.delegated(google, address, now()), now)


def lost(google: Google, stand_in: StandIn, address: str = ANA) -> str:
    with pytest.raises(AccessLost) as caught:
        open_as(google, stand_in, address).profile()
    return caught.value.reason


def test_a_service_account_opens_a_mailbox_nobody_consented_for(stand_in: StandIn) -> None:
    gmail = open_as(known_as(stand_in, key(stand_in)), stand_in)

    assert gmail.profile().address == ANA
    assert ANA in [sender.address for sender in gmail.send_as()]


def test_a_token_that_has_run_out_is_asked_for_again(stand_in: StandIn) -> None:
    gmail = open_as(known_as(stand_in, key(stand_in)), stand_in)
    gmail.profile()
    stand_in.move(hours=2)

    assert gmail.profile().address == ANA


@pytest.mark.parametrize(
    ("scopes", "reason"),
    [
        pytest.param([], "delegation_scopes", id="not authorised at all"),
        pytest.param([oauth.COMPOSE], "delegation_scopes", id="authorised for half of it"),
    ],
)
def test_an_administrator_who_did_not_agree_is_named(
    stand_in: StandIn, scopes: list[str], reason: str
) -> None:
    assert lost(known_as(stand_in, key(stand_in, scopes)), stand_in) == reason


def test_delegation_that_was_withdrawn_is_noticed_with_the_next_token(stand_in: StandIn) -> None:
    given = key(stand_in)
    gmail = open_as(known_as(stand_in, given), stand_in)
    gmail.profile()
    stand_in.control("delegation", client_email=given["client_email"], scopes=[])
    stand_in.move(hours=2)

    with pytest.raises(AccessLost, match="delegation_scopes"):
        gmail.profile()


@pytest.mark.parametrize("address", ["nobody@acme.example", GRACE], ids=["nobody", "outside the domain"])
def test_a_user_the_administrator_does_not_have_is_named(stand_in: StandIn, address: str) -> None:
    assert lost(known_as(stand_in, key(stand_in)), stand_in, address) == "delegation_user"


def test_a_key_that_was_deleted_is_named(stand_in: StandIn) -> None:
    mine, other = key(stand_in), key(stand_in)
    forged = mine | {"private_key": other["private_key"]}

    assert lost(known_as(stand_in, forged), stand_in) == "delegation_key"
    assert lost(known_as(stand_in, mine | {"client_email": "gone@x.example"}), stand_in) == "delegation_key"


def test_a_clock_that_is_wrong_costs_nobody_their_mailbox(stand_in: StandIn) -> None:
    google = known_as(stand_in, key(stand_in))

    with pytest.raises(Unavailable):
        oauth.delegated(google, ANA, stand_in.state.world.now() + timedelta(hours=2))


def test_without_a_key_nothing_is_asked() -> None:
    with serving() as server:
        with pytest.raises(AccessLost):
            oauth.delegated(server.google(), ANA, START)
        assert server.script.asked == []


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param({"error": "access_denied"}, "delegation_denied", id="denied"),
        pytest.param({"error": "admin_policy_enforced"}, "delegation_denied", id="by policy"),
        pytest.param({"error": "invalid_client"}, "delegation_key", id="a service account that is gone"),
    ],
)
def test_every_no_of_google_has_its_reason(stand_in: StandIn, answer: dict[str, str], reason: str) -> None:
    service = service_account.read(json.dumps(key(stand_in)))
    with serving(token=said(401, answer)) as server, pytest.raises(AccessLost) as caught:
        oauth.delegated(replace(server.google(), service=service), ANA, START)

    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("no json", id="no JSON"),
        pytest.param("[]", id="a list"),
        pytest.param('{"type": "authorized_user"}', id="another kind of credentials"),
        pytest.param('{"type": "service_account"}', id="nothing in it"),
        pytest.param(
            json.dumps({"type": "service_account"} | dict.fromkeys(service_account.FIELDS, "very-secret")),
            id="a key that is none",
        ),
    ],
)
def test_what_is_no_key_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(BadKey) as refused:
        service_account.read(text)

    assert "very-secret" not in str(refused.value)


def test_a_key_does_not_show_in_what_is_printed(stand_in: StandIn) -> None:
    assert "PRIVATE" not in repr(known_as(stand_in, key(stand_in)))
