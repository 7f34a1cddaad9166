"""What a mailbox waits for, known beforehand."""

from collections.abc import Collection
from dataclasses import dataclass, field

from gmail import addresses
from gmail.inbound import Inbound


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """All a mailbox waits for: threads, Message-IDs of ours, addresses of the people written to; `known` is ours."""

    threads: Collection[str] = ()
    rfc_ids: Collection[str] = ()
    addresses: Collection[str] = ()
    known: Collection[str] = ()
    _folded: frozenset[str] = field(init=False, repr=False, compare=False, default=frozenset())

    def __post_init__(self) -> None:
        for name in ("threads", "rfc_ids", "known"):
            object.__setattr__(self, name, frozenset(getattr(self, name)))
        object.__setattr__(self, "_folded", frozenset(map(addresses.folded, self.addresses)))

    def ours(self, ids: Collection[str]) -> Collection[str]:
        """Say which of these messages we sent ourselves."""
        return set(ids) & set(self.known)

    def threads_among(self, thread_ids: Collection[str]) -> Collection[str]:
        """Say which of these threads are waited for."""
        return set(thread_ids) & set(self.threads)

    def concerns(self, inbound: Inbound) -> bool:
        """Tell whether a message belongs to what we wait for."""
        if inbound.thread_id in self.threads or addresses.folded(inbound.from_address) in self._folded:
            return True
        return any(id in self.rfc_ids for id in (inbound.in_reply_to, *inbound.references))
