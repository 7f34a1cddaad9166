"""What a message says, wherever in it that stands, and who wrote it."""

from typing import Any

import pytest

from bot.rules import links
from bot.rules.links import Found
from bot.slack import messages

GRACE = "https://www.linkedin.com/in/grace-hopper"
NESTED: Any = {"text": GRACE}
for _ in range(100):
    NESTED = {"attachments": [NESTED]}


def section(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [*elements]}]}


def named(message: dict[str, Any]) -> list[str]:
    return [one.canonical for one in links.gather(messages.words(message)) if isinstance(one, Found)]


@pytest.mark.parametrize(
    "message",
    [
        pytest.param({"text": f"Look: <{GRACE}|Grace>"}, id="in its text"),
        pytest.param(
            {"blocks": [section({"type": "text", "text": "See"}, {"type": "link", "url": GRACE, "text": "her"})]},
            id="behind a word",
        ),
        pytest.param({"blocks": [section({"type": "text", "text": f"See {GRACE}."})]}, id="as plain text in a block"),
        pytest.param(
            {"blocks": [{"type": "section", "fields": [{"type": "mrkdwn", "text": f"<{GRACE}>"}]}]},
            id="in a field",
        ),
        pytest.param({"attachments": [{"text": "New", "title_link": GRACE}]}, id="under the title of an attachment"),
        pytest.param(
            {
                "text": "fyi",
                "attachments": [
                    {
                        "is_share": True,
                        "from_url": "https://acme.slack.com/archives/C1/p1",
                        "message_blocks": [{"message": {"blocks": [section({"type": "link", "url": GRACE})]}}],
                    }
                ],
            },
            id="in a message that was forwarded",
        ),
    ],
)  # fmt: skip
def test_people_are_found_wherever_they_are_named(message: dict[str, Any]) -> None:
    assert named(message) == [GRACE]


def test_each_is_found_once_and_a_file_names_nobody() -> None:
    message = {
        "text": f"<{GRACE}> <mailto:ada@example.com|ada@example.com>",
        "blocks": [section({"type": "link", "url": GRACE}, {"type": "text", "text": " ada@example.com"})],
        "files": [{"name": "alan@example.com.pdf", "title": "https://github.com/alan"}],
    }

    assert sorted(named(message)) == ["ada@example.com", GRACE]


@pytest.mark.parametrize(
    "message",
    [
        pytest.param({"text": None, "blocks": "no list", "attachments": [None, 3]}, id="of another shape"),
        pytest.param(NESTED, id="nested a hundred deep"),
        pytest.param({"text": "Node.js and/or <@U1>, 3.5 of @ben"}, id="words that only look like it"),
    ],
)
def test_what_names_nobody_breaks_nothing(message: dict[str, Any]) -> None:
    assert links.gather(messages.words(message)) == ()


def test_what_was_meant_as_a_link_and_leads_to_nobody_is_told_with_the_reason() -> None:
    found = links.gather("Hi <@U1>, see https://www.linkedin.com/company/acme and ada@exam_ple.com")

    told = [(one.word, one.why) for one in found if not isinstance(one, Found)]
    assert [word for word, _ in told] == ["https://www.linkedin.com/company/acme", "ada@exam_ple.com"]
    assert "company" in told[0][1]


def test_stray_words_between_links_are_passed_over() -> None:
    assert [
        one
        for one in links.typed(f"Grace Hopper, {GRACE} and jane.example.org")
        if not isinstance(one, Found)
    ] == []


@pytest.mark.parametrize(
    ("message", "author"),
    [
        pytest.param({"user": "U0BEN"}, "U0BEN", id="a person"),
        pytest.param({"user": "U0BOT", "bot_id": "B1"}, "", id="an app"),
        pytest.param({"subtype": "bot_message", "username": "ATS"}, "", id="a webhook"),
        pytest.param({}, "", id="nobody"),
    ],
)
def test_an_app_is_no_author(message: dict[str, Any], author: str) -> None:
    assert messages.author(message) == author


@pytest.mark.parametrize("ts", ["", "x", "1e400", "99999999999999"])
def test_a_moment_nobody_understands_is_none(ts: str) -> None:
    assert messages.written_at({"ts": ts}) is None
