"""Bring payloads to the app, through a socket or as signed HTTP, and wait three seconds for its answer."""

import asyncio
import json
import uuid
from collections.abc import Coroutine
from dataclasses import dataclass
from enum import StrEnum

import structlog
from starlette.websockets import WebSocketDisconnect

from sandbox.slack import signed
from sandbox.slack.wire import Payload
from sandbox.slack.workspace import Workspace

log = structlog.get_logger()


class Kind(StrEnum):
    """The three kinds of envelope."""

    EVENT = "events_api"
    INTERACTION = "interactive"
    COMMAND = "slash_commands"


class Outcome(StrEnum):
    """What became of a payload."""

    ACKNOWLEDGED = "acknowledged"
    LATE = "operation_timeout"
    UNREACHABLE = "dispatch_failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The app's answer: its acknowledgement's payload, empty when it only acknowledged."""

    outcome: Outcome
    payload: Payload

    @property
    def arrived(self) -> bool:
        """Tell whether the app acknowledged in time."""
        return self.outcome is Outcome.ACKNOWLEDGED


async def ask(workspace: Workspace, kind: Kind, payload: Payload, *, attempt: int = 0) -> Answer:
    """Bring one payload to the app and wait for its acknowledgement."""
    try:
        if workspace.request_url is not None:
            answer = await _by_request(workspace, kind, payload, attempt=attempt)
        else:
            answer = await _by_socket(workspace, kind, payload, attempt=attempt)
        return Answer(outcome=Outcome.ACKNOWLEDGED, payload=answer)
    except TimeoutError:
        return Answer(outcome=Outcome.LATE, payload={})
    except signed.NotAccepted:
        return Answer(outcome=Outcome.UNREACHABLE, payload={})


def later(workspace: Workspace, work: Coroutine[None, None, None]) -> None:
    """Do something without letting anybody wait for it."""
    task = asyncio.get_running_loop().create_task(work)
    workspace.line.tasks.add(task)
    task.add_done_callback(workspace.line.tasks.discard)


async def tell(workspace: Workspace, kind: Kind, payload: Payload) -> None:
    """Bring a payload to the app whose answer changes nothing."""
    answer = await ask(workspace, kind, payload)
    if not answer.arrived:
        log.info("not acknowledged", kind=kind.value, outcome=answer.outcome.value)


async def _by_socket(workspace: Workspace, kind: Kind, payload: Payload, *, attempt: int) -> Payload:
    envelope = _envelope(kind, payload, attempt=attempt)
    future: asyncio.Future[Payload] = asyncio.get_running_loop().create_future()
    workspace.line.pending[envelope["envelope_id"]] = future
    try:
        await _send(workspace, json.dumps(envelope))
        return await asyncio.wait_for(future, workspace.ack_deadline)
    finally:
        del workspace.line.pending[envelope["envelope_id"]]


async def _send(workspace: Workspace, text: str) -> None:
    while (socket := workspace.line.any_socket()) is not None:
        try:
            await socket.send_text(text)
            return
        except (
            WebSocketDisconnect,
            RuntimeError,
        ):  # it went away while we wrote: another one may still be there
            workspace.line.drop(socket)
    raise signed.NotAccepted


async def _by_request(workspace: Workspace, kind: Kind, payload: Payload, *, attempt: int) -> Payload:
    letter = signed.letter(payload, form=kind is not Kind.EVENT, wrapped=kind is Kind.INTERACTION)
    headers = signed.headers(letter, secret=workspace.app.signing_secret)
    if attempt:
        headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": "http_timeout"}
    address = workspace.request_url or ""
    sending = asyncio.to_thread(signed.send, address, letter, headers, timeout=workspace.ack_deadline)
    return await asyncio.wait_for(sending, workspace.ack_deadline)


def _envelope(kind: Kind, payload: Payload, *, attempt: int) -> Payload:
    answerable = kind is Kind.COMMAND or payload.get("type") in {"view_submission", "block_suggestion"}
    envelope: Payload = {
        "envelope_id": str(uuid.uuid4()),
        "payload": payload,
        "type": kind.value,
        "accepts_response_payload": answerable,
    }
    if kind is Kind.EVENT:
        envelope |= {"retry_attempt": attempt, "retry_reason": "timeout" if attempt else ""}
    return envelope
