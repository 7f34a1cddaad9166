"""Trouble on the wire for one call: what the stand-in plays by itself, and answers no stand-in would give."""

import re
from dataclasses import dataclass

from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.google.accounts import Google
from sandbox.google.faults import Fault

STAND_IN = (
    "drop_before", "lost_answer", "reset", "half_answer", "slow:3", "400", "401", "403:rateLimitExceeded",
    "403:userRateLimitExceeded", "403:dailyLimitExceeded", "403:quotaExceeded", "403:domainPolicy",
    "403:insufficientPermissions", "404", "409", "429:90", "500", "500_before", "502", "503", "503_before",
)  # fmt: skip
"""Kinds `sandbox.google.faults` knows: a 5xx is carried out and then denied, unless it says `_before`."""

PLAIN_429 = {"error": {"code": 429, "message": "Too many concurrent requests for user", "errors": []}}
INSTEAD: dict[str, Response] = {
    "429 without a time": JSONResponse(PLAIN_429, 429),
    "redirect": RedirectResponse("/elsewhere", 302),
}
AFTERWARDS: dict[str, Response] = {
    "truncated json": Response(b'{"id": "19', media_type="application/json"),
    "wrong json": JSONResponse(["what", "is", "this"]),
    "empty json": JSONResponse({}),
    "no json": Response(b"<html>Sorry</html>", media_type="text/html"),
}
KINDS = (*STAND_IN, *INSTEAD, *AFTERWARDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One kind of trouble for the first call that matches a method and a pattern of the path."""

    method: str
    path: str
    kind: str

    def hits(self, scope: Scope) -> bool:
        """Tell whether this is the call."""
        return scope["method"] == self.method and re.fullmatch(self.path, scope["path"]) is not None


class Wire:
    """Stand before the stand-in and spoil the call that was chosen; `struck` counts what was spoilt."""

    def __init__(self, app: ASGIApp, google: Google) -> None:
        self._app = app
        self._google = google
        self.waiting: list[Trouble] = []
        self.struck = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or spoil it."""
        trouble = next((one for one in self.waiting if scope["type"] == "http" and one.hits(scope)), None)
        if trouble is None:
            await self._app(scope, receive, send)
            return
        self.waiting.remove(trouble)
        self.struck += 1
        if (instead := INSTEAD.get(trouble.kind)) is not None:
            await instead(scope, receive, send)
        elif (afterwards := AFTERWARDS.get(trouble.kind)) is not None:
            await self._app(scope, receive, _swallow)
            await afterwards(scope, receive, send)
        else:
            planned = Fault(path=scope["path"], method=trouble.method, kind=trouble.kind, times=1)
            self._google.faults.add(planned)
            await self._app(scope, receive, send)


async def _swallow(_: Message) -> None:
    return None
