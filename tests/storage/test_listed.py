"""Statements about several values."""

import pytest

from storage import touches
from storage.database import Database
from storage.listed import MOST
from tests import builders
from tests.builders import email


@pytest.mark.parametrize("others", [0, 1, 2, 4, MOST - 1, MOST, 2 * MOST + 3])
def test_of_however_many_mails_those_that_are_ours_are_found(db: Database, others: int) -> None:
    enrollment = builders.make_enrollment(db, email(), email())
    sent = builders.went_out(db, enrollment)
    strangers = [f"stranger{number}" for number in range(others)]

    with db.reading() as tx:
        assert touches.ours_among(tx, sent.mailbox_id or 0, [*strangers, sent.gmail_id]) == {sent.gmail_id}
        assert touches.ours_among(tx, sent.mailbox_id or 0, strangers) == set()
