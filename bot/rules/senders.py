"""From which of a mailbox's addresses a mail leaves, under which name, with which signature."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

FRESH = timedelta(hours=24)
"""What Gmail says of a mailbox's addresses is asked for again after this long."""

NO_LONGER = "Gmail no longer accepts {address} as an address of yours."
CHOOSE = "Choose another address on the Home tab, or confirm this one in Gmail's settings."


class Box(Protocol):
    """What is known of a mailbox; `aliases` are entries as `entry` writes them, `sender` the address chosen."""

    @property
    def address(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def signature(self) -> str: ...
    @property
    def aliases(self) -> Sequence[Any]: ...
    @property
    def sender(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who a mail is from; `signature` is HTML as its owner wrote it, `reply_to` empty where answers go to `address`."""

    address: str
    name: str
    signature: str
    reply_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a person may choose from: `addresses`, the `chosen` one (empty for `default`, Gmail's own), and that one
    again as `withdrawn` if Gmail no longer accepts it."""

    addresses: tuple[str, ...] = ()
    chosen: str = ""
    default: str = ""
    withdrawn: str = ""


def offer(box: Box) -> Offer:
    """Draw up what the owner of a mailbox may choose from."""
    return Offer(addresses=accepted(box), chosen=box.sender, default=default(box), withdrawn=withdrawn(box))


def accepted(box: Box) -> tuple[str, ...]:
    """List the addresses a mailbox may send from, its own first."""
    others = (str(alias["address"]) for alias in box.aliases if _is_accepted(alias))
    return tuple(dict.fromkeys([box.address.lower(), *others]))


def chosen(box: Box, wanted: str = "") -> Sender:
    """Decide who the next mail is from: the chosen address, else Gmail's own default, else the mailbox itself.

    `wanted` is an address that is to be taken before all these. Where the chosen one is not accepted any more nothing
    may leave: see `withdrawn`.
    """
    entries = {str(alias["address"]): alias for alias in box.aliases if _is_accepted(alias)}
    by_default = next((address for address, alias in entries.items() if alias.get("default")), "")
    address = box.sender if box.sender in entries else by_default
    if wanted in accepted(box):
        address = wanted
    if not address or address == box.address.lower():
        alias = entries.get(box.address.lower(), {})
        return _sender(box, box.address, {**alias, "signature": box.signature})
    return _sender(box, address, entries[address])


def withdrawn(box: Box, wanted: str = "") -> str:
    """Name the chosen address, or the one that is `wanted`, if Gmail does not accept it; empty when all is well."""
    address = wanted or box.sender
    return address if address and address not in accepted(box) else ""


def default(box: Box) -> str:
    """Name the address Gmail itself would write from."""
    named = (str(alias["address"]) for alias in box.aliases if alias.get("default") and _is_accepted(alias))
    return next(named, box.address.lower())


def is_stale(senders_at: datetime | None, now: datetime) -> bool:
    """Tell whether Gmail should be asked again."""
    return senders_at is None or senders_at <= now - FRESH


def _is_accepted(alias: Mapping[str, Any]) -> bool:
    # Rows older than the list of all addresses hold accepted ones only, and do not say so.
    return bool(alias.get("accepted", True))


def _sender(box: Box, address: str, alias: Mapping[str, Any]) -> Sender:
    reply_to = str(alias.get("reply_to", ""))
    return Sender(
        address=address,
        name=str(alias.get("name") or box.name),
        signature=str(alias.get("signature", "")),
        # Answers must come back to a mailbox we watch: any other Reply-To is left out.
        reply_to=reply_to if reply_to != address and reply_to in accepted(box) else "",
    )
