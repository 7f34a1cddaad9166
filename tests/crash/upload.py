"""The story of a file that is told again for every death of a worker: twelve rows, of whom nine people come in.

Two rows are to be mended and one names somebody again. `Upload.wrongs` counts afterwards, in the database and in
Slack, what was promised and not kept.
"""

import os
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from starlette.applications import Starlette

from bot.outreach.candidates import turning_away
from bot.outreach.notices import notifying
from bot.outreach.people import Who
from sandbox.slack import server as slack_server
from sandbox.slack.messages import Message
from sandbox.slack.workspace import Workspace
from sandbox.world import World
from storage.database import Database
from storage.models import Candidate, Enrollment, Import, ImportRow, Notice, Touch
from storage.statuses import ImportStatus, NoticeStatus, RowOutcome
from storage.vault import Vault
from tests import builders
from tests.bot.outreach.candidates import tables
from tests.builders import ANA, email
from tests.conftest import KEY
from tests.crash import boundaries, importer, worker
from tests.crash.boundaries import Blow, Boundary
from tests.crash.nursery import Fate
from tests.crash.stores import Store
from tests.crash.theatre import Theatre
from tests.crash.worker import Orders
from tests.gmail.stand_in import START

Rows = list[tuple[str, ...]]
LACKING = ("", "Turing", "alan@example.com", "Bletchley")
REFUSED = ("Ada", "Lovelace", "ada(at)example.com", "Analytical")
_NOBODY = {LACKING[2], REFUSED[2]}
LOOKS = 4
"""So often another worker looks until nothing may be left to do: Slack is told of one thing a look."""


def rows(people: int) -> Rows:
    """Make up a file of people, with three rows in the middle by which nobody comes in."""
    every: Rows = tables.people(people)
    half = people // 2
    return [*every[:half], LACKING, REFUSED, every[0], *every[half:]]


@dataclass(kw_only=True)
class Upload:
    """One world with a Slack in it, its database, the files that were uploaded, and the workers who come and go.

    `may_stand_twice`: a worker died between Slack's taking a message and its being written down where it stands. A
    person is told once more then (`notices.notifying`), and the message nobody knows of stays as it was.
    """

    theatre: Theatre
    store: Store
    workspace: Workspace
    log: str = os.devnull
    missing: str = ""
    may_stand_twice: bool = False
    files: dict[int, tuple[Who, Rows]] = field(default_factory=dict)
    fates: list[Fate] = field(default_factory=list)

    @contextmanager
    def database(self) -> Iterator[Database]:
        """Open the database for a moment: no worker may find it open on SQLite."""
        db = Database(self.store.url, Vault([KEY]))
        try:
            yield db
        finally:
            db.close()

    def begin(self, given: Rows, *, who: Who = ANA) -> None:
        """Let somebody upload a file and press Import; nothing of it is done yet."""
        with self.database() as db:
            builders.make_mailbox(db, who)
            sequence = builders.make_sequence(db, email(0))
            self.files[tables.begin(db, tables.file(*given), sequence.id, who=who)] = (who, given)

    def orders(self, looks: int, *blows: Blow, trace: str = "") -> Orders:
        """Write orders for one worker of this story."""
        return Orders(
            database=self.store.url,
            key=KEY,
            google=self.theatre.stage.url,
            slack=f"{self.theatre.stage.url}/api",
            clock=str(self.theatre.clock),
            looks=(0.0,) * looks,
            blows=blows,
            trace=trace,
            log=self.log,
            missing=self.missing,
        )

    def start(self, *blows: Blow) -> int:
        """Start a worker who looks once and comes to harm; give its process id when it is frozen or has ended."""
        pid = self.theatre.nursery.start(self.orders(1, *blows))
        self.fates.append(self.theatre.nursery.wait(pid))
        return pid

    def wake(self, pid: int) -> None:
        """Let a frozen worker go on to its end."""
        boundaries.wake(pid)
        self.fates.append(self.theatre.nursery.wait(pid))

    def look(self) -> None:
        """Let a new worker look until there is nothing to do, unharmed."""
        fate = self.theatre.nursery.run(self.orders(LOOKS))
        assert fate.code == 0, f"a worker ended with {fate.code}"

    def finish(self) -> None:
        """Look until nothing is left to do, and once more the next day: nothing may come that came before."""
        for minutes in (3, 3, 24 * 60):
            self.let_pass(minutes=minutes)
            self.look()

    def hire(self) -> int:
        """Start a worker who goes on until it is killed; give its process id."""
        return self.theatre.nursery.start(self.orders(0))

    @contextmanager
    def crowd(self, size: int) -> Iterator[list[int]]:
        """Let workers go on without end; whoever is there at the end is killed."""
        workers = [self.hire() for _ in range(size)]
        try:
            yield workers
        finally:
            for pid in workers:
                self.kill(pid)

    def freeze(self, pid: int) -> None:
        """Stop a worker wherever it is."""
        os.kill(pid, signal.SIGSTOP)
        self.theatre.nursery.wait(pid)

    def kill(self, pid: int) -> None:
        """Kill a worker as the kernel does when memory runs out."""
        os.kill(pid, signal.SIGKILL)
        self.theatre.nursery.wait(pid)

    def let_pass(self, *, minutes: float) -> None:
        """Move the world's clock."""
        clock = str(self.theatre.clock)
        importer.tell_time(clock, worker.follow(clock)() + timedelta(minutes=minutes))

    def done(self) -> int:
        """Tell how many rows of the first file are done."""
        with self.database() as db, db.reading() as tx:
            return tx.get_one(Import, next(iter(self.files))).position

    def traced(self) -> tuple[Boundary, ...]:
        """Let a worker look once and unharmed, and tell which boundaries it met; that is enough for the whole file."""
        trace = self.theatre.folder / "trace"
        trace.write_text("", encoding="utf-8")
        fate = self.theatre.nursery.run(self.orders(1, trace=str(trace)))
        assert fate.code == 0
        lines = [line.partition(" ") for line in trace.read_text(encoding="utf-8").splitlines()]
        return tuple(
            Boundary(number=number, name=name, lasts=lasts == "1")
            for number, (lasts, _, name) in enumerate(lines, 1)
        )

    def cards(self, who: Who = ANA) -> list[Message]:
        """List what Slack shows somebody of their files."""
        return self.workspace.direct(who.slack_id).messages

    def wrongs(self) -> list[str]:
        """List every promise that was broken, in words; a good run has none."""
        with self.database() as db:
            found = _people(db, {one[2] for _, given in self.files.values() for one in given} - _NOBODY)
            for import_id, (who, given) in self.files.items():
                found += _rows(db, import_id, len(given)) + _refused(db, import_id, who, given)
            lost = _lost(db) if self.may_stand_twice else 0
        for who in {who for who, _ in self.files.values()}:
            files = sum(one == who for one, _ in self.files.values()) - lost
            found += _told(self.cards(who), files, may_stand_twice=self.may_stand_twice)
        return found


def _people(db: Database, wanted: set[str]) -> list[str]:
    """Everybody is in the sequence once, with one first touch, and nobody else is."""
    with db.reading() as tx:
        entered = Counter(one.address.address for one in tx.query(Enrollment) if one.address)
        known, touched = tx.query(Candidate).count(), Counter(one.enrollment_id for one in tx.query(Touch))
    found = [f"{one} is in the sequence {entered[one]} times" for one in wanted if entered[one] != 1]
    found += [f"{one} came in and should not have" for one in set(entered) - wanted]
    found += [f"{known} people are known"] * (known != len(wanted))
    return found + [f"somebody has {count} first touches" for count in touched.values() if count != 1]


def _rows(db: Database, import_id: int, total: int) -> list[str]:
    """Every row is told of once, and whoever came in by one is the enrollment it names."""
    with db.reading() as tx:
        told = tx.query(ImportRow).filter_by(import_id=import_id).order_by(ImportRow.number).all()
        row = tx.get_one(Import, import_id)
        found = [f"rows told of: {[one.number for one in told]}"] * (len(told) != total)
        found += [f"it stands at {row.position}, {row.status}"] * (row.status is not ImportStatus.DONE)
        named = [one.enrollment_id for one in told if one.outcome is RowOutcome.ADDED]
        found += ["a row names no enrollment of its own"] * (None in named or len(named) != len(set(named)))
    return found


def _refused(db: Database, import_id: int, who: Who, given: Rows) -> list[str]:
    """Whoever did not come in by a file stands in the file of refused rows, as they were."""
    with db.reading() as tx:
        away = {RowOutcome.LACKING, RowOutcome.REFUSED}
        numbers = [
            one.number for one in tx.query(ImportRow).filter_by(import_id=import_id) if one.outcome in away
        ]
    wanted = [given[number - 1] for number in sorted(numbers)]
    back = turning_away.turned_away(db, who, import_id, now=START).rows[1:]
    is_whole = [row[:-1] for row in back] == wanted and all(row[-1] for row in back)
    lacks = {LACKING, REFUSED} - set(wanted)
    return [] if is_whole and not lacks else [f"the refused rows are {back}"]


def _lost(db: Database) -> int:
    """Count the messages that were given up because two workers in a row died while they posted it."""
    with db.reading() as tx:
        given_up = {"status": NoticeStatus.FAILED, "why": notifying.LOST}
        return tx.query(Notice).filter_by(kind=notifying.IMPORT, **given_up).count()


def _told(cards: list[Message], files: int, *, may_stand_twice: bool) -> list[str]:
    """Each file has one message, and it tells the end."""
    said = [card.text for card in cards]
    ended = sum("Imported" in text for text in said)
    is_right = files <= ended if may_stand_twice else ended == len(said) == files
    return [] if is_right else [f"Slack says {said}"]


def open_in(theatre: Theatre, store: Store, *, log: str = os.devnull, missing: str = "") -> Upload:
    """Begin a new world with a Slack in it, on a Monday at nine."""
    world = World(frozen_at=START)
    workspace = Workspace(world)
    theatre.stage.playing = Starlette(routes=slack_server.routes(workspace))
    theatre.tell_time(world)
    return Upload(theatre=theatre, store=store, workspace=workspace, log=log, missing=missing)
