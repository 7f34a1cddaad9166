"""Socket Mode: hello, envelopes, acknowledgements, the refresh."""

import asyncio
import json
from contextlib import suppress

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.slack import delivery, line
from sandbox.slack.wire import Payload
from sandbox.slack.workspace import Workspace

_REFRESH_SECONDS = 18_060
_FAREWELL_SECONDS = 10.0
_GONE = (WebSocketDisconnect, RuntimeError)


def route(workspace: Workspace) -> WebSocketRoute:
    """Give the route an app's socket connects to."""

    async def connected(socket: WebSocket) -> None:
        ticket = socket.query_params.get("ticket", "")
        if ticket not in workspace.line.tickets:
            await socket.close(code=1008)
            return
        workspace.line.tickets.discard(ticket)
        await socket.accept()
        if len(workspace.line.sockets) >= line.MOST:
            await _part(socket, "too_many_websockets")
            await socket.close()
            return
        await _serve(workspace, socket)

    return WebSocketRoute("/slack/socket", connected)


async def refresh(workspace: Workspace, *, reason: str = "refresh_requested") -> int:
    """Ask every socket to come back through a new door, as Slack does every few hours; tell how many."""
    sockets = list(workspace.line.sockets)
    for socket in sockets:
        if reason != "warning":  # a warned socket is used until the real request comes
            workspace.line.sockets.remove(socket)
            workspace.line.leaving.append(socket)
            delivery.later(workspace, _see_off_later(workspace, socket))
        try:
            await _part(socket, reason)
        except _GONE:
            workspace.line.drop(socket)
    workspace.world.changed()
    return len(sockets)


async def _serve(workspace: Workspace, socket: WebSocket) -> None:
    workspace.line.sockets.append(socket)
    workspace.world.changed()
    try:
        await socket.send_text(json.dumps(_hello(workspace)))
        if workspace.line.leaving:  # the app came back, so one of its old sockets has done its work
            await _see_off(workspace, workspace.line.leaving[0])
        while True:
            _take_in(workspace, await socket.receive_text())
    except _GONE:
        pass
    finally:
        workspace.line.drop(socket)
        workspace.world.changed()


def _take_in(workspace: Workspace, text: str) -> None:
    try:
        acknowledgement = json.loads(text)
    except ValueError:
        return
    if isinstance(acknowledgement, dict) and isinstance(acknowledgement.get("envelope_id"), str):
        payload = acknowledgement.get("payload")
        answer = payload if isinstance(payload, dict) else {}
        workspace.line.resolve(acknowledgement["envelope_id"], answer)


def _hello(workspace: Workspace) -> Payload:
    return {
        "type": "hello",
        "num_connections": len(workspace.line.sockets),
        "debug_info": {
            "host": "applink-sandbox",
            "build_number": 1,
            "approximate_connection_time": _REFRESH_SECONDS,
        },
        "connection_info": {"app_id": workspace.app.id},
    }


async def _part(socket: WebSocket, reason: str) -> None:
    parting = {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-sandbox"}}
    await socket.send_text(json.dumps(parting))


async def _see_off(workspace: Workspace, socket: WebSocket) -> None:
    workspace.line.drop(socket)
    with suppress(*_GONE):
        await socket.close()


async def _see_off_later(workspace: Workspace, socket: WebSocket) -> None:
    await asyncio.sleep(_FAREWELL_SECONDS)
    if socket in workspace.line.leaving:
        await _see_off(workspace, socket)
