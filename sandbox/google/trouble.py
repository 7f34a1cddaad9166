"""How a planned fault is played out on the wire."""

import asyncio
import socket
import struct
from collections.abc import Callable

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from sandbox.google import asks
from sandbox.google.accounts import Google
from sandbox.google.asks import Answer, Ask
from sandbox.google.faults import Fault

Perform = Callable[[Google, Ask], Answer]

HARD = struct.pack("ii", 1, 0)


class Cut(Response):
    """An answer that never comes: the connection closes after `told` bytes, by reset when it is `hard`."""

    def __init__(self, *, told: bytes = b"", hard: bool = False) -> None:
        super().__init__()
        self.told = told
        self.hard = hard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Close the connection under the server, then wait until the server has noticed."""
        transport = _transport(receive)
        if self.told:
            transport.write(self.told)
        if self.hard:
            connection = transport.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, HARD)
        transport.close()
        while (await receive())["type"] != "http.disconnect":
            pass


async def play(fault: Fault, google: Google, ask: Ask, perform: Perform) -> Response:
    """Answer a call as the fault will have it: carried out or not, told or not."""
    if fault.seconds():
        await asyncio.sleep(fault.seconds())
        return perform(google, ask).response()
    done = perform(google, ask) if fault.carries_out() else None
    if done is None:
        google.log.note(ask.method, ask.path, 0)
    match fault.kind:
        case "lost_answer" | "drop_before" | "reset":
            google.log.blame(fault.kind, 0)
            return Cut(hard=fault.kind == "reset")
        case "half_answer":
            google.log.blame(fault.kind, 0)
            return Cut(told=_half(done))
    refusal = asks.refusal(fault.refusal(google.world.now()))
    google.log.blame(fault.kind, refusal.status)
    return refusal.response()


def _half(answer: Answer | None) -> bytes:
    body = answer.payload() if answer else b""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body[: len(body) // 2]


def _transport(receive: Receive) -> asyncio.Transport:
    # ASGI has no word for "hang up"; uvicorn's request cycle, whose method `receive` is, holds the transport.
    cycle = getattr(receive, "__self__", None)
    transport = getattr(cycle, "transport", None)
    if not isinstance(transport, asyncio.Transport):
        raise TypeError("a connection can only be cut under uvicorn, without middleware around receive")
    return transport
