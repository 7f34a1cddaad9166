"""Gmail in memory, answering at once: the public methods of gmail.client.Gmail, and what each call would have cost."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.clock import Clock
from bot.outreach.mailboxes.connecting import Sessions
from gmail import messages, oauth
from gmail.answers import Added, Draft, HistoryPage, Listed, Profile, SendAs, Sent
from gmail.client import Gmail
from gmail.errors import NotFound
from gmail.inbound import Inbound
from storage.database import Database
from tests.benchmarks.crowd import scattered

LONG_AGO = datetime(2026, 10, 1, tzinfo=UTC)
SENT = frozenset({"SENT"})
DRAFT = frozenset({"DRAFT"})
COSTS = {
    "profile": 1,
    "send_as": 1,
    "history": 2,
    "message": 20,
    "reported": 20,
    "source": 20,
    "thread": 40,
    "search": 5,
    "create_draft": 10,
    "draft": 20,
    "drafts": 5,
    "send_draft": 100,
    "delete_draft": 10,
}
"""Units by the table for projects made since May 2026."""


@dataclass(slots=True)
class World:
    """Everything that was sent from any mailbox, and every call."""

    sent: list[str] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)

    def units(self) -> int:
        """Tell what all calls cost."""
        return sum(COSTS[name] * times for name, times in self.calls.items())


class QuickGmail(Gmail):
    """One mailbox in memory; the first mails of a crowd are in it from the beginning, made when looked at."""

    def __init__(self, world: World, clock: Clock, *, counted: bool = False) -> None:
        # Nothing of the real session is wanted: it would read Google's document for every mailbox.
        self._world = world
        self._counted = counted
        self._now = clock
        self._held: dict[str, Inbound] = {}
        self._threads: dict[str, list[str]] = {}
        self._waiting: dict[str, tuple[Draft, bytes]] = {}
        self._log: list[Added] = []
        self._made = 0

    def _called(self, name: str) -> None:
        self._world.calls[name] += 1

    def spent(self) -> int:
        """Tell what was used up: nothing that anybody has to wait for, unless it is counted."""
        return self._world.units() if self._counted else 0

    def profile(self) -> Profile:
        """Tell where history stands."""
        self._called("profile")
        return Profile(address="ana@acme.example", history_id=len(self._log) + 1)

    def send_as(self) -> tuple[SendAs, ...]:
        """List no aliases."""
        self._called("send_as")
        return ()

    def history(self, cursor: int, page: str = "") -> HistoryPage:
        """Tell what was added since a cursor, drafts included as Gmail does, five hundred a page."""
        self._called("history")
        begin = int(page) if page else cursor - 1
        end = begin + 500
        more = str(end) if end < len(self._log) else ""
        return HistoryPage(added=tuple(self._log[begin:end]), cursor=len(self._log) + 1, next_page=more)

    def reported(self, id: str) -> Inbound:
        """Show a message from its source."""
        self._called("reported")
        return self._found(id)

    def message(self, id: str, *, full: bool = False) -> Inbound:
        """Show a message."""
        self._called("message")
        return self._found(id)

    def message_id(self, id: str) -> str:
        """Show the Message-ID of a message."""
        self._called("message")
        return self._found(id).rfc_id

    def thread(self, id: str, *, headers: list[str] = messages.HEADERS) -> tuple[Inbound, ...]:
        """Show a thread: the first mail of a crowd's enrollment, and what came after it."""
        self._called("thread")
        later = tuple(self._held[held] for held in self._threads.get(id, ()))
        if not id.startswith("t"):
            return later
        return (_first_mail(id), *later)

    def search(self, query: str) -> tuple[Listed, ...]:
        """Find nothing."""
        self._called("search")
        return ()

    def create_draft(self, raw: bytes, thread_id: str = "") -> Draft:
        """Keep a draft."""
        self._called("create_draft")
        self._made += 1
        name = str(self._made)
        draft = Draft(id=f"d{name}", message_id=f"dm{name}", thread_id=thread_id or f"n{name}")
        self._waiting[draft.id] = (draft, raw)
        self._log.append(
            Added(id=draft.message_id, thread_id=draft.thread_id, labels=DRAFT, at=len(self._log) + 2)
        )
        return draft

    def draft(self, id: str) -> Draft:
        """Look at a draft."""
        self._called("draft")
        if id not in self._waiting:
            raise NotFound
        return self._waiting[id][0]

    def drafts(self) -> tuple[Draft, ...]:
        """List every draft."""
        self._called("drafts")
        return tuple(draft for draft, _ in reversed(self._waiting.values()))

    def send_draft(self, id: str) -> Sent:
        """Send a draft; its id is used up."""
        self._called("send_draft")
        draft, raw = self._waiting.pop(id, (None, b""))
        if draft is None:
            raise NotFound
        sent = Sent(message_id=f"s{draft.id}", thread_id=draft.thread_id)
        self._keep(sent, _token(raw))
        return sent

    def delete_draft(self, id: str) -> None:
        """Throw a draft away."""
        self._called("delete_draft")
        if self._waiting.pop(id, None) is None:
            raise NotFound

    def arrive(self, mail: Inbound) -> None:
        """Let a mail come in."""
        self._held[mail.id] = mail
        self._threads.setdefault(mail.thread_id, []).append(mail.id)
        self._log.append(
            Added(id=mail.id, thread_id=mail.thread_id, labels=mail.labels, at=len(self._log) + 2)
        )

    def _keep(self, sent: Sent, token: str) -> None:
        self._world.sent.append(token)
        self._held[sent.message_id] = Inbound(
            id=sent.message_id,
            thread_id=sent.thread_id,
            labels=SENT,
            received_at=self._now(),
            from_address="ana@acme.example",
            rfc_id=f"<{token}@mail.example>",
            token=token,
        )
        self._threads.setdefault(sent.thread_id, []).append(sent.message_id)
        self._log.append(
            Added(id=sent.message_id, thread_id=sent.thread_id, labels=SENT, at=len(self._log) + 2)
        )

    def _found(self, id: str) -> Inbound:
        if id not in self._held:
            raise NotFound
        return self._held[id]


class QuickSessions(Sessions):
    """Open mailboxes in memory; each is kept."""

    def __init__(self, db: Database, clock: Clock, world: World, *, counted: bool = False) -> None:
        super().__init__(db, NOWHERE, clock)
        self._counted = counted
        self._world = world
        self._time = clock
        self._boxes: dict[int, QuickGmail] = {}

    def open(self, mailbox_id: int) -> Gmail:
        """Give the session of a mailbox, its key looked up as ever; only what it talks to is ours."""
        super().open(mailbox_id)
        return self.box(mailbox_id)

    def box(self, mailbox_id: int) -> QuickGmail:
        """Give a mailbox itself."""
        box = self._boxes.get(mailbox_id)
        if box is None:
            box = self._boxes.setdefault(
                mailbox_id, QuickGmail(self._world, self._time, counted=self._counted)
            )
        return box


NOWHERE = oauth.Google(
    api_url="http://127.0.0.1:9",
    auth_url="http://127.0.0.1:9",
    token_url="http://127.0.0.1:9",
    revoke_url="http://127.0.0.1:9",
    client_id="none",
    client_secret="none",
)


def _first_mail(thread_id: str) -> Inbound:
    number = int(thread_id[1:])
    return Inbound(
        id=f"m{number}",
        thread_id=thread_id,
        labels=SENT,
        received_at=LONG_AGO,
        rfc_id=f"<{scattered(number)}@mail.example>",
        token=f"{scattered(number)}a",
    )


def _token(raw: bytes) -> str:
    head, _, _ = raw.partition(b"\r\n\r\n")
    _, _, after = head.partition(f"\r\n{messages.OUR_HEADER}: ".encode())
    return after.split(b"\r\n", 1)[0].decode()
