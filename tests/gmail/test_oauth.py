"""The grant is asked for, exchanged, refreshed and given back."""

import base64
import hashlib
import json
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from gmail import oauth
from gmail.errors import AccessLost, ConsentFailed, Unavailable
from gmail.oauth import Google, Grant
from tests.gmail.servers import CLOSE, RESET, Reply, Server, said, serving

ALL = " ".join(["openid", "https://www.googleapis.com/auth/userinfo.email", oauth.COMPOSE, oauth.READONLY])


def id_token(**claims: str) -> str:
    parts = [
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in ({"alg": "none"}, claims)
    ]
    return b".".join([*parts, b"c2ln"]).decode()


def granted(**changes: Any) -> Reply:
    answer = {
        "access_token": "at-1",
        "expires_in": 3599,
        "refresh_token": "rt-1",
        "scope": ALL,
        "id_token": id_token(email="Ana@Acme.example"),
    }
    return said(200, {name: value for name, value in {**answer, **changes}.items() if value is not None})


def exchange(server: Server) -> Grant:
    return oauth.exchange(
        server.google(), code="code-1", verifier="v" * 43, redirect_uri="http://back.example"
    )


def test_the_consent_page_is_asked_for_all_we_need_and_sees_only_the_hash() -> None:
    google = Google(client_id="client", client_secret="secret")
    verifier = oauth.new_verifier()

    url = oauth.consent_url(
        google,
        redirect_uri="https://bot.example/back",
        state="s-1",
        verifier=verifier,
        login_hint="ana@acme.example",
    )

    asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    assert asked == {
        "response_type": "code",
        "client_id": "client",
        "redirect_uri": "https://bot.example/back",
        "scope": " ".join(oauth.SCOPES),
        "state": "s-1",
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "access_type": "offline",
        "prompt": "consent",
        "login_hint": "ana@acme.example",
    }
    assert verifier not in url


def test_every_verifier_is_new_and_long_enough() -> None:
    verifiers = {oauth.new_verifier() for _ in range(50)}

    assert len(verifiers) == 50
    assert all(43 <= len(verifier) <= 128 for verifier in verifiers)


def test_a_code_becomes_a_grant() -> None:
    with serving(token=granted()) as server:
        grant = exchange(server)
        asked = parse_qs(server.script.asked[0].body.decode())

    assert (grant.refresh_token, grant.email) == ("rt-1", "ana@acme.example")
    assert grant.access.good_for == timedelta(seconds=3599)
    assert {oauth.COMPOSE, oauth.READONLY} <= grant.scopes
    assert asked["code_verifier"] == ["v" * 43]


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        pytest.param(said(400, {"error": "invalid_grant"}), "code_refused", id="the code was used before"),
        pytest.param(
            said(400, {"error": "redirect_uri_mismatch"}), "redirect_uri_mismatch", id="wrong way back"
        ),
        pytest.param(said(401, {"error": "<b>no</b>"}), "refused", id="a word that is none"),
        pytest.param(granted(scope=f"openid {oauth.COMPOSE}"), "scope_missing", id="reading was unticked"),
        pytest.param(granted(scope=f"openid {oauth.READONLY}"), "scope_missing", id="writing was unticked"),
        pytest.param(granted(refresh_token=None), "no_refresh_token", id="no refresh token"),
    ],
)
def test_a_consent_that_cannot_be_used_says_why(reply: Reply, reason: str) -> None:
    with serving(token=reply) as server, pytest.raises(ConsentFailed) as caught:
        exchange(server)

    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(said(503, {}), id="503"),
        pytest.param(said(429, {}), id="429"),
        pytest.param(said(200, []), id="a list"),
        pytest.param(said(200, {}), id="an empty answer"),
        pytest.param(CLOSE, id="closed"),
        pytest.param(RESET, id="reset"),
    ],
)
def test_google_out_of_order_is_nobodys_fault(reply: Reply) -> None:
    with serving(token=reply) as server:
        with pytest.raises(Unavailable):
            exchange(server)
        with pytest.raises(Unavailable):
            oauth.refresh(server.google(), "rt-1")


def test_a_refresh_gives_a_token_and_how_long_it_lives() -> None:
    with serving(token=said(200, {"access_token": "at-2", "expires_in": 1800})) as server:
        access = oauth.refresh(server.google(), "rt-1")

    assert (access.token, access.good_for) == ("at-2", timedelta(minutes=30))


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param({"error": "invalid_grant"}, "revoked", id="revoked or expired"),
        pytest.param(
            {"error": "invalid_grant", "error_subtype": "invalid_rapt"}, "policy", id="session control"
        ),
        pytest.param({"error": "admin_policy_enforced"}, "policy", id="the admin forbids it"),
        pytest.param({"error": "unauthorized_client"}, "unauthorized_client", id="our client may not"),
    ],
)
def test_a_lost_grant_says_why(answer: dict[str, str], reason: str) -> None:
    with serving(token=said(400, answer)) as server, pytest.raises(AccessLost) as caught:
        oauth.refresh(server.google(), "rt-1")

    assert caught.value.reason == reason


def test_a_wrong_client_secret_asks_no_recruiter_to_reconnect() -> None:
    with serving(token=said(401, {"error": "invalid_client"})) as server, pytest.raises(Unavailable):
        oauth.refresh(server.google(), "rt-1")


@pytest.mark.parametrize(
    "reply",
    [said(200, {}), said(400, {"error": "invalid_token"})],
    ids=["revoked now", "revoked before"],
)
def test_a_grant_is_given_back(reply: Reply) -> None:
    with serving(revoke=reply) as server:
        oauth.revoke(server.google(), "rt-1")

        assert parse_qs(server.script.asked[0].body.decode()) == {"token": ["rt-1"]}


def test_a_revocation_nobody_confirmed_is_not_taken_for_done() -> None:
    with serving(revoke=CLOSE) as server, pytest.raises(Unavailable):
        oauth.revoke(server.google(), "rt-1")


def test_secrets_do_not_show_in_what_is_printed() -> None:
    with serving(token=granted()) as server:
        shown = f"{exchange(server)} {server.google()}"

    assert not any(secret in shown for secret in ("rt-1", "at-1", "'secret'"))


@pytest.mark.parametrize(
    "token", [None, "a.b.c", id_token(sub="1")], ids=["none", "broken", "without an address"]
)
def test_a_consent_counts_without_being_told_whose_it_is(token: str | None) -> None:
    with serving(token=granted(id_token=token)) as server:
        assert exchange(server).email == ""


def test_a_grant_of_all_that_was_asked_need_not_say_so() -> None:
    with serving(token=granted(scope=None)) as server:
        assert {oauth.COMPOSE, oauth.READONLY} <= exchange(server).scopes
