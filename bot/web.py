"""HTTP: where Google sends people back to, and whether we are well."""

import html
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

import structlog
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from bot.clock import Clock
from bot.outreach.candidates import turning_away
from bot.outreach.mailboxes import connecting
from bot.outreach.mailboxes.connecting import Door
from bot.refusals import Refusal
from storage.database import Database
from storage.errors import DatabaseTrouble

CALLBACK = "/google/callback"
REFUSED_ROWS = "/imports/{ticket}"
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Overture</title>
<meta name="viewport" content="width=device-width"><style>
body{{font:17px/1.5 system-ui,sans-serif;background:#f5f6f8;color:#1d2530;display:grid;place-items:center;
min-height:90vh;margin:0}}main{{background:#fff;border-radius:14px;padding:2.5rem 3rem;max-width:32rem;
box-shadow:0 1px 3px #0002}}h1{{font-size:1.4rem;margin:0 0 .6rem}}p{{margin:.4rem 0;color:#46505e}}</style></head>
<body><main><h1>{title}</h1><p>{text}</p><p>{mend}</p></main></body></html>"""
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "Referrer-Policy": "no-referrer",
}

log = structlog.get_logger()

Health = Callable[[], Mapping[str, Any]]


class Web:
    """The pages of one application."""

    def __init__(self, db: Database, door: Door, clock: Clock, health: Health) -> None:
        self.db = db
        self.door = door
        self.clock = clock
        self.health = health

    def routes(self) -> list[Route]:
        """Say which address answers what."""
        return [
            Route(CALLBACK, self.google_callback),
            Route("/healthz", self.healthz),
            Route(REFUSED_ROWS, self.refused_rows),
        ]

    async def google_callback(self, request: Request) -> Response:
        """Finish a trip to Google's consent page."""
        return await run_in_threadpool(self._finish, request.query_params)

    def _finish(self, asked: Mapping[str, str]) -> Response:
        try:
            if asked.get("error") or not asked.get("code"):
                connecting.turned_back(self.db, asked.get("state", ""), self.clock())
                title = "Nothing was connected"
                return page(
                    title,
                    "You did not give Overture access to Gmail.",
                    "You can connect any time from Slack.",
                )
            done = connecting.finish(
                self.db, self.door, state=asked.get("state", ""), code=asked["code"], clock=self.clock
            )
        except Refusal as refusal:
            return page("Nothing was connected", refusal.what, refusal.mend, status=400)
        except DatabaseTrouble as trouble:
            return page("Nothing was connected", trouble.what, trouble.mend, status=503)
        except Exception as error:  # noqa: BLE001  a person stands before this page
            return self.broken(error)
        text = f"{done.address} now sends and listens for {done.recruiter} in Slack."
        mend = (
            "You can close this window and go back to Slack. "
            f"If {done.recruiter} is not you, take the access back at myaccount.google.com/permissions."
        )
        return page("Connected", text, mend)

    async def refused_rows(self, request: Request) -> Response:
        """Give the rows of an import nobody came in by to whoever has the link to them."""
        return await run_in_threadpool(self._refused_rows, request.path_params["ticket"])

    def _refused_rows(self, ticket: str) -> Response:
        title = "There is nothing here"
        try:
            away = turning_away.by_ticket(self.db, ticket, now=self.clock())
        except Refusal as refusal:
            return page(title, refusal.what, refusal.mend, status=404)
        except DatabaseTrouble as trouble:
            return page(title, trouble.what, trouble.mend, status=503)
        named = f"attachment; filename*=UTF-8''{quote(away.file, safe='')}"
        written = turning_away.written(away).encode("utf-8-sig")
        headers = {**HEADERS, "Content-Disposition": named, "X-Content-Type-Options": "nosniff"}
        return Response(written, media_type="text/csv", headers=headers)

    def broken(self, error: Exception) -> Response:
        """Say that we broke, and log where."""
        log.error("page failed", exc_info=error)
        text = "Something went wrong on our side; nothing was connected."
        return page("That did not work", text, "Go back to Slack and try again.", status=500)

    async def healthz(self, request: Request) -> Response:
        """Tell whether all is well: 200, or 503 with what is not."""
        found = await run_in_threadpool(self.health)
        return JSONResponse(dict(found), status_code=200 if found.get("ok") else 503)


def page(title: str, text: str, mend: str, *, status: int = 200) -> Response:
    """Draw one short page for a person."""
    filled = PAGE.format(title=html.escape(title), text=html.escape(text), mend=html.escape(mend))
    return HTMLResponse(filled, status_code=status, headers=HEADERS)


def application(routes: list[Any]) -> Starlette:
    """Make the ASGI application."""
    return Starlette(routes=routes)
