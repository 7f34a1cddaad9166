"""The Web API's door: arguments, token, scope, pace, ordered troubles; then the method."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.slack import lost
from sandbox.slack.calls import Call, Method, Token
from sandbox.slack.faults import Fault
from sandbox.slack.methods import chat, conversations, files, identity, unfurls, views
from sandbox.slack.wire import Payload, SlackError
from sandbox.slack.workspace import Workspace

_SERIOUS = {"503": 503, "500": 500}


def methods() -> dict[str, Method]:
    """List the methods there are."""
    return {
        **identity.methods(),
        **conversations.methods(),
        **chat.methods(),
        **unfurls.methods(),
        **views.methods(),
        **files.methods(),
    }


def route(workspace: Workspace) -> Route:
    """Give the route of all methods."""
    return Route("/api/{method:path}", _endpoint(workspace, methods()), methods=["GET", "POST"])


def _endpoint(workspace: Workspace, known: dict[str, Method]) -> Callable[[Request], Awaitable[Response]]:
    async def called(request: Request) -> Response:
        name = request.path_params["method"]
        workspace.origin = str(request.base_url).rstrip("/")
        args: Payload = {}
        fault = workspace.faults.take(name)
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.retry_after)
        try:
            args, token = await _arguments(request)
            if fault is not None:
                _strike(fault)
            body = _answer(Call(workspace=workspace, args=args, token=token), name, known)
        except SlackError as error:
            workspace.calls.add(name, args, error=error.name)
            return _refusal(error)
        workspace.calls.add(name, args)
        if fault is not None and fault.kind == "drop":
            return await lost.hang_up()
        return JSONResponse({"ok": True, **body}, headers=_headers(workspace))

    return called


def _answer(call: Call, name: str, known: dict[str, Method]) -> Payload:
    method = known.get(name)
    if method is None:
        raise SlackError("unknown_method", also={"req_method": name})
    _authorize(call, method)
    call.workspace.pace.count(name, method.tier)
    body = method.act(call)
    if method.changes:
        call.workspace.world.changed()
    return body


def _authorize(call: Call, method: Method) -> None:
    if method.token is Token.NONE:
        return
    app = call.workspace.app
    if not call.token:
        raise SlackError("not_authed")
    if call.token not in {app.bot_token, app.app_token}:
        raise SlackError("invalid_auth")
    if not app.installed:
        raise SlackError("account_inactive")
    wanted = app.app_token if method.token is Token.APP else app.bot_token
    if call.token != wanted:
        raise SlackError("not_allowed_token_type")
    if method.scopes and not app.scopes.intersection(method.scopes):
        provided = ",".join(sorted(app.scopes))
        raise SlackError("missing_scope", also={"needed": ",".join(method.scopes), "provided": provided})


async def _arguments(request: Request) -> tuple[Payload, str]:
    args: Payload = dict(request.query_params)
    token = args.get("token", "")
    kind = request.headers.get("content-type", "").partition(";")[0]
    if kind == "application/json":
        args |= _json(await request.body())
    elif kind:
        args |= dict(await request.form())
        token = args.get("token", "")
    bearer = request.headers.get("authorization", "")
    # Slack takes the token of a JSON call from the header only.
    return args, bearer.removeprefix("Bearer ").strip() or str(token)


def _json(body: bytes) -> dict[str, Any]:
    try:
        decoded = json.loads(body or b"{}")
    except ValueError as error:
        raise SlackError("invalid_json") from error
    if not isinstance(decoded, dict):
        raise SlackError("json_not_object")
    return decoded


def _strike(fault: Fault) -> None:
    if fault.kind == "ratelimited":
        raise SlackError("ratelimited", retry_after=fault.retry_after)
    if fault.kind.startswith("error:"):
        raise SlackError(fault.kind.removeprefix("error:"))
    if fault.kind in _SERIOUS:
        raise SlackError(fault.kind)


def _refusal(error: SlackError) -> Response:
    if error.name in _SERIOUS:
        return Response("upstream connect error", status_code=_SERIOUS[error.name])
    if error.retry_after is not None:
        headers = {"Retry-After": str(error.retry_after)}
        return JSONResponse(error.answer(), status_code=429, headers=headers)
    return JSONResponse(error.answer())


def _headers(workspace: Workspace) -> dict[str, str]:
    return {"X-OAuth-Scopes": ",".join(sorted(workspace.app.scopes)), "X-Slack-Req-Id": "sandbox"}
