"""Whose turn it is: a large sequence keeps no small one waiting, and nothing a reply that was written by hand."""

from collections.abc import Iterable
from datetime import datetime

from storage import queues
from storage.database import Transaction
from storage.queues import Head


class Turns:
    """The mails of a mailbox that were due at one look, one of each sequence, until all of them have had their turn.

    `is_fresh` tells that the last one that was given is known from this very transaction: of another one somebody may
    have disposed since. `cap` is the mailbox's daily cap as it was at that look: what depends on it can be asked early.
    """

    def __init__(self) -> None:
        self._left: list[Head] = []
        self.is_fresh = True
        self.cap: int | None = None

    def next(self, tx: Transaction, mailbox_id: int, *, served_id: int | None, now: datetime) -> Head | None:
        """Give the reply by hand that is due, or the mail of the sequence that comes after the one served last."""
        self.is_fresh = not self._left
        due = queues.due(tx, mailbox_id, now) if self.is_fresh else queues.due_by_hand(tx, mailbox_id, now)
        by_hand = next((head for head in due if head.answers_id is not None), None)
        if by_hand is not None:
            self.is_fresh = True
            return by_hand
        if self.is_fresh:
            self._left = _in_turn(due, served_id)
        return self._left.pop(0) if self._left else None


def _in_turn(due: Iterable[Head], served_id: int | None) -> list[Head]:
    heads = sorted(due, key=lambda head: head.sequence_id)
    return [head for head in heads if served_id is not None and head.sequence_id > served_id] or heads
