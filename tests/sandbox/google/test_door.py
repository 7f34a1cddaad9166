"""Who is let in, what it costs, and what Google says when it refuses."""

import json
from datetime import timedelta
from typing import Any

import pytest
from googleapiclient.discovery_cache import get_static_doc
from googleapiclient.errors import HttpError

from sandbox.google.methods import METHODS
from tests.sandbox.google import bench
from tests.sandbox.google.bench import ANA, AUTH, BEN, GRACE, Bench


def documented(resource: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    for method in resource.get("methods", {}).values():
        found[method["id"].removeprefix("gmail.users.")] = method
    for child in resource.get("resources", {}).values():
        documented(child, found)
    return found


@pytest.mark.parametrize("method", METHODS, ids=[method.name for method in METHODS])
def test_every_method_has_the_address_and_scopes_google_documents(method: Any) -> None:
    google = documented(json.loads(get_static_doc("gmail", "v1")), {})[method.name]

    assert (google["httpMethod"], google["path"]) == (method.verb, f"gmail/v1/users/{{userId}}/{method.path}")
    assert {scope for scope in google["scopes"] if "addons" not in scope} == method.scopes


@pytest.mark.parametrize(
    ("scope", "allowed"),
    [
        pytest.param("compose", {"profile", "drafts"}, id="compose"),
        pytest.param(
            "readonly", {"profile", "drafts", "messages", "threads", "settings/sendAs"}, id="readonly"
        ),
        pytest.param("metadata", {"profile", "messages", "threads"}, id="metadata"),
        pytest.param("send", set(), id="send"),
    ],
)
def test_a_scope_opens_its_own_doors_only(stand_in: Bench, scope: str, allowed: set[str]) -> None:
    access = stand_in.access(ANA, AUTH + scope)
    doors = ("profile", "drafts", "messages", "threads", "settings/sendAs")

    answers = {door: stand_in.ask(f"me/{door}", access) for door in doors}

    assert {door for door, answer in answers.items() if answer.status == 200} == allowed
    for answer in answers.values():
        assert answer.status == 200 or reason(answer) == (403, "insufficientPermissions")


def test_a_scope_too_small_is_said_in_googles_body(stand_in: Bench) -> None:
    answer = stand_in.ask("me/messages", stand_in.access(ANA, AUTH + "send"))

    sentence = "Request had insufficient authentication scopes."
    assert answer.json() == {
        "error": {
            "code": 403,
            "message": sentence,
            "errors": [{"message": sentence, "domain": "global", "reason": "insufficientPermissions"}],
            "status": "PERMISSION_DENIED",
        }
    }


@pytest.mark.parametrize("scopes", [["metadata"], ["metadata", "readonly"]], ids=["alone", "beside readonly"])
@pytest.mark.parametrize(
    "path", ["messages?q=in:sent", "messages/{id}?format=full", "threads/{id}?format=raw"]
)
def test_the_metadata_scope_refuses_search_and_bodies(stand_in: Bench, scopes: list[str], path: str) -> None:
    sent = bench.send(stand_in.gmail())
    access = stand_in.access(ANA, *(AUTH + scope for scope in scopes))

    assert stand_in.ask(f"me/{path.format(id=sent['id'])}", access).status == 403
    assert stand_in.ask(f"me/messages/{sent['id']}?format=metadata", access).status == 200


@pytest.mark.parametrize(
    ("user", "status"),
    [
        pytest.param("me", 200, id="me"),
        pytest.param(ANA, 200, id="own"),
        pytest.param(BEN, 403, id="colleague's"),
    ],
)
def test_only_the_own_mailbox_is_open(stand_in: Bench, user: str, status: int) -> None:
    assert stand_in.ask(f"{user}/profile", stand_in.access()).status == status


def test_a_call_without_a_token_is_refused(stand_in: Bench) -> None:
    assert reason(stand_in.ask("me/profile", "nonsense")) == (401, "authError")


@pytest.mark.parametrize(
    ("body", "reason_told"),
    [pytest.param(b"{", "parseError", id="no JSON"), pytest.param(b"[]", "badRequest", id="no object")],
)
def test_a_body_that_cannot_be_read_is_refused(stand_in: Bench, body: bytes, reason_told: str) -> None:
    answer = stand_in.ask("me/messages/send", stand_in.access(), "POST", body=body)

    assert reason(answer) == (400, reason_told)


def test_an_address_google_does_not_have_is_404(stand_in: Bench) -> None:
    assert stand_in.ask("me/nothing", stand_in.access()).status == 404


def test_calls_are_charged_by_the_table_of_2026(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    sent = bench.send(gmail)
    gmail.messages().get(userId="me", id=sent["id"]).execute()
    gmail.threads().get(userId="me", id=sent["threadId"]).execute()
    gmail.history().list(userId="me", startHistoryId="1000000").execute()

    calls = [call for call in stand_in.look("calls") if call["account"] == ANA]

    assert [(call["name"], call["units"], call["status"]) for call in calls] == [
        ("messages.send", 100, 200), ("messages.get", 20, 200), ("threads.get", 40, 200), ("history.list", 2, 200),
    ]  # fmt: skip
    assert stand_in.look(f"calls?since={calls[-1]['n']}") == []


def test_a_user_out_of_units_waits_for_the_minute_to_pass(stand_in: Bench) -> None:
    stand_in.control("rules", units_per_user=41)
    access = stand_in.access()
    told = [stand_in.ask("me/messages", access).status for _ in range(8)]
    ninth = stand_in.ask("me/messages", access)
    stand_in.move(minutes=1)

    assert (told, reason(ninth)) == ([200] * 8, (403, "rateLimitExceeded"))
    assert stand_in.ask("me/messages", access).status == 200
    assert ninth.json()["error"]["errors"][0]["domain"] == "usageLimits"


def test_the_project_has_a_limit_over_all_its_users(stand_in: Bench) -> None:
    stand_in.control("rules", units_per_project=5)
    ana, ben = stand_in.access(ANA), stand_in.access(BEN)

    assert stand_in.ask("me/messages", ana).status == 200
    assert reason(stand_in.ask("me/messages", ben)) == (403, "rateLimitExceeded")


def test_too_many_mails_a_day_are_429_with_the_time_in_the_message(stand_in: Bench) -> None:
    stand_in.control("rules", sends_per_day=1)
    gmail = stand_in.gmail()
    bench.send(gmail)

    with pytest.raises(
        HttpError, match="User-rate limit exceeded.  Retry after 2026-11-24T09:00:00.000Z"
    ) as no:
        bench.send(gmail)

    stand_in.google.world.move(timedelta(hours=24))
    assert (no.value.status_code, bench.send(gmail)["labelIds"]) == (429, ["SENT"])
    assert len(stand_in.threads(GRACE)) == 2


def reason(answer: Any) -> tuple[int, str]:
    error = answer.json()["error"]
    assert error["code"] == answer.status
    return answer.status, error["errors"][0]["reason"]
