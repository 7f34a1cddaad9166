"""All of today, page by page, where a message has room for the first few of each kind."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from bot.outreach.notices.cards import AnswerLine
from bot.outreach.pictures import DueLine, TodayPage
from bot.slack.views import parts, today
from bot.slack.views.parts import Json

CALLBACK = "today_all"
PAGES_BLOCK = "today_all_pages"
PAGES = (PREVIOUS, NEXT, GO_TO_PAGE) = ("today_previous_page", "today_next_page", "today_go_to_page")
PAGE = 20

Row = tuple[str, int, DueLine | AnswerLine]
"""The kind it belongs to, how many of that kind there are, and what it is."""


def build(page: TodayPage, number: int = 0) -> Json:
    """Draw one page of today, counting from 0; what is done with a row draws the same page again."""
    rows = _rows(page)
    pages = max(1, -(-len(rows) // PAGE))
    number = min(max(number, 0), pages - 1)
    blocks = list(_drawn(rows[number * PAGE : (number + 1) * PAGE], page))
    if pages > 1:
        menu = {"previous": PREVIOUS, "following": NEXT, "go_to": GO_TO_PAGE}
        blocks.append(parts.paging(number, pages, PAGES_BLOCK, **menu))
    metadata = {"page": number}
    return parts.modal(
        CALLBACK, "Today", blocks or [parts.section(today.NOTHING)], close="Done", metadata=metadata
    )


def read(view: Mapping[str, Any]) -> int:
    """Read which page is shown."""
    return int(parts.metadata(view).get("page", 0))


def read_page(action: Mapping[str, Any]) -> int:
    """Read which page is wanted."""
    return int((action.get("selected_option") or action)["value"])


def _rows(page: TodayPage) -> list[Row]:
    kinds: tuple[tuple[str, tuple[DueLine, ...] | tuple[AnswerLine, ...]], ...] = (
        (today.SENDING, page.sending),
        (today.BY_HAND, page.by_hand),
        (today.HELD, page.held),
        (today.UNANSWERED, page.unanswered),
    )
    return [(title, len(lines), line) for title, lines in kinds for line in lines]


def _drawn(rows: list[Row], page: TodayPage) -> Iterator[Json]:
    for (title, count), found in groupby(rows, key=lambda row: row[:2]):
        yield today.heading(title, count)
        for _, _, line in found:
            if isinstance(line, DueLine):
                yield from today.row(line)
            else:
                yield today.answer(line, page.now)
