"""Work follows what is due, never what exists: every question of the hot path, put to a hundred thousand people."""

import importlib
import inspect
import pkgutil
import re
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import NoResultFound

import storage
from storage import imports, migrate
from storage.cohorts import Scope
from storage.database import Database, Transaction
from storage.errors import LeaseLost, Overtaken
from storage.incoming import InboundMail
from storage.mailboxes import Lease, Serving
from storage.models import Touch
from storage.notices import Owed
from storage.statuses import Cover, EnrollmentStatus, MailboxStatus, StageKind, TouchStatus
from storage.vault import Vault
from tests import postgres
from tests.benchmarks import crowd
from tests.benchmarks.crowd import Crowd
from tests.builders import NOW, hours
from tests.conftest import KEY
from tests.storage.questions import COSTLY_AND_RARE, HOT, NOT_ASKED_HERE

pytestmark = pytest.mark.xdist_group("crowd")  # it takes long to build, and is built once a worker

PEOPLE = 100_000
DUE = 200
LARGE = {
    "touches",
    "enrollments",
    "candidates",
    "candidate_addresses",
    "inbound",
    "notices",
    "logged_touches",
}
MOST_ROWS = 1_000
MOST_STEPS = 10_000
"""What one question may cost: rows looked at by PostgreSQL, instructions of SQLite's machine (ten to fifty a row)."""

SOMEBODY = 7
BEGUN = crowd.scattered(SOMEBODY)
SERVING = Serving(
    id=SOMEBODY, fence=0, address="ana7@acme.example", name="Ana", signature="", aliases=[], sender="",
    status=MailboxStatus.CONNECTED, cursor=1, resting_until=None, held_until=None, daily_cap=None, began_at=None,
    stumbles=0, troubled_at=None,
    proofs={},
)  # fmt: skip
GIVEN: dict[str, Any] = {
    "mailbox_id": SOMEBODY, "touch_id": PEOPLE + SOMEBODY, "enrollment_id": SOMEBODY, "candidate_id": SOMEBODY,
    "gone_id": 2 * PEOPLE,
    "sequence_id": 1, "recruiter_id": SOMEBODY, "version_id": 1, "notice_id": SOMEBODY, "inbound_id": SOMEBODY,
    "doer_id": SOMEBODY, "touch_ids": [PEOPLE + SOMEBODY], "because": " is away until ",
    "digest_id": 1, "review_id": 1, "owner_id": 1, "how": "soft", "mark": "interested",
    "import_id": 1, "logged_id": 1, "begun": NOW, "left": NOW,
    "release_id": 1, "company": "Acme", "addresses": [f"grace.{BEGUN}@example.com"],
    "colleague_id": SOMEBODY, "asker_id": 1, "permission_id": 1, "colleague_ids": [SOMEBODY],
    "mail_id": SOMEBODY, "added_at": NOW, "written_by": NOW,
    "candidate_ids": [SOMEBODY, SOMEBODY + 1], "enrollment_ids": [SOMEBODY],
    "sequence_ids": [1, 2], "gmail_ids": [f"m{SOMEBODY}", "nobodys"], "thread_ids": [f"t{SOMEBODY}", "nobodys"],
    "domain": f"company{SOMEBODY}.example", "beside": 1, "rfc_id": "<nobodys@mail.example>",
    "rfc_ids": [f"<{BEGUN}@mail.example>"], "gmail_id": f"i{SOMEBODY}", "thread_id": f"t{SOMEBODY}",
    "draft_id": "d1", "message_id": "dm1", "token": f"{BEGUN}b", "key": f"grace.{BEGUN}@example.com",
    "keys": [f"grace.{BEGUN}@example.com"], "url": "https://www.linkedin.com/in/grace-hopper",
    "address": "ana7@acme.example", "team": crowd.TEAM, "slack_id": f"U{SOMEBODY}", "channel": "C1",
    "name": "Backend 1", "access": "shared_use", "now": NOW, "at": NOW, "came_by": NOW,
    "since": NOW - hours(24), "before": NOW,
    "until": NOW, "held_until": NOW, "ready_at": NOW, "resting_until": None, "old": 1, "new": 2, "cursor": 2,
    "lease": Lease(mailbox_id=SOMEBODY, fence=0), "limit": 100, "nth": 150, "position": 2, "why": "asked",
    "asked": "they are asked",
    "recipient": "U1", "kind": "reply", "besides": "redraw", "busy_until": NOW, "told": {},
    "note": "", "by": "U1", "value": "1", "otherwise": "", "prefix": "replan:", "refresh_token": "refresh",
    "status": EnrollmentStatus.HELD, "expected": {EnrollmentStatus.ACTIVE},
    "errand_id": 1, "person_id": 1, "begun_by": NOW, "statuses": [EnrollmentStatus.PAUSED], "offset": 0,
    "recruiter_ids": [SOMEBODY],
    "ids": [1, 2], "stage_ids": [1, 2], "about": "words", "created_by": SOMEBODY, "mailbox": SERVING,
    "scope": Scope(team=crowd.TEAM, sequence_ids=[1, 2], since=NOW - hours(24 * 7), until=NOW),
    "weeks": [NOW - hours(24 * 7)],
    "every": hours(1), "cover": Cover.EVERYTHING, "deputy_id": None,
    "owed": Owed(team=crowd.TEAM, key="new", kind="reply", recipient="U1", about={}),
}  # fmt: skip
PARTICULAR: dict[str, dict[str, Any]] = {
    "logged.find": {"kind": StageKind.CALL},
    "touches.turn": {"status": TouchStatus.HELD, "expected": {TouchStatus.SCHEDULED}},
    "forgotten.known": {"values": ["https://www.linkedin.com/in/grace-hopper"]},
    "notices.settle": {"values": {"status": "posted"}},
    "postings.claim": {"written": None},
    "own_stages.put": {"key": "s1", "values": {"left_out": "by hand"}},
    "postings.name": {"rfc_ids": {SOMEBODY: "<new@mail.example>"}},
    "mailboxes.release": {"values": {}},
    "imports.turn": {"status": "done", "expected": ["going"]},
    **dict.fromkeys(
        (f"imports.{name}" for name in ("keep", "release")), {"lease": imports.Lease(import_id=1, fence=0)}
    ),
    "digests.advance": {"old": NOW, "new": NOW},
    "notices.next_recipient": {"told": {"U2"}},
    "candidates.by_address": {"team": crowd.TEAM},
    "candidates.by_name": {"name": f"Grace Hopper {SOMEBODY}"},
    **dict.fromkeys(
        (f"stragglers.{name}" for name in ("after", "count", "had", "names_without")), {"version_id": 2}
    ),
}
EXPECTED = (LeaseLost, NoResultFound, Overtaken)
"""What a question may answer that was put without what comes before it in life."""

Question = Callable[[Transaction], Any]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def crowded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Give a database of each kind with a hundred thousand people in it."""
    if request.param == "sqlite":
        yield from _filled(f"sqlite:///{tmp_path_factory.mktemp('crowd') / 'overture.db'}")
        return
    server: postgres.Server = request.getfixturevalue("postgres_server")
    with server.database(f"crowd_{uuid.uuid4().hex}") as url:
        yield from _filled(url)


def _filled(url: str) -> Iterator[Database]:
    db = Database(url, Vault([KEY]))
    migrate.to_head(db)
    crowd.fill(db, Crowd(enrollments=PEOPLE, now=NOW, due=DUE, with_history=True))
    yield db
    db.close()


@pytest.mark.slow
def test_no_question_reads_more_than_it_needs(crowded: Database) -> None:
    troubles = [trouble for name, asked in _questions().items() for trouble in _put(crowded, name, asked)]

    assert troubles == []


@pytest.mark.slow
def test_a_table_read_from_end_to_end_is_noticed(crowded: Database) -> None:
    def careless(tx: Transaction) -> object:
        return tx.query(InboundMail).filter(InboundMail.text == "Never.").all()

    assert any("from end to end" in trouble for trouble in _put(crowded, "inbox.careless", careless))


@pytest.mark.slow
def test_a_question_that_looks_at_a_whole_mailbox_is_noticed(crowded: Database) -> None:
    def patient(tx: Transaction) -> object:
        return tx.query(Touch).filter(Touch.mailbox_id == SOMEBODY, Touch.subject == "Never.").all()

    assert any("looks at" in trouble for trouble in _put(crowded, "touches.patient", patient))


def test_every_question_has_its_arguments() -> None:
    assert len(_questions()) > 50


def _questions() -> dict[str, Question]:
    """Bind every public function of the hot modules to arguments, by their names."""
    found: dict[str, Question] = {}
    for module in _modules():
        for name, function in inspect.getmembers(module, inspect.isfunction):
            full = f"{module.__name__.rpartition('.')[2]}.{name}"
            ours = function.__module__ == module.__name__ and not name.startswith("_")
            if ours and full not in NOT_ASKED_HERE:
                found[full] = _bound(full, function)
    return found


def _modules() -> list[ModuleType]:
    names = {module.name for module in pkgutil.iter_modules(storage.__path__)} & set(HOT)
    return [importlib.import_module(f"storage.{name}") for name in sorted(names)]


def _bound(full: str, function: Callable[..., Any]) -> Question:
    given: dict[str, Any] = {}
    for parameter in list(inspect.signature(function).parameters.values())[1:]:
        known = PARTICULAR.get(full, {}) if parameter.name in PARTICULAR.get(full, {}) else GIVEN
        if parameter.kind is parameter.VAR_KEYWORD:
            given |= PARTICULAR.get(full, {}).get(parameter.name, {})
        elif parameter.name in known:
            given[parameter.name] = known[parameter.name]
        else:
            assert parameter.default is not parameter.empty, f"{full}: nobody here gives a `{parameter.name}`"
    return lambda tx: function(tx, **given)


def _put(db: Database, name: str, question: Question) -> list[str]:
    """Put a question as it is put in life, then have its statements explained; nothing is kept."""
    with (
        db.engine.connect() as connection,
        closing(Transaction(connection, info={"vault": Vault([KEY]), "plans": {}, "tokens": {}})) as tx,
    ):
        with _listening(connection) as asked, suppress(*EXPECTED):
            question(tx)
            tx.flush()
        look = _of_sqlite if db.is_sqlite else _of_postgres
        found = [(statement, list(look(connection, statement, values))) for statement, values in asked]
    return [
        f"{name} {'; '.join(sorted(set(troubles)))}: {' '.join(statement.split())}"
        for statement, troubles in found
        if (
            any("from end to end" in trouble for trouble in troubles) if name in COSTLY_AND_RARE else troubles
        )
    ]


@contextmanager
def _listening(connection: Connection) -> Iterator[list[tuple[str, Any]]]:
    asked: list[tuple[str, Any]] = []

    def hear(_c: object, _cursor: object, statement: str, values: Any, _context: object, many: bool) -> None:
        if statement.split(None, 1)[0] in {"SELECT", "UPDATE", "DELETE", "WITH"}:
            asked.append((statement, values[0] if many else values))

    event.listen(connection, "before_cursor_execute", hear)
    yield asked
    event.remove(connection, "before_cursor_execute", hear)


def _of_sqlite(connection: Connection, statement: str, values: Any) -> Iterator[str]:
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    for *_, step in raw.execute(f"EXPLAIN QUERY PLAN {statement}", values):
        if (found := re.match(r"SCAN (\w+)$", step)) and _table(statement, found[1]) in LARGE:
            yield f"reads {found[1]} from end to end"
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 100

    raw.set_progress_handler(count, 100)
    raw.execute(statement, values).fetchall()
    raw.set_progress_handler(None, 0)
    if steps > MOST_STEPS:
        yield f"looks at too much ({steps} steps)"


def _table(statement: str, alias: str) -> str:
    """Give the table behind an alias that our statements name as SQLAlchemy does."""
    named = re.search(rf"(\w+) AS {alias}\b", statement)
    return named[1] if named else alias


def _of_postgres(connection: Connection, statement: str, values: Any) -> Iterator[str]:
    rows = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", values).scalar_one()
    for node in _nodes(rows[0]["Plan"]):
        table = node.get("Relation Name", "")
        looked = node["Actual Loops"] * (node["Actual Rows"] + node.get("Rows Removed by Filter", 0))
        if table in LARGE and node["Node Type"] == "Seq Scan":
            yield f"reads {table} from end to end"
        elif looked > MOST_ROWS:
            yield f"looks at {looked:.0f} rows of {table or node['Node Type']}"


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)
