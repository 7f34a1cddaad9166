"""A database that fell back is noticed, and nothing of before counts any more."""

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from bot.outreach.mailboxes import guarding
from bot.outreach.mailboxes.guarding import Guard
from bot.outreach.outgoing import planning
from storage import facts, mailboxes
from storage.database import Database
from storage.epochs import bear_witness
from storage.errors import LeaseLost
from storage.mailboxes import Lease
from storage.models import Mailbox
from tests import builders
from tests.builders import HOUSE, NOW


def leased(db: Database) -> Lease:
    builders.make_enrollment(db)
    lease = builders.claim(db, NOW)
    assert lease is not None
    return lease


def mailbox(db: Database) -> Mailbox:
    with db.transaction() as tx:
        return tx.query(Mailbox).one()


def guard(db: Database) -> Guard:
    """Give a guard that looks whenever it is asked."""
    ticks = iter(range(0, 10_000, 60))
    return Guard(db, steady=lambda: float(next(ticks)))


def test_a_database_that_is_the_same_is_left_alone(db: Database) -> None:
    lease, watchman = leased(db), guard(db)

    assert [watchman.look(NOW), watchman.look(NOW), guard(db).look(NOW)] == [False, False, False]
    with db.transaction() as tx:
        mailboxes.keep(tx, lease, NOW)
    assert mailbox(db).held_until is None


def assert_all_claims_are_void(db: Database, lease: Lease) -> None:
    with pytest.raises(LeaseLost), db.transaction() as tx:
        mailboxes.keep(tx, lease, NOW)
    assert mailbox(db).held_until == NOW + guarding.HOLD


def test_after_a_failover_every_claim_is_void_and_nothing_is_sent_for_two_minutes(db: Database) -> None:
    lease, watchman = leased(db), guard(db)
    watchman.look(NOW)
    with db.transaction() as tx:
        facts.put(tx, guarding.NAME, "another timeline", NOW)

    assert watchman.look(NOW)

    assert_all_claims_are_void(db, lease)
    again = builders.claim(db, NOW)
    assert again is not None
    assert planning.next_outgoing(db, again, HOUSE, NOW) is None
    assert planning.next_outgoing(db, again, HOUSE, NOW + guarding.HOLD) is not None


def test_a_database_that_forgot_its_last_beats_has_fallen_back(db: Database) -> None:
    lease, watchman = leased(db), guard(db)
    for _ in range(3):
        watchman.look(NOW)
    with db.transaction() as tx:
        facts.put(tx, guarding.BEAT, "1", NOW)

    assert watchman.look(NOW)
    assert_all_claims_are_void(db, lease)


def test_an_older_copy_put_in_place_of_a_sqlite_file_is_noticed_by_the_next_process(db: Database) -> None:
    if db.file is None:
        pytest.skip("PostgreSQL has a timeline and a log for that")
    lease = leased(db)
    guard(db).look(NOW)
    bear_witness(db, 7)

    assert guard(db).look(NOW)
    assert_all_claims_are_void(db, lease)


def test_a_copied_sqlite_file_is_another_database(db: Database, tmp_path: Path) -> None:
    if db.file is None:
        pytest.skip("PostgreSQL has a timeline and a log for that")
    lease = leased(db)
    guard(db).look(NOW)
    db.engine.dispose()
    copy = tmp_path / "copy.db"
    shutil.copy(db.file, copy)
    os.replace(copy, db.file)

    assert guard(db).look(NOW)
    assert_all_claims_are_void(db, lease)


def test_two_processes_that_beat_at_once_alarm_nobody(db: Database) -> None:
    one, other = guard(db), guard(db)

    looks = [each.look(NOW + timedelta(seconds=n)) for n in range(10) for each in (one, other)]

    assert not any(looks)
    with db.transaction() as tx:
        assert facts.get(tx, guarding.BEAT) == "20"
