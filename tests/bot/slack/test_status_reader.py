"""A status as Slack tells it, or why it does not."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.outreach.heeding_status import StatusLater, StatusUnknown
from bot.rules.slack_status import Status
from bot.slack.status_reader import StatusReader
from tests.builders import ANA
from tests.gmail.servers import HANG, said, serving


def told(**profile: Any) -> bytes:
    return said(200, {"ok": True, "user": {"id": ANA.slack_id, "profile": profile}})


def read(answer: bytes | str) -> Status:
    with serving(**{"users.info": answer}) as server:
        return StatusReader(WebClient(base_url=f"{server.url}/api/", retry_handlers=[], timeout=1))(ANA)


def test_a_status_is_read_as_it_is_written() -> None:
    sick = {
        "status_text": "Krank",
        "status_text_canonical": "Out sick",
        "status_emoji": ":face_with_thermometer:",
    }

    found = read(told(**sick, status_expiration=1772578799))

    until = datetime(2026, 3, 3, 22, 59, 59, tzinfo=UTC)
    assert found == Status(text="Krank", proposed="Out sick", emoji="face_with_thermometer", until=until)


@pytest.mark.parametrize(
    "profile",
    [
        {"real_name": "Ana"},
        {"real_name": "Ana", "status_text": None, "status_emoji": None, "status_expiration": None},
        {"real_name": "Ana", "status_text": "", "status_emoji": "", "status_expiration": 0},
    ],
    ids=["absent", "null", "empty"],
)
def test_who_has_no_status_has_none_in_whatever_way_slack_says_it(profile: dict[str, Any]) -> None:
    assert read(told(**profile)) == Status()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param(said(200, {"ok": True, "user": {"id": "U0ANA"}}), "no_profile", id="no profile"),
        pytest.param(said(200, {"ok": True}), "no_profile", id="nobody"),
        pytest.param(said(200, {"ok": False, "error": "user_not_found"}), "user_not_found", id="refused"),
        pytest.param(said(500, {"ok": False, "error": "fatal_error"}), "fatal_error", id="Slack's trouble"),
        pytest.param(
            told(status_text="Out sick", status_expiration="soon"), "odd_expiration", id="no instant"
        ),
        pytest.param(told(status_text="Out sick", status_expiration=10**15), "odd_expiration", id="far away"),
        pytest.param(HANG, "TimeoutError", id="no answer"),
    ],
)
def test_what_slack_does_not_tell_is_unknown(answer: bytes | str, reason: str) -> None:
    with pytest.raises(StatusUnknown, match=reason):
        read(answer)


@pytest.mark.parametrize(("header", "seconds"), [({"Retry_After": "90"}, 90), ({}, 30)])
def test_slack_asks_for_patience(header: dict[str, str], seconds: int) -> None:
    with pytest.raises(StatusLater) as later:
        read(said(429, {"ok": False, "error": "ratelimited"}, **header))

    assert later.value.after == timedelta(seconds=seconds)
