"""Channels that hear how sequences stand: at their hour, once a period."""

import threading
from datetime import datetime, time, timedelta

import pytest

from bot.outreach.notices import resting
from bot.outreach.overview import reporting, subscribing
from bot.outreach.people import Who
from bot.refusals import Gone, Refusal
from storage.database import Database
from storage.household import DigestSubscription
from storage.models import Notice
from storage.statuses import Cadence
from storage.vault import Vault
from tests import builders
from tests.builders import ANA, NOW, TEAM
from tests.conftest import KEY

NINE = time(9)
TOMORROW = datetime.fromisoformat("2026-11-24T08:00:00+00:00")  # nine in Berlin


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}:00+00:00")


def subscribe(db: Database, cadence: Cadence = Cadence.DAILY, hour: time = NINE) -> None:
    builders.make_recruiter(db)
    subscribing.subscribe(db, ANA, "C1", cadence=cadence, at=hour, now=NOW)


def owed(db: Database) -> list[str]:
    with db.transaction() as tx:
        return [row.recipient for row in tx.query(Notice).order_by(Notice.id)]


def next_at(db: Database) -> datetime:
    with db.transaction() as tx:
        return tx.query(DigestSubscription).one().next_at


@pytest.mark.parametrize(
    ("cadence", "zone", "hour", "after", "due"),
    [
        pytest.param("daily", "Europe/Berlin", NINE, "2026-11-23T07:59", "2026-11-23T08:00", id="today"),
        pytest.param(
            "daily",
            "Europe/Berlin",
            NINE,
            "2026-11-23T08:00",
            "2026-11-24T08:00",
            id="not the same again",
        ),
        pytest.param(
            "daily", "Europe/Berlin", NINE, "2027-03-27T08:00", "2027-03-28T07:00", id="into summer time"
        ),
        pytest.param(
            "daily", "Europe/Berlin", NINE, "2027-10-30T07:00", "2027-10-31T08:00", id="out of summer time"
        ),
        pytest.param(
            "daily", "Europe/Berlin", time(2, 30), "2027-03-27T12:00", "2027-03-28T01:00", id="in the gap"
        ),
        pytest.param(
            "daily",
            "Europe/Berlin",
            time(2, 30),
            "2027-10-31T00:30",
            "2027-11-01T01:30",
            id="shown twice, told once",
        ),
        pytest.param(
            "daily", "Asia/Tokyo", NINE, "2026-11-23T23:30", "2026-11-24T00:00", id="in another day"
        ),
        pytest.param(
            "weekly", "Europe/Berlin", NINE, "2026-11-23T08:00", "2026-11-30T08:00", id="weekly on mondays"
        ),
        pytest.param(
            "weekly", "Europe/Berlin", NINE, "2026-11-25T08:00", "2026-11-30T08:00", id="weekly from midweek"
        ),
        pytest.param(
            "weekdays", "Europe/Berlin", NINE, "2026-11-27T08:00", "2026-11-30T08:00", id="over a weekend"
        ),
    ],
)
def test_when_a_digest_is_next_due(cadence: str, zone: str, hour: time, after: str, due: str) -> None:
    assert subscribing.next_time(Cadence(cadence), hour, zone, at(after)) == at(due)


def test_a_digest_is_owed_at_its_hour_and_once(db: Database) -> None:
    subscribe(db)

    assert subscribing.owe_due(db, TOMORROW - timedelta(seconds=1)) == 0
    assert subscribing.owe_due(db, TOMORROW) == 1
    assert subscribing.owe_due(db, TOMORROW) == 0

    assert owed(db) == ["C1"]
    assert next_at(db) == TOMORROW + timedelta(days=1)


def test_a_restart_owes_nothing_twice(db: Database, database_url: str) -> None:
    subscribe(db)
    subscribing.owe_due(db, TOMORROW)

    restarted = Database(database_url, Vault([KEY]))
    assert subscribing.owe_due(restarted, TOMORROW + timedelta(minutes=1)) == 0
    restarted.close()

    assert len(owed(db)) == 1


def test_two_workers_owe_it_once(db: Database) -> None:
    subscribe(db)
    start, said = threading.Barrier(4), list[int]()

    def work() -> None:
        start.wait()
        said.append(subscribing.owe_due(db, TOMORROW))

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(said) == [0, 0, 0, 1]
    assert len(owed(db)) == 1


@pytest.mark.parametrize(
    ("late", "count"),
    [
        pytest.param(timedelta(hours=6), 1, id="six hours late"),
        pytest.param(timedelta(hours=7), 1, id="in the afternoon"),
        pytest.param(timedelta(days=3), 1, id="days late, the latest only"),
    ],
)
def test_after_an_outage_the_latest_period_is_told_once(db: Database, late: timedelta, count: int) -> None:
    subscribe(db)

    assert subscribing.owe_due(db, TOMORROW + late) == count

    assert next_at(db) > TOMORROW + late


def test_after_a_long_stop_there_is_one_digest_and_not_one_a_day(db: Database) -> None:
    subscribe(db)
    ten_days = TOMORROW + timedelta(days=10)

    said = [subscribing.owe_due(db, ten_days + timedelta(hours=hour)) for hour in (1, 2, 23, 24)]

    assert said == [1, 0, 0, 1]


def test_subscribing_again_changes_the_hour(db: Database) -> None:
    subscribe(db)

    line = subscribing.subscribe(db, ANA, "C1", cadence=Cadence.WEEKLY, at=time(10), now=NOW)

    assert (line.cadence, line.at, line.next_at) == (Cadence.WEEKLY, time(10), at("2026-11-30T09:00"))
    assert next_at(db) == line.next_at


def test_an_ended_digest_is_owed_no_more(db: Database) -> None:
    subscribe(db)

    subscribing.end(db, ANA, "C1")

    assert subscribing.owe_due(db, TOMORROW) == 0
    with pytest.raises(Refusal, match="gets no digest"):
        subscribing.end(db, ANA, "C1")


def test_a_digest_ended_by_its_button_is_gone(db: Database) -> None:
    subscribe(db)
    with db.transaction() as tx:
        digest_id = tx.query(DigestSubscription).one().id

    stranger = Who(team="T2", slack_id="U9")
    with pytest.raises(Gone):
        subscribing.end_by_id(db, stranger, digest_id, now=NOW)
    subscribing.end_by_id(db, ANA, digest_id, now=NOW)
    with pytest.raises(Gone):
        subscribing.end_by_id(db, ANA, digest_id, now=NOW)


def test_teams_do_not_share_channels(db: Database) -> None:
    subscribe(db)

    with pytest.raises(Refusal):
        subscribing.end(db, Who(team="T2", slack_id="U9"), "C1")

    assert TEAM == "T1"
    assert next_at(db) == TOMORROW


def test_a_digest_its_channel_refuses_rests_until_it_is_started_again(db: Database) -> None:
    subscribe(db)
    with db.transaction() as tx:
        digest_id = tx.query(DigestSubscription).one().id
        resting.refused(tx, digest_id, "not_in_channel", TOMORROW)
        resting.refused(tx, digest_id, "is_archived", TOMORROW)

    assert subscribing.owe_due(db, TOMORROW) == 0
    assert owed(db) == ["U0ANA"]
    [line] = reporting.digests_of(db, ANA, now=NOW)
    assert "Invite me there" in line.resting

    subscribing.resume(db, ANA, digest_id, now=TOMORROW)

    assert next_at(db) == TOMORROW + timedelta(days=1)
    assert subscribing.owe_due(db, next_at(db)) == 1
    with pytest.raises(Gone):
        subscribing.resume(db, Who(team="T2", slack_id="U9"), digest_id, now=NOW)


def test_what_is_not_the_fault_of_its_channel_lets_no_digest_rest(db: Database) -> None:
    subscribe(db)

    with db.transaction() as tx:
        resting.refused(tx, tx.query(DigestSubscription).one().id, "invalid_blocks", NOW)

    assert subscribing.owe_due(db, TOMORROW) == 1
