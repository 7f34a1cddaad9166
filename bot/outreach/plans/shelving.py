"""Sequences on shelves: one's own, those shared with one, the archived; a page of each, whatever there is in all."""

from collections.abc import Sequence as List
from datetime import datetime

from bot.outreach import people, permitting
from bot.outreach.house import House
from bot.outreach.overview import reporting
from bot.outreach.overview.home_pictures import Shelf, ShelfPage
from storage import sequences
from storage.database import Database, Transaction
from storage.models import Recruiter, Sequence

PAGE = 10


def page(
    db: Database, who: people.Who, shelf: Shelf, number: int, *, house: House, now: datetime
) -> ShelfPage:
    """Show one page of a shelf, counted from 0; the last one where there are fewer."""
    with people.looking(db, who, now) as (tx, recruiter):
        return drawn(tx, recruiter, seen(tx, recruiter), shelf, number, house=house)


def first_pages(db: Database, who: people.Who, *, house: House, now: datetime) -> tuple[ShelfPage, ShelfPage]:
    """Show the beginning of one's own and of what is shared."""
    with people.looking(db, who, now) as (tx, recruiter):
        rows = seen(tx, recruiter)
        mine, shared = (
            drawn(tx, recruiter, rows, shelf, house=house) for shelf in (Shelf.MINE, Shelf.SHARED)
        )
        return mine, shared


def seen(tx: Transaction, recruiter: Recruiter) -> list[Sequence]:
    """List the sequences somebody may see, by name."""
    return [row for row in sequences.of_team(tx, recruiter.team_id) if permitting.may_see(recruiter, row)]


def drawn(
    tx: Transaction,
    recruiter: Recruiter,
    rows: List[Sequence],
    shelf: Shelf,
    number: int = 0,
    *,
    house: House,
    most: int = PAGE,
) -> ShelfPage:
    """Draw a page of a shelf of these sequences; only what is drawn is counted."""
    mine = [row for row in rows if _shelf(row, recruiter) is shelf]
    last = max(len(mine) - 1, 0) // most
    number = min(max(number, 0), last)
    shown = mine[number * most : (number + 1) * most]
    lines = reporting.lines(tx, recruiter, shown, four_eyes=house.four_eyes)
    return ShelfPage(shelf=shelf, lines=lines, total=len(mine), page=number)


def _shelf(row: Sequence, recruiter: Recruiter) -> Shelf:
    if row.status.is_put_away:
        return Shelf.ARCHIVED
    return Shelf.MINE if row.owner_id == recruiter.id else Shelf.SHARED
