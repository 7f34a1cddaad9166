"""Whose turn it is in a mailbox, and what it may spend."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.outreach.house import House
from bot.outreach.outgoing import planning, resting, sending, writing
from bot.outreach.outgoing.planning import Outgoing, Progress
from bot.outreach.outgoing.spending import Spent
from bot.outreach.outgoing.turns import Turns
from bot.rules.pacing import Bucket, Pace, Quota
from storage import budgets, queues
from storage.database import Database, Transaction
from storage.mailboxes import Lease
from storage.models import Mailbox, Touch
from storage.queues import Head
from storage.statuses import EnrollmentStatus, SequenceStatus, TouchStatus
from tests import builders
from tests.builders import AT_ONCE, BEN, HOUSE, NOW, email


def people(db: Database, sequence: str, count: int, *, later: timedelta = timedelta(0)) -> None:
    for n in range(count):
        address = f"{sequence.lower()}.{n}.{later.seconds}@example.com"
        builders.make_enrollment(db, email(), sequence=sequence, address=address, now=NOW + later)


def leased(db: Database) -> Lease:
    lease = builders.claim(db, NOW)
    assert lease is not None
    return lease


def test_a_large_sequence_does_not_keep_a_small_one_waiting(db: Database) -> None:
    people(db, "Large", 5)
    people(db, "Small", 1, later=timedelta(minutes=1))
    lease, now = leased(db), NOW + timedelta(minutes=2)
    served: list[int] = []
    for _ in range(3):
        progress = Progress(served_id=served[-1] if served else None)
        found = planning.next_outgoing(db, lease, AT_ONCE, now, progress)
        assert isinstance(found, Outgoing)
        served.append(found.owner.sequence_id)

    large, small = served[0], served[1]
    assert (large != small, served) == (True, [large, small, large])


def test_within_a_sequence_the_longest_due_goes_first(db: Database) -> None:
    people(db, "Late", 1, later=timedelta(minutes=5))
    people(db, "Late", 2)

    with db.transaction() as tx:
        (head,) = queues.heads(tx, tx.query(Mailbox).one().id)

    assert head.due_at == NOW


def test_a_bucket_that_is_empty_makes_the_mailbox_wait_and_the_time_is_told(db: Database) -> None:
    people(db, "Any", 1)
    lease = leased(db)
    full_at = NOW + timedelta(seconds=60)

    assert planning.next_outgoing(db, lease, AT_ONCE, NOW, Progress(full_at=full_at)) is None
    resting.rest(db, lease, AT_ONCE, NOW, spent=Spent(units=3000, full_at=full_at))

    with db.transaction() as tx:
        row = tx.query(Mailbox).one()
    spare = timedelta(minutes=(1500 - 174) / 4500)
    assert (row.ready_at, row.units_at) == (full_at - spare, full_at)


def test_what_every_mailbox_uses_empties_the_project_s_bucket(db: Database) -> None:
    house = House(pace=Pace(), quota=Quota(project=Bucket(per_minute=600, burst=300)))
    people(db, "Any", 2)
    builders.make_enrollment(db, email(), sequence="Ben's", address="one@example.com", who=BEN)
    lease = resting.claim(db, house, NOW)
    assert lease is not None

    resting.rest(db, lease, house, NOW, spent=Spent(units=600))

    assert resting.claim(db, house, NOW) is None
    assert resting.claim(db, house, NOW + timedelta(minutes=1)) is not None


def test_the_day_of_the_quota_is_california_s_and_its_threshold_is_told_once(db: Database) -> None:
    day = NOW.date()

    def charge(units: int, day: object = day) -> tuple[int, bool]:
        with db.transaction() as tx:
            used = budgets.charge(tx, units, full_at=lambda before: before or NOW, day=day, warn_at=100)  # type: ignore[arg-type]
            return used.today, used.crossed

    assert [charge(60), charge(60), charge(60)] == [(60, False), (120, True), (180, False)]
    assert charge(10, day + timedelta(days=1)) == (10, False)


def test_a_mailbox_with_a_backlog_does_not_keep_another_waiting(db: Database) -> None:
    people(db, "Large", 30)
    builders.make_enrollment(db, email(), sequence="Ben's", address="one@example.com", who=BEN)
    served: list[int] = []
    for _ in range(4):
        lease = builders.claim(db, NOW + timedelta(seconds=len(served)))
        assert lease is not None
        served.append(lease.mailbox_id)
        resting.rest(db, lease, AT_ONCE, NOW + timedelta(seconds=len(served) - 1), spent=Spent())

    assert served[:2] == served[2:]
    assert len(set(served)) == 2


def test_a_mail_dated_by_a_clock_that_was_set_back_keeps_nobody_waiting(db: Database) -> None:
    gone = builders.make_enrollment(db, email(), address="gone@example.com")
    builders.went_out(db, gone, at=NOW + timedelta(days=2))
    people(db, "Any", 1)

    assert isinstance(planning.next_outgoing(db, leased(db), HOUSE, NOW), Outgoing)


def test_all_that_was_due_has_its_turn_before_anybody_looks_again(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("One", "Two", "Three"):
        people(db, name, 2)
    looks: list[list[Head]] = []
    due = queues.due

    def look(tx: Transaction, mailbox_id: int, now: datetime) -> list[Head]:
        looks.append(due(tx, mailbox_id, now))
        return looks[-1]

    monkeypatch.setattr(queues, "due", look)

    served = serve(db, leased(db), 6)

    assert served == [*sorted(set(served)), *sorted(set(served))]
    assert [len(found) for found in looks] == [3, 3]


def test_what_was_disposed_of_since_it_was_looked_at_is_passed_over(db: Database) -> None:
    for name in ("One", "Two", "Three", "Four", "Five", "Six", "Seven"):
        people(db, name, 1)
    lease, turns = leased(db), Turns()
    bens = builders.make_mailbox(db, BEN)
    (first,) = serve(db, lease, 1, turns)
    with db.transaction() as tx:
        waiting = tx.query(Touch).filter_by(status=TouchStatus.SCHEDULED).order_by(Touch.id)
        stopped, paused, later, moved, resting_one, fine = waiting
        stopped.status = TouchStatus.CANCELLED
        paused.enrollment.status = EnrollmentStatus.PAUSED
        later.due_at = NOW + timedelta(minutes=5)
        moved.mailbox_id = bens.id
        resting_one.enrollment.sequence.status = SequenceStatus.PAUSED
        left = fine.sequence_id

    assert serve(db, lease, 6, turns, served_id=first) == [left]


def test_what_was_disposed_of_is_not_blamed_for_what_goes_wrong_later(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    people(db, "One", 1)
    people(db, "Two", 1)
    lease, turns = leased(db), Turns()
    (first,) = serve(db, lease, 1, turns)
    with db.transaction() as tx:
        stopped = tx.query(Touch).filter_by(status=TouchStatus.SCHEDULED).one()
        stopped.status = TouchStatus.CANCELLED

    def fail(*_args: object) -> list[Head]:
        raise ZeroDivisionError

    monkeypatch.setattr(queues, "due", fail)
    with pytest.raises(ZeroDivisionError):
        serve(db, lease, 1, turns, served_id=first)

    with db.transaction() as tx:
        assert tx.get_one(Touch, stopped.id).status is TouchStatus.CANCELLED


def test_what_was_stopped_before_it_is_set_aside_stays_stopped(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    people(db, "One", 1)
    lease, held = leased(db), sending.held

    def fail(*_args: object) -> None:
        raise ZeroDivisionError

    def stop_before(db: Database, lease: Lease, now: datetime) -> Any:
        with db.transaction() as tx:
            tx.query(Touch).one().status = TouchStatus.CANCELLED
        return held(db, lease, now)

    monkeypatch.setattr(writing, "worded", fail)
    monkeypatch.setattr(sending, "held", stop_before)
    planning.next_outgoing(db, lease, AT_ONCE, NOW)

    with db.transaction() as tx:
        assert tx.query(Touch).one().status is TouchStatus.CANCELLED


def test_a_cap_that_is_lowered_meanwhile_holds_for_the_next_mail(db: Database) -> None:
    builders.went_out(db, builders.make_enrollment(db, email(), address="gone@example.com"))
    people(db, "One", 1)
    people(db, "Two", 1)
    lease, turns = leased(db), Turns()
    (first,) = serve(db, lease, 1, turns)

    builders.make_mailbox(db, daily_cap=1)

    assert serve(db, lease, 1, turns, served_id=first) == []


def test_what_has_just_become_due_is_found_when_nothing_else_is(db: Database) -> None:
    people(db, "One", 1)
    lease, turns = leased(db), Turns()
    serve(db, lease, 1, turns)

    people(db, "Two", 1)

    assert len(serve(db, lease, 2, turns)) == 1


def serve(
    db: Database, lease: Lease, most: int, turns: Turns | None = None, *, served_id: int | None = None
) -> list[int]:
    """Let mails leave as a round does, until nothing is due; tell their sequences."""
    turns, served = turns or Turns(), [] if served_id is None else [served_id]
    for _ in range(most):
        progress = Progress(served_id=served[-1] if served else None, turns=turns)
        found = planning.next_outgoing(db, lease, AT_ONCE, NOW, progress)
        if found is None:
            break
        assert isinstance(found, Outgoing)
        served.append(found.owner.sequence_id)
    return served if served_id is None else served[1:]
