"""A call of the Gmail API after it was let in: who asks, of what, with which parameters."""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sandbox.google import errors, letters
from sandbox.google.accounts import Account, Google
from sandbox.google.letters import Letter
from sandbox.google.mailbox import Mailbox, Message

METADATA = "https://www.googleapis.com/auth/gmail.metadata"
ALPHABET = re.compile(r"[A-Za-z0-9_-]*={0,2}")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call. `media` is the mail that came through the upload address, None on a plain call."""

    google: Google
    account: Account
    scopes: frozenset[str]
    ids: Mapping[str, str]
    query: Mapping[str, list[str]]
    json: Json = field(default_factory=dict)
    media: bytes | None = None

    @property
    def mailbox(self) -> Mailbox:
        """Give the caller's mailbox."""
        return self.account.mailbox

    @property
    def now(self) -> datetime:
        """Tell the world's time."""
        return self.google.world.now()

    def all(self, name: str) -> list[str]:
        """List the values of a parameter."""
        return self.query.get(name, [])

    def first(self, name: str, default: str = "") -> str:
        """Give the first value of a parameter."""
        return (self.all(name) or [default])[0]

    def flag(self, name: str) -> bool:
        """Read a yes-or-no parameter."""
        return self.first(name).lower() == "true"

    def number(self, name: str, default: int, most: int = 2**64 - 1) -> int:
        """Read a number; raise ApiError for anything else, and take the most for more than that."""
        value = self.first(name, str(default))
        if not value.isdigit():
            raise errors.invalid(f"Invalid value at '{name}' (TYPE_UINT64), \"{value}\"")
        return min(int(value), most)

    def message(self) -> Message:
        """Find the message the path names; raise ApiError 400 for what is no id, 404 for a stranger."""
        found = self.mailbox.messages.get(_hex(self.ids["id"]))
        if found is None:
            raise errors.not_found()
        return found

    def thread(self) -> list[Message]:
        """Find the thread the path names; raise ApiError as `message` does."""
        found = self.mailbox.thread(_hex(self.ids["id"]))
        if not found:
            raise errors.not_found()
        return found

    def letter(self, message: Any) -> Letter:
        """Read the mail the caller hands over, as an upload or as `raw`; raise ApiError when it is none."""
        raw = (message if isinstance(message, dict) else {}).get("raw")
        if self.media is None and not raw:
            raise errors.invalid(
                "'raw' RFC822 payload message string or uploading message via /upload/* URL required"
            )
        try:
            return letters.read(_decoded(raw) if self.media is None else self.media)
        except letters.Unreadable as error:
            raise errors.invalid(f"Invalid message: {error}") from error


def thread_id(message: Any) -> str:
    """Read the thread a message is meant for; raise ApiError for what is no id."""
    value = (message if isinstance(message, dict) else {}).get("threadId") or ""
    return _hex(str(value), "thread_id value") if value else ""


def _hex(value: str, what: str = "id value") -> str:
    if not re.fullmatch(r"[0-9a-f]{1,16}", value):
        raise errors.invalid(f"Invalid {what}")
    return value


def _decoded(raw: Any) -> bytes:
    if not isinstance(raw, str) or not ALPHABET.fullmatch(raw):
        raise errors.ApiError(400, "Invalid value for ByteString: the value is not base64url", "invalid")
    try:
        return base64.urlsafe_b64decode(raw.rstrip("=") + "=" * (-len(raw.rstrip("=")) % 4))
    except binascii.Error as error:
        raise errors.ApiError(400, "Invalid value for ByteString: the value is cut", "invalid") from error
