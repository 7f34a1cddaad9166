"""Views: modals and Home tabs as Slack keeps them."""

from dataclasses import dataclass, field

from sandbox.slack import ids, inputs, surfaces
from sandbox.slack.app import App, Team
from sandbox.slack.wire import Payload


@dataclass(slots=True, kw_only=True)
class View:
    """A modal or Home tab somebody has before their eyes; `content` is what the app sent."""

    id: str
    user: str
    content: Payload
    hash: str
    root_id: str
    previous_id: str | None = None
    here: str | None = None
    values: inputs.Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    busy: bool = False

    @property
    def everything(self) -> list[Payload]:
        """List the blocks."""
        blocks: list[Payload] = self.content["blocks"]
        return blocks

    @property
    def external_id(self) -> str:
        """Give the id the app chose, or nothing."""
        return str(self.content.get("external_id") or "")

    def wants(self, flag: str) -> bool:
        """Tell whether the app set this flag."""
        return bool(self.content.get(flag))


def replace(view: View, content: Payload) -> None:
    """Show new content in a view; what was typed survives where both names stayed the same."""
    kept = surfaces.without_nothing(content)
    view.content = {**kept, "blocks": surfaces.named(kept["blocks"])}
    view.values = inputs.values(view.everything, before=view.values, here=view.here)
    view.errors = {}
    view.hash = fresh_hash(view.hash)


def fresh_hash(before: str) -> str:
    """Make a hash that differs from the one before."""
    turn = int(before.partition(".")[0]) + 1 if before else 1
    return f"{turn}.{ids.short()}"


def as_payload(view: View, *, app: App, team: Team) -> Payload:
    """Show a view as Slack sends it to apps, state and hash included."""
    content = view.content
    modal = content["type"] == "modal"
    return {
        "id": view.id,
        "team_id": team.id,
        "type": content["type"],
        "blocks": view.everything,
        "private_metadata": content.get("private_metadata") or "",
        "callback_id": content.get("callback_id") or "",
        "external_id": view.external_id,
        "state": {"values": view.values},
        "hash": view.hash,
        "title": content.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": view.wants("clear_on_close"),
        "notify_on_close": view.wants("notify_on_close"),
        "submit_disabled": view.wants("submit_disabled"),
        "close": content.get("close"),
        "submit": content.get("submit"),
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id if modal else view.id,
        "app_id": app.id,
        "app_installed_team_id": team.id,
        "bot_id": app.bot_id,
    }
