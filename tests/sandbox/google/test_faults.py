"""Trouble on demand, as a client really meets it."""

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

import pytest
import urllib3

from tests.sandbox.google import bench
from tests.sandbox.google.bench import GRACE, Bench


def post(stand_in: Bench, access: str) -> Any:
    connection = http.client.HTTPConnection(urlsplit(stand_in.url).netloc, timeout=10)
    headers = {"Authorization": f"Bearer {access}", "Content-Type": "application/json"}
    try:
        connection.request(
            "POST", "/gmail/v1/users/me/messages/send", json.dumps({"raw": bench.raw()}), headers
        )
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


def delivered(stand_in: Bench) -> int:
    return len(stand_in.threads(GRACE))


@pytest.mark.parametrize(
    ("kind", "seen", "mails"),
    [
        pytest.param("lost_answer", http.client.RemoteDisconnected, 1, id="sent, then hung up"),
        pytest.param("drop_before", http.client.RemoteDisconnected, 0, id="hung up before"),
        pytest.param("reset", ConnectionResetError, 1, id="sent, then reset"),
        pytest.param("half_answer", http.client.IncompleteRead, 1, id="sent, then half an answer"),
    ],
)
def test_the_connection_really_breaks(stand_in: Bench, kind: str, seen: type[Exception], mails: int) -> None:
    access = stand_in.access()
    stand_in.control("fault", path="/messages/send", method="POST", kind=kind, times=1)

    with pytest.raises(seen) as broken:
        post(stand_in, access)

    assert type(broken.value) is seen
    assert delivered(stand_in) == mails
    call = stand_in.look("calls")[-1]
    assert (call["fault"], call["status"]) == (kind, 0)


@pytest.mark.parametrize(
    ("kind", "status", "told", "mails"),
    [
        pytest.param("503", 503, "backendError", 1, id="503 after it was sent"),
        pytest.param("503_before", 503, "backendError", 0, id="503 before"),
        pytest.param("500", 500, "internalError", 1, id="500 after it was sent"),
        pytest.param("403:rateLimitExceeded", 403, "rateLimitExceeded", 0, id="403"),
        pytest.param("403:domainPolicy", 403, "domainPolicy", 0, id="403 by the admin"),
        pytest.param("400:failedPrecondition", 400, "failedPrecondition", 0, id="400"),
        pytest.param("429", 429, "rateLimitExceeded", 0, id="429"),
    ],
)
def test_google_says_something_else(stand_in: Bench, kind: str, status: int, told: str, mails: int) -> None:
    access = stand_in.access()
    stand_in.control("fault", kind=kind, times=1)

    answer, body = post(stand_in, access)

    assert (answer, body["error"]["errors"][0]["reason"]) == (status, told)
    assert delivered(stand_in) == mails


@pytest.mark.parametrize(
    ("kind", "until"),
    [pytest.param("429", "09:01:00", id="a minute"), pytest.param("429:7200", "11:00:00", id="two hours")],
)
def test_a_429_names_the_time_in_its_message(stand_in: Bench, kind: str, until: str) -> None:
    access = stand_in.access()
    stand_in.control("fault", kind=kind)

    _, body = post(stand_in, access)

    assert body["error"]["message"] == f"User-rate limit exceeded.  Retry after 2026-11-23T{until}.000Z"


def test_a_slow_answer_comes_late_and_whole(stand_in: Bench) -> None:
    access = stand_in.access()
    stand_in.control("fault", path="profile", kind="slow:0.3")

    with pytest.raises(urllib3.exceptions.ReadTimeoutError):
        stand_in.ask("me/profile", access, timeout=0.05)

    assert stand_in.ask("me/profile", access).status == 200


def test_trouble_meets_only_what_it_was_planned_for_and_ends(stand_in: Bench) -> None:
    access = stand_in.access()
    stand_in.control("fault", path="/messages/send", method="POST", kind="503_before", times=2)

    listed = stand_in.ask("me/messages", access).status

    assert (listed, [post(stand_in, access)[0] for _ in range(3)]) == (200, [503, 503, 200])


def test_the_token_endpoint_can_be_in_trouble_too(stand_in: Bench) -> None:
    refresh = stand_in.google.grant(bench.ANA, bench.USUAL)
    stand_in.control("fault", path="/token", kind="503_before")

    assert [stand_in.token(grant_type="refresh_token", refresh_token=refresh)[0] for _ in range(2)] == [
        503,
        200,
    ]


@pytest.mark.parametrize("kind", ["", "200", "slow", "slow:x", "nonsense"])
def test_a_fault_of_no_kind_is_refused(stand_in: Bench, kind: str) -> None:
    answer = stand_in.http.request("POST", f"{stand_in.url}/sandbox/google/fault", json={"kind": kind})

    assert answer.status == 400
    assert answer.json()["error"]
