"""The host of a link, in one spelling; what is no public site, or hides which it is, is refused."""

import re
from urllib.parse import SplitResult

import idna

from bot.refusals import Refusal
from bot.rules import lookalikes
from bot.rules.pages import COPY

_LONGEST = 253
_SOUND = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})")
_COMPUTER = re.compile(
    r"[^.]+|[\d.]+|0x[0-9a-fx.]+|[0-9a-f:.]*:[0-9a-f:.]*"
    r"|.*\.(?:local|localhost|localdomain|internal|intranet|lan|home|corp|arpa|onion)"
)


def of(parts: SplitResult) -> str:
    """Give the host in ASCII and small letters, without www; raises Refusal, and ValueError if it is broken."""
    if parts.username is not None or parts.password is not None:
        raise Refusal("That link has a name or password before its site, which hides where it leads.", COPY)
    host = (parts.hostname or "").rstrip(".")
    if not host or len(host) > _LONGEST:
        raise ValueError(host)
    if _COMPUTER.fullmatch(host):
        raise Refusal("That is the address of a computer, not of a person's page.", COPY)
    if parts.port not in {None, 80, 443}:
        raise Refusal(f"That link has a port number ({parts.port}), and people's pages have none.", COPY)
    return _bare(spelled(host))


def spelled(host: str) -> str:
    """Spell a host in ASCII; raises Refusal for a disguise, and ValueError for what cannot be a host."""
    written = host if host.isascii() else idna.encode(host, uts46=True).decode()
    if not _SOUND.fullmatch(written):
        raise ValueError(host)
    lookalikes.refuse(".".join(_read(label) for label in written.split(".")))
    return written


def _read(label: str) -> str:
    return idna.ulabel(label) if label.startswith("xn--") else label


def _bare(host: str) -> str:
    while host.startswith("www.") and host.count(".") > 1:
        host = host.removeprefix("www.")
    return host
