"""Forget what nobody will ask for again."""

from datetime import datetime, timedelta

from storage import consents, seen
from storage.database import Database

CLICKS_KEPT = timedelta(days=7)
TRIPS_KEPT = timedelta(days=1)


def purge(db: Database, now: datetime) -> None:
    """Drop keys of old clicks and trips to Google that ended."""
    with db.transaction() as tx:
        seen.purge(tx, now - CLICKS_KEPT)
        consents.purge(tx, now - TRIPS_KEPT)
