"""The lease under which exactly one worker serves a mailbox."""

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.outreach.people import Who
from storage import mailboxes
from storage.database import Database
from storage.errors import LeaseLost
from storage.mailboxes import LEASE, Lease
from storage.models import Mailbox
from storage.statuses import MailboxStatus
from tests import builders
from tests.builders import ANA, BEN, NOW

LATER = NOW + timedelta(minutes=5)
MOMENT = timedelta(microseconds=1)


def claim(db: Database, now: datetime = NOW) -> Lease | None:
    with db.transaction() as tx:
        return mailboxes.claim_ready(tx, now)


def claimed(db: Database, now: datetime = NOW) -> Lease:
    lease = claim(db, now)
    assert lease is not None
    return lease


def renew(db: Database, lease: Lease, now: datetime = NOW) -> Mailbox:
    with db.transaction() as tx:
        return mailboxes.renew(tx, lease, now)


def test_the_mailbox_that_waited_longest_comes_first(db: Database) -> None:
    builders.make_mailbox(db, ANA)
    ben = builders.make_mailbox(db, BEN, ready_at=NOW - timedelta(hours=1))

    assert claimed(db).mailbox_id == ben.id


def test_a_mailbox_is_claimed_by_one_worker_only(db: Database) -> None:
    builders.make_mailbox(db)

    assert claim(db) is not None
    assert claim(db, NOW + LEASE - MOMENT) is None


def test_a_lease_that_ran_out_is_claimed_under_a_higher_fence(db: Database) -> None:
    builders.make_mailbox(db)
    first = claimed(db)

    second = claimed(db, NOW + LEASE)

    assert (second.mailbox_id, second.fence) == (first.mailbox_id, first.fence + 1)


def test_whoever_lost_the_lease_is_told_and_changes_nothing(db: Database) -> None:
    builders.make_mailbox(db)
    first = claimed(db)
    second = claimed(db, NOW + LEASE)

    with pytest.raises(LeaseLost):
        renew(db, first, LATER)

    assert renew(db, second, LATER).lease_until == LATER + LEASE


def test_working_keeps_the_lease(db: Database) -> None:
    builders.make_mailbox(db)
    lease = claimed(db)

    renew(db, lease, NOW + timedelta(seconds=100))

    assert claim(db, NOW + timedelta(seconds=210)) is None


def test_a_mailbox_that_was_lost_cannot_be_worked_on(db: Database) -> None:
    builders.make_mailbox(db)
    lease = claimed(db)
    builders.make_mailbox(db, status=MailboxStatus.LOST)

    with pytest.raises(LeaseLost):
        renew(db, lease)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"status": MailboxStatus.LOST}, id="lost"),
        pytest.param({"status": MailboxStatus.DISCONNECTED}, id="disconnected"),
        pytest.param({"ready_at": NOW + MOMENT}, id="not ready yet"),
        pytest.param({"resting_until": NOW + MOMENT}, id="resting"),
    ],
)
def test_a_mailbox_nobody_may_work_on_is_not_claimed(db: Database, changes: dict[str, Any]) -> None:
    builders.make_mailbox(db, **changes)

    assert claim(db) is None


def test_a_mailbox_given_back_is_claimed_when_it_wants_attention(db: Database) -> None:
    builders.make_mailbox(db)
    lease = claimed(db)

    with db.transaction() as tx:
        mailboxes.release(tx, lease, ready_at=LATER, resting_until=None)

    assert claim(db, LATER - MOMENT) is None
    assert claimed(db, LATER).fence == lease.fence + 1


def test_giving_back_late_does_not_disturb_the_newer_claim(db: Database) -> None:
    builders.make_mailbox(db)
    first = claimed(db)
    second = claimed(db, NOW + LEASE)

    with db.transaction() as tx:
        mailboxes.release(tx, first, ready_at=NOW, resting_until=None)

    assert claim(db, NOW + LEASE) is None
    assert renew(db, second, NOW + LEASE).fence == second.fence


@pytest.mark.parametrize(
    ("ready_at", "woken_at", "then"),
    [
        pytest.param(LATER, NOW, NOW, id="brought forward"),
        pytest.param(NOW, LATER, NOW, id="never put off"),
    ],
)
def test_waking_a_mailbox(db: Database, ready_at: datetime, woken_at: datetime, then: datetime) -> None:
    mailbox = builders.make_mailbox(db, ready_at=ready_at)

    with db.transaction() as tx:
        mailboxes.wake(tx, mailbox.id, woken_at)

    with db.reading() as tx:
        assert mailboxes.get(tx, mailbox.id).ready_at == then


def test_the_cursor_moves_only_from_where_it_was_read(db: Database) -> None:
    mailbox = builders.make_mailbox(db, cursor=1000)

    with db.transaction() as tx:
        mailboxes.move_cursor(tx, mailbox.id, old=1000, new=1010, now=LATER)
    with pytest.raises(LeaseLost), db.transaction() as tx:
        mailboxes.move_cursor(tx, mailbox.id, old=1000, new=1005, now=LATER)

    with db.reading() as tx:
        found = mailboxes.get(tx, mailbox.id)
        assert (found.cursor, found.read_at) == (1010, LATER)


def test_workers_that_claim_at_once_get_different_mailboxes(db: Database) -> None:
    for number in range(6):
        builders.make_mailbox(db, Who(team="T1", slack_id=f"U{number}"), address=f"{number}@a.example")
    found: list[Lease | None] = []

    workers = [threading.Thread(target=lambda: found.append(claim(db))) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    served = [lease.mailbox_id for lease in found if lease]
    assert (len(served), len(set(served))) == (6, 6)
