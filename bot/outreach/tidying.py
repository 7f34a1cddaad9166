"""Forget what nobody will ask for again."""

from datetime import datetime, timedelta

from bot.outreach.candidates import undoing
from storage import attachments, consents, imports, reviews, seen
from storage.database import Database

CLICKS_KEPT = timedelta(days=7)
TRIPS_KEPT = timedelta(days=1)
FILES_KEPT = timedelta(days=30)
REVIEWS_KEPT = timedelta(days=7)
IMPORTS_KEPT = timedelta(days=7)
TABLES_KEPT = timedelta(days=1)


def purge(db: Database, now: datetime) -> None:
    """Drop keys of old clicks, trips to Google that ended, old lists, files no stage has named for a month, and tables
    of people a week after they were imported, a day if they never were: whoever came in by them stays. Whoever was
    taken back is forgotten."""
    with db.transaction() as tx:
        seen.purge(tx, now - CLICKS_KEPT)
        consents.purge(tx, now - TRIPS_KEPT)
        reviews.purge(tx, now - REVIEWS_KEPT)
        attachments.purge(tx, now - FILES_KEPT)
        imports.purge(tx, begun=now - IMPORTS_KEPT, left=now - TABLES_KEPT)
    undoing.clear_away(db, now)
    db.tend()
