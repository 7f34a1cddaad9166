"""How lists are cut into pages."""

from typing import Any, TypeVar

from sandbox.google import errors
from sandbox.google.calls import Call

T = TypeVar("T")
USUAL = 100
MOST = 500


def page(call: Call, found: list[T]) -> tuple[list[T], dict[str, Any]]:
    """Cut out the page asked for, with what the answer says around it."""
    limit = max(1, call.number("maxResults", USUAL, MOST))
    token = call.first("pageToken", "0")
    if not token.isdigit():
        raise errors.invalid("Invalid pageToken")
    start = int(token)
    rest: dict[str, Any] = {"resultSizeEstimate": len(found)}
    if start + limit < len(found):
        rest["nextPageToken"] = str(start + limit)
    return found[start : start + limit], rest
