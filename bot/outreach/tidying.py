"""Forget what nobody will ask for again."""

from datetime import datetime, timedelta

from bot.outreach.candidates import undoing
from storage import attachments, consents, reviews, seen
from storage.database import Database

CLICKS_KEPT = timedelta(days=7)
TRIPS_KEPT = timedelta(days=1)
FILES_KEPT = timedelta(days=30)
REVIEWS_KEPT = timedelta(days=7)


def purge(db: Database, now: datetime) -> None:
    """Forget old clicks, trips to Google and lists, files no stage has named for a month, and who was taken back."""
    with db.transaction() as tx:
        seen.purge(tx, now - CLICKS_KEPT)
        consents.purge(tx, now - TRIPS_KEPT)
        reviews.purge(tx, now - REVIEWS_KEPT)
        attachments.purge(tx, now - FILES_KEPT)
    undoing.clear_away(db, now)
    db.tend()
