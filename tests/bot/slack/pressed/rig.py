"""The application between a database file and a Slack that listens: one press, and all that came of it."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from slack_bolt import BoltRequest

from bot.outreach.house import House
from bot.outreach.mailboxes.connecting import Door, Sessions
from bot.outreach.people import Who
from bot.outreach.plans.trying import Bench
from bot.report import drawings
from bot.slack import routes, runner, showing
from bot.slack.homes import HomeDrawer
from bot.slack.poster import SlackPoster
from bot.slack.room import Room
from bot.slack.work import Work
from bot.workers.notifier import Notifier
from gmail.oauth import Google
from storage.database import Database
from storage.vault import Vault
from tests.bot.slack.pressed.slack import FILES, Call, Json, Slack
from tests.builders import NOW
from tests.conftest import KEY
from tests.fakes import MovedClock

NOWHERE = "http://127.0.0.1:9"
OTHERS_BUSINESS = {"seen", "recruiters", "consents"}
"""Tables that say who came by and set out, not what was done."""


class AtOnce(Executor):
    """Do at once what is given to be done, so that nothing is left to wait for."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do it."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  whoever waits for it hears of it
            future.set_exception(error)
        return future


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What came of a press: what Slack was asked to do, and what it was answered."""

    calls: tuple[Call, ...]
    answer: Json

    def __str__(self) -> str:
        """Give everything that was said, as one text."""
        said = [self.answer, *(call.asked for call in self.calls)]
        return json.dumps(said, ensure_ascii=False)


class Rig:
    """One application on one file, which can be put back to how a template has it."""

    def __init__(self, file: Path, slack: Slack, *, door: Door, house: House) -> None:
        self.file = file
        self.slack = slack
        self.db = Database(f"sqlite:///{file}", Vault([KEY]))
        bench = Bench(self.db, Sessions(self.db, door.google, lambda: NOW), house, lambda: NOW)
        self.room = Room(db=self.db, house=house, door=door, clock=lambda: NOW, bench=bench)
        self.client = runner.client(slack.url, "xoxb-pressed")
        self._work = Work()
        self._posting = MovedClock(NOW)
        self._bolt = runner.app(self.client, "", AtOnce())
        routes.register(self._bolt, self.room, self._work)

    def press(self, body: Json) -> Heard:
        """Let Slack tell the application something, and wait until all of it is done, tabs drawn included."""
        self.slack.taken()
        if "response_url" in body:
            body = body | {"response_url": f"{self.slack.url}/{body['response_url']}"}
        body = json.loads(json.dumps(body).replace(FILES, f"{self.slack.url}/files"))
        found = self._bolt.dispatch(BoltRequest(body=body, mode="socket_mode"))
        assert found.status == 200, (found.status, found.body, body)
        assert self._work.rest()
        HomeDrawer(self.room.homes, self._draw_home).tick()
        answer = json.loads(found.body) if (found.body or "").startswith("{") else {}
        return Heard(calls=tuple(self.slack.taken()), answer=answer)

    def post(self) -> list[Call]:
        """Post every notice that is owed."""
        self.slack.taken()
        poster = SlackPoster(self.room, self.client, drawings.as_png)
        while Notifier(self.db, poster, self.room.house, self._posting).tick():
            self._posting.now += timedelta(seconds=1)
        return self.slack.taken()

    def put_back(self, template: Path) -> None:
        """Have the file as a template has it."""
        self.rest()
        shutil.copy(template, self.file)

    def rest(self) -> None:
        """Let go of the file, so that it is whole and may be copied."""
        self.db.engine.dispose()
        self.db.forget_plans()
        self.room.homes.take()
        with closing(sqlite3.connect(self.file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def rows(self) -> dict[str, set[str]]:
        """Give every row of every table that says what was done."""
        with closing(sqlite3.connect(self.file)) as connection:
            named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            tables = sorted({name for (name,) in named} - OTHERS_BUSINESS)
            return {name: set(map(repr, connection.execute(f'SELECT * FROM "{name}"'))) for name in tables}

    def leave(self) -> None:
        """Close everything."""
        self._work.leave(10)
        self.db.close()

    def _draw_home(self, who: Who) -> None:
        showing.home(self.room, self.client, who)


def door(*, delegated: Any = None) -> Door:
    """Give the way to a Google that nobody answers at; with a service account it asks for addresses."""
    google = Google(
        client_id="pressed", client_secret="pressed", service=delegated, api_url=NOWHERE, auth_url=NOWHERE,
        token_url=f"{NOWHERE}/token", revoke_url=f"{NOWHERE}/revoke",
    )  # fmt: skip
    return Door(google=google, redirect_uri=f"{NOWHERE}/google/callback", delegated=("@acme.example",))
