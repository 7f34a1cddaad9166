"""Any mail that came in, as a frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """One message as read from Gmail.

    `id` and `thread_id` are Gmail's (hex); `rfc_id`, `in_reply_to` and `references` are Message-IDs with
    their angle brackets. `reply_to` is where its sender wants answers, empty without the header. `received_at` is
    Gmail's internalDate, aware, UTC. `headers` has lower-case names and every value in order. `token` is the value of
    our own header, empty on mail that is not ours. `text` is the readable body (empty when only the headers were
    read); `raw` the source where it was fetched; `calendar` the text of a calendar part, if there is one.
    """

    id: str
    thread_id: str
    labels: frozenset[str] = frozenset()
    received_at: datetime
    from_address: str = ""
    from_name: str = ""
    reply_to: str = ""
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    subject: str = ""
    rfc_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    token: str = ""
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    text: str = ""
    raw: bytes = b""
    calendar: str = ""

    def header(self, name: str) -> str:
        """Give the first value of a header, in any case, or an empty string."""
        values = self.headers.get(name.lower(), ())
        return values[0] if values else ""
