"""A status as the app reads it, and for how long."""

from datetime import timedelta
from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox.slack.workspace import Workspace
from tests.sandbox.slack.desk import Desk

NONE = ("", "", 0)


def read(client: WebClient, user: str = "U0ANA") -> tuple[str, str, int]:
    profile: dict[str, Any] = client.users_info(user=user)["user"]["profile"]
    return profile["status_emoji"], profile["status_text"], profile["status_expiration"]


def test_nobody_has_a_status_before_they_set_one(client: WebClient) -> None:
    assert read(client) == NONE
    assert "status_text" not in client.users_info(user="U0OVERTURE")["user"]["profile"]


@pytest.mark.parametrize(
    ("proposed", "emoji", "hours", "stays"),
    [
        ("In a meeting", ":spiral_calendar_pad:", 1, False),
        ("Out sick", ":face_with_thermometer:", 24, False),
        ("Vacationing", ":palm_tree:", 24 * 365, True),
    ],
)
def test_what_slack_proposes_lasts_as_long_as_slack_proposes(
    workspace: Workspace, client: WebClient, ana: Desk, proposed: str, emoji: str, hours: int, stays: bool
) -> None:
    ana.do("status", proposed=proposed)
    assert read(client)[:2] == (emoji, proposed)
    assert read(client, "U0BEN") == NONE

    workspace.world.offset += timedelta(hours=hours, minutes=1)

    assert read(client) == ((emoji, proposed, 0) if stays else NONE)


def test_a_status_in_ones_own_words_is_shown_and_cleared(client: WebClient, ana: Desk) -> None:
    ana.do("status", emoji=":tent:", text="In the woods")
    assert read(client) == (":tent:", "In the woods", 0)
    assert ana.see()["status"]["text"] == "In the woods"

    ana.do("status")

    assert read(client) == NONE


def test_a_status_slack_does_not_propose_is_refused(ana: Desk) -> None:
    status, answer = ana.attempt("status", proposed="On fire")
    assert (status, answer["error"]) == (404, "Slack proposes no status On fire.")
