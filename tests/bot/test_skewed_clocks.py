"""Machines that share PostgreSQL and whose own clocks are minutes off."""

from datetime import UTC, datetime, timedelta

import pytest

from bot import app
from storage.database import Database
from tests import builders
from tests.bot import environment

SOON = timedelta(seconds=5)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("off", [timedelta(minutes=-5), timedelta(minutes=5)])
def test_a_machine_whose_clock_is_off_takes_no_mailbox_another_works_on(
    db: Database, monkeypatch: pytest.MonkeyPatch, off: timedelta
) -> None:
    def wrong() -> datetime:
        return datetime.now(UTC) + off

    monkeypatch.setattr(app, "system_clock", wrong)
    url = db.engine.url.render_as_string(hide_password=False)
    machine = app.build(environment.loaded(database_url=url), clock=wrong)
    builders.make_mailbox(db)
    told = db.instant()
    assert told is not None
    assert builders.claim(db, told) is not None

    assert builders.claim(machine.db, machine.clock()) is None
    assert abs(machine.clock() - told) < SOON
    machine.db.close()
