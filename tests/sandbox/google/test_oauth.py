"""Codes, tokens and what ends them."""

import base64
import hashlib
import json
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import urllib3

from tests.sandbox.google.bench import ANA, AUTH, Bench

BACK = "http://localhost:9/google/callback"
VERIFIER = "v" * 50
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
ASKED = f"openid email {AUTH}compose {AUTH}readonly"


def consent_url(stand_in: Bench, **changed: str) -> str:
    asked = {
        "client_id": "sandbox-client",
        "redirect_uri": BACK,
        "response_type": "code",
        "scope": ASKED,
        "state": "s-1",
        "access_type": "offline",
        "prompt": "consent",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    } | changed
    return f"{stand_in.url}/o/oauth2/v2/auth?{urlencode({k: v for k, v in asked.items() if v})}"


def allow(stand_in: Bench, **asked: Any) -> dict[str, str]:
    url = asked.pop("url", "") or consent_url(stand_in)
    location = stand_in.control("consent", **({"account": ANA, "url": url} | asked))["location"]
    assert location.startswith(BACK)
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def exchange(stand_in: Bench, code: str, **changed: str) -> tuple[int, dict[str, Any]]:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
    } | changed
    return stand_in.token(**form)


def claims(id_token: str) -> dict[str, Any]:
    part = id_token.split(".")[1]
    return dict(json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))))


def test_a_code_becomes_tokens_that_open_the_mailbox(stand_in: Bench) -> None:
    back = allow(stand_in)

    status, body = exchange(stand_in, back["code"])

    assert (status, back["state"], body["expires_in"], body["token_type"]) == (200, "s-1", 3599, "Bearer")
    assert set(body["scope"].split()) == {
        "openid", "https://www.googleapis.com/auth/userinfo.email", AUTH + "compose", AUTH + "readonly",
    }  # fmt: skip
    headers = {"Authorization": f"Bearer {body['access_token']}"}
    profile = stand_in.http.request(
        "GET", f"{stand_in.url}/gmail/v1/users/me/profile", headers=headers
    ).json()
    assert profile["emailAddress"] == ANA


def test_the_id_token_says_whose_mailbox_it_is(stand_in: Bench) -> None:
    _, body = exchange(stand_in, allow(stand_in)["code"])

    told = claims(body["id_token"])

    assert body["id_token"].count(".") == 2
    assert (told["email"], told["email_verified"], told["aud"]) == (ANA, True, "sandbox-client")
    assert told["iss"] == "https://accounts.google.com"
    assert told["sub"].isdigit()


def test_userinfo_tells_the_same_person(stand_in: Bench) -> None:
    _, body = exchange(stand_in, allow(stand_in)["code"])

    headers = {"Authorization": f"Bearer {body['access_token']}"}
    told = stand_in.http.request("GET", f"{stand_in.url}/openid/userinfo", headers=headers).json()

    assert (told["email"], told["sub"]) == (ANA, claims(body["id_token"])["sub"])


def test_a_code_works_once(stand_in: Bench) -> None:
    code = allow(stand_in)["code"]
    exchange(stand_in, code)

    status, body = exchange(stand_in, code)

    assert (status, body["error"]) == (400, "invalid_grant")


def test_a_code_lives_ten_minutes(stand_in: Bench) -> None:
    code = allow(stand_in)["code"]
    stand_in.move(minutes=10, seconds=1)

    assert exchange(stand_in, code)[1]["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("changed", "status", "error"),
    [
        pytest.param({"code_verifier": "w" * 50}, 400, "invalid_grant", id="another verifier"),
        pytest.param({"code_verifier": ""}, 400, "invalid_grant", id="no verifier"),
        pytest.param({"redirect_uri": BACK + "2"}, 400, "redirect_uri_mismatch", id="another redirect"),
        pytest.param({"client_secret": "guess"}, 401, "invalid_client", id="wrong secret"),
        pytest.param({"client_id": "other"}, 401, "invalid_client", id="unknown client"),
        pytest.param({"code": ""}, 400, "invalid_request", id="no code"),
        pytest.param({"grant_type": "password"}, 400, "unsupported_grant_type", id="another grant"),
    ],
)
def test_an_exchange_is_refused_in_googles_words(
    stand_in: Bench, changed: dict[str, str], status: int, error: str
) -> None:
    code = allow(stand_in)["code"]

    told, body = exchange(stand_in, **({"code": code} | changed))

    assert (told, body["error"]) == (status, error)
    assert body["error_description"]


def test_a_client_may_give_its_secret_in_the_header(stand_in: Bench) -> None:
    refresh = stand_in.google.grant(ANA, [AUTH + "readonly"])
    body = {"grant_type": "refresh_token", "refresh_token": refresh}
    answers = []
    for secret in ("sandbox-secret", "guess"):
        headers = urllib3.make_headers(basic_auth=f"sandbox-client:{secret}")
        answers.append(
            stand_in.http.request(
                "POST", f"{stand_in.url}/token", fields=body, headers=headers, encode_multipart=False
            )
        )

    assert [answer.status for answer in answers] == [200, 401]


def test_a_refused_consent_comes_back_as_access_denied(stand_in: Bench) -> None:
    assert allow(stand_in, decision="deny") == {"error": "access_denied", "state": "s-1"}


def test_an_unticked_scope_is_not_granted(stand_in: Bench) -> None:
    back = allow(stand_in, untick=[AUTH + "compose"])

    _, body = exchange(stand_in, back["code"])

    assert AUTH + "compose" not in back["scope"] + body["scope"]
    assert AUTH + "readonly" in body["scope"]


def test_only_the_first_consent_gives_a_refresh_token_unless_it_is_asked_for(stand_in: Bench) -> None:
    again = consent_url(stand_in, prompt="")

    given = [exchange(stand_in, allow(stand_in, url=again)["code"])[1] for _ in range(2)]

    assert ["refresh_token" in body for body in given] == [True, False]
    assert "refresh_token" in exchange(stand_in, allow(stand_in)["code"])[1]


def test_online_access_gives_no_refresh_token(stand_in: Bench) -> None:
    back = allow(stand_in, url=consent_url(stand_in, access_type="online"))

    assert "refresh_token" not in exchange(stand_in, back["code"])[1]


def test_a_refresh_token_gives_access_tokens_again_and_again(stand_in: Bench) -> None:
    refresh = stand_in.google.grant(ANA, [AUTH + "readonly"])

    given = [stand_in.token(grant_type="refresh_token", refresh_token=refresh) for _ in range(2)]

    assert [status for status, _ in given] == [200, 200]
    assert given[0][1]["access_token"] != given[1][1]["access_token"]
    assert "refresh_token" not in given[0][1]


def test_an_access_token_dies_after_an_hour_of_the_worlds_time(stand_in: Bench) -> None:
    access = stand_in.access()
    alive = stand_in.ask("me/profile", access).status
    stand_in.move(seconds=3599)

    dead = stand_in.ask("me/profile", access)

    assert (alive, dead.status, dead.json()["error"]["status"]) == (200, 401, "UNAUTHENTICATED")
    assert 'error="invalid_token"' in dead.headers["WWW-Authenticate"]


@pytest.mark.parametrize("way", ["by hand", "refresh token", "access token"])
def test_a_revoked_grant_kills_access_and_refresh(stand_in: Bench, way: str) -> None:
    _, tokens = exchange(stand_in, allow(stand_in)["code"])
    if way == "by hand":
        stand_in.control("revoke", address=ANA)
    else:
        fields = {"token": tokens[way.replace(" ", "_")]}
        assert (
            stand_in.http.request(
                "POST", f"{stand_in.url}/revoke", fields=fields, encode_multipart=False
            ).status
            == 200
        )

    status, body = stand_in.token(grant_type="refresh_token", refresh_token=tokens["refresh_token"])

    assert (status, body["error"]) == (400, "invalid_grant")
    assert stand_in.ask("me/profile", tokens["access_token"]).status == 401


def test_an_unknown_token_cannot_be_revoked(stand_in: Bench) -> None:
    answer = stand_in.http.request("POST", f"{stand_in.url}/revoke?token=nonsense")

    assert (answer.status, answer.json()["error"]) == (400, "invalid_token")


def test_a_refresh_token_unused_for_half_a_year_is_dead(stand_in: Bench) -> None:
    refresh = stand_in.google.grant(ANA, [AUTH + "readonly"])
    stand_in.move(days=181)

    assert stand_in.token(grant_type="refresh_token", refresh_token=refresh)[1]["error"] == "invalid_grant"
