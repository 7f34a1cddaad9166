"""Lose an answer: the work is done, and the line goes dead."""

import asyncio
from typing import Any

from starlette.responses import Response


async def hang_up() -> Response:
    """Cut the connection of the request being answered; its client sees it dropped without a byte.

    ASGI knows no way to do this, so we ask the server's own task for the transport it writes to.
    """
    transport = _transport(asyncio.current_task())
    if callable(abort := getattr(transport, "abort", None)):
        abort()
        await asyncio.sleep(0.01)  # the server notices in its next turn, and then swallows what follows
    return Response(status_code=502)


def _transport(task: asyncio.Task[Any] | None) -> object:
    coroutine = task.get_coro() if task is not None else None
    frame = getattr(coroutine, "cr_frame", None)
    cycle = frame.f_locals.get("self") if frame is not None else None
    return getattr(cycle, "transport", None)
