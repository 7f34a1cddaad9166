"""What Slack's answers say beside yes and no: what the app may do, and that a picture is not ready."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.slack import slack_door
from bot.slack.slack_door import PictureNotReady, SlackDoor
from tests.builders import NOW
from tests.gmail import servers
from tests.gmail.servers import serving


@pytest.mark.parametrize(
    ("headers", "may"),
    [
        pytest.param({"X_OAuth_Scopes": "chat:write, files:write"}, True, id="given"),
        pytest.param({"x_oauth_scopes": "chat:write,files:read"}, False, id="not given"),
        pytest.param({}, True, id="not said: the call itself will tell"),
    ],
)
def test_what_the_app_may_do_is_known_from_the_last_knock(headers: dict[str, str], may: bool) -> None:
    with serving(auth=servers.said(200, {"ok": True}, **headers)) as server:
        door = SlackDoor(WebClient(token="xoxb", base_url=f"{server.url}/api/", retry_handlers=[]))

        door.knock(NOW)

    assert door.may("files:write") is may


@pytest.mark.parametrize(
    ("said", "is_not_ready"),
    [
        ("invalid slack file [json-pointer:/blocks/2/slack_file]", True),
        ("unsupported type: table [json-pointer:/blocks/2/type]", False),
    ],
)
def test_a_picture_that_is_not_ready_is_told_from_a_block_slack_does_not_know(
    said: str, is_not_ready: bool
) -> None:
    answer = SlackResponse(
        client=None,
        http_verb="POST",
        api_url="",
        req_args={},
        data={"ok": False, "error": "invalid_blocks", "response_metadata": {"messages": [f"[ERROR] {said}"]}},
        headers={},
        status_code=200,
    )

    meant = slack_door.ours(SlackApiError("no", answer))  # type: ignore[no-untyped-call]

    assert isinstance(meant, PictureNotReady) is is_not_ready
