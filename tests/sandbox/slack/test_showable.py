"""A workspace that cannot show everything: blocks it does not have yet, pictures Slack has not looked through."""

from datetime import timedelta
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.slack.workspace import Workspace
from tests.sandbox.slack.desk import Desk

TABLE: dict[str, Any] = {"type": "table", "rows": [[{"type": "raw_text", "text": "1"}]]}


def uploaded(client: WebClient, name: str = "chart.png") -> str:
    return str(client.files_upload_v2(content=b"\x89PNG", filename=name)["files"][0]["id"])


def show(client: WebClient, *blocks: dict[str, Any]) -> list[str]:
    """Post blocks; give what is wrong with them."""
    try:
        client.chat_postMessage(channel="C0RECRUIT", text="Look", blocks=list(blocks))
    except SlackApiError as refusal:
        return [refusal.response["error"], *refusal.response["errors"]]
    return []


def picture(file_id: str) -> dict[str, Any]:
    return {"type": "image", "alt_text": "A chart", "slack_file": {"id": file_id}}


def test_a_kind_of_block_it_does_not_have_is_refused_by_its_name(client: WebClient, ana: Desk) -> None:
    ana.do("refuse", blocks=["table"])
    assert show(client, TABLE) == [
        "invalid_blocks",
        "[ERROR] unsupported type: table [json-pointer:/blocks/0/type]",
    ]

    ana.do("refuse", blocks=[])
    assert show(client, TABLE) == []


def test_a_picture_is_shown_once_slack_has_looked_through_it(client: WebClient, workspace: Workspace) -> None:
    file_id = uploaded(client)

    assert show(client, picture(file_id)) == [
        "invalid_blocks",
        "[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]",
    ]
    assert client.files_info(file=file_id)["file"]["mimetype"] == ""
    workspace.world.offset += timedelta(seconds=2)
    assert show(client, picture(file_id)) == []
    assert client.files_info(file=file_id)["file"]["mimetype"] == "image/png"


@pytest.mark.parametrize("name", ["people.csv", "chart.svg"])
def test_what_is_no_picture_is_never_shown(client: WebClient, workspace: Workspace, name: str) -> None:
    workspace.looking_through = 0

    assert show(client, picture(uploaded(client, name)))
    assert show(client, picture("F0NOBODY00"))
