"""Lists of people somebody goes through."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from storage.database import Transaction
from storage.models import Review


def add(tx: Transaction, review: Review) -> Review:
    """Write a list down."""
    tx.add(review)
    tx.flush()
    return review


def get(tx: Transaction, review_id: int) -> Review | None:
    """Look at a list."""
    return tx.get(Review, review_id)


def lock(tx: Transaction, review_id: int) -> Review | None:
    """Take a list for changing, so that two clicks follow each other."""
    return tx.scalar(select(Review).where(Review.id == review_id).with_for_update())


def rewrite(tx: Transaction, review: Review, people: Sequence[Mapping[str, Any]]) -> None:
    """Keep what the people of a list are by now."""
    review.people = [dict(person) for person in people]
    tx.flush()


def purge(tx: Transaction, before: datetime) -> None:
    """Forget lists nobody goes through any more."""
    tx.execute(delete(Review).where(Review.created_at < before))
