"""People say how they are: a status, and when it goes."""

from sandbox.slack import statuses
from sandbox.slack.control.asked import Asked
from sandbox.slack.statuses import PROPOSED, Status
from sandbox.slack.wire import Payload, Refused
from sandbox.slack.workspace import Workspace


async def put(asked: Asked) -> Payload:
    """Take a status: one that Slack proposes, by its text, or any text, emoji and expiration; none clears it."""
    workspace, person = asked.workspace, asked.workspace.person(asked.user())
    proposed, now = asked.text("proposed"), workspace.world.now()
    if proposed:
        found = next((one for one in PROPOSED if one.text == proposed), None)
        if found is None:
            raise Refused(f"Slack proposes no status {proposed}.", status=404)
        status = found.taken(now, person.tz)
    else:
        status = Status(
            emoji=asked.text("emoji"), text=asked.text("text"), expiration=asked.number("expiration", 0)
        )
    workspace.statuses[person.id] = status
    workspace.world.changed()
    return {"ok": True, "status": shown(workspace, person.id)}


def shown(workspace: Workspace, user: str) -> Payload:
    """Show somebody's status as it stands."""
    status = statuses.current(workspace.statuses.get(user, statuses.NONE), workspace.world.now())
    return {"emoji": status.emoji, "text": status.text, "expiration": status.expiration}


def proposed() -> list[Payload]:
    """List what Slack proposes."""
    return [{"emoji": one.emoji, "text": one.text} for one in PROPOSED]
