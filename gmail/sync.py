"""Read what came into a mailbox since the cursor: once, in order, whatever single messages do."""

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from gmail import addresses, bounces
from gmail.client import MOST_PAGES, Gmail
from gmail.errors import NotFound, Rejected, Unavailable, Unreadable
from gmail.inbound import Inbound

PAUSES = (2.0, 6.0)
"""Seconds before the second and third look at messages Gmail has announced but does not show yet."""

QUERY_ADDRESSES = 20
QUERY_LENGTH = 900  # longer addresses of a request are posted instead, and a post is never a read

_NOT_MAIL = frozenset({"DRAFT", "CHAT"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """What a mailbox waits for: threads, Message-IDs of ours, addresses of the people written to."""

    threads: Collection[str] = ()
    rfc_ids: Collection[str] = ()
    addresses: Collection[str] = ()
    _folded: frozenset[str] = field(init=False, repr=False, compare=False, default=frozenset())

    def __post_init__(self) -> None:
        for name in ("threads", "rfc_ids"):
            object.__setattr__(self, name, frozenset(getattr(self, name)))
        object.__setattr__(self, "_folded", frozenset(map(addresses.folded, self.addresses)))

    def concerns(self, inbound: Inbound) -> bool:
        """Tell whether a message belongs to what we wait for."""
        if inbound.thread_id in self.threads or addresses.folded(inbound.from_address) in self._folded:
            return True
        return any(id in self.rfc_ids for id in (inbound.in_reply_to, *inbound.references))


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A message nobody could read; `thread_id` is empty where even that is unknown."""

    id: str
    thread_id: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one reading found, oldest first; `cursor` is stored together with it, never before."""

    messages: tuple[Inbound, ...]
    cursor: int
    set_aside: tuple[SetAside, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A message we know of but have not read; the thread is empty when a search found it."""

    id: str
    thread_id: str = ""
    labels: frozenset[str] = frozenset()


def read(
    gmail: Gmail,
    cursor: int,
    watching: Watching,
    *,
    known: Collection[str] = (),
    pause: Callable[[float], None] = time.sleep,
) -> Batch:
    """Read everything added since the cursor but `known` message ids; raise CursorExpired for `resync`.

    Mail that concerns nothing we watch comes without a body, bounces with their source.
    """
    found: dict[str, _Found] = {}
    page = ""
    for _ in range(MOST_PAGES):
        answer = gmail.history(cursor, page)
        for added in answer.added:
            found.setdefault(added.id, _Found(id=added.id, thread_id=added.thread_id, labels=added.labels))
        page = answer.next_page
        if not page:
            return _fetch(gmail, _wanted(found.values(), known), watching, answer.cursor, pause)
    raise Unavailable("a history that does not end")


def resync(
    gmail: Gmail,
    watching: Watching,
    *,
    since: datetime,
    known: Collection[str] = (),
    pause: Callable[[float], None] = time.sleep,
) -> Batch:
    """Read what may have been missed since the last good reading, when the cursor is lost."""
    # First the cursor: what comes while we look is then found twice instead of never.
    cursor = gmail.profile().history_id
    found: dict[str, _Found] = {}
    for entry in _in_threads(gmail, watching, since):
        found.setdefault(entry.id, entry)
    for query in _queries(watching.addresses, since):
        for id in gmail.search(query):
            found.setdefault(id, _Found(id=id))
    return _fetch(gmail, _wanted(found.values(), known), watching, cursor, pause)


def _wanted(found: Iterable[_Found], known: Collection[str]) -> list[_Found]:
    return [entry for entry in found if entry.id not in known and not entry.labels & _NOT_MAIL]


def _fetch(
    gmail: Gmail, wanted: list[_Found], watching: Watching, cursor: int, pause: Callable[[float], None]
) -> Batch:
    read: list[Inbound] = []
    aside: list[SetAside] = []
    for seconds in (0.0, *PAUSES):
        if wanted and seconds:
            pause(seconds)
        missing: list[_Found] = []
        for entry in wanted:
            try:
                read.append(_one(gmail, entry, watching))
            except NotFound:
                missing.append(entry)  # deleted meanwhile, or not to be seen yet
            except (Unreadable, Rejected) as trouble:
                aside.append(SetAside(id=entry.id, thread_id=entry.thread_id, why=str(trouble)))
        wanted = missing
    mail = [inbound for inbound in read if not inbound.labels & _NOT_MAIL]
    mail.sort(key=lambda inbound: (inbound.received_at, inbound.id))
    return Batch(messages=tuple(mail), cursor=cursor, set_aside=tuple(aside))


def _one(gmail: Gmail, entry: _Found, watching: Watching) -> Inbound:
    """Read one message, no further than it concerns us."""
    if entry.thread_id in watching.threads and "SENT" not in entry.labels:
        inbound = gmail.message(entry.id, full=True)  # costs what its headers cost
        return gmail.reported(entry.id) if bounces.may_be_one(inbound) else inbound
    inbound = gmail.message(entry.id)
    if bounces.may_be_one(inbound):
        return gmail.reported(entry.id)
    if "SENT" in inbound.labels or not watching.concerns(inbound):
        return inbound
    return gmail.message(entry.id, full=True)


def _in_threads(gmail: Gmail, watching: Watching, since: datetime) -> Iterator[_Found]:
    for thread_id in watching.threads:
        try:
            messages = gmail.thread(thread_id)
        except NotFound:
            continue  # deleted by its owner
        for inbound in messages:
            if inbound.received_at >= since:
                yield _Found(id=inbound.id, thread_id=thread_id, labels=inbound.labels)


def _queries(people: Collection[str], since: datetime) -> Iterator[str]:
    """Ask for mail from the people written to and from mail servers, a few at a time."""
    after = int(since.timestamp())
    # Braces, quotes and blanks mean something to Gmail's search; no real address we write to has them.
    names = ["mailer-daemon", "postmaster", *(person for person in people if not set(person) & set('{}()" '))]
    group: list[str] = []
    for name in names:
        if len(group) == QUERY_ADDRESSES or len(" ".join(group)) + len(name) > QUERY_LENGTH:
            yield f"from:{{{' '.join(group)}}} after:{after}"
            group = []
        group.append(name)
    yield f"from:{{{' '.join(group)}}} after:{after}"
