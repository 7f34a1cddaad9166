"""Where file bytes go in and come out."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from sandbox.slack import files, lost
from sandbox.slack.faults import Fault
from sandbox.slack.workspace import Workspace

DOWNLOAD = "files.download"
"""What a trouble ordered for downloads is called; it is no method of the Web API."""

_Endpoint = Callable[[Request], Awaitable[Response]]


def routes(workspace: Workspace) -> list[Route]:
    """Give the routes of uploads and downloads."""
    return [
        Route("/slack/upload/{name}", _upload(workspace), methods=["POST"]),
        Route("/slack/files/{name}", _download(workspace), methods=["GET"]),
    ]


def _upload(workspace: Workspace) -> _Endpoint:
    async def uploaded(request: Request) -> Response:
        file = workspace.files.get(request.path_params["name"])
        if file is None or file.content is not None:
            return PlainTextResponse("invalid upload url", status_code=404)
        content = await _content(request)
        if len(content) != file.length:
            return PlainTextResponse("length differs from what was announced", status_code=400)
        file.content = content
        return PlainTextResponse(f"OK - {file.length}")

    return uploaded


def _download(workspace: Workspace) -> _Endpoint:
    async def downloaded(request: Request) -> Response:
        fault = workspace.faults.take(DOWNLOAD)
        if fault is not None and (struck := await _struck(workspace, fault)) is not None:
            return struck
        file = workspace.files.get(request.path_params["name"])
        # A browser has a person's cookie where an app has a token; the page says the person's id instead.
        token = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        allowed = token == workspace.app.bot_token and "files:read" in workspace.app.scopes
        if not allowed and request.query_params.get("user", "") not in workspace.people:
            return _login(workspace) if token else PlainTextResponse("not allowed", status_code=403)
        if file is None or file.content is None:
            return PlainTextResponse("file not found", status_code=404)
        return Response(file.content, media_type=files.mimetype(file))

    return downloaded


async def _struck(workspace: Workspace, fault: Fault) -> Response | None:
    match fault.kind:
        case "slow":
            await asyncio.sleep(fault.retry_after)
            return None
        case "drop":
            return await lost.hang_up()
        case "ratelimited":
            return PlainTextResponse("", 429, {"Retry-After": str(fault.retry_after)})
        case "error:file_not_found":
            return PlainTextResponse("file not found", 404)
        case "error:invalid_auth":
            return _login(workspace)
    return PlainTextResponse("", int(fault.kind) if fault.kind.isdigit() else 500)


def _login(workspace: Workspace) -> Response:
    # Slack shows a stranger the way to its login page, not an error.
    return Response(status_code=302, headers={"Location": f"{workspace.origin}/slack/login"})


async def _content(request: Request) -> bytes:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.body()
    async with request.form() as form:
        for part in form.values():
            if not isinstance(part, str):
                return await part.read()
    return b""
