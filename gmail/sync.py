"""Read what came into a mailbox since the cursor: once, in order, whatever single messages do."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

from gmail import bounces
from gmail.client import MOST_PAGES, Gmail
from gmail.errors import NotFound, RateLimited, Rejected, Unavailable, Unreadable
from gmail.inbound import Inbound

PLENTY = 1_000_000_000
"""Units nobody uses up."""

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
class SetAside:
    """A message nobody could read; `thread_id` is empty where even that is unknown."""

    id: str
    thread_id: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A message we know of but have not read; `at` is the history id of its coming, 0 when history did not tell."""

    id: str
    thread_id: str = ""
    labels: frozenset[str] = frozenset()
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one reading found, oldest first; `cursor` is stored together with it, never before.

    `missing` are messages Gmail has announced but does not show (yet): the cursor stays in front of them. One that is
    not `whole` was cut short, and the next goes on where it ends.
    """

    messages: tuple[Inbound, ...]
    cursor: int
    set_aside: tuple[SetAside, ...] = ()
    missing: tuple[str, ...] = ()
    whole: bool = True

    @property
    def has_news(self) -> bool:
        """Tell whether there is anything to act on."""
        return bool(self.messages or self.set_aside or self.missing) or not self.whole

    @property
    def reaches_now(self) -> bool:
        """Tell whether everything is read that was there: only then may anything be sent."""
        return self.whole and not self.missing


def read(
    gmail: Gmail, cursor: int, watch: Watch, *, without: Collection[str] = (), units: int = PLENTY
) -> Batch:
    """Read what was added since the cursor, `without` these message ids; raise CursorExpired when it is too old.

    Mail that concerns nobody is looked at and forgotten; our own comes without its body, a bounce with its source.
    About so many `units` are used at most: what they do not suffice for is left to the next reading, and the cursor in
    front of it.
    """
    portion = Portion(gmail, watch, units)
    seen: set[str] = set()
    reached, page = cursor, ""
    for _ in range(MOST_PAGES):
        answer = gmail.history(cursor, page)
        fresh = {added.id: added for added in answer.added if added.id not in seen}
        seen.update(fresh)
        found = [Found(id=a.id, thread_id=a.thread_id, labels=a.labels, at=a.at) for a in fresh.values()]
        undone = portion.read(wanted(found, watch, without)) + portion.missing
        reached = _before(undone, [added.at for added in answer.added], reached)
        if undone or not answer.next_page:
            return portion.batch(cursor=reached if undone else answer.cursor)
        page = answer.next_page
    raise Unavailable("a history that does not end")


def _before(undone: list[Found], records: list[int], reached: int) -> int:
    """Say up to which record everything is done; several messages may share one."""
    first = min((entry.at for entry in undone), default=None)
    return max([reached, *(at for at in records if first is None or at < first)])


def wanted(found: Iterable[Found], watch: Watch, without: Collection[str]) -> list[Found]:
    """Leave out what is no mail, what we sent, and what is not to be read again."""
    mail = [entry for entry in found if entry.id not in without and not entry.labels & _NOT_MAIL]
    ours = watch.ours([entry.id for entry in mail]) if mail else ()
    return [entry for entry in mail if entry.id not in ours]


class Portion:
    """What is read in one go, for so many units; `missing` is what Gmail does not show, `is_cut` tells of more."""

    def __init__(self, gmail: Gmail, watch: Watch, units: int) -> None:
        self._gmail = gmail
        self._watch = watch
        self._end = gmail.spent() + units
        self._looked_at = 0
        self._read: list[Inbound] = []
        self._aside: list[SetAside] = []
        self._begun: set[str] = set()
        self.missing: list[Found] = []
        self.is_cut = False

    @property
    def is_used_up(self) -> bool:
        """Tell whether there are no units left."""
        return self._gmail.spent() >= self._end

    @property
    def is_worth_keeping(self) -> bool:
        """Tell whether trouble would cost us something that was read."""
        return self._looked_at > 0

    def read(self, found: list[Found]) -> list[Found]:
        """Read these messages in order; give those that are still to be read.

        Trouble with Gmail cuts it short like the end of the units, so that what was read is kept; the next meets it.
        """
        in_threads = self._watch.threads_among([entry.thread_id for entry in found]) if found else ()
        for number, entry in enumerate(found):
            self.is_cut = self.is_used_up
            try:
                if not self.is_cut:
                    self._take(entry, watched=entry.thread_id in in_threads or entry.thread_id in self._begun)
            except (RateLimited, Unavailable):
                if not self.is_worth_keeping:
                    raise
                self.is_cut = True
            if self.is_cut:
                return found[number:]
        return []

    def _take(self, entry: Found, *, watched: bool) -> None:
        try:
            inbound = _one(self._gmail, entry, self._watch, watched=watched)
        except NotFound:
            self.missing.append(entry)  # deleted meanwhile, or not to be seen yet
            return
        except (Unreadable, Rejected) as trouble:
            self._aside.append(SetAside(id=entry.id, thread_id=entry.thread_id, why=str(trouble)))
        else:
            if inbound is not None and not inbound.labels & _NOT_MAIL:
                self._read.append(inbound)
                if inbound.token:  # ours, though nobody has written it down: what follows it may answer it
                    self._begun.add(inbound.thread_id)
        self._looked_at += 1

    def batch(self, *, cursor: int) -> Batch:
        """Give what was read."""
        return Batch(
            messages=tuple(sorted(self._read, key=lambda inbound: (inbound.received_at, inbound.id))),
            cursor=cursor,
            set_aside=tuple(self._aside),
            missing=tuple(entry.id for entry in self.missing),
            whole=not self.is_cut,
        )


def in_full(gmail: Gmail, seen: Iterable[Inbound], watch: Watch) -> tuple[Inbound, ...]:
    """Read with its words what a look into a thread has shown; what cannot be read so stays as it was seen."""
    return tuple(_in_full(gmail, inbound, watch) for inbound in seen)


def _in_full(gmail: Gmail, inbound: Inbound, watch: Watch) -> Inbound:
    entry = Found(id=inbound.id, thread_id=inbound.thread_id, labels=inbound.labels)
    try:
        return _one(gmail, entry, watch, watched=True) or inbound
    except (Unreadable, Rejected):
        return inbound


def _one(gmail: Gmail, entry: Found, watch: Watch, *, watched: bool) -> Inbound | None:
    """Read one message, no further than it concerns us; None if it does not."""
    if watched and "SENT" not in entry.labels:
        inbound = gmail.message(entry.id, full=True)  # costs what its headers cost
        return gmail.reported(entry.id) if bounces.may_be_one(inbound) else inbound
    inbound = gmail.message(entry.id)
    if bounces.may_be_one(inbound):
        return gmail.reported(entry.id)
    if "SENT" in inbound.labels:
        return inbound
    return gmail.message(entry.id, full=True) if watch.concerns(inbound) else None
