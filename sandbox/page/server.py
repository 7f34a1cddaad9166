"""The page: its shell and files, the clock one can move, and the stream that says when to look again."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from os import PathLike, stat_result
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates
from starlette.types import Scope

from sandbox.page import moments
from sandbox.world import World

HERE = Path(__file__).parent
FARTHEST = timedelta(days=3660)
POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: https:",
        "style-src 'self' 'unsafe-inline'",  # mails bring style attributes; scripts stay ours alone
        "object-src 'none'",
        "base-uri 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def routes(world: World) -> list[BaseRoute]:
    """Tell the routes of the page, its clock and its stream."""
    page = Page(world, Jinja2Templates(HERE / "templates"))
    return [
        Route("/", page.shell, methods=["GET"]),
        Mount("/page", FreshFiles(directory=HERE / "static")),
        Route("/sandbox/clock", page.clock, methods=["GET"]),
        Route("/sandbox/clock", page.move, methods=["POST"]),
        Route("/sandbox/stream", page.stream, methods=["GET"]),
    ]


class FreshFiles(StaticFiles):
    """Serve files a browser asks for again each time, so that a page is never half old."""

    def file_response(
        self, full_path: str | PathLike[str], stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Answer with the file, or with 304 when it is unchanged."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = "no-cache"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


class BadMove(Exception):
    """Say in one sentence why the clock was not moved."""


@dataclass(frozen=True, slots=True)
class Page:
    """Answer what a browser asks about the page itself."""

    world: World
    templates: Jinja2Templates

    async def shell(self, request: Request) -> Response:
        """Draw the empty page; its script fills it."""
        context = {"now": self.world.now().isoformat(), "home": moments.HOME}
        return self.templates.TemplateResponse(request, "index.html", context, headers=HEADERS)

    async def clock(self, _request: Request) -> Response:
        """Tell the world's time and the next thing that is due."""
        # The answer comes from the application's database: it must not hold up the application's own calls.
        coming = await run_in_threadpool(self.world.next_event)
        return JSONResponse(
            {"now": self.world.now().isoformat(), "next_event": coming and coming.isoformat()}
        )

    async def move(self, request: Request) -> Response:
        """Move the clock forward by seconds, by business days, to an instant or to the next event."""
        try:
            wish = _object(await request.body())
            target = await self._target(wish)
            self._move_to(target)
        except BadMove as refusal:
            return JSONResponse({"error": str(refusal)}, status_code=400)
        return await self.clock(request)

    async def stream(self, _request: Request) -> Response:
        """Tell each change as a server-sent event."""
        return StreamingResponse(changes(self.world), media_type="text/event-stream", headers=HEADERS)

    async def _target(self, wish: dict[str, Any]) -> datetime:
        now = self.world.now()
        match wish:
            case {"seconds": int() | float() as seconds} if not isinstance(seconds, bool):
                return now + timedelta(seconds=min(seconds, FARTHEST.total_seconds() + 1))
            case {"business_days": int() as days} if 0 < days <= 100:
                return moments.after_business_days(now, days)
            case {"to": str() as text}:
                return _instant(text)
            case {"next_event": True}:
                return await self._next_event(now)
        raise BadMove(
            'Say {"seconds": 3600}, {"business_days": 3}, {"to": "<ISO instant>"} or {"next_event": true}.'
        )

    async def _next_event(self, now: datetime) -> datetime:
        coming = await run_in_threadpool(self.world.next_event)
        if coming is None:
            raise BadMove("Nothing is due: there is no next event to go to.")
        return max(coming, now)

    def _move_to(self, target: datetime) -> None:
        by = target - self.world.now()
        if by < timedelta(seconds=-5):  # a moment may have passed since the wish was read
            raise BadMove("The clock only moves forward.")
        if by > FARTHEST:
            raise BadMove("The clock moves at most ten years at a time.")
        self.world.move(max(by, timedelta(0)))


async def changes(world: World) -> AsyncIterator[str]:
    """Yield an event at once and at each change, and a comment when nothing happened for a while."""
    seen = world.version
    yield f"retry: 1000\ndata: {seen}\n\n"
    while not world.ended:
        version = await world.wait_for_change(seen)
        yield f"data: {version}\n\n" if version > seen else ": nothing new\n\n"
        seen = version


def _object(body: bytes) -> dict[str, Any]:
    try:
        wish = json.loads(body)
    except ValueError:
        raise BadMove("The body is not JSON.") from None
    if not isinstance(wish, dict):
        raise BadMove("The body is not a JSON object.")
    return wish


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise BadMove(f"{text!r} is not an ISO instant.") from None
    if instant.tzinfo is None:
        raise BadMove("The instant needs a zone, for example 2026-03-02T09:30:00+01:00.")
    return instant
