"""A crowd in a database within seconds: the database itself makes the rows from a row of numbers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Interval,
    String,
    Table,
    case,
    cast,
    insert,
    literal,
    select,
    text,
)
from sqlalchemy.sql.elements import SQLCoreOperations

from storage.columns import EPOCH, MICROSECOND, UtcDateTime
from storage.database import Database, Transaction
from storage.grants import seal
from storage.household import LoggedTouch
from storage.incoming import InboundMail
from storage.models import (
    Candidate,
    CandidateAddress,
    Enrollment,
    Mailbox,
    Notice,
    Recruiter,
    Sequence,
    SequenceVersion,
    Stage,
    Touch,
)
from storage.rows import Row
from storage.statuses import (
    Access,
    DelayUnit,
    EnrollmentStatus,
    MailboxStatus,
    NoticeStatus,
    SequenceStatus,
    StageKind,
    TouchStatus,
)

TEAM = "T1"
ZONE = "Europe/Berlin"
STAGES = 3
DAY = 86_400
WAVE = 600
SUBJECT = "A role for you at Acme"
BODY = (
    "Hello {{first_name}},\n\nI keep coming back to what you built at {{company|your team}}. We are **seven people** "
    "who write a database for clocks; the next of us would own [the storage engine](https://acme.example/jobs).\n\n"
    "Would twenty minutes on {{day_of_week}} suit you? I can do any afternoon.\n\n{{sender_first_name}}"
)
SIGNATURE = '<div><b>Ana Lovelace</b><br>Talent, <a href="https://acme.example">Acme</a></div>'

HURRY = {
    "sqlite": ("PRAGMA cache_size = -400000",),
    # A crowd is consistent by construction: nobody need look up five parents of each of millions of rows.
    "postgresql": ("SET LOCAL statement_timeout = 0", "SET LOCAL session_replication_role = replica"),
}

Value = SQLCoreOperations[Any] | Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """How many people wait for their next mail, and for how many of them it is due at `now`.

    Everybody has had the first mail of their sequence; what comes is a follow-up, the dearest kind. Further `waves`
    of as many become due ten minutes apart; the others in the course of a month.
    """

    enrollments: int
    now: datetime
    due: int = 0
    waves: int = 1
    mailboxes: int = 40
    sequences: int = 20
    with_history: bool = False
    """Whether everybody also has a mail that came in, a notice that was posted and something to do by hand."""


def fill(db: Database, crowd: Crowd) -> None:
    """Write a crowd into an empty database and let the database learn what it holds."""
    with db.transaction() as tx:
        for hurry in HURRY[tx.get_bind().dialect.name]:
            tx.execute(text(hurry))
        _Filling(tx, crowd, is_sqlite=db.is_sqlite).run()
    with db.engine.connect() as connection:
        if db.is_sqlite:
            connection.exec_driver_sql("ANALYZE")
            connection.commit()
        else:
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM ANALYZE")


class _Filling:
    """One transaction that writes every row of a crowd."""

    def __init__(self, tx: Transaction, crowd: Crowd, *, is_sqlite: bool) -> None:
        self._tx = tx
        self._crowd = crowd
        self._is_sqlite = is_sqlite

    def run(self) -> None:
        """Write everything down, parents first."""
        self._people_and_plans()
        self._candidates()
        self._enrollments()
        self._touches()
        if self._crowd.with_history:
            self._history()

    def _people_and_plans(self) -> None:
        crowd, now = self._crowd, self._crowd.now
        n, rows = _numbers(crowd.mailboxes)
        owner = {"team_id": TEAM, "slack_id": _joined("U", n), "name": "Ana Lovelace", "zone": ZONE}
        self._write(Recruiter, rows, id=n, created_at=now, **owner)
        self._write(
            Mailbox, rows, id=n, team_id=TEAM, recruiter_id=n, address=_joined("ana", n, "@acme.example"),
            name="Ana Lovelace", signature=SIGNATURE, sealed_token="",
            status=MailboxStatus.CONNECTED, cursor=1, ready_at=now, connected_at=now - timedelta(days=60),
            began_at=now - timedelta(days=60), read_at=now,
        )  # fmt: skip
        for number in range(1, crowd.mailboxes + 1):
            self._tx.get_one(Mailbox, number).sealed_token = seal(self._tx, grant(number))
        n, rows = _numbers(crowd.sequences)
        self._write(
            Sequence, rows, id=n, team_id=TEAM, owner_id=1, name=_joined("Backend ", n),
            name_key=_joined("backend ", n), access=Access.SHARED_USE, status=SequenceStatus.ACTIVE, created_at=now,
        )  # fmt: skip
        self._write(SequenceVersion, rows, id=n, sequence_id=n, number=1, created_by=1, created_at=now)
        n, rows = _numbers(crowd.sequences * STAGES)
        self._write(
            Stage, rows, id=n, version_id=_quotient(n - 1, STAGES) + 1, position=(n - 1) % STAGES,
            number=(n - 1) % STAGES + 1, key=_joined("s", n),
            kind=StageKind.EMAIL, delay=3, delay_unit=DelayUnit.BUSINESS_DAYS,
            subject=case((n % STAGES == 1, SUBJECT), else_=""), body=BODY, new_thread=False,
        )  # fmt: skip

    def _candidates(self) -> None:
        n, rows = _numbers(self._crowd.enrollments)
        now = self._crowd.now
        self._write(
            Candidate, rows, id=n, team_id=TEAM, first_name="Grace", last_name=_joined("Hopper ", n),
            name_key=_joined("grace hopper ", n), company="Navy", company_key=_joined("company", n % 1000), zone=ZONE,
            created_at=now, quiet_since=now,
        )  # fmt: skip
        address = _joined("grace.", _scattered(n), "@example.com")
        self._write(
            CandidateAddress, rows, id=n, team_id=TEAM, candidate_id=n, address=address, key=address,
            # As if they came from a thousand companies; nobody of them is looked for by the rest of their address.
            domain=_joined("company", n % 1000, ".example"),
        )  # fmt: skip

    def _enrollments(self) -> None:
        crowd = self._crowd
        n, rows = _numbers(crowd.enrollments)
        self._write(
            Enrollment, rows, id=n, team_id=TEAM, candidate_id=n, sequence_id=self._sequence(n),
            version_id=self._sequence(n), recruiter_id=self._mailbox(n), mailbox_id=self._mailbox(n), address_id=n,
            status=EnrollmentStatus.ACTIVE, zone=ZONE, position=1, thread_id=_joined("t", n), subject=SUBJECT,
            secret=_joined("s", _scattered(n)), created_at=crowd.now - timedelta(days=50),
        )  # fmt: skip

    def _touches(self) -> None:
        crowd = self._crowd
        n, rows = _numbers(crowd.enrollments)
        plain = {
            "enrollment_id": n,
            "sequence_id": self._sequence(n),
            "kind": StageKind.EMAIL,
            "mailbox_id": self._mailbox(n),
        }
        went_at = self._later(crowd.now, -2 * DAY - _scattered(n) % (40 * DAY))
        self._write(
            Touch, rows, **plain, id=n, stage_id=self._stage(n, 0), position=0, number=1, status=TouchStatus.SENT,
            due_at=went_at, done_at=went_at, token=_joined(_scattered(n), "a"), subject=SUBJECT, text=BODY,
            gmail_id=_joined("m", n), thread_id=_joined("t", n), rfc_id=message_id(n), verdict="send",
        )  # fmt: skip
        # What is due is spread evenly over mailboxes and sequences, the first number the longest due.
        wave = _quotient(n - 1, max(crowd.due, 1))
        soon = wave * WAVE + (n - 1) % max(crowd.due, 1) - crowd.due
        seconds = case((n <= crowd.due * crowd.waves, soon), else_=DAY + _scattered(n) % (30 * DAY))
        self._write(
            Touch, rows, **plain, id=n + crowd.enrollments, stage_id=self._stage(n, 1), position=1, number=2,
            status=TouchStatus.SCHEDULED, due_at=self._later(crowd.now, seconds), token=_joined(_scattered(n), "b"),
        )  # fmt: skip

    def _history(self) -> None:
        crowd = self._crowd
        n, rows = _numbers(crowd.enrollments)
        moment = self._later(crowd.now, -_scattered(n) % (40 * DAY))
        later = self._later(crowd.now, DAY + _scattered(n) % (30 * DAY))
        self._write(
            Touch, rows, enrollment_id=n, sequence_id=self._sequence(n), kind=StageKind.INMAIL, position=2,
            stage_id=self._stage(n, 2), status=TouchStatus.SCHEDULED, due_at=later, token=_joined(_scattered(n), "c"),
        )  # fmt: skip
        self._write(
            InboundMail, rows, id=n, mailbox_id=self._mailbox(n), gmail_id=_joined("i", n), thread_id=_joined("t", n),
            enrollment_id=n, kind="human", why="", text="Thanks.", received_at=moment, taken_in_at=moment,
        )  # fmt: skip
        self._write(
            Notice, rows, id=n, team_id=TEAM, key=_joined("reply:", _scattered(n)), kind="reply", recipient="U1",
            about={}, status=NoticeStatus.POSTED, not_before=moment, created_at=moment,
        )  # fmt: skip

        self._besides(crowd.enrollments // 10)

    def _besides(self, count: int) -> None:
        n, rows = _numbers(count)
        at = self._later(self._crowd.now, -_scattered(n) % (360 * DAY))
        self._write(
            LoggedTouch, rows, id=n, team_id=TEAM, candidate_id=n, recruiter_id=self._mailbox(n), kind=StageKind.CALL,
            note="", at=at, created_at=at,
        )  # fmt: skip

    def _mailbox(self, n: ColumnElement[int]) -> ColumnElement[int]:
        return (n - 1) % self._crowd.mailboxes + 1

    def _sequence(self, n: ColumnElement[int]) -> ColumnElement[int]:
        return _quotient(n - 1, self._crowd.mailboxes) % self._crowd.sequences + 1

    def _stage(self, n: ColumnElement[int], position: int) -> ColumnElement[int]:
        return (self._sequence(n) - 1) * STAGES + position + 1

    def _later(self, moment: datetime, seconds: ColumnElement[int]) -> ColumnElement[Any]:
        """Add seconds to an instant, as each database keeps instants."""
        if self._is_sqlite:
            return literal((moment - EPOCH) // MICROSECOND, BigInteger) + seconds * 1_000_000
        return literal(moment, UtcDateTime()) + seconds * cast("1 second", Interval)

    def _write(self, kind: type[Row], rows: CTE, /, **values: Value) -> None:
        table = kind.__table__
        assert isinstance(table, Table)
        given = {table.c[_column(name)]: value for name, value in values.items()}
        chosen = [
            value if isinstance(value, ColumnElement) else literal(value, column.type)
            for column, value in given.items()
        ]
        self._tx.execute(insert(table).from_select(list(given), select(*chosen).select_from(rows)))
        if not self._is_sqlite and "id" in values:
            counter = (
                f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name}"
            )
            self._tx.execute(text(counter))


def grant(mailbox_id: int) -> str:
    """Give the refresh token of a mailbox."""
    return f"refresh-{mailbox_id}"


def message_id(n: ColumnElement[int]) -> ColumnElement[str]:
    """Give the Message-ID of the first mail of a numbered enrollment."""
    return _joined("<", _scattered(n), "@mail.example>")


def scattered(n: int) -> int:
    """Give what `_scattered` gives, outside the database."""
    return n * 2_654_435_761 % 4_294_967_296


def _scattered(n: ColumnElement[int]) -> ColumnElement[int]:
    """Turn a running number into one without order, each once: indexes of real tokens grow everywhere."""
    return n * literal(2_654_435_761, BigInteger) % literal(4_294_967_296, BigInteger)


def _numbers(count: int) -> tuple[ColumnElement[int], CTE]:
    first = select(cast(1, BigInteger).label("n")).cte("numbers", recursive=True)
    every = first.union_all(select(first.c.n + 1).where(first.c.n < count))
    return every.c.n, every


def _quotient(n: ColumnElement[int], by: int) -> ColumnElement[int]:
    return cast((n - n % by) / by, BigInteger)


def _joined(*parts: str | ColumnElement[int]) -> ColumnElement[str]:
    first: ColumnElement[str]
    first, *others = [literal(part) if isinstance(part, str) else cast(part, String) for part in parts]
    for other in others:
        first = first.concat(other)
    return first


def _column(attribute: str) -> str:
    return "mail_references" if attribute == "references" else attribute
