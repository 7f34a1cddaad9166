"""Google in memory: an account keeps Gmail's rules on drafts, threads and history; a session is one client of it."""

import heapq
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

from gmail.answers import Added, Draft, HistoryPage, Listed, Sent
from gmail.errors import CursorExpired, NotFound
from gmail.inbound import Inbound
from gmail.messages import OUR_HEADER

T = TypeVar("T")

_FOLDED = re.compile(rb"\r?\n[ \t]+")
_SUBJECT = re.compile(rb"^Subject: (.*?)\r?$", re.MULTILINE)
_TO = re.compile(rb"^To: .*?([^\s<>]+@[^\s<>]+)>?\r?$", re.MULTILINE)
_ANSWERS = re.compile(rb"^In-Reply-To: (\S+)\r?$", re.MULTILINE)
_REFERENCES = re.compile(rb"^References: (.*?)\r?$", re.MULTILINE)
_TOKEN = re.compile(rb"^" + OUR_HEADER.encode() + rb": (\S+)\r?$", re.MULTILINE)


@dataclass(slots=True)
class Mail:
    """One message as the account keeps it; `shown` is what its headers say."""

    shown: Inbound
    text: str = ""
    raw: bytes = b""
    searchable_at: datetime | None = None
    shown_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Lag:
    """Seconds until Gmail shows what has happened, at most: in history and messages, and in its search."""

    history: float = 0.0
    search: float = 0.0


@dataclass
class Account:
    """One mailbox at Google; `accepted` is called with every mail that truly leaves."""

    address: str
    now: Callable[[], datetime]
    random: Random
    accepted: Callable[["Account", Mail], None]
    lag: Lag = Lag()
    page_size: int = 500
    made: int = 0
    history_id: int = 1000
    oldest: int = 0
    messages: dict[str, Mail] = field(default_factory=dict)
    threads: dict[str, list[Mail]] = field(default_factory=dict)
    drafts: dict[str, Mail] = field(default_factory=dict)
    by_rfc_id: dict[str, Mail] = field(default_factory=dict)
    _pending: list[tuple[datetime, int, Mail]] = field(default_factory=list)
    _ids: list[int] = field(default_factory=list)
    _log: list[Added] = field(default_factory=list)

    def fresh(self) -> str:
        """Make an id nobody had before."""
        self.made += 1
        return f"{self.made:016x}"

    def settle(self) -> None:
        """Let history and messages show what has become visible by now."""
        while self._pending and self._pending[0][0] <= self.now():
            self._show(heapq.heappop(self._pending)[2])

    def _show(self, mail: Mail) -> None:
        self.history_id += self.random.randint(1, 9)
        shown, mail.shown_at = mail.shown, self.now()
        self._ids.append(self.history_id)
        self._log.append(
            Added(id=shown.id, thread_id=shown.thread_id, labels=shown.labels, at=self.history_id)
        )
        self.messages[shown.id] = mail
        self.threads.setdefault(shown.thread_id, []).append(mail)

    def _later(self, mail: Mail) -> None:
        now = self.now()
        mail.searchable_at = now + timedelta(seconds=self.random.random() * self.lag.search)
        if not self.lag.history:
            self._show(mail)
            return
        shown_at = now + timedelta(seconds=self.random.random() * self.lag.history)
        heapq.heappush(self._pending, (shown_at, self.made, mail))

    def is_visible(self, mail: Mail) -> bool:
        """Tell whether somebody who reads now would find a message."""
        self.settle()
        return mail.shown.id in self.messages

    def keep_draft(self, raw: bytes, thread_id: str) -> Draft:
        """Put a draft into its thread, or into a new one where Gmail does not believe that it belongs there."""
        if thread_id and thread_id not in self.threads:
            raise NotFound
        shown = _read(raw, self.fresh(), self.now(), self.address)
        home = self.threads.get(thread_id, [])
        shown = replace(shown, thread_id=thread_id if _belongs(shown, home) else self.fresh())
        mail = Mail(shown=replace(shown, labels=frozenset({"DRAFT"})), raw=raw)
        draft_id = f"r{self.fresh()}"
        self.drafts[draft_id] = mail
        self._show(mail)
        return Draft(id=draft_id, message_id=shown.id, thread_id=shown.thread_id)

    def draft(self, draft_id: str) -> Draft:
        """Look at a draft."""
        mail = self._draft(draft_id)
        return Draft(id=draft_id, message_id=mail.shown.id, thread_id=mail.shown.thread_id)

    def _draft(self, draft_id: str) -> Mail:
        if draft_id not in self.drafts:
            raise NotFound
        return self.drafts[draft_id]

    def drop_draft(self, draft_id: str) -> Mail:
        """Delete a draft and its message for good."""
        mail = self._draft(draft_id)
        del self.drafts[draft_id]
        self.messages.pop(mail.shown.id, None)
        home = self.threads.get(mail.shown.thread_id, [])
        if mail in home:
            home.remove(mail)
        return mail

    def edit_draft(self, draft_id: str) -> None:
        """Let its owner change a draft: its message gets a new id."""
        mail = self.drop_draft(draft_id)
        edited = Mail(shown=replace(mail.shown, id=self.fresh()), raw=mail.raw)
        self.drafts[draft_id] = edited
        self._show(edited)

    def send(self, draft_id: str) -> Sent:
        """Send a draft, which uses it up; the mail is a new message with a Message-ID of Gmail's own."""
        draft = self.drop_draft(draft_id)
        new_id = self.fresh()
        shown = replace(
            draft.shown,
            id=new_id,
            labels=frozenset({"SENT"}),
            received_at=self.now(),
            rfc_id=f"<CA{new_id}.{self.address}>",
        )
        mail = Mail(shown=shown, raw=draft.raw)
        self.by_rfc_id[shown.rfc_id] = mail
        self._later(mail)
        self.accepted(self, mail)
        return Sent(message_id=new_id, thread_id=shown.thread_id)

    def arrive(self, shown: Inbound, *, text: str = "", raw: bytes = b"") -> Mail:
        """Let a mail come in, or one the owner wrote by hand; its ids and thread are Gmail's to choose."""
        new_id = self.fresh()
        rfc_id = shown.rfc_id or f"<{new_id}.to.{self.address}>"
        placed = replace(shown, id=new_id, thread_id=self._home(shown), received_at=self.now(), rfc_id=rfc_id)
        mail = Mail(shown=placed, text=text, raw=raw)
        self.by_rfc_id[rfc_id] = mail
        self._later(mail)
        return mail

    def _home(self, shown: Inbound) -> str:
        for rfc_id in (shown.in_reply_to, *shown.references):
            known = self.by_rfc_id.get(rfc_id)
            if known is not None and _core(known.shown.subject) == _core(shown.subject):
                return known.shown.thread_id
        return self.fresh()

    def history(self, cursor: int, page: str) -> HistoryPage:
        """Give one page of what was added since a cursor; the first of several may be empty."""
        self.settle()
        if cursor < self.oldest:
            raise CursorExpired
        begin = int(page) if page else bisect_right(self._ids, cursor)
        if not page and self.page_size < 500 and self.random.random() < 0.1:
            return HistoryPage(added=(), cursor=self.history_id, next_page=str(begin))
        end = begin + self.page_size
        more = str(end) if end < len(self._log) else ""
        return HistoryPage(added=tuple(self._log[begin:end]), cursor=self.history_id, next_page=more)

    def find(self, message_id: str) -> Mail:
        """Look at a message."""
        self.settle()
        if message_id not in self.messages:
            raise NotFound
        return self.messages[message_id]

    def search(self, query: str) -> tuple[Listed, ...]:
        """Find messages by `from:{…} after:…` or `in:sent after:…`, some time after they came."""
        what, _, after = query.partition(" after:")
        now = self.now()
        return tuple(
            Listed(id=id, thread_id=mail.shown.thread_id)
            for id, mail in self.messages.items()
            if (mail.searchable_at or now) <= now
            and mail.shown.received_at.timestamp() >= int(after)
            and _matches(mail.shown, what)
        )


def _matches(shown: Inbound, what: str) -> bool:
    if what == "in:sent":
        return "SENT" in shown.labels
    return any(name in shown.from_address for name in what.removeprefix("from:{").removesuffix("}").split())


def _read(raw: bytes, new_id: str, at: datetime, sender: str) -> Inbound:
    head = _FOLDED.sub(b" ", raw[: raw.index(b"\r\n\r\n")])
    found = _REFERENCES.search(head)
    return Inbound(
        id=new_id,
        thread_id="",
        received_at=at,
        from_address=sender,
        to=(_first(_TO, head).lower(),),
        subject=_first(_SUBJECT, head),
        rfc_id=f"<{new_id}@draft.example>",
        in_reply_to=_first(_ANSWERS, head),
        references=tuple(found.group(1).decode().split()) if found else (),
        token=_first(_TOKEN, head),
    )


def _first(pattern: re.Pattern[bytes], head: bytes) -> str:
    found = pattern.search(head)
    return found.group(1).decode() if found else ""


def _belongs(shown: Inbound, home: list[Mail]) -> bool:
    if not home or not (shown.in_reply_to or shown.references):
        return False
    if _core(home[0].shown.subject) != _core(shown.subject):
        return False
    named = {shown.in_reply_to, *shown.references}
    return any(mail.shown.rfc_id in named for mail in home)


def _core(subject: str) -> str:
    while subject[:3].lower() == "re:":
        subject = subject[3:].lstrip()
    return subject
