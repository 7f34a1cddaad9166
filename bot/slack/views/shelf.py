"""One shelf of sequences, page by page."""

from collections.abc import Mapping
from typing import Any

from bot.outreach.home_pictures import Shelf, ShelfPage
from bot.slack.views import limits, listing, parts
from bot.slack.views.parts import Json

CALLBACK = "shelf"
SEE_ALL = listing.SEE_ALL
PAGES_BLOCK = "shelf_pages"
PREVIOUS = "shelf_previous_page"
NEXT = "shelf_next_page"
GO_TO_PAGE = "shelf_go_to_page"


def build(page: ShelfPage) -> Json:
    """Draw ten sequences, each with its menu, and the way to the others."""
    pages = max(1, -(-page.total // limits.ROWS))
    told = parts.count(page.total, "sequence") + (f" · page {page.page + 1} of {pages}" if pages > 1 else "")
    blocks = [parts.context(told), *(listing.row(line) for line in page.lines)]
    if pages > 1:
        blocks.append(_paging(page.page, pages))
    metadata = {"shelf": page.shelf.value, "page": page.page}
    return parts.modal(CALLBACK, listing.SHELVES[page.shelf], blocks, close="Close", metadata=metadata)


def read(view: Mapping[str, Any]) -> tuple[Shelf, int]:
    """Read which page of which shelf this is."""
    kept = parts.metadata(view)
    return Shelf(kept["shelf"]), int(kept.get("page", 0))


def read_page(action: Mapping[str, Any]) -> int:
    """Read the page that was asked for."""
    return int((action.get("selected_option") or action)["value"])


def _paging(page: int, pages: int) -> Json:
    step = -(-pages // limits.OPTIONS)
    options = [parts.option(f"Page {one + 1}", str(one)) for one in range(0, pages, step)]
    return parts.actions(
        parts.button("Previous", PREVIOUS, value=str(page - 1)) if page > 0 else None,
        parts.button("Next", NEXT, value=str(page + 1)) if page < pages - 1 else None,
        parts.select(GO_TO_PAGE, options, chosen=str(page), placeholder="Go to page"),
        block_id=PAGES_BLOCK,
    )
