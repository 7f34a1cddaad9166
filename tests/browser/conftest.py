"""The whole product behind its page: both stand-ins, the real application, and a browser in front."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from sandbox import server
from sandbox.google.accounts import Google
from sandbox.slack.workspace import Workspace
from sandbox.world import World
from tests import stages
from tests.browser import chromium
from tests.browser.desk import Desk
from tests.journeys.conftest import TUESDAY
from tests.journeys.story import Story


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # A module long: while Playwright lives, its loop stands in the way of asyncio.run in other tests.
    with chromium.started() as browser:
        yield browser


@pytest.fixture
def story(browser: Browser, tmp_path: Path) -> Iterator[Story]:
    """Open a fresh world on a Tuesday at ten in Berlin; it needs a browser, so it is not opened without one."""
    with hosted(f"sqlite:///{tmp_path}/overture.db") as story:
        yield story


@contextmanager
def hosted(database_url: str) -> Iterator[Story]:
    """Serve the sandbox on a free port, with Overture running in it."""
    world = World(frozen_at=TUESDAY)
    application = server.build(world, Workspace(world), Google(world))
    with stages.served(application) as address:
        story = Story(address=address, world=world, database_url=database_url)
        try:
            start(story)
            yield story
        finally:
            stop(story)


def start(story: Story) -> None:
    """Start Overture, and let the page's clock know what is due in it."""
    story.start()
    assert story.overture is not None
    story.world.next_event = story.overture.next_event


def stop(story: Story) -> None:
    """Stop Overture; nothing is due any more."""
    story.world.next_event = lambda: None
    story.stop()


@pytest.fixture
def desk(browser: Browser, story: Story) -> Iterator[Desk]:
    """Sit Ana down before the page, without the tour; any error of its script fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{story.address}/?tour=off")
    yield Desk(page)
    context.close()
    assert not errors
