"""Starting and stopping the whole sandbox, with a guest in place of the application."""

import asyncio
import json
import os
import signal
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from sandbox import hosting, memory
from sandbox.world import World


@dataclass(slots=True)
class Guest:
    """Stand where the application would: say something in #recruiting, look around, and end the evening."""

    environ: Mapping[str, str]
    world: World
    words: str = ""
    heard: list[str] = field(default_factory=list)
    stopped: bool = False

    def start(self) -> None:
        if self.words:
            self._ask("message", {"user": "U0ANA", "channel": "C0RECRUIT", "text": self.words})
        state = self._ask("state?user=U0ANA")
        self.heard = [one["text"] for channel in state["channels"] for one in channel["messages"]]
        os.kill(os.getpid(), signal.SIGTERM)

    def stop(self) -> None:
        self.stopped = self._ask("state?user=U0ANA")["connected"] is False  # the server still answers

    def next_event(self) -> datetime | None:
        return None

    def _ask(self, what: str, body: dict[str, Any] | None = None) -> Any:
        url = self.environ["SLACK_API_URL"].removesuffix("api/") + f"sandbox/slack/{what}"
        request = urllib.request.Request(url, data=json.dumps(body).encode() if body else None)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)


def test_what_was_said_before_a_stop_is_there_after_the_next_start(tmp_path: Path) -> None:
    first, _ = host(tmp_path, words="Good evening")

    second, said = host(tmp_path)

    assert first.stopped
    assert second.heard == ["Good evening"]
    assert second.world.offset == first.world.offset
    assert "The world is as you left it; --fresh forgets it." in said


def test_a_fresh_start_forgets(tmp_path: Path) -> None:
    host(tmp_path, words="Good evening")
    (tmp_path / hosting.DATABASE).write_text("old")

    guest, _ = host(tmp_path, fresh=True)

    assert guest.heard == []
    assert not (tmp_path / hosting.DATABASE).exists()


def test_a_damaged_world_is_laid_aside_and_said(tmp_path: Path) -> None:
    (tmp_path / memory.SNAPSHOT).write_bytes(b"broken")

    guest, said = host(tmp_path)

    assert guest.heard == []
    assert said[0].startswith("The remembered world could not be read, so this is a fresh one.")
    assert (tmp_path / "old" / memory.SNAPSHOT).read_bytes() == b"broken"


def test_a_world_of_another_version_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    host(tmp_path, words="Good evening")
    monkeypatch.setattr(hosting, "_alike", lambda old, fresh: False)

    guest, said = host(tmp_path)

    assert guest.heard == []
    assert "of another version" in said[0]


def test_a_first_start_begins_on_a_working_morning(tmp_path: Path) -> None:
    guest, said = host(tmp_path)

    now = guest.world.now().astimezone(datetime.now().astimezone().tzinfo)
    assert now.weekday() < 5
    assert said[0].startswith("Overture's sandbox: http://127.0.0.1:")


def test_the_application_is_pointed_at_the_stand_ins_only(tmp_path: Path) -> None:
    options = hosting.Options(port=8700, web_port=8701, folder=tmp_path, fresh=False)

    environ = hosting.environment(options, 8700)

    addresses = [value for name, value in environ.items() if name.endswith("_URL")]
    assert all("127.0.0.1" in address for address in addresses if address.startswith("http"))
    assert environ["DATABASE_URL"] == f"sqlite:///{tmp_path}/overture.db"
    assert environ["ENCRYPTION_KEYS"] == hosting.encryption_key(tmp_path)


def host(folder: Path, *, words: str = "", fresh: bool = False) -> tuple[Guest, list[str]]:
    """Serve for one evening; give the guest and what was printed."""
    guests: list[Guest] = []
    said: list[str] = []

    def build(environ: Mapping[str, str], world: World) -> Guest:
        guests.append(Guest(environ, world, words))
        return guests[-1]

    options = hosting.Options(port=0, web_port=8701, folder=folder, fresh=fresh)
    asyncio.run(hosting.host(options, build, said.append))
    return guests[0], said
