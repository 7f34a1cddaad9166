"""The Google stand-in on a real port: one server, a fresh Google for each test."""

from collections.abc import Iterator

import pytest

from tests import stages
from tests.gmail.stand_in import Stage, StandIn


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """Run the server."""
    with stages.on_stage(Stage()) as stage:
        yield stage


@pytest.fixture
def stand_in(stage: Stage) -> StandIn:
    """Give a fresh Google, over the wire."""
    return stage.fresh()
