"""The Slack workspace: everything the stand-in remembers."""

from typing import Any

from sandbox.slack import channels, people
from sandbox.slack.app import App, Team
from sandbox.slack.channels import Channel
from sandbox.slack.faults import CallLog, Faults
from sandbox.slack.files import File
from sandbox.slack.ids import Ids
from sandbox.slack.line import Line
from sandbox.slack.pace import Pace
from sandbox.slack.people import Person
from sandbox.slack.responses import ResponseUrl
from sandbox.slack.statuses import Status
from sandbox.slack.triggers import Triggers
from sandbox.slack.views import View
from sandbox.slack.wire import Refused
from sandbox.world import World

# What belongs to a running process: sockets, and clocks that stop with it.
_TRANSIENT = frozenset({"line", "triggers", "pace"})


class Workspace:
    """Remember people, channels, screens and files of one workspace with one app.

    It may be pickled, with whatever world its pickler gives it back. `ack_deadline` and `event_retries` are real
    seconds, `looking_through` seconds of the world: so long no block shows a file that was uploaded. `refused_blocks`
    are kinds of block there are not here yet. With `request_url` set, payloads go there as signed HTTP instead of
    through a socket.
    """

    def __init__(self, world: World) -> None:
        self.team = Team()
        self.app = App()
        self.people = people.cast()
        self.groups = people.groups()
        self.statuses: dict[str, Status] = {}
        self.channels = channels.cast()
        self.modals: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.notices: dict[str, list[str]] = {}
        self.files: dict[str, File] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.unfurls: dict[str, tuple[str, str]] = {}
        self.faults = Faults()
        self.calls = CallLog()
        self.ids = Ids()
        self.origin = ""
        self.request_url: str | None = None
        self.refused_blocks: set[str] = set()
        self.looking_through = 1.0
        self.ack_deadline = 3.0
        self.event_retries = (0.0, 60.0, 300.0)
        self.world = world
        self._begin()

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name not in _TRANSIENT}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.groups = people.groups()
        self.statuses = {}
        self.refused_blocks, self.looking_through = set(), 1.0
        self.__dict__.update(state)
        self._begin()
        for stack in self.modals.values():
            for view in stack:
                view.busy = False

    def _begin(self) -> None:
        self.line = Line()
        self.triggers = Triggers()
        self.pace = Pace()

    @property
    def connected(self) -> bool:
        """Tell whether the app can be reached."""
        return self.request_url is not None or self.line.any_socket() is not None

    def ts(self) -> str:
        """Make the timestamp of something that happens now."""
        return self.ids.ts(self.world.now())

    def person(self, user: str) -> Person:
        """Find somebody who can act; raise Refused for strangers and bots."""
        person = self.people.get(user)
        if person is None or person.is_bot:
            raise Refused(f"Nobody here is called {user}.", status=404)
        return person

    def direct(self, user: str) -> Channel:
        """Open the direct message between the app and a person."""
        for channel in self.channels.values():
            if channel.im_with == user:
                return channel
        opened = channels.direct(user, bot=self.app.bot_user)
        self.channels[opened.id] = opened
        return opened

    def stack(self, user: str) -> list[View]:
        """Give a person's open modals, bottom to top."""
        return self.modals.setdefault(user, [])

    def views(self) -> list[View]:
        """List every view anybody has before their eyes."""
        return [view for stack in self.modals.values() for view in stack] + list(self.homes.values())

    def notice(self, user: str, text: str) -> None:
        """Show a person what Slack would show when the app fails."""
        self.notices.setdefault(user, []).append(text)
        self.world.changed()
