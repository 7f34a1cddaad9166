"""Pausing and resuming a sequence, and when it goes on."""

from datetime import timedelta

import pytest

from bot.outreach.plans import authoring
from bot.refusals import Gone
from bot.slack.conversations import listing
from storage.database import Database
from storage.models import Sequence, Touch
from storage.statuses import SequenceStatus
from tests import builders
from tests.builders import ANA, NOW, email

LATER = NOW + timedelta(days=2)


def in_it(db: Database, due_days: int) -> int:
    """Put somebody into a paused sequence whose first mail is due some days from now."""
    enrollment = builders.make_enrollment(db, email())
    with db.transaction() as tx:
        tx.query(Touch).one().due_at = NOW + timedelta(days=due_days)
        tx.query(Sequence).one().status = SequenceStatus.PAUSED
    return enrollment.sequence_id


def resumed(db: Database, sequence_id: int) -> authoring.Turned:
    return authoring.turn(db, ANA, sequence_id, SequenceStatus.ACTIVE, now=NOW)


def test_resuming_says_when_the_next_goes(db: Database) -> None:
    turned = resumed(db, in_it(db, 2))

    assert (turned.waiting, turned.next_at) == (1, LATER)
    assert f"Next: <!date^{int(LATER.timestamp())}^" in listing._meaning(turned, NOW)


def test_what_is_late_goes_as_soon_as_it_may(db: Database) -> None:
    turned = resumed(db, in_it(db, -2))

    assert listing._meaning(turned, NOW).endswith("Next: as soon as the sending hours allow.")


def test_an_archived_sequence_is_not_paused_but_brought_back(db: Database) -> None:
    found = builders.make_sequence(db, email(), status=SequenceStatus.ARCHIVED)

    with pytest.raises(Gone, match="is archived: nothing of it goes out"):
        authoring.turn(db, ANA, found.id, SequenceStatus.PAUSED, now=NOW)

    assert resumed(db, found.id).next_at is None
