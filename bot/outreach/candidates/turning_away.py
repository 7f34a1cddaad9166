"""The rows of a file nobody came in by: to look at, and as a file that can be mended and uploaded again."""

import json
from datetime import datetime, timedelta
from typing import Any

from bot.outreach import people
from bot.outreach.candidates import importing
from bot.outreach.candidates.import_pictures import TurnedAway
from bot.refusals import Gone
from bot.rules import csv_out, tables
from storage import imports
from storage.database import Database, Transaction
from storage.models import Import
from storage.vault import UnreadableSecret

LINK_LIVES = timedelta(hours=1)
WHY_NOT = "Why it was refused"
PURPOSE = "rows turned away"


def turned_away(db: Database, who: people.Who, import_id: int, *, now: datetime) -> TurnedAway:
    """Give the rows nobody came in by to who uploaded the file."""
    with people.looking(db, who, now) as (tx, recruiter):
        return _turned_away(tx, importing.of_mine(tx, recruiter, import_id))


def ticket(db: Database, who: people.Who, import_id: int, *, now: datetime) -> str:
    """Seal a way to the rows nobody came in by that a browser can follow for an hour."""
    with people.looking(db, who, now) as (tx, recruiter):
        importing.of_mine(tx, recruiter, import_id)
        until = (now + LINK_LIVES).isoformat()
        told = {"for": PURPOSE, "import": import_id, "until": until}
        return imports.seal(tx, json.dumps(told))


def by_ticket(db: Database, sealed: str, *, now: datetime) -> TurnedAway:
    """Give the rows a ticket is for; raises Gone for one that is over, or none of ours."""
    over = Gone("This link is over.", "Press the button in Slack once more for a new one.")
    with db.reading() as tx:
        try:
            told: dict[str, Any] = json.loads(imports.unseal(tx, sealed))
        except (UnreadableSecret, ValueError):
            raise over from None
        if told.get("for") != PURPOSE or datetime.fromisoformat(told["until"]) < now:
            raise over
        uploaded = imports.get(tx, int(told["import"]))
        if uploaded is None:
            raise over
        return _turned_away(tx, uploaded)


def written(away: TurnedAway) -> str:
    """Write rows as CSV."""
    return csv_out.lines(away.rows)


def _turned_away(tx: Transaction, uploaded: Import) -> TurnedAway:
    found = imports.turned_away(tx, uploaded.id, limit=tables.MOST_ROWS)
    if not found:
        raise Gone("No row was refused.")
    header = (*map(str, uploaded.header), WHY_NOT)
    # Whoever was forgotten since has left an empty row: nothing of it could be mended.
    lines = [(*map(str, row.cells), row.why) for row in found if row.cells]
    stem = uploaded.name.rpartition(".")[0] or uploaded.name
    return TurnedAway(import_id=uploaded.id, file=f"{stem} - refused.csv", rows=(header, *lines))
