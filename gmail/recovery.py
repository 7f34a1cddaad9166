"""Read a mailbox whose history cursor is lost: a look into every thread, and searches; as often as the units need."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from gmail import sync
from gmail.client import Gmail
from gmail.errors import NotFound, RateLimited, Unavailable
from gmail.sync import PLENTY, Batch, Found, Portion, Watch

QUERY_ADDRESSES = 20
QUERY_LENGTH = 900  # longer addresses of a request are posted instead, and a post is never a read


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What a mailbox waits for an answer in, and from whom: threads by id, people by address."""

    threads: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """A reading in place of a `lost` cursor, as far as it has come: what is left, and the cursor at its end."""

    lost: int
    cursor: int
    since: datetime
    threads: tuple[str, ...]
    queries: tuple[str, ...]
    waiting: tuple[Found, ...] = ()
    seen: frozenset[str] = frozenset()


def begin(gmail: Gmail, sought: Sought, *, lost: int, since: datetime) -> Recovery:
    """Plan to read what may have been missed since the last good reading.

    What we sent ourselves is among it: a restored database may not know of it.
    """
    # First the cursor: what comes while we look is then found twice instead of never.
    cursor = gmail.profile().history_id
    queries = tuple(_queries(sought.addresses, since))
    threads = tuple(sorted(sought.threads))
    return Recovery(lost=lost, cursor=cursor, since=since, threads=threads, queries=queries)


def go_on(
    gmail: Gmail,
    recovery: Recovery,
    watch: Watch,
    *,
    without: Collection[str] = (),
    units: int = PLENTY,
) -> tuple[Batch, Recovery | None]:
    """Read on, and give what is left; until nothing is, the batch keeps to the lost cursor."""
    portion = Portion(gmail, watch, units)
    rest: Recovery | None = recovery
    while rest is not None and not portion.is_used_up and not portion.is_cut:
        if rest.waiting:
            left = portion.read(sync.wanted(rest.waiting, watch, without))
            rest = replace(rest, waiting=tuple(left))
            continue
        try:
            rest = _looked(gmail, rest)
        except (RateLimited, Unavailable):
            if not portion.is_worth_keeping:
                raise
            break
    batch = portion.batch(cursor=recovery.lost if rest else recovery.cursor)
    # A search finds what history would have announced; what it does not show any more was deleted.
    return replace(batch, missing=(), whole=rest is None), rest


def _looked(gmail: Gmail, rest: Recovery) -> Recovery | None:
    """Look into one more thread, or search once more; None when there is nothing left."""
    if rest.threads:
        thread_id, *threads = rest.threads
        found = list(_in_thread(gmail, thread_id, rest.since))
        rest = replace(rest, threads=tuple(threads))
    elif rest.queries:
        query, *queries = rest.queries
        found = [Found(id=one.id, thread_id=one.thread_id) for one in gmail.search(query)]
        rest = replace(rest, queries=tuple(queries))
    else:
        return None
    fresh = {entry.id: entry for entry in found if entry.id not in rest.seen}
    return replace(rest, waiting=tuple(fresh.values()), seen=rest.seen | fresh.keys())


def _in_thread(gmail: Gmail, thread_id: str, since: datetime) -> Iterator[Found]:
    try:
        messages = gmail.thread(thread_id)
    except NotFound:
        return  # deleted by its owner
    for inbound in messages:
        if inbound.received_at >= since:
            yield Found(id=inbound.id, thread_id=thread_id, labels=inbound.labels)


def _queries(people: Collection[str], since: datetime) -> Iterator[str]:
    """Ask for mail from the people written to and from mail servers, a few at a time."""
    after = int(since.timestamp())
    yield f"in:sent after:{after}"
    # Braces, quotes and blanks mean something to Gmail's search; no real address we write to has them.
    names = ["mailer-daemon", "postmaster", *(person for person in people if not set(person) & set('{}()" '))]
    group: list[str] = []
    for name in names:
        if len(group) == QUERY_ADDRESSES or len(" ".join(group)) + len(name) > QUERY_LENGTH:
            yield f"from:{{{' '.join(group)}}} after:{after}"
            group = []
        group.append(name)
    yield f"from:{{{' '.join(group)}}} after:{after}"
