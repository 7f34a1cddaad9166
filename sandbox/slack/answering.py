"""The door of response_url: answers after the three seconds are over."""

import json
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from sandbox.slack import content, posting, showable
from sandbox.slack.messages import Message
from sandbox.slack.responses import ResponseUrl
from sandbox.slack.wire import Payload, SlackError
from sandbox.slack.workspace import Workspace


def route(workspace: Workspace) -> Route:
    """Give the route of all response URLs."""
    return Route("/slack/response/{name}", _endpoint(workspace), methods=["POST"])


def _endpoint(workspace: Workspace) -> Callable[[Request], Awaitable[Response]]:
    async def answered(request: Request) -> Response:
        address = workspace.response_urls.get(request.path_params["name"])
        trouble = address.trouble(workspace.world.now()) if address else "invalid_url"
        if address is None or trouble:
            return JSONResponse({"ok": False, "error": trouble}, status_code=404)
        try:
            _show(workspace, address, _read(await request.body()))
        except SlackError as error:
            workspace.calls.add("(response_url)", {}, error=error.name)
            return JSONResponse(error.answer(), status_code=500)
        address.uses += 1
        workspace.world.changed()
        return PlainTextResponse("ok")

    return answered


def _show(workspace: Workspace, address: ResponseUrl, said: Payload) -> None:
    clicked = _clicked(workspace, address)
    if said.get("delete_original") and clicked is not None:
        posting.remove(workspace, clicked)
        return
    words = content.read(said)
    if words.empty:
        raise SlackError("no_text")
    showable.demand(workspace, words)
    if said.get("replace_original") and clicked is not None:
        posting.change(workspace, clicked, words)
        return
    only = None if said.get("response_type") == "in_channel" else address.user
    channel = workspace.channels[address.channel]
    posting.say(workspace, channel, words, thread_ts=said.get("thread_ts"), ephemeral_for=only)


def _clicked(workspace: Workspace, address: ResponseUrl) -> Message | None:
    return workspace.channels[address.channel].find(address.ts) if address.ts else None


def _read(body: bytes) -> Payload:
    try:
        said = json.loads(body)
    except ValueError as error:
        raise SlackError("invalid_payload") from error
    if not isinstance(said, dict):
        raise SlackError("invalid_payload")
    return said
