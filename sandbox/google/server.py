"""Google's addresses on the sandbox's server."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.google import asks, batches, consent, control, gateway, reading, tokens, trouble, views
from sandbox.google.accounts import Google
from sandbox.google.control import Control, ControlError
from sandbox.google.errors import ApiError
from sandbox.google.trouble import Perform

Endpoint = Callable[[Request], Awaitable[Response]]

ANY = ["GET", "POST", "PUT", "DELETE", "PATCH"]
CONTROLS: dict[str, Control] = {
    "candidates": control.candidates,
    "answer": control.answer,
    "compose": control.compose,
    "deliver": control.deliver,
    "draft": control.draft,
    "read": control.read,
    "revoke": control.revoke,
    "grant": control.grant,
    "consent": control.decide,
    "fault": control.fault,
    "expire_history": control.expire_history,
    "rules": control.rules,
    "service_account": control.service_account,
    "delegation": control.delegation,
    "alias": control.alias,
}


def routes(google: Google) -> list[BaseRoute]:
    """List every route of the stand-in: Google's own addresses and the control API under /sandbox/google."""
    api = _front(google, gateway.perform)
    batch = _front(google, batches.perform)
    public: list[BaseRoute] = [
        Route("/gmail/v1/{rest:path}", api, methods=ANY),
        Route("/upload/gmail/v1/{rest:path}", api, methods=ANY),
        Route("/batch", batch, methods=["POST"]),
        Route("/batch/gmail/v1", batch, methods=["POST"]),
        Route("/o/oauth2/v2/auth", _front(google, consent.show), methods=["GET"]),
        Route("/o/oauth2/v2/auth", _front(google, consent.decide), methods=["POST"]),
        Route("/token", _front(google, tokens.exchange), methods=["POST"]),
        Route("/revoke", _front(google, tokens.revoke), methods=["POST"]),
        Route("/openid/userinfo", _front(google, tokens.userinfo), methods=["GET"]),
    ]
    return public + _looks(google) + [
        Route(f"/sandbox/google/{name}", _control(google, act), methods=["POST"])
        for name, act in CONTROLS.items()
    ]  # fmt: skip


def _looks(google: Google) -> list[BaseRoute]:
    async def state(_: Request) -> Response:
        return JSONResponse(views.state(google))

    async def mailbox(request: Request) -> Response:
        try:
            account = control.account_of(google, request.path_params["address"])
        except ControlError as error:
            return JSONResponse({"error": str(error)}, error.status)
        return JSONResponse(views.mailbox(account))

    async def file(request: Request) -> Response:
        asked = request.path_params
        try:
            message = control.account_of(google, asked["address"]).mailbox.messages[asked["id"]]
            found = reading.files(message.letter)[asked["number"]]
        except (ControlError, LookupError):
            return JSONResponse({"error": "There is no such file."}, 404)
        return Response(found.content, media_type=found.kind, headers={"Content-Disposition": "attachment"})

    async def calls(request: Request) -> Response:
        since = request.query_params.get("since", "0")
        return JSONResponse(google.log.since(int(since) if since.isdigit() else 0))

    return [
        Route("/sandbox/google/state", state, methods=["GET"]),
        Route("/sandbox/google/mailboxes/{address}", mailbox, methods=["GET"]),
        Route("/sandbox/google/mailboxes/{address}/{id}/files/{number:int}", file, methods=["GET"]),
        Route("/sandbox/google/calls", calls, methods=["GET"]),
    ]


def _front(google: Google, perform: Perform) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        ask = await asks.read(request)
        fault = google.faults.take(ask.method, ask.path)
        if fault:
            return await trouble.play(fault, google, ask, perform)
        return perform(google, ask).response()

    return endpoint


def _control(google: Google, act: Control) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        try:
            asked = (await asks.read(request)).json()
        except ApiError as error:
            return JSONResponse({"error": str(error)}, error.status)
        status, body = control.perform(act, google, asked)
        return JSONResponse(body, status)

    return endpoint
