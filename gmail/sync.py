"""Read what came into a mailbox since the cursor: once, in order, whatever single messages do."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from gmail import addresses, bounces
from gmail.client import MOST_PAGES, Gmail
from gmail.errors import NotFound, Rejected, Unavailable, Unreadable
from gmail.inbound import Inbound

QUERY_ADDRESSES = 20
QUERY_LENGTH = 900  # longer addresses of a request are posted instead, and a post is never a read

_NOT_MAIL = frozenset({"DRAFT", "CHAT"})


class Watch(Protocol):
    """Who knows what a mailbox waits for, and answers for just what has come: the cost follows the news."""

    def ours(self, ids: Collection[str]) -> Collection[str]:
        """Say which of these messages we sent ourselves, by Gmail's ids."""

    def threads_among(self, thread_ids: Collection[str]) -> Collection[str]:
        """Say which of these threads we have written in."""

    def concerns(self, inbound: Inbound) -> bool:
        """Tell whether a message belongs to what is waited for."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A message nobody could read; `thread_id` is empty where even that is unknown."""

    id: str
    thread_id: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one reading found, oldest first; `cursor` is stored together with it, never before.

    `missing` are messages Gmail has announced but does not show (yet): the cursor stays in front of them.
    """

    messages: tuple[Inbound, ...]
    cursor: int
    set_aside: tuple[SetAside, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def has_news(self) -> bool:
        """Tell whether there is anything to act on."""
        return bool(self.messages or self.set_aside or self.missing)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A message we know of but have not read; the thread is empty when a search found it."""

    id: str
    thread_id: str = ""
    labels: frozenset[str] = frozenset()


def read(gmail: Gmail, cursor: int, watch: Watch, *, without: Collection[str] = ()) -> Batch:
    """Read everything added since the cursor, `without` these message ids; raise CursorExpired for `resync`.

    Mail that concerns nothing that is watched comes without a body, bounces with their source.
    """
    found: dict[str, _Found] = {}
    page = ""
    for _ in range(MOST_PAGES):
        answer = gmail.history(cursor, page)
        for added in answer.added:
            found.setdefault(added.id, _Found(id=added.id, thread_id=added.thread_id, labels=added.labels))
        page = answer.next_page
        if not page:
            batch = _fetch(gmail, _wanted(found.values(), watch, without), watch, answer.cursor)
            return replace(batch, cursor=cursor) if batch.missing else batch
    raise Unavailable("a history that does not end")


def resync(gmail: Gmail, watching: Watching, *, since: datetime, without: Collection[str] = ()) -> Batch:
    """Read what may have been missed since the last good reading, when the cursor is lost.

    What we sent ourselves is among it: a restored database may not know of it.
    """
    # First the cursor: what comes while we look is then found twice instead of never.
    cursor = gmail.profile().history_id
    found: dict[str, _Found] = {}
    for entry in _in_threads(gmail, watching, since):
        found.setdefault(entry.id, entry)
    for query in _queries(watching.addresses, since):
        for id in gmail.search(query):
            found.setdefault(id, _Found(id=id))
    # A search finds what history would have announced; what it does not show any more was deleted.
    return replace(_fetch(gmail, _wanted(found.values(), watching, without), watching, cursor), missing=())


def _wanted(found: Iterable[_Found], watch: Watch, without: Collection[str]) -> list[_Found]:
    mail = [entry for entry in found if entry.id not in without and not entry.labels & _NOT_MAIL]
    ours = watch.ours([entry.id for entry in mail]) if mail else ()
    return [entry for entry in mail if entry.id not in ours]


def _fetch(gmail: Gmail, wanted: list[_Found], watch: Watch, cursor: int) -> Batch:
    read: list[Inbound] = []
    aside: list[SetAside] = []
    missing: list[str] = []
    in_threads = watch.threads_among([entry.thread_id for entry in wanted]) if wanted else ()
    for entry in wanted:
        try:
            read.append(_one(gmail, entry, watch, watched=entry.thread_id in in_threads))
        except NotFound:
            missing.append(entry.id)  # deleted meanwhile, or not to be seen yet
        except (Unreadable, Rejected) as trouble:
            aside.append(SetAside(id=entry.id, thread_id=entry.thread_id, why=str(trouble)))
    mail = [inbound for inbound in read if not inbound.labels & _NOT_MAIL]
    mail.sort(key=lambda inbound: (inbound.received_at, inbound.id))
    return Batch(messages=tuple(mail), cursor=cursor, set_aside=tuple(aside), missing=tuple(missing))


def _one(gmail: Gmail, entry: _Found, watch: Watch, *, watched: bool) -> Inbound:
    """Read one message, no further than it concerns us."""
    if watched and "SENT" not in entry.labels:
        inbound = gmail.message(entry.id, full=True)  # costs what its headers cost
        return gmail.reported(entry.id) if bounces.may_be_one(inbound) else inbound
    inbound = gmail.message(entry.id)
    if bounces.may_be_one(inbound):
        return gmail.reported(entry.id)
    if "SENT" in inbound.labels or not watch.concerns(inbound):
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
