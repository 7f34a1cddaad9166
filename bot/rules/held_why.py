"""Why people are held, in words fit for a channel: a few fixed sentences, and no name or address in any of them."""

from collections import Counter
from collections.abc import Iterable

OTHER = "something a person must look at"
GROUPS = (
    (("nothing to put", "lacks"), "a value is missing"),
    (("see it first",), "its sender looks at it first"),
    (("has not allowed",), "a colleague has not allowed it yet"),
    (("away",), "they are away"),
    (("may be their answer", "may be an answer", "that you are a person"), "a mail may be an answer"),
    (("no email address", "bounced", "another day"), "the address does not work"),
    (
        ("not connected", "lost access", "mailbox", "gmail", "reconnect", "disconnected"),
        "a mailbox cannot send",
    ),
)
"""What is found in a reason as it is kept, and what is said of it; the first that fits."""


def grouped(held: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Add up reasons and their counts by what may be said of them in a channel, the most frequent first."""
    counts: Counter[str] = Counter()
    for why, count in held:
        counts[_said(why)] += count
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _said(why: str) -> str:
    kept = why.casefold()
    return next((said for fragments, said in GROUPS if any(one in kept for one in fragments)), OTHER)
