"""One server for all tests here, and a Google of its own for each."""

from collections.abc import Iterator

import pytest

from tests import stages
from tests.sandbox.google.bench import Bench, Stage


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """Run the server."""
    with stages.on_stage(Stage()) as stage:
        yield stage


@pytest.fixture
def stand_in(stage: Stage) -> Iterator[Bench]:
    """Give a fresh Google, over the wire."""
    with stage.bench() as fresh:
        yield fresh
