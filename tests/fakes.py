"""Stand-ins of ours for tests that need no wire: they write down what was asked and fail when told to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.outreach.notices.notifying import DueNotice, Posted
from gmail.answers import Added, Draft, HistoryPage, Listed, Profile, SendAs, Sent
from gmail.errors import NotFound
from gmail.inbound import Inbound
from gmail.messages import HEADERS


@dataclass(slots=True)
class MovedClock:
    """A clock that stands still until it is moved."""

    now: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass(slots=True)
class FakePoster:
    """Slack as a list: every notice posted, and the trouble the next ones meet."""

    posted: list[DueNotice] = field(default_factory=list)
    troubles: list[Exception] = field(default_factory=list)

    def post(self, notice: DueNotice) -> Posted:
        """Post a notice, or raise the trouble that is planned next."""
        self.posted.append(notice)
        if self.troubles:
            raise self.troubles.pop(0)
        return Posted(channel="D1", ts=f"{len(self.posted)}.0")


class FakeGmail:
    """One mailbox in memory, with the methods of gmail.client.Gmail.

    `calls` are the names of what was asked; `troubles` maps a method to errors raised by its next calls; `costs` what
    calls cost, nothing if nobody says.
    """

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.costs: dict[str, int] = {}
        self.units = 0
        self.troubles: dict[str, list[Exception]] = {}
        self.before: dict[str, Callable[[], object]] = {}
        self.messages: dict[str, Inbound] = {}
        self.news: list[str] = []
        self.announced: dict[str, str] = {}
        self.waiting: dict[str, Draft] = {}
        self.cursor = 1000
        self.made = 0

    def _called(self, name: str) -> None:
        self.calls.append(name)
        self.units += self.costs.get(name, 0)
        if act := self.before.pop(name, None):
            act()
        if self.troubles.get(name):
            raise self.troubles[name].pop(0)

    def arrive(self, *mails: Inbound) -> None:
        """Let mail come in."""
        for mail in mails:
            self.messages[mail.id] = mail
            self.news.append(mail.id)
            self.cursor += 1

    def spent(self) -> int:
        """Tell what was used up."""
        return self.units

    def profile(self) -> Profile:
        """Tell where history stands."""
        self._called("profile")
        return Profile(address="ana@acme.example", history_id=self.cursor)

    def send_as(self) -> tuple[SendAs, ...]:
        """List no aliases."""
        self._called("send_as")
        return ()

    def history(self, cursor: int, page: str = "") -> HistoryPage:
        """Tell what is new since a cursor, five hundred a page."""
        self._called("history")
        begin = int(page) if page else max(cursor - 1000, 0)
        end = begin + 500
        added = tuple(self._told(id, 1001 + begin + n) for n, id in enumerate(self.news[begin:end]))
        return HistoryPage(
            added=added, cursor=self.cursor, next_page=str(end) if end < len(self.news) else ""
        )

    def _told(self, id: str, at: int) -> Added:
        mail = self.messages.get(id)
        labels = frozenset({"INBOX"}) if mail is None else mail.labels
        thread_id = self.announced.get(id) or (mail.thread_id if mail else "")
        return Added(id=id, thread_id=thread_id, labels=labels, at=at)

    def announce(self, id: str, *, thread_id: str = "") -> None:
        """Let history tell of a message that is not to be seen yet."""
        self.announced[id] = thread_id
        self.news.append(id)
        self.cursor += 1

    def message(self, id: str, *, full: bool = False) -> Inbound:
        """Show a message."""
        self._called("message")
        return self._found(id)

    def message_id(self, id: str) -> str:
        """Show the Message-ID of a message."""
        self._called("message")
        return self._found(id).rfc_id

    def reported(self, id: str) -> Inbound:
        """Show a message from its source."""
        self._called("reported")
        return self._found(id)

    def _found(self, id: str) -> Inbound:
        if id not in self.messages:
            raise NotFound
        return self.messages[id]

    def thread(self, id: str, *, headers: list[str] = HEADERS) -> tuple[Inbound, ...]:
        """Show a thread."""
        self._called("thread")
        return tuple(mail for mail in self.messages.values() if mail.thread_id == id)

    def search(self, query: str) -> tuple[Listed, ...]:
        """Find nothing."""
        self._called("search")
        return ()

    def create_draft(self, raw: bytes, thread_id: str = "") -> Draft:
        """Keep a draft."""
        self._called("create_draft")
        self.made += 1
        name = f"{self.made}"
        draft = Draft(id=f"d{name}", message_id=f"dm{name}", thread_id=thread_id or f"t{name}")
        self.waiting[draft.id] = draft
        return draft

    def draft(self, id: str) -> Draft:
        """Look at a draft."""
        self._called("draft")
        if id not in self.waiting:
            raise NotFound
        return self.waiting[id]

    def drafts(self) -> tuple[Draft, ...]:
        """List every draft."""
        self._called("drafts")
        return tuple(reversed(self.waiting.values()))

    def send_draft(self, id: str) -> Sent:
        """Send a draft; its id is used up."""
        self._called("send_draft")
        draft = self.waiting.pop(id, None)
        if draft is None:
            raise NotFound
        return Sent(message_id=f"sent-{draft.id}", thread_id=draft.thread_id)

    def delete_draft(self, id: str) -> None:
        """Throw a draft away."""
        self._called("delete_draft")
        if self.waiting.pop(id, None) is None:
            raise NotFound
