"""What a person asks through the control API, read and checked."""

from dataclasses import dataclass

from sandbox.slack import surfaces
from sandbox.slack.channels import Channel
from sandbox.slack.messages import Message
from sandbox.slack.surfaces import Placed
from sandbox.slack.views import View
from sandbox.slack.wire import Payload, Refused
from sandbox.slack.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request of the control API."""

    workspace: Workspace
    body: Payload

    def text(self, name: str) -> str:
        """Give a field as text; nothing where it is absent."""
        value = self.body.get(name)
        return "" if value is None else str(value)

    def needed(self, name: str) -> str:
        """Give a field that must be there."""
        if text := self.text(name):
            return text
        raise Refused(f"Say {name}.", status=400)

    def part(self, name: str) -> Payload:
        """Give a field that is an object; an empty one where it is absent."""
        value = self.body.get(name) or {}
        if not isinstance(value, dict):
            raise Refused(f"{name} must be an object.", status=400)
        return value

    def number(self, name: str, default: int) -> int:
        """Give a field that is a whole number."""
        value = self.body.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise Refused(f"{name} must be a whole number.", status=400)
        return value

    def user(self) -> str:
        """Give the person who acts; what was shown to them before is gone."""
        person = self.workspace.person(self.needed("user"))
        self.workspace.notices.pop(person.id, None)
        return person.id

    def channel(self) -> Channel:
        """Give the channel they act in; none named means the app's direct message."""
        user, name = self.needed("user"), self.text("channel")
        channel = self.workspace.channels.get(name) if name else self.workspace.direct(user)
        if channel is None or user not in channel.members:
            raise Refused(f"{user} is in no channel {name}.", status=404)
        return channel

    def message(self) -> Message:
        """Give a message they can see."""
        channel, ts = self.channel(), self.needed("ts")
        message = channel.find(ts)
        if message is None or message.ephemeral_for not in {None, self.needed("user")}:
            raise Refused(f"There is no message {ts} to be seen here.", status=404)
        return message

    def view(self) -> View:
        """Give a view they can act on: their Home tab, or the modal on top."""
        user, name = self.needed("user"), self.needed("view_id")
        home, stack = self.workspace.homes.get(user), self.workspace.stack(user)
        if home is not None and home.id == name:
            return home
        if not any(view.id == name for view in stack):
            raise Refused(f"The view {name} is not open.", status=404)
        if stack[-1].id != name:
            raise Refused(f"The view {name} is not on top.")
        return stack[-1]

    def surface(self) -> View | Message:
        """Give the view or message they act on."""
        return self.view() if self.text("view_id") else self.message()

    def placed(self, surface: View | Message) -> Placed:
        """Give the element they act on."""
        block_id, action_id = self.needed("block_id"), self.needed("action_id")
        placed = surfaces.find(surface, block_id, action_id)
        if placed is None:
            raise Refused(f"There is no {action_id} in a block {block_id} here.", status=404)
        return placed
