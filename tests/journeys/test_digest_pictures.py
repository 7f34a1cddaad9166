"""Where messages show no charts a digest has a picture, if the app may upload files, and a table; else words."""

import urllib.request
from collections.abc import Sequence
from typing import Any

import pytest

from tests.journeys import scenes
from tests.journeys.story import ANA, Story, ask, soon

CHANNEL = "C0RECRUIT"
SECONDS = 1 / 3600
CHARTS, TABLES = "data_visualization", "table"

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def subscribed(story: Story, *, refuses: Sequence[str]) -> None:
    """Have a digest tomorrow, in a workspace that knows not every block."""
    scenes.ready(story)
    scenes.enrolled(story)
    story.command("/sequence digest #recruiting daily at 9:00", channel=CHANNEL)
    soon(lambda: [one for one in story.messages(CHANNEL) if "gets the digest" in one["text"]])
    story.slack("refuse", blocks=list(refuses))


def a_minute_of(story: Story) -> None:
    for _ in range(60):
        story.later(hours=SECONDS)


def digests(story: Story) -> list[Any]:
    return [one for one in story.messages(CHANNEL) if "1 enrolled" in one["text"]]


def a_second_later(story: Story) -> list[Any]:
    if not digests(story):
        story.later(hours=SECONDS)
    return digests(story)


def drawn(story: Story) -> list[str]:
    """Wait for the one digest there is; give what it shows beside its sentences."""
    [digest] = soon(lambda: a_second_later(story))
    assert "Grace" not in str(digest)
    return [block["type"] for block in digest["blocks"] if block["type"] in {CHARTS, TABLES, "image"}]


def calls(story: Story) -> list[Any]:
    return list(ask(f"{story.address}/sandbox/slack/calls?since=0")["calls"])


def without_files(story: Story) -> None:
    assert story.workspace is not None
    story.workspace.app.scopes.discard("files:write")


@pytest.mark.parametrize(
    ("refuses", "shown"),
    [
        pytest.param([CHARTS], ["image", "table"], id="beside the table"),
        pytest.param([CHARTS, TABLES], ["image"], id="alone where there are no tables either"),
    ],
)
def test_the_chart_is_a_picture_in_the_one_message(
    story: Story, refuses: list[str], shown: list[str]
) -> None:
    subscribed(story, refuses=refuses)

    story.later(days=1)
    assert digests(story) == []  # Slack looks through the picture

    assert drawn(story) == shown
    [picture] = [block for block in digests(story)[0]["blocks"] if block["type"] == "image"]
    assert "1. Backend, Berlin: 1 enrolled, 1 in progress" in picture["alt_text"]
    address = f"{story.address}/slack/files/{picture['slack_file']['id']}?user={ANA}"
    with urllib.request.urlopen(address, timeout=20) as answer:
        assert answer.read(4) == b"\x89PNG"
    a_minute_of(story)
    assert len(digests(story)) == 1


@pytest.mark.parametrize(
    ("refuses", "shown"),
    [pytest.param([CHARTS], ["table"], id="a table"), pytest.param([CHARTS, TABLES], [], id="words")],
)
def test_without_the_scope_nothing_is_uploaded(story: Story, refuses: list[str], shown: list[str]) -> None:
    subscribed(story, refuses=refuses)
    without_files(story)

    story.later(days=1)

    assert drawn(story) == shown
    assert [one for one in calls(story) if one["method"].startswith("files.")] == []


@pytest.mark.parametrize(
    ("method", "kind"),
    [
        pytest.param("files.getUploadURLExternal", "error:missing_scope", id="the scope was taken back"),
        pytest.param("files.completeUploadExternal", "drop", id="the answer is lost"),
    ],
)
def test_an_upload_that_fails_costs_the_picture_and_not_the_digest(
    story: Story, method: str, kind: str
) -> None:
    subscribed(story, refuses=[CHARTS])
    story.slack("fault", method=method, kind=kind, times=1)

    story.later(days=1)

    assert drawn(story) == ["table"]


def test_a_picture_that_never_gets_ready_is_given_up_after_half_a_minute(story: Story) -> None:
    subscribed(story, refuses=[CHARTS])
    assert story.workspace is not None
    story.workspace.looking_through = 86_400

    story.later(days=1)
    story.later(hours=20 * SECONDS)
    assert digests(story) == []
    a_minute_of(story)

    assert drawn(story) == ["table"]
    assert len(story.workspace.files) == 1
    offered = [one["args"]["blocks"] for one in calls(story) if one["args"].get("channel") == CHANNEL]
    assert ["slack_file" in str(blocks) for blocks in offered] == [False, True, True, True, True, False]


def test_a_restart_while_slack_looks_through_the_picture_uploads_no_second_one(story: Story) -> None:
    subscribed(story, refuses=[CHARTS])
    assert story.workspace is not None
    story.workspace.looking_through = 5

    story.later(days=1)
    story.restart()
    story.later(hours=2 * SECONDS)
    assert digests(story) == []
    story.later(hours=4 * SECONDS)

    assert drawn(story) == ["image", "table"]
    assert len(story.workspace.files) == 1
