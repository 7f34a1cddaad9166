"""Overture's rounds, met by Google's stand-in on a real port, on both databases."""

from collections.abc import Iterator

import pytest

from storage.database import Database
from tests import stages
from tests.bot.workers.office import Office
from tests.gmail.stand_in import Stage


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """Run the server."""
    with stages.on_stage(Stage()) as stage:
        yield stage


@pytest.fixture
def office(stage: Stage, db: Database) -> Office:
    """Give Ana's office on a Monday at ten: her mailbox connected, nobody enrolled yet."""
    found = Office(db=db, stand_in=stage.fresh())
    found.connect()
    return found
