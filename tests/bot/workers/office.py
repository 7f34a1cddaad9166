"""A mailbox that is really worked on: rounds against Google's stand-in, under one clock that is moved."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.outreach.house import House
from bot.outreach.mailboxes.connecting import Sessions
from bot.outreach.people import Who
from bot.workers.rounds import Rounds
from gmail import oauth
from gmail.client import Gmail
from sandbox.google.mailbox import Message
from storage.database import Database
from storage.grants import seal
from storage.incoming import InboundMail
from storage.models import Enrollment, Mailbox, Notice, Touch
from tests import builders
from tests.builders import ANA, GRACE, HOUSE
from tests.gmail.stand_in import StandIn

MINUTE = timedelta(minutes=1)
Hook = Callable[[], object]


class Killed(BaseException):
    """The process died here: nothing after this line ran."""


class Watched:
    """A Gmail session with hooks: something happens just before or just after a named call."""

    def __init__(self, gmail: Gmail, before: dict[str, Hook], after: dict[str, Hook]) -> None:
        self._gmail = gmail
        self._before = before
        self._after = after

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._gmail, name)

        def called(*args: Any, **words: Any) -> Any:
            self._before.pop(name, _nothing)()
            answer = call(*args, **words)
            self._after.pop(name, _nothing)()
            return answer

        return called


def _nothing() -> None:
    return None


class WatchedSessions(Sessions):
    """Open mailboxes as ever, but let something happen around their calls."""

    before: dict[str, Hook]
    after: dict[str, Hook]

    def open(self, mailbox_id: int) -> Gmail:
        """Give a session with hooks."""
        watched: Any = Watched(super().open(mailbox_id), self.before, self.after)
        found: Gmail = watched
        return found


@dataclass(kw_only=True)
class Office:
    """The database, Google, and what people do."""

    db: Database
    stand_in: StandIn
    house: House = HOUSE

    def connect(self, who: Who = ANA) -> Mailbox:
        """Connect a person's mailbox without the consent page."""
        address = f"{builders.NAMES[who.slack_id].partition(' ')[0].lower()}@acme.example"
        granted = self.stand_in.control("grant", address=address, scopes=[oauth.COMPOSE, oauth.READONLY])
        mailbox = builders.make_mailbox(self.db, who)
        cursor = self.stand_in.state.accounts[address].mailbox.history.current
        with self.db.transaction() as tx:
            row = tx.get_one(Mailbox, mailbox.id)
            row.cursor, row.sealed_token = cursor, seal(tx, granted["refresh_token"])
        return mailbox

    def rounds(
        self, *, before: dict[str, Hook] | None = None, after: dict[str, Hook] | None = None
    ) -> Rounds:
        """Start a worker anew: it remembers nothing of the one before."""
        sessions = WatchedSessions(self.db, self.stand_in.google, self.stand_in.state.world.now)
        sessions.before, sessions.after = before or {}, after or {}
        return Rounds(self.db, sessions, self.house, self.stand_in.state.world.now)

    def tick(self) -> int:
        """Let a fresh worker do one round of whatever is ready."""
        return self.rounds().tick()

    def later(self, **by: float) -> None:
        """Let time pass, then one round."""
        self.stand_in.move(**by)
        self.tick()

    def wait(self, *, minutes: int) -> None:
        """Let time pass with a round every two minutes."""
        for _ in range(minutes // 2):
            self.later(minutes=2)

    def enroll(self, *stages: Any, **changes: Any) -> Enrollment:
        """Put Grace into a sequence now."""
        changes.setdefault("now", self.now())
        return builders.make_enrollment(self.db, *stages, **changes)

    def fault(self, kind: str, path: str, *, method: str = "POST", times: int = 1) -> None:
        """Plan trouble at Google."""
        self.stand_in.control("fault", kind=kind, path=path, method=method, times=times)

    def mails(self, address: str = GRACE) -> list[Message]:
        """List the mails somebody has got, the oldest first."""
        held = self.stand_in.state.accounts[address].mailbox.newest()
        return [mail for mail in reversed(held) if not mail.labels & {"SENT", "DRAFT"}]

    def drafts(self, address: str = "ana@acme.example") -> list[Message]:
        """List what lies in somebody's drafts."""
        held = self.stand_in.state.accounts[address].mailbox
        return [mail for mail in held.newest() if mail.draft_id]

    def answer(self, kind: str = "reply", **more: Any) -> None:
        """Let something come back from Grace."""
        self.stand_in.control("answer", address=GRACE, kind=kind, **more)

    def by_hand(self, op: str) -> None:
        """Do something to the one draft in Ana's mailbox, as Ana in Gmail."""
        (held,) = self.drafts()
        self.stand_in.control("draft", address="ana@acme.example", draft_id=held.draft_id, op=op)

    def calls(self, name: str) -> int:
        """Count the calls of one method that reached Google."""
        return sum(entry.name.endswith(name) for entry in self.stand_in.state.log.entries)

    def touch(self, enrollment: Enrollment, position: int = 0) -> Touch:
        """Look at one touch."""
        return builders.the_touches(self.db, enrollment)[position]

    def now(self) -> datetime:
        """Tell the world's time."""
        return self.stand_in.state.world.now()

    def answers(self) -> list[str]:
        """List what candidates wrote, as the recruiter reads it."""
        with self.db.transaction() as tx:
            return [mail.text for mail in tx.query(InboundMail).order_by(InboundMail.id)]

    def notices(self) -> list[str]:
        """List what people are owed, by what it is about."""
        with self.db.transaction() as tx:
            rows = tx.query(Notice).order_by(Notice.id).all()
            return [str(row.about.get("kind", row.kind)) for row in rows]
