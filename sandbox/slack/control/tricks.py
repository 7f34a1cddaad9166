"""What no person can do but a test must: order troubles, read the log, refresh sockets, uninstall."""

import asyncio

from sandbox.slack import events, ids, signed, socket
from sandbox.slack.control.asked import Asked
from sandbox.slack.faults import Fault
from sandbox.slack.wire import Payload, Refused

_KINDS = ("ratelimited", "drop", "slow", "503", "500")


async def fault(asked: Asked) -> Payload:
    """Order a trouble for the next calls of a method."""
    kind = asked.needed("kind")
    if kind not in _KINDS and not kind.startswith("error:"):
        raise Refused(f"A trouble is one of {', '.join(_KINDS)}, or error:<name>.", status=400)
    ordered = Fault(
        method=asked.text("method"),
        kind=kind,
        times=asked.number("times", 1),
        retry_after=asked.number("retry_after", 1),
    )
    asked.workspace.faults.waiting.append(ordered)
    return {"ok": True}


async def refuse(asked: Asked) -> Payload:
    """Say which kinds of block this workspace does not have yet; none is all of them have come."""
    kinds = asked.body.get("blocks")
    if not isinstance(kinds, list):
        raise Refused("blocks must be a list of kinds.", status=400)
    asked.workspace.refused_blocks = {str(kind) for kind in kinds}
    return {"ok": True, "blocks": sorted(asked.workspace.refused_blocks)}


async def refresh(asked: Asked) -> Payload:
    """Ask all sockets to reconnect, or only warn them."""
    reason = asked.text("reason") or "refresh_requested"
    if reason not in {"refresh_requested", "warning"}:
        raise Refused("The reason is refresh_requested or warning.", status=400)
    return {"ok": True, "sockets": await socket.refresh(asked.workspace, reason=reason)}


async def pace(asked: Asked) -> Payload:
    """Say how far above its promises Slack lets the app go: 1 is to the letter, 3 is usual."""
    generosity = asked.body.get("generosity")
    if not isinstance(generosity, int | float) or generosity <= 0:
        raise Refused("generosity must be a number above 0.", status=400)
    asked.workspace.pace.generosity = float(generosity)
    return {"ok": True}


async def calls(asked: Asked) -> Payload:
    """Read the log of Web API calls after a number."""
    since = asked.text("since") or "0"
    if not since.isdigit():
        raise Refused("since must be a whole number.", status=400)
    return {"calls": asked.workspace.calls.since(int(since))}


async def uninstall(asked: Asked) -> Payload:
    """Remove the app from the workspace: its tokens die, and it is told."""
    asked.workspace.app.installed = False
    await events.uninstalled(asked.workspace)
    return {"ok": True}


async def install(asked: Asked) -> Payload:
    """Install the app again, with the scopes named or those it had."""
    app = asked.workspace.app
    app.installed = True
    scopes = asked.body.get("scopes")
    if isinstance(scopes, list):
        app.scopes = {str(scope) for scope in scopes}
    return {"ok": True, "scopes": sorted(app.scopes)}


async def request_url(asked: Asked) -> Payload:
    """Send payloads to an address from now on, once it proved to be the app's; "" returns to sockets."""
    workspace, address = asked.workspace, asked.text("url")
    if not address:
        workspace.request_url = None
        return {"ok": True}
    challenge = ids.secret()
    told = {"token": workspace.app.verification_token, "challenge": challenge, "type": "url_verification"}
    letter = signed.letter(told, form=False)
    headers = signed.headers(letter, secret=workspace.app.signing_secret)
    try:
        answer = await asyncio.to_thread(
            signed.send, address, letter, headers, timeout=workspace.ack_deadline
        )
    except (signed.NotAccepted, TimeoutError) as error:
        raise Refused("The address did not answer the challenge.") from error
    if challenge not in {answer.get("challenge"), answer.get("text")}:
        raise Refused("The address did not give the challenge back.")
    workspace.request_url = address
    return {"ok": True}
