"""A workspace that takes no charts gets its numbers all the same."""

from typing import Any

import pytest
from slack_sdk.webhook import WebhookResponse

from bot.slack.conversations import report
from tests.bot.slack.views import counted


class Slack:
    """Where answers go; what it says of charts is given."""

    def __init__(self, status: int, body: str) -> None:
        self.given = (status, body)
        self.shown: list[str] = []

    def respond(self, **message: Any) -> WebhookResponse:
        kinds = {block["type"] for block in message["blocks"]}
        self.shown.append(
            "charts" if "data_visualization" in kinds else "tables" if "table" in kinds else "words"
        )
        status, body = self.given if self.shown[-1] == "charts" else (200, "ok")
        return WebhookResponse(url="", status_code=status, body=body, headers={})


@pytest.mark.parametrize(
    ("status", "body", "shown"),
    [
        pytest.param(200, "ok", ["charts"], id="it takes them"),
        pytest.param(400, "invalid_blocks", ["charts", "tables"], id="it refuses them"),
        pytest.param(
            200, '{"ok":false,"error":"invalid_blocks"}', ["charts", "tables"], id="it says so politely"
        ),
    ],
)
def test_refused_charts_come_as_tables(status: int, body: str, shown: list[str]) -> None:
    slack = Slack(status, body)

    report._show(slack.respond, counted.report(2, "Backend"), counted.TAB, replace=False)  # type: ignore[arg-type]

    assert slack.shown == shown
