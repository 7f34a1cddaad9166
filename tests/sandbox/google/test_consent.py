"""The page a recruiter sees when Overture asks for their mailbox."""

from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from tests.sandbox.google.bench import ANA, AUTH, BEN, Bench
from tests.sandbox.google.test_oauth import BACK, consent_url, exchange


class Form(HTMLParser):
    """Reads the inputs of the page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inputs: list[dict[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "input":
            self.inputs.append({name: value or "" for name, value in attrs})

    def sent(self) -> list[tuple[str, str]]:
        """List what a browser would send."""
        left = [i for i in self.inputs if i["type"] in {"radio", "checkbox"} and "checked" not in i]
        return [(i["name"], i["value"]) for i in self.inputs if i not in left]


def page(stand_in: Bench, **changed: str) -> tuple[int, str]:
    answer = stand_in.http.request("GET", consent_url(stand_in, **changed))
    return answer.status, answer.data.decode()


def press(stand_in: Bench, fields: list[tuple[str, str]], decision: str) -> Any:
    body = urlencode([*fields, ("decision", decision)])
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    url = f"{stand_in.url}/o/oauth2/v2/auth"
    return stand_in.http.request("POST", url, body=body, headers=headers, redirect=False)


def test_the_page_lists_recruiters_and_scopes_and_no_candidates(stand_in: Bench) -> None:
    status, shown = page(stand_in)

    inputs = Form(shown).inputs
    assert status == 200
    assert [i["value"] for i in inputs if i["type"] == "radio"] == [ANA, BEN]
    assert [i["value"] for i in inputs if i["type"] == "checkbox"] == [AUTH + "compose", AUTH + "readonly"]
    assert "grace.hopper" not in shown


def test_the_hinted_account_is_chosen(stand_in: Bench) -> None:
    _, shown = page(stand_in, login_hint=BEN)

    assert [i["value"] for i in Form(shown).inputs if i["type"] == "radio" and "checked" in i] == [BEN]


def test_allow_sends_the_browser_back_with_a_code(stand_in: Bench) -> None:
    _, shown = page(stand_in, login_hint=BEN)

    answer = press(stand_in, Form(shown).sent(), "allow")

    assert answer.status == 302
    assert answer.headers["Location"].startswith(f"{BACK}?state=s-1&code=")
    code = parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]
    assert exchange(stand_in, code)[0] == 200
    assert stand_in.look("state")["grants"][0]["address"] == BEN


def test_a_box_unticked_on_the_page_is_not_granted(stand_in: Bench) -> None:
    _, shown = page(stand_in)
    fields = [field for field in Form(shown).sent() if field != ("scope", AUTH + "readonly")]

    granted = parse_qs(urlsplit(press(stand_in, fields, "allow").headers["Location"]).query)["scope"][0]

    assert AUTH + "compose" in granted
    assert AUTH + "readonly" not in granted
    assert "openid" in granted


def test_cancel_sends_the_browser_back_without_one(stand_in: Bench) -> None:
    _, shown = page(stand_in)

    answer = press(stand_in, Form(shown).sent(), "deny")

    assert answer.headers["Location"] == f"{BACK}?state=s-1&error=access_denied"


def test_an_account_that_is_not_on_the_page_gets_the_page_again(stand_in: Bench) -> None:
    _, shown = page(stand_in)
    fields = [*[f for f in Form(shown).sent() if f[0] != "account"], ("account", "grace.hopper@example.com")]

    answer = press(stand_in, fields, "allow")

    assert (answer.status, answer.headers.get("Location")) == (400, None)


@pytest.mark.parametrize(
    ("changed", "status", "error"),
    [
        pytest.param({"client_id": "other"}, 401, "invalid_client", id="unknown client"),
        pytest.param(
            {"redirect_uri": "http://attacker.example/"}, 400, "redirect_uri_mismatch", id="open redirect"
        ),
        pytest.param({"redirect_uri": ""}, 400, "redirect_uri_mismatch", id="no redirect"),
        pytest.param({"response_type": "token"}, 400, "unsupported_response_type", id="implicit flow"),
        pytest.param({"scope": ""}, 400, "invalid_request", id="no scope"),
        pytest.param({"scope": "gmail.everything"}, 400, "invalid_scope", id="unknown scope"),
        pytest.param({"code_challenge_method": "S1"}, 400, "invalid_request", id="unknown challenge"),
    ],
)
def test_a_wrong_request_gets_googles_page_of_refusal(
    stand_in: Bench, changed: dict[str, str], status: int, error: str
) -> None:
    told, shown = page(stand_in, **changed)

    assert told == status
    assert f"Error {status}: {error}" in shown


def test_what_the_application_says_is_escaped(stand_in: Bench) -> None:
    _, shown = page(stand_in, state='"><script>alert(1)</script>')

    assert "<script>" not in shown
    assert ("state", '"><script>alert(1)</script>') in Form(shown).sent()
