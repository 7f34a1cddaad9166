"""A file as one part of a mail: base64, under a name every mail program can read and no header can break."""

import base64
import re
from dataclasses import dataclass, field
from urllib.parse import quote

UNKNOWN_KIND = "application/octet-stream"

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_BIDI = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_KIND = re.compile(r"(?:application|audio|font|image|model|text|video)/[A-Za-z0-9][A-Za-z0-9.+_-]{0,120}")
_PLAIN = re.compile(r"[A-Za-z0-9 !#$&'()+,.;=@\[\]^_`{}~-]{1,50}")
_PIECE = 54
_ENCODED = re.compile(r"(?:%[0-9A-F]{2}|[^%])")


class BadName(ValueError):
    """Refuse a name that must not stand in a header."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that travels with a mail; of a `kind` no mail program knows it travels as bare bytes."""

    name: str
    kind: str
    content: bytes = field(repr=False)


def part(attachment: Attachment) -> bytes:
    """Write one part, headers and all, without the boundary; raise BadName."""
    kind = attachment.kind if _KIND.fullmatch(attachment.kind) else UNKNOWN_KIND
    head = "\r\n".join(
        [
            f"Content-Type: {kind}",
            "Content-Transfer-Encoding: base64",
            f"Content-Disposition: attachment;{_named(attachment.name)}",
        ]
    )
    lines = base64.encodebytes(attachment.content).replace(b"\n", b"\r\n")
    return head.encode("ascii") + b"\r\n\r\n" + lines


def _named(name: str) -> str:
    """Write the parameter `filename`: quoted where that is enough, else as RFC 2231 wants it, in short pieces."""
    if _CONTROL.search(name):
        raise BadName("a control character in the name of a file")
    shown = _BIDI.sub("", name).strip()
    if not shown:
        raise BadName("a file without a name")
    if _PLAIN.fullmatch(shown) and "=?" not in shown:
        return f'\r\n filename="{shown}"'
    pieces = _pieces("UTF-8''" + quote(shown, safe=""))
    if len(pieces) == 1:
        return f"\r\n filename*={pieces[0]}"
    return ";".join(f"\r\n filename*{number}*={piece}" for number, piece in enumerate(pieces))


def _pieces(encoded: str) -> list[str]:
    pieces = [""]
    for sign in _ENCODED.findall(encoded):  # a %XX is never torn in two
        if len(pieces[-1]) + len(sign) > _PIECE:
            pieces.append("")
        pieces[-1] += sign
    return pieces
