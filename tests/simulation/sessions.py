"""One client of one account, with the public methods of gmail.client.Gmail."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from gmail.answers import Draft, HistoryPage, Listed, Profile, SendAs, Sent
from gmail.errors import NotFound
from gmail.inbound import Inbound
from gmail.messages import HEADERS
from tests.simulation.gmail import Account

T = TypeVar("T")

UNITS = {
    "profile": 1,
    "send_as": 1,
    "history": 2,
    "search": 5,
    "thread": 40,
    "drafts": 5,
    "send_draft": 100,
    "create_draft": 10,
    "delete_draft": 10,
}


@dataclass(slots=True)
class Session:
    """One client of one account, with the methods of gmail.client.Gmail; `gate` is the way to Google and back."""

    account: Account
    gate: Callable[[str, str, Callable[[], object]], object]
    units: int = 0

    def spent(self) -> int:
        """Tell how many units this session has used."""
        return self.units

    def profile(self) -> Profile:
        """Tell where history stands."""
        return self._ask("profile", lambda: Profile(address=self.account.address, history_id=self._reached()))

    def _reached(self) -> int:
        self.account.settle()
        return self.account.history_id

    def send_as(self) -> tuple[SendAs, ...]:
        """List no aliases."""
        return self._ask("send_as", tuple)

    def history(self, cursor: int, page: str = "") -> HistoryPage:
        """Read one page of history."""
        return self._ask("history", lambda: self.account.history(cursor, page))

    def message(self, id: str, *, full: bool = False) -> Inbound:
        """Read one message."""
        return self._ask("message", lambda: self._shown(id, full=full))

    def _shown(self, id: str, *, full: bool) -> Inbound:
        mail = self.account.find(id)
        return replace(mail.shown, text=mail.text) if full else mail.shown

    def message_id(self, id: str) -> str:
        """Read the Message-ID of one message."""
        return self._ask("message", lambda: self.account.find(id).shown.rfc_id)

    def reported(self, id: str) -> Inbound:
        """Read one message from its source."""
        return self._ask("reported", lambda: self._reported(id))

    def _reported(self, id: str) -> Inbound:
        mail = self.account.find(id)
        return replace(mail.shown, text=mail.text, raw=mail.raw)

    def source(self, id: str) -> bytes:
        """Fetch the source of one message."""
        return self._ask("source", lambda: self.account.find(id).raw)

    def thread(self, id: str, *, headers: list[str] = HEADERS) -> tuple[Inbound, ...]:
        """Read the headers of a thread."""
        return self._ask("thread", lambda: self._thread(id))

    def _thread(self, id: str) -> tuple[Inbound, ...]:
        self.account.settle()
        if not self.account.threads.get(id):
            raise NotFound
        return tuple(mail.shown for mail in self.account.threads[id])

    def search(self, query: str) -> tuple[Listed, ...]:
        """Search."""
        return self._ask("search", lambda: self.account.search(query))

    def create_draft(self, raw: bytes, thread_id: str = "") -> Draft:
        """Put a mail into the drafts."""
        return self._ask("create_draft", lambda: self.account.keep_draft(raw, thread_id))

    def draft(self, id: str) -> Draft:
        """Look at a draft."""
        return self._ask("draft", lambda: self.account.draft(id))

    def drafts(self) -> tuple[Draft, ...]:
        """List every draft, newest first."""
        return self._ask(
            "drafts", lambda: tuple(self.account.draft(id) for id in reversed(self.account.drafts))
        )

    def send_draft(self, id: str) -> Sent:
        """Send a draft."""
        return self._ask("send_draft", lambda: self.account.send(id), about=id)

    def delete_draft(self, id: str) -> None:
        """Delete a draft."""
        self._ask("delete_draft", lambda: self.account.drop_draft(id))

    def _ask(self, name: str, do: Callable[[], T], about: str = "") -> T:
        self.units += UNITS.get(name, 20)
        return self.gate(name, about, do)  # type: ignore[return-value]
