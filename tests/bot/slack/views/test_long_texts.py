"""Ten thousand characters: from the form to what one copies, nothing is cut."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from bot.rules import drafts
from bot.rules.drafts import StageDraft
from bot.slack.views import check, limits, long_texts, preview, reminder, stage
from storage.statuses import StageKind
from tests.bot.slack.views import cast, reading

LONG = (
    "\n\n".join(f"{number}. " + "words and more words, " * 20 + "é🙂." for number in range(22))[:9_990]
    + " The end."
)


def copied(thing: Any) -> str:
    """Read what stands in quotations and blocks to copy, put together."""
    blocks = [block for block in thing["blocks"] if block["type"] == "rich_text"]
    return "".join(block["elements"][0]["elements"][0]["text"] for block in blocks)


def test_the_longest_body_there_may_be_is_read_back_from_the_form() -> None:
    body = ("word " * 2_000)[: drafts.BODY_LIMIT - 1] + "."
    form = cast.stage_form(stage=StageDraft(subject="Hello", body=body))

    view = stage.build(form)

    assert check.faults(view) == []
    assert stage.read(reading.typed_back(view)).stage.body == body
    assert len(body) == drafts.BODY_LIMIT
    assert drafts.stage_problems(form.stage, first_email=True, first=True) == ()


@pytest.mark.parametrize("text", ["short", LONG[:5_900], LONG], ids=["short", "two blocks", "ten thousand"])
def test_a_reminder_gives_all_there_is_to_copy(text: str) -> None:
    card = cast.reminder(text=text, kind=StageKind.CALL)
    message = reminder.build(card)

    shown = copied(reminder.whole(card)) if "Show all" in reading.buttons(message) else copied(message)

    assert shown == text
    assert check.faults(message) == []
    assert check.faults(reminder.whole(card)) == []


def test_a_long_reminder_says_that_there_is_more() -> None:
    message = reminder.build(cast.reminder(text=LONG, kind=StageKind.CALL))

    assert LONG.startswith(copied(message))
    assert f"The whole text has {len(LONG):,} characters" in reading.words(message)


def test_a_preview_shows_long_texts_whole_on_as_many_pages_as_it_takes() -> None:
    shown = replace(cast.preview(5), stages=tuple(replace(one, text=LONG) for one in cast.stages_shown(5)))

    pages = [preview.build(shown, preview.Shown(page=page)) for page in range(5)]

    assert [copied(page) for page in pages] == [LONG] * 5
    assert all(check.faults(page) == [] for page in pages)
    assert "Next" not in reading.buttons(pages[-1])


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab \n\u00e9", max_size=400), st.integers(10, 60))
def test_pieces_put_together_are_the_text(text: str, limit: int) -> None:
    found = long_texts.pieces(text, limit)

    assert "".join(found) == text
    assert all(0 < len(piece) <= limit for piece in found) or text == ""


def test_a_text_is_cut_where_a_paragraph_ends() -> None:
    assert long_texts.pieces("aaaa aaaa\n\nbbbb", 12) == ["aaaa aaaa\n\n", "bbbb"]


@pytest.mark.parametrize(
    ("lengths", "begins"),
    [
        pytest.param([], [0], id="nothing"),
        pytest.param([1] * 11, [0, 10], id="ten a page"),
        pytest.param([60, 60, 10], [0, 1], id="two long ones"),
        pytest.param([500, 1], [0, 1], id="one longer than a page"),
    ],
)
def test_pages_hold_so_many_things_and_so_many_characters(lengths: list[int], begins: list[int]) -> None:
    assert long_texts.of_pages(lengths, 10, 100) == begins
    assert limits.ROWS == 10
