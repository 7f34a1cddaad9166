"""The whole product over the wire: both stand-ins on one port, the real application pointed at them."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from sandbox import server
from sandbox.google.accounts import Google
from sandbox.slack.workspace import Workspace
from sandbox.world import World
from tests import stages
from tests.journeys.story import Story
from tests.stages import Stage

TUESDAY = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)  # 10:00 in Berlin, where Ana works


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """Serve on a free port until all tests are done."""
    with stages.on_stage(Stage()) as stage:
        yield stage


@pytest.fixture
def story(stage: Stage, database_url: str) -> Iterator[Story]:
    """Open a fresh world on a Tuesday at ten in Berlin, with Overture running in it."""
    world = World(frozen_at=TUESDAY)
    workspace = Workspace(world)
    stage.playing = server.build(world, workspace, Google(world))
    story = Story(address=stage.url, world=world, database_url=database_url, workspace=workspace)
    story.start()
    yield story
    story.stop()
