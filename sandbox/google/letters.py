"""A mail as its sender wrote it: header fields kept byte for byte, so that only Gmail's own changes show."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses
from functools import lru_cache

LINE = re.compile(rb"\r\n|\r|\n")
NAME = re.compile(rb"[!-9;-~]+")
TOKEN = re.compile(r"<[^<>\s]+>")


LARGE = 500_000
"""Bytes of a mail that take too long to be parsed at every look."""


class Unreadable(Exception):
    """Say that the bytes are no mail."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail: its fields in order (raw value, folds included) and everything below the empty line."""

    fields: tuple[tuple[str, bytes], ...]
    body: bytes

    def raw(self, name: str) -> str:
        """Give the first value of a field, unfolded but not decoded, or an empty string."""
        return next((_unfold(value) for key, value in self.fields if key.lower() == name.lower()), "")

    def text(self, name: str) -> str:
        """Give the first value of a field as a person reads it, or an empty string."""
        return decode(self.raw(name))

    def headers(self) -> list[tuple[str, str]]:
        """List every field as a person reads it."""
        return [(name, decode(_unfold(value))) for name, value in self.fields]

    def addresses(self, *names: str) -> list[tuple[str, str]]:
        """List the display names and addresses in the named fields, in order."""
        values = [
            _unfold(value) for name in names for key, value in self.fields if key.lower() == name.lower()
        ]
        return [(decode(display), address) for display, address in getaddresses(values) if "@" in address]

    def message_id(self) -> str:
        """Give the Message-ID with its angle brackets."""
        return next(iter(TOKEN.findall(self.raw("Message-ID"))), "")

    def ancestors(self) -> list[str]:
        """List the Message-IDs this mail answers, oldest first, without repetition."""
        return list(dict.fromkeys(TOKEN.findall(self.raw("References") + " " + self.raw("In-Reply-To"))))

    def having(self, name: str, value: str) -> "Letter":
        """Put one value in the place of every field of that name, or on top if there was none."""
        kept = self.without(name)
        place = next((n for n, (key, _) in enumerate(self.fields) if key.lower() == name.lower()), 0)
        fields = list(kept.fields)
        fields.insert(place, (name, b" " + value.encode()))
        return replace(kept, fields=tuple(fields))

    def without(self, *names: str) -> "Letter":
        """Leave out the fields of these names."""
        gone = {name.lower() for name in names}
        return replace(self, fields=tuple(field for field in self.fields if field[0].lower() not in gone))

    def topped(self, fields: Iterable[tuple[str, str]]) -> "Letter":
        """Put fields above all others, as each server on the way does."""
        added = tuple((name, b" " + value.encode()) for name, value in fields)
        return replace(self, fields=added + self.fields)

    def source(self) -> bytes:
        """Give the bytes of the whole mail, with CRLF."""
        head = b"".join(name.encode() + b":" + value + b"\r\n" for name, value in self.fields)
        return head + b"\r\n" + self.body

    def parsed(self) -> EmailMessage:
        """Give the mail as a tree of parts, to be read only."""
        return _kept(self) if len(self.body) > LARGE else _parsed(self)


def _parsed(letter: Letter) -> EmailMessage:
    return message_from_bytes(letter.source(), policy=policy.SMTP)


@lru_cache(maxsize=8)
def _kept(letter: Letter) -> EmailMessage:
    return _parsed(letter)


def read(source: bytes) -> Letter:
    """Split a mail into fields and body; raise Unreadable when there is not one proper field."""
    head, _, body = LINE.sub(b"\r\n", source).partition(b"\r\n\r\n")
    fields: list[tuple[str, bytes]] = []
    for line in head.split(b"\r\n"):
        if line[:1] in {b" ", b"\t"} and fields:
            name, value = fields[-1]
            fields[-1] = (name, value + b"\r\n" + line)
            continue
        key, colon, value = line.partition(b":")
        if not colon or not NAME.fullmatch(key.rstrip()):
            raise Unreadable("a header line without a name")
        fields.append((key.rstrip().decode(), value))
    return Letter(tuple(fields), body)


def decode(value: str) -> str:
    """Undo RFC 2047; what cannot be undone stays as it is."""
    try:
        return str(make_header(decode_header(value)))
    except (LookupError, ValueError, HeaderParseError):
        return value


def _unfold(value: bytes) -> str:
    return value.replace(b"\r\n", b"").decode("utf-8", "replace").strip()
