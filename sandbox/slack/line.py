"""The open sockets of the app and the answers we wait for."""

import asyncio
import random
from dataclasses import dataclass, field

from starlette.websockets import WebSocket, WebSocketState

from sandbox.slack.wire import Payload

MOST = 10


@dataclass(slots=True)
class Line:
    """What connects the workspace with the running app; never outlives the process."""

    sockets: list[WebSocket] = field(default_factory=list)
    leaving: list[WebSocket] = field(default_factory=list)
    tickets: set[str] = field(default_factory=set)
    pending: dict[str, asyncio.Future[Payload]] = field(default_factory=dict)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def any_socket(self) -> WebSocket | None:
        """Pick one open socket; nobody can tell which."""
        live = [socket for socket in self.sockets if socket.client_state is WebSocketState.CONNECTED]
        return random.choice(live) if live else None

    def drop(self, socket: WebSocket) -> None:
        """Forget a socket."""
        for sockets in (self.sockets, self.leaving):
            if socket in sockets:
                sockets.remove(socket)

    def resolve(self, envelope_id: str, payload: Payload) -> None:
        """Hand an acknowledgement to whoever waits for it."""
        future = self.pending.get(envelope_id)
        if future is not None and not future.done():
            future.set_result(payload)
