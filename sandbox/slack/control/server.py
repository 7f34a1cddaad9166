"""The control API's door: everything a person can do, JSON in and out."""

from collections.abc import Awaitable, Callable

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.slack.control import elements, modals, state, status, talk, tricks
from sandbox.slack.control.asked import Asked
from sandbox.slack.wire import Payload, Refused
from sandbox.slack.workspace import Workspace

_Act = Callable[[Asked], Awaitable[Payload]]
_Endpoint = Callable[[Request], Awaitable[Response]]
_ROOT = "/sandbox/slack"


def routes(workspace: Workspace) -> list[Route]:
    """Give the routes of the control API."""
    reading: dict[str, _Act] = {"state": state.show, "calls": tricks.calls}
    doing: dict[str, _Act] = {
        "command": talk.command,
        "message": talk.post,
        "shortcut": talk.shortcut,
        "home": talk.home,
        "status": status.put,
        "action": elements.act,
        "type": elements.act,
        "options": elements.suggest,
        "submit": modals.submit,
        "close": modals.close,
        "fault": tricks.fault,
        "refuse": tricks.refuse,
        "refresh": tricks.refresh,
        "pace": tricks.pace,
        "install": tricks.install,
        "uninstall": tricks.uninstall,
        "request_url": tricks.request_url,
    }
    return [
        *(_route(workspace, name, act, method="GET") for name, act in reading.items()),
        *(_route(workspace, name, act, method="POST") for name, act in doing.items()),
        Route(f"{_ROOT}/upload", _uploading(workspace), methods=["POST"]),
    ]


def _route(workspace: Workspace, name: str, act: _Act, *, method: str) -> Route:
    async def asked(request: Request) -> Response:
        # A browser may know this server by another name than the app, which fetches files at the one it uses.
        workspace.origin = workspace.origin or str(request.base_url).rstrip("/")
        try:
            body = await _body(request)
            return JSONResponse(await act(Asked(workspace=workspace, body=body)))
        except Refused as refusal:
            return JSONResponse({"error": refusal.sentence}, status_code=refusal.status)

    return Route(f"{_ROOT}/{name}", asked, methods=[method])


def _uploading(workspace: Workspace) -> _Endpoint:
    async def asked(request: Request) -> Response:
        workspace.origin = workspace.origin or str(request.base_url).rstrip("/")
        async with request.form() as form:
            fields: Payload = {name: value for name, value in form.items() if isinstance(value, str)}
            sent = form.get("file")
            try:
                if not isinstance(sent, UploadFile):
                    raise Refused("Send a file.", status=400)
                return JSONResponse(await elements.upload(Asked(workspace=workspace, body=fields), sent))
            except Refused as refusal:
                return JSONResponse({"error": refusal.sentence}, status_code=refusal.status)

    return asked


async def _body(request: Request) -> Payload:
    if request.method == "GET":
        return dict(request.query_params)
    if not await request.body():
        return {}
    try:
        body = await request.json()
    except ValueError as error:
        raise Refused("The body must be JSON.", status=400) from error
    if not isinstance(body, dict):
        raise Refused("The body must be a JSON object.", status=400)
    return body
