"""The page's own routes: shell, files, clock and stream."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from starlette.applications import Starlette

from sandbox.page import server
from sandbox.world import World
from tests.sandbox.page.asking import Answer, ask

MONDAY = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    return World(frozen_at=MONDAY)


def test_the_page_lets_only_its_own_scripts_run(world: World) -> None:
    answer = get(world, "/")

    assert answer.status == 200
    assert b'<script type="module" src="/page/main.js">' in answer.body
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "script-src" not in policy
    assert b"onclick" not in answer.body


def test_the_page_knows_the_worlds_time_before_its_script_runs(world: World) -> None:
    assert b'data-now="2026-03-02T08:30:00+00:00"' in get(world, "/").body


@pytest.mark.parametrize(
    "path", ["/page/main.js", "/page/kit/blocks.js", "/page/css/base.css", "/page/icon.svg"]
)
def test_files_are_asked_for_again_each_time(world: World, path: str) -> None:
    answer = get(world, path)

    assert (answer.status, answer.headers["cache-control"]) == (200, "no-cache")


def test_nothing_outside_the_folder_is_served(world: World) -> None:
    assert get(world, "/page/../server.py").status == 404


def test_the_clock_tells_the_next_thing_that_is_due(world: World) -> None:
    world.next_event = lambda: MONDAY + timedelta(hours=1)

    assert get(world, "/sandbox/clock").json() == {
        "now": "2026-03-02T08:30:00+00:00",
        "next_event": "2026-03-02T09:30:00+00:00",
    }


@pytest.mark.parametrize(
    ("wish", "now"),
    [
        pytest.param({"seconds": 3600}, "2026-03-02T09:30:00+00:00", id="an hour"),
        pytest.param({"business_days": 5}, "2026-03-09T08:30:00+00:00", id="five business days"),
        pytest.param({"to": "2026-03-03T10:00:00+01:00"}, "2026-03-03T09:00:00+00:00", id="to an instant"),
        pytest.param({"next_event": True}, "2026-03-04T08:30:00+00:00", id="to the next event"),
    ],
)
def test_the_clock_moves_forward(world: World, wish: dict[str, Any], now: str) -> None:
    world.next_event = lambda: MONDAY + timedelta(days=2)

    answer = move(world, wish)

    assert (answer.status, answer.json()["now"]) == (200, now)
    assert world.version == 1


def test_an_event_that_is_overdue_leaves_the_clock_where_it_is(world: World) -> None:
    world.next_event = lambda: MONDAY - timedelta(hours=1)

    assert move(world, {"next_event": True}).json()["now"] == "2026-03-02T08:30:00+00:00"


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        pytest.param({"seconds": -3600}, "The clock only moves forward.", id="backward"),
        pytest.param({"to": "2026-03-01T10:00:00+01:00"}, "The clock only moves forward.", id="to yesterday"),
        pytest.param({"seconds": 1e12}, "The clock moves at most ten years at a time.", id="too far"),
        pytest.param({"to": "tomorrow"}, "'tomorrow' is not an ISO instant.", id="no instant"),
        pytest.param({"to": "2026-03-03T10:00:00"}, "The instant needs a zone", id="no zone"),
        pytest.param({"next_event": True}, "Nothing is due", id="nothing is due"),
        pytest.param({"business_days": 0}, 'Say {"seconds": 3600}', id="no days"),
        pytest.param({"seconds": True}, 'Say {"seconds": 3600}', id="not a number"),
        pytest.param({}, 'Say {"seconds": 3600}', id="nothing asked"),
    ],
)
def test_a_wish_the_clock_cannot_fulfil_is_refused_in_a_sentence(
    world: World, wish: dict[str, Any], sentence: str
) -> None:
    answer = move(world, wish)

    assert answer.status == 400
    assert answer.json()["error"].startswith(sentence)
    assert world.now() == MONDAY


@pytest.mark.parametrize("body", [b"", b"[1]", b"{"])
def test_a_body_that_is_no_object_is_refused(world: World, body: bytes) -> None:
    answer = asyncio.run(ask(application(world), "POST", "/sandbox/clock", body))

    assert answer.status == 400
    assert "JSON" in answer.json()["error"]


def test_the_stream_tells_each_change_until_the_world_ends(world: World) -> None:
    async def read() -> list[str]:
        stream = server.changes(world)
        first = await anext(stream)
        world.changed()
        second = await anext(stream)
        world.end()
        return [first, second, *[event async for event in stream]]

    assert asyncio.run(read()) == ["retry: 1000\ndata: 0\n\n", "data: 1\n\n"]


def application(world: World) -> Starlette:
    """Serve the page alone."""
    return Starlette(routes=server.routes(world))


def get(world: World, path: str) -> Answer:
    """Ask for a path."""
    return asyncio.run(ask(application(world), "GET", path))


def move(world: World, wish: dict[str, Any]) -> Answer:
    """Ask the clock to move."""
    return asyncio.run(ask(application(world), "POST", "/sandbox/clock", wish))
