"""What is written down comes back the same, on both databases."""

from datetime import UTC, datetime, time, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError

from storage import seen
from storage.database import Database
from storage.household import DigestSubscription, Seen
from storage.statuses import Cadence
from tests import builders
from tests.builders import NOW, TEAM


def kept(db: Database, moment: datetime) -> datetime:
    with db.transaction() as tx:
        seen.first_time(tx, "moment", moment)
    with db.reading() as tx:
        return tx.scalars(select(Seen.at)).one()


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(datetime(2026, 11, 23, 9, 0, 0, 123457, tzinfo=UTC), id="with microseconds"),
        pytest.param(datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC), id="before 1970"),
        pytest.param(datetime(2286, 11, 20, 17, 46, 40, 1, tzinfo=UTC), id="far in the future"),
    ],
)
def test_an_instant_comes_back_to_the_microsecond(db: Database, moment: datetime) -> None:
    assert kept(db, moment) == moment
    assert kept(db, moment).tzinfo is UTC


def test_an_instant_from_elsewhere_comes_back_in_utc(db: Database) -> None:
    tokyo = datetime(2026, 11, 23, 18, 0, tzinfo=timezone(timedelta(hours=9)))

    assert kept(db, tokyo).isoformat() == "2026-11-23T09:00:00+00:00"


def test_a_naive_instant_is_refused(db: Database) -> None:
    with pytest.raises((ValueError, StatementError), match="a naive datetime cannot be stored"):
        kept(db, datetime(2026, 11, 23, 9, 0))  # noqa: DTZ001  the very thing that is refused


def test_instants_are_compared_in_order(db: Database) -> None:
    with db.transaction() as tx:
        for number in range(3):
            seen.first_time(tx, str(number), NOW + timedelta(microseconds=number))
        seen.purge(tx, NOW + timedelta(microseconds=2))

    with db.reading() as tx:
        assert tx.scalars(select(Seen.key)).all() == ["2"]


@pytest.mark.parametrize("at", [pytest.param(time(9), id="nine"), pytest.param(time(23, 59), id="late")])
def test_a_wall_time_is_kept_as_the_wall_shows_it(db: Database, at: time) -> None:
    owner = builders.make_recruiter(db)
    with db.transaction() as tx:
        tx.add(DigestSubscription(
            team_id=TEAM, channel="C1", owner_id=owner.id, cadence=Cadence.DAILY, at=at, zone="UTC", next_at=NOW,
        ))  # fmt: skip

    with db.reading() as tx:
        assert tx.scalars(select(DigestSubscription.at)).one() == at
        assert tx.scalar(text("SELECT at FROM digests")) == at.strftime("%H:%M")
