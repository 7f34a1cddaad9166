"""Domain-wide delegation at the token endpoint, with Google's own library on the other side."""

import json
from datetime import timedelta
from typing import Any

import pytest
from google.auth import crypt, jwt

from tests.sandbox.google.bench import ANA, GRACE, START, USUAL, Bench

GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
Key = dict[str, Any]


def claims(stand_in: Bench, key: Key, **changes: Any) -> dict[str, Any]:
    now = int(START.timestamp())
    plain = {
        "iss": key["client_email"],
        "sub": ANA,
        "scope": " ".join(USUAL),
        "aud": f"{stand_in.url}/token",
        "iat": now,
        "exp": now + 3600,
    }
    return {name: value for name, value in {**plain, **changes}.items() if value is not None}


def ask(stand_in: Bench, key: Key, **changes: Any) -> tuple[int, dict[str, Any]]:
    signer = crypt.RSASigner.from_string(  # type: ignore[no-untyped-call]
        key["private_key"], key["private_key_id"]
    )
    assertion = jwt.encode(signer, claims(stand_in, key, **changes)).decode()  # type: ignore[no-untyped-call]
    return stand_in.token(grant_type=GRANT, assertion=assertion)


@pytest.fixture
def key(stand_in: Bench) -> Key:
    return stand_in.control("service_account", scopes=list(USUAL))


def test_an_authorised_service_account_opens_a_mailbox(stand_in: Bench, key: Key) -> None:
    status, answer = ask(stand_in, key)

    assert (status, answer["token_type"], "refresh_token" in answer) == (200, "Bearer", False)
    assert stand_in.ask("me/profile", answer["access_token"]).json()["emailAddress"] == ANA


def test_a_token_opens_no_more_than_was_asked_for(stand_in: Bench, key: Key) -> None:
    _, answer = ask(stand_in, key, scope=USUAL[1])

    made = stand_in.ask("me/drafts", answer["access_token"], "POST", body=json.dumps({}))
    assert made.status == 403


@pytest.mark.parametrize(
    ("changes", "error", "said"),
    [
        pytest.param({"sub": "nobody@acme.example"}, "invalid_grant", "Invalid email", id="nobody"),
        pytest.param({"sub": GRACE}, "invalid_grant", "Invalid email", id="outside the domain"),
        pytest.param({"sub": None}, "unauthorized_client", "unauthorized", id="for nobody"),
        pytest.param(
            {"scope": "https://mail.google.com/"}, "unauthorized_client", "scopes", id="other scopes"
        ),
        pytest.param({"scope": ""}, "invalid_scope", "scope", id="no scope"),
        pytest.param({"aud": "https://elsewhere.example"}, "invalid_grant", "audience", id="for another"),
        pytest.param({"iss": "x@y.example"}, "invalid_grant", "account not found", id="a stranger"),
        pytest.param({"exp": int(START.timestamp()) + 7200}, "invalid_grant", "timeframe", id="too long"),
        pytest.param({"iat": int(START.timestamp()) + 900}, "invalid_grant", "timeframe", id="from tomorrow"),
    ],
)
def test_what_google_refuses_it_says(
    stand_in: Bench, key: Key, changes: dict[str, Any], error: str, said: str
) -> None:
    status, answer = ask(stand_in, key, **changes)

    assert status in {400, 401}
    assert answer["error"] == error
    assert said in answer["error_description"]


def test_an_assertion_another_key_signed_is_refused(stand_in: Bench, key: Key) -> None:
    other = stand_in.control("service_account", scopes=list(USUAL))

    _, answer = ask(stand_in, key | {"private_key": other["private_key"]})

    assert answer["error_description"] == "Invalid JWT Signature."


def test_an_assertion_grows_old(stand_in: Bench, key: Key) -> None:
    stand_in.move(hours=2)

    assert "timeframe" in ask(stand_in, key)[1]["error_description"]


@pytest.mark.parametrize("assertion", ["", "a.b.c", "e30.e30.e30", "W10.W10.W10"])
def test_what_is_no_assertion_is_refused(stand_in: Bench, assertion: str) -> None:
    status, answer = stand_in.token(grant_type=GRANT, assertion=assertion)

    assert (status, answer["error"]) == (400, "invalid_grant")


def test_an_administrator_takes_it_back(stand_in: Bench, key: Key) -> None:
    stand_in.control("delegation", client_email=key["client_email"], scopes=[])
    assert ask(stand_in, key)[1]["error"] == "unauthorized_client"

    stand_in.control("delegation", client_email=key["client_email"], scopes=list(USUAL))
    assert ask(stand_in, key)[0] == 200


def test_an_alias_is_added_changed_and_taken_away(stand_in: Bench) -> None:
    stand_in.control("alias", address=ANA, alias="jobs@acme.example", name="Jobs", accepted=False)
    shown = stand_in.gmail().settings().sendAs().list(userId="me").execute()["sendAs"]
    jobs = next(one for one in shown if one["sendAsEmail"] == "jobs@acme.example")
    assert (jobs["displayName"], jobs["verificationStatus"]) == ("Jobs", "pending")

    stand_in.control("alias", address=ANA, alias="jobs@acme.example", default=True, accepted=True)
    shown = stand_in.gmail().settings().sendAs().list(userId="me").execute()["sendAs"]
    assert [one["sendAsEmail"] for one in shown if one.get("isDefault")] == ["jobs@acme.example"]

    left = stand_in.control("alias", address=ANA, alias="jobs@acme.example", remove=True)
    assert left == {"aliases": ["talent@acme.example"]}


def test_the_clock_that_counts_is_googles(stand_in: Bench, key: Key) -> None:
    stand_in.move(hours=2)
    later = int((START + timedelta(hours=2)).timestamp())

    assert ask(stand_in, key, iat=later, exp=later + 600)[0] == 200
