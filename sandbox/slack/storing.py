"""Where file bytes go in and come out."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from sandbox.slack import files
from sandbox.slack.workspace import Workspace

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
        file = workspace.files.get(request.path_params["name"])
        # A browser has a person's cookie where an app has a token; the page says the person's id instead.
        token = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        allowed = token == workspace.app.bot_token and "files:read" in workspace.app.scopes
        if not allowed and request.query_params.get("user", "") not in workspace.people:
            return PlainTextResponse("not allowed", status_code=403)
        if file is None or file.content is None:
            return PlainTextResponse("file not found", status_code=404)
        shown = files.as_payload(file, origin=workspace.origin, team_id=workspace.team.id)
        return Response(file.content, media_type=shown["mimetype"])

    return downloaded


async def _content(request: Request) -> bytes:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.body()
    async with request.form() as form:
        for part in form.values():
            if not isinstance(part, str):
                return await part.read()
    return b""
