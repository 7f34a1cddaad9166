"""One shelf of sequences, page by page."""

from collections.abc import Mapping
from typing import Any

from bot.outreach.overview.home_pictures import Shelf, ShelfPage
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
        blocks.append(
            parts.paging(page.page, pages, PAGES_BLOCK, previous=PREVIOUS, following=NEXT, go_to=GO_TO_PAGE)
        )
    metadata = {"shelf": page.shelf.value, "page": page.page}
    return parts.modal(CALLBACK, listing.SHELVES[page.shelf], blocks, close="Close", metadata=metadata)


def read(view: Mapping[str, Any]) -> tuple[Shelf, int]:
    """Read which page of which shelf this is."""
    kept = parts.metadata(view)
    return Shelf(kept["shelf"]), int(kept.get("page", 0))


def way(shelf: Shelf, page: int) -> str:
    """Write down a page of a shelf, to go there from elsewhere."""
    return f"{shelf.value}:{page}"


def read_way(value: str) -> tuple[Shelf, int]:
    """Read where to go; a shelf alone is its first page."""
    shelf, _, page = value.partition(":")
    return Shelf(shelf), int(page or 0)


def read_page(action: Mapping[str, Any]) -> int:
    """Read the page that was asked for."""
    return int((action.get("selected_option") or action)["value"])
