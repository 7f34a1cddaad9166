"""One server for all tests here, and a Google of its own for each."""

from collections.abc import Iterator

import pytest

from tests.sandbox.google import bench
from tests.sandbox.google.bench import Bench, Stage


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """Run the server."""
    with bench.running() as running:
        yield running


@pytest.fixture
def stand_in(stage: Stage) -> Iterator[Bench]:
    """Give a fresh Google, over the wire."""
    with stage.bench() as fresh:
        yield fresh
