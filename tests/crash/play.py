"""The story that is told again for every death: three candidates, two stages, one answer in between.

A day is a worker that looks at once, and whatever befalls it; then more than two hours of looks by others,
the recruiter's answers to what she is asked, and looks again.
"""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from bot.outreach.mailboxes import connecting
from bot.outreach.mailboxes.connecting import Door
from bot.outreach.outgoing import answering
from bot.outreach.outgoing.answering import Answer
from gmail import oauth
from sandbox.google import people
from storage import mailboxes
from storage.database import Database
from storage.grants import seal
from storage.models import Mailbox, Touch
from storage.statuses import TouchStatus
from storage.vault import Vault
from tests import builders
from tests.builders import ANA, email
from tests.conftest import KEY
from tests.crash import boundaries, counting
from tests.crash.boundaries import Blow
from tests.crash.nursery import Fate
from tests.crash.theatre import Theatre
from tests.crash.worker import HOUSE, Orders, google_at
from tests.gmail.stand_in import StandIn

PEOPLE = ("grace.hopper@example.com", "alan.turing@example.com", "katherine.johnson@example.com")
ANSWERS = "katherine.johnson@example.com"
SENDER = "ana@acme.example"
STAGES = 2
LOOKS = (2.0, 3.0, 5.0, 10.0, 40.0, 70.0)
"""Minutes between looks: two hours and ten minutes, as long as a doubt takes until a person is asked."""

OVERNIGHT = 24 * 60.0 - sum(LOOKS)
MOST_ANSWERS = 4


@dataclass(kw_only=True)
class Play:
    """One world, its database, and the workers who come and go."""

    theatre: Theatre
    stand_in: StandIn
    url: str
    log: str = os.devnull
    fates: list[Fate] = field(default_factory=list)

    @contextmanager
    def database(self) -> Iterator[Database]:
        """Open the database for a moment: no worker may find it open on SQLite."""
        db = Database(self.url, Vault([KEY]))
        try:
            yield db
        finally:
            db.close()

    def enroll(self) -> None:
        """Connect Ana's mailbox and put everybody into the sequence."""
        granted = self.stand_in.control("grant", address=SENDER, scopes=[oauth.COMPOSE, oauth.READONLY])
        cursor = self.stand_in.state.accounts[SENDER].mailbox.history.current
        with self.database() as db:
            mailbox = builders.make_mailbox(db)
            with db.transaction() as tx:
                row = tx.get_one(Mailbox, mailbox.id)
                row.cursor, row.sealed_token = cursor, seal(tx, granted["refresh_token"])
            for address in PEOPLE:
                builders.make_enrollment(db, email(), email(1), address=address, house=HOUSE, now=self.now())

    def now(self) -> datetime:
        """Tell the world's time."""
        return self.stand_in.state.world.now()

    def orders(self, *looks: float, blows: tuple[Blow, ...] = (), trace: str = "") -> Orders:
        """Write orders for one worker of this play."""
        return Orders(
            database=self.url,
            key=KEY,
            google=self.stand_in.url,
            clock=str(self.theatre.clock),
            looks=looks,
            blows=blows,
            trace=trace,
            log=self.log,
        )

    def struck(self, *blows: Blow, looks: tuple[float, ...] = (0.0,)) -> None:
        """Let a worker look and come to harm; a frozen one wakes when another has taken over."""
        pid = self.theatre.nursery.start(self.orders(*looks, blows=blows))
        fate = self.theatre.nursery.wait(pid)
        while fate.is_frozen:
            self.look(3.0, 3.0, 5.0)
            boundaries.wake(pid)
            fate = self.theatre.nursery.wait(pid)
        self.fates.append(fate)

    def look(self, *looks: float) -> None:
        """Let a new worker look, unharmed."""
        fate = self.theatre.nursery.run(self.orders(*looks))
        assert fate.code == 0, f"a worker ended with {fate.code}"

    @contextmanager
    def crowd(self, size: int) -> Iterator[list[int]]:
        """Let workers look without end; whoever is there at the end is killed."""
        workers = [self.theatre.nursery.start(self.orders()) for _ in range(size)]
        try:
            yield workers
        finally:
            for pid in workers:
                self.kill(pid)

    def kill(self, pid: int) -> None:
        """Kill a worker as the kernel does when memory runs out."""
        os.kill(pid, signal.SIGKILL)
        self.theatre.nursery.wait(pid)

    def wait(self, seconds: float) -> None:
        """Let workers work."""
        time.sleep(seconds)

    def settle(self) -> None:
        """Look for two hours; answer what is asked, and look again."""
        for _ in range(MOST_ANSWERS):
            self.look(*LOOKS)
            if not self.answer_what_is_asked() + self.reconnect():
                return

    def answer_what_is_asked(self) -> int:
        """Say of each held mail what the recruiter sees in her Sent folder; tell how many there were."""
        with self.database() as db:
            with db.reading() as tx:
                held = [
                    (touch.id, touch.token) for touch in tx.query(Touch).filter_by(status=TouchStatus.HELD)
                ]
            for touch_id, token in held:
                went = counting.was_sent(self.stand_in.state, token, sender=SENDER)
                said = Answer.SENT if went else Answer.SEND
                answering.answer(db, ANA, touch_id, said, house=HOUSE, now=self.now())
        return len(held)

    def reconnect(self) -> int:
        """Connect a mailbox anew that was lost, by the link in the DM; tell whether there was one."""
        google = google_at(self.stand_in.url)
        door = Door(google=google, redirect_uri="http://127.0.0.1/google/callback")
        with self.database() as db:
            with db.reading() as tx:
                if not mailboxes.lost(tx):
                    return 0
            link = connecting.consent_link(db, door, who=ANA, now=self.now())
            back = self.stand_in.control("consent", url=link, account=SENDER)["location"]
            told = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}
            connecting.finish(db, door, state=told["state"], code=told["code"], clock=self.now)
        return 1

    def reply(self, address: str = ANSWERS) -> None:
        """Let one candidate answer."""
        self.stand_in.control("answer", address=address, kind=people.Answer.REPLY.value)

    def first_touch(self, *, position: int) -> Touch:
        """Look at a stage of the first who was enrolled."""
        with self.database() as db, db.transaction() as tx:
            return tx.query(Touch).filter_by(enrollment_id=1, position=position).one()

    def sends(self) -> int:
        """Count the drafts Google was asked to send and did."""
        log = self.stand_in.state.log.entries
        return sum(entry.name.endswith("drafts.send") and entry.status != 404 for entry in log)

    def sleep(self) -> None:
        """Let the night pass."""
        self.let_pass(minutes=OVERNIGHT)

    def let_pass(self, *, minutes: float) -> None:
        """Move the world's clock."""
        self.stand_in.move(minutes=minutes)
        self.theatre.tell_time(self.stand_in.state.world)

    def wrongs(self) -> list[str]:
        """List what was promised and not kept."""
        with self.database() as db:
            return counting.wrongs(self.stand_in.state, db, stages=STAGES)


def go_on(play: Play, *, from_first: bool) -> None:
    """Live on after the harm of a day: the evening with its answer and the second day, if they are to come."""
    if from_first:
        end_of_day(play)
        play.sleep()
        play.struck()
    finish(play)


def end_of_day(play: Play) -> None:
    """Let the first day end: what is open is settled, and one candidate answers."""
    play.settle()
    play.reply()


def finish(play: Play) -> None:
    """Look for two hours, and once more the next day: nothing may come that came before."""
    play.settle()
    play.sleep()
    play.look(0.0)
