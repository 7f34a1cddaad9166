"""What changed in a mailbox, in order, under ids that rise with random gaps and do not live for ever."""

import secrets
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from operator import attrgetter

FIRST = 1_000_000
GAP = 250


class Change(StrEnum):
    """What can happen to a message."""

    ADDED = "messageAdded"
    DELETED = "messageDeleted"
    LABELS_ADDED = "labelAdded"
    LABELS_REMOVED = "labelRemoved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One change: the labels the message had after it, and the labels the change was about."""

    id: int
    at: datetime
    change: Change
    message_id: str
    thread_id: str
    labels: tuple[str, ...]
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page of records; the token is the id to go on after, 0 at the end."""

    records: list[Record]
    token: int


@dataclass(slots=True)
class History:
    """The log of one mailbox. `floor` is the oldest id one may still start from."""

    current: int = FIRST
    floor: int = 0
    records: list[Record] = field(default_factory=list)
    pages_told: int = 0

    def next_id(self) -> int:
        """Take the next id, a random distance after the last."""
        self.current += 1 + secrets.randbelow(GAP)
        return self.current

    def forget(self, until: datetime) -> None:
        """Drop the records older than an instant; a start id before them is then too old."""
        old = [record for record in self.records if record.at < until]
        if old:
            self.floor = old[-1].id
            self.records = self.records[len(old) :]

    def expire(self) -> None:
        """Make every id given out so far too old, as Gmail sometimes does within hours."""
        self.floor = self.next_id()
        self.records = []

    def knows(self, start: int) -> bool:
        """Tell whether one may start from this id."""
        return self.floor <= start <= self.current

    def page(self, after: int, limit: int, changes: Collection[Change], label: str) -> Page:
        """Look through `limit` records after an id; what the filters refuse still fills the page."""
        start = bisect_right(self.records, after, key=attrgetter("id"))
        seen = self.records[start : start + limit]
        told = [record for record in seen if _wanted(record, changes, label)]
        return Page(told, seen[-1].id if start + limit < len(self.records) else 0)

    def skips(self, every: int) -> bool:
        """Tell whether this listing opens with an empty page: each `every`-th does, none when 0."""
        self.pages_told += 1
        return bool(every) and self.pages_told % every == 0


def _wanted(record: Record, changes: Collection[Change], label: str) -> bool:
    if changes and record.change not in changes:
        return False
    return not label or label in record.labels or label in record.about
