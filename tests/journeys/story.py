"""What people do in the story, said the way they would say it; everything goes through the sandbox's HTTP API."""

import json
import re
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import quote

from cryptography.fernet import Fernet
from sqlalchemy import and_, or_

from bot import app, settings
from bot.app import Application
from sandbox.slack.workspace import Workspace
from sandbox.world import World
from storage.models import Mailbox, Notice, Touch
from storage.statuses import NoticeStatus, TouchStatus

T = TypeVar("T")
KEY = Fernet.generate_key().decode()
ANA = "U0ANA"
PATIENCE = 10.0


def ask(url: str, body: Any = None) -> Any:
    """Send JSON, or fetch it; an error answer is returned as it is."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, headers={"content-type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return json.loads(error.read())


def soon(look: Callable[[], T], patience: float = PATIENCE) -> T:
    """Look until there is something to see."""
    until = time.monotonic() + patience
    while not (seen := look()) and time.monotonic() < until:
        time.sleep(0.02)
    assert seen, "it did not happen in time"
    return seen


def free_port() -> int:
    """Find a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Story:
    """One world with Overture in it, and Ana at her desk."""

    def __init__(
        self, *, address: str, world: World, database_url: str, workspace: Workspace | None = None
    ) -> None:
        self.address = address
        self.world = world
        self.database_url = database_url
        self.workspace = workspace or Workspace(world)
        self.web = f"http://127.0.0.1:{free_port()}"
        self.overture: Application | None = None
        self.changes: dict[str, str] = {}

    def environment(self) -> dict[str, str]:
        """Give the settings that point Overture at the stand-ins."""
        return {
            "SLACK_BOT_TOKEN": "xoxb-sandbox",
            "SLACK_APP_TOKEN": "xapp-sandbox",
            "SLACK_API_URL": f"{self.address}/api/",
            "GMAIL_API_URL": self.address,
            "GOOGLE_AUTH_URL": f"{self.address}/o/oauth2/v2/auth",
            "GOOGLE_TOKEN_URL": f"{self.address}/token",
            "GOOGLE_REVOKE_URL": f"{self.address}/revoke",
            "GOOGLE_CLIENT_ID": "sandbox-client",
            "GOOGLE_CLIENT_SECRET": "sandbox-secret",
            **{"DATABASE_URL": self.database_url, "ENCRYPTION_KEYS": KEY},
            "PUBLIC_URL": self.web,
            "WEB_PORT": self.web.rpartition(":")[2],
            **self.changes,
        }

    def start(self) -> None:
        """Start Overture."""
        self.overture = app.build(settings.load(self.environment()), clock=self.world.now)
        self.overture.start()

    def stop(self) -> None:
        """Stop Overture."""
        if self.overture is not None:
            self.overture.stop()
        self.overture = None

    def restart(self) -> None:
        """Stop Overture and start it anew; nothing lives in memory."""
        self.stop()
        self.start()

    def work(self) -> None:
        """Let every loop run until nothing is left to do, what Overture's own threads are at included."""
        assert self.overture is not None
        for _ in range(40):
            done, is_busy = self.overture.tick(), self._is_busy()
            if not done and not is_busy:
                return
            time.sleep(0.02 if is_busy else 0)

    def _is_busy(self) -> bool:
        """Tell whether another thread works on a mailbox or posts a message."""
        assert self.overture is not None
        with self.overture.db.reading() as tx:
            leased = tx.query(Mailbox).filter(Mailbox.lease_until.is_not(None)).count()
            return leased + tx.query(Notice).filter(Notice.status == NoticeStatus.POSTING).count() > 0

    def work_off(self, patience: float = 3.0) -> None:
        """Let every loop run until no mail is due any more, though another thread may be at it; or so many seconds."""
        self.work()
        until = time.monotonic() + patience
        while self._is_mail_due() and time.monotonic() < until:
            time.sleep(0.02)
            self.work()

    def _is_mail_due(self) -> bool:
        assert self.overture is not None
        due = and_(Touch.status == TouchStatus.SCHEDULED, Touch.due_at <= self.world.now())
        with self.overture.db.reading() as tx:
            waiting = tx.query(Touch).filter(Touch.mailbox_id.is_not(None))
            return waiting.filter(or_(due, Touch.status == TouchStatus.CLAIMED)).count() > 0

    def pass_time(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> None:
        """Move the world's clock."""
        self.world.offset += timedelta(days=days, hours=hours, minutes=minutes)

    def later(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> None:
        """Let time pass, and Overture do what is due."""
        self.pass_time(days=days, hours=hours, minutes=minutes)
        self.work()

    # Slack

    def slack(self, what: str, **body: Any) -> Any:
        """Do something in Slack as Ana."""
        return ask(f"{self.address}/sandbox/slack/{what}", {"user": ANA, **body})

    def screen(self) -> Any:
        """Look at Ana's Slack."""
        return ask(f"{self.address}/sandbox/slack/state?user={ANA}")

    def modal(self, callback: str = "") -> Any:
        """Wait for the modal on top, of one kind if named."""

        def look() -> Any:
            modals = self.screen()["modals"]
            return modals[-1] if modals and callback in {"", modals[-1]["callback_id"]} else None

        return soon(look)

    def home(self) -> Any:
        """Open App Home and wait for it."""
        before = (self.screen()["home"] or {}).get("hash")
        self.slack("home")
        return soon(lambda: (home := self.screen()["home"]) and home["hash"] != before and home)

    def command(self, text: str, channel: str = "") -> Any:
        """Type a slash command."""
        return self.slack("command", channel=channel, text=text)

    def messages(self, channel: str = "D0ANA") -> list[Any]:
        """Read a channel; by default the DM with Overture."""
        found = [one["messages"] for one in self.screen()["channels"] if one["id"] == channel]
        return list(found[0]) if found else []

    def dm(self, containing: str) -> Any:
        """Wait for a message in the DM, ephemeral ones included, that says something."""
        self.work()
        return soon(lambda: next((m for m in reversed(self.messages()) if containing in said(m)), None))

    def click(self, action: str, *, on: Any = None, **state: Any) -> Any:
        """Click what has this action id on a message, or on the modal on top; options are chosen by their text."""
        surface = on if on is not None else self.modal()
        block, element = find(surface["blocks"], action)
        where = {"view_id": surface["id"]} if "callback_id" in surface else self._place(surface)
        chosen = state or pick(element)
        return self.slack("action", **where, block_id=block["block_id"], action_id=action, state=chosen)

    def choose(self, action: str, label: str, *, on: Any = None, nth: int = 0) -> Any:
        """Choose from a menu by what it says."""
        surface = on if on is not None else self.modal()
        block, element = find(surface["blocks"], action, nth)
        option = next(o for o in element["options"] if label in o["text"]["text"])
        where = {"view_id": surface["id"]} if "callback_id" in surface else self._place(surface)
        state = {"type": element["type"], "selected_option": option}
        return self.slack("action", **where, block_id=block["block_id"], action_id=action, state=state)

    def _place(self, message: Any) -> dict[str, str]:
        return {"channel": message.get("channel", "D0ANA"), "ts": message["ts"]}

    def fill(self, action: str, value: Any) -> None:
        """Type into an input of the modal on top, or choose in it by what it says."""
        view = self.modal()
        block, element = find(view["blocks"], action)
        state = filled(element, value)
        answer = self.slack(
            "type", view_id=view["id"], block_id=block["block_id"], action_id=action, state=state
        )
        assert "error" not in answer, answer

    def submit(self) -> Any:
        """Submit the modal on top."""
        return self.slack("submit", view_id=self.modal()["id"])

    # Google

    def google(self, what: str, **body: Any) -> Any:
        """Do something at Google."""
        return ask(f"{self.address}/sandbox/google/{what}", body)

    def inbox(self, address: str) -> list[Any]:
        """Read every message of a mailbox, the oldest first."""
        threads = ask(f"{self.address}/sandbox/google/mailboxes/{quote(address)}").get("threads", [])
        messages = [message for thread in threads for message in thread["messages"]]
        return sorted(messages, key=lambda message: (message["date"], message["id"]))

    def attachments(self, address: str, message: Any) -> dict[str, bytes]:
        """Save the files of a mail as its reader does."""
        where = f"{self.address}/sandbox/google/mailboxes/{quote(address)}/{message['id']}/files"
        found: dict[str, bytes] = {}
        for number, file in enumerate(message["files"]):
            with urllib.request.urlopen(f"{where}/{number}", timeout=20) as answer:
                found[file["name"]] = answer.read()
        return found

    def visit(self, url: str) -> str:
        """Follow a link in a browser; give the page."""
        try:
            with urllib.request.urlopen(url, timeout=20) as answer:
                page: bytes = answer.read()
        except urllib.error.HTTPError as error:
            with error:
                page = error.read()
        return str(page, "utf-8")


def said(message: Any) -> str:
    """Give everything a message says."""
    return str(message["text"]) + json.dumps(message.get("blocks") or [], ensure_ascii=False)


def find(blocks: list[Any], action: str, nth: int = 0) -> tuple[Any, Any]:
    """Find an element by its action id, and the block it stands in."""
    found = [(block, one) for block in blocks for one in elements(block) if one.get("action_id") == action]
    assert len(found) > nth, (
        f"there is no {action} here: {[e.get('action_id') for b in blocks for e in elements(b)]}"
    )
    return found[nth]


def elements(block: Any) -> list[Any]:
    """List what can be clicked or typed into in a block."""
    inner = [block.get("element"), block.get("accessory"), *block.get("elements", [])]
    return [element for element in inner if isinstance(element, dict)]


def pick(element: Any) -> dict[str, Any]:
    """Give the state of a button, which has none."""
    return {} if element["type"] == "button" else {"type": element["type"]}


def filled(element: Any, value: Any) -> dict[str, Any]:
    """Give the state of an input as Slack sends it."""
    kind = element["type"]
    if kind in {"static_select", "radio_buttons"}:
        option = next(
            o for o in element["options"] if value.lower() in {o["text"]["text"].lower(), o["value"]}
        )
        return {"type": kind, "selected_option": option}
    if kind == "checkboxes":
        return {"type": kind, "selected_options": element["options"]}
    if kind == "rich_text_input":
        return {"type": kind, "rich_text_value": rich(value)}
    return {"type": kind, "value": str(value)}


def rich(text: str) -> dict[str, Any]:
    """Write text with **bold** in it as Slack's composer would."""
    pieces = [piece for piece in re.split(r"(\*\*.+?\*\*)", text) if piece]
    inline = [
        {"type": "text", "text": piece.strip("*"), "style": {"bold": True}}
        if piece.startswith("**")
        else {"type": "text", "text": piece}
        for piece in pieces
    ]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": inline}]}
