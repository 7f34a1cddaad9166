"""One mailbox: messages, the threads they stand in, drafts, and the log of every change."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import getaddresses

from sandbox.google import ids
from sandbox.google.history import Change, History, Record
from sandbox.google.letters import Letter

SYSTEM_LABELS = (
    "CHAT",
    "SENT",
    "INBOX",
    "IMPORTANT",
    "TRASH",
    "DRAFT",
    "SPAM",
    "CATEGORY_FORUMS",
    "CATEGORY_UPDATES",
    "CATEGORY_PERSONAL",
    "CATEGORY_PROMOTIONS",
    "CATEGORY_SOCIAL",
    "STARRED",
    "UNREAD",
)


@dataclass(slots=True, kw_only=True)
class Message:
    """One message as its mailbox holds it."""

    id: str
    thread_id: str
    letter: Letter
    labels: set[str]
    at: datetime
    history_id: int = 0
    draft_id: str = ""

    def sender(self) -> str:
        """Give the From address, in lower case."""
        return next((address.lower() for _, address in getaddresses([self.letter.raw("From")])), "")


@dataclass(slots=True)
class Mailbox:
    """Everything one account holds. Every change is logged in its history."""

    messages: dict[str, Message] = field(default_factory=dict)
    threads: dict[str, list[str]] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)
    history: History = field(default_factory=History)
    last_id: str = ""
    _by_message_id: dict[str, str] = field(default_factory=dict)

    def add(self, letter: Letter, labels: Iterable[str], *, now: datetime, thread_id: str = "") -> Message:
        """Store a message in a thread, or in a new one that is named after it."""
        self.last_id = ids.after(self.last_id, now)
        message = Message(
            id=self.last_id,
            thread_id=thread_id or self.last_id,
            letter=letter,
            labels=set(labels),
            at=now,
        )
        self.messages[message.id] = message
        self.threads.setdefault(message.thread_id, []).append(message.id)
        self._by_message_id[letter.message_id()] = message.id
        self._log(message, Change.ADDED, now)
        return message

    def remove(self, message: Message, now: datetime) -> None:
        """Delete a message for good; a thread without messages is gone."""
        del self.messages[message.id]
        self.threads[message.thread_id].remove(message.id)
        if not self.threads[message.thread_id]:
            del self.threads[message.thread_id]
        if self._by_message_id.get(message.letter.message_id()) == message.id:
            del self._by_message_id[message.letter.message_id()]
        self._log(message, Change.DELETED, now)

    def relabel(self, message: Message, add: Iterable[str], remove: Iterable[str], now: datetime) -> None:
        """Add and take labels; only real changes are logged."""
        taken = message.labels & set(remove)
        given = set(add) - message.labels - taken
        message.labels = (message.labels | given) - taken
        if given:
            self._log(message, Change.LABELS_ADDED, now, given)
        if taken:
            self._log(message, Change.LABELS_REMOVED, now, taken)

    def named(self, message_id: str) -> Message | None:
        """Find a message by its Message-ID."""
        found = self._by_message_id.get(message_id)
        return self.messages[found] if found else None

    def thread(self, thread_id: str) -> list[Message]:
        """List the messages of a thread, oldest first; empty when there is no such thread."""
        return [self.messages[id_] for id_ in self.threads.get(thread_id, [])]

    def newest(self) -> list[Message]:
        """List all messages, newest first."""
        return [self.messages[id_] for id_ in sorted(self.messages, reverse=True)]

    def unread(self) -> int:
        """Count what waits in the inbox."""
        return sum({"INBOX", "UNREAD"} <= message.labels for message in self.messages.values())

    def _log(self, message: Message, change: Change, now: datetime, about: Iterable[str] = ()) -> None:
        message.history_id = self.history.next_id()
        record = Record(
            id=message.history_id,
            at=now,
            change=change,
            message_id=message.id,
            thread_id=message.thread_id,
            labels=tuple(sorted(message.labels)),
            about=tuple(sorted(about)),
        )
        self.history.records.append(record)
