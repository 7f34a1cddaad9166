"""Forget what nobody will ask for again."""

from datetime import datetime, timedelta

from storage import attachments, consents, reviews, seen
from storage.database import Database

CLICKS_KEPT = timedelta(days=7)
TRIPS_KEPT = timedelta(days=1)
FILES_KEPT = timedelta(days=30)
REVIEWS_KEPT = timedelta(days=7)


def purge(db: Database, now: datetime) -> None:
    """Drop keys of old clicks, trips to Google that ended, old lists, and files no stage has named for a month."""
    with db.transaction() as tx:
        seen.purge(tx, now - CLICKS_KEPT)
        consents.purge(tx, now - TRIPS_KEPT)
        reviews.purge(tx, now - REVIEWS_KEPT)
        attachments.purge(tx, now - FILES_KEPT)
    db.tend()
