"""How long a report takes over a million touches: `python -m tests.benchmarks.figures --kind sqlite`."""

import argparse
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ColumnElement, and_, case, literal, text, update

from bot.outreach.overview import measuring
from bot.outreach.overview.report_pictures import Tab
from bot.outreach.people import Who
from storage import migrate
from storage.database import Database
from storage.incoming import InboundMail
from storage.models import Enrollment, Stage, Touch
from storage.statuses import EnrollmentStatus, Mark, Source, StageKind, TouchStatus
from tests.benchmarks import places
from tests.benchmarks.crowd import (
    BODY,
    DAY,
    HURRY,
    SUBJECT,
    TEAM,
    ZONE,
    Crowd,
    _Filling,
    _joined,
    _numbers,
    _quotient,
    _scattered,
)

PEOPLE = 200_000
EACH = 5
"""How many stages of everybody went out."""

ANSWERED, BOUNCED = 6, 31
"""Every sixth person answered, every thirty-first mail came back."""


class _Lived(_Filling):
    """People for whom all is over: five stages went to each within a year, and some of them answered."""

    def _enrollments(self) -> None:
        n, rows = _numbers(self._crowd.enrollments)
        replied, bounced = n % ANSWERED == 0, n % BOUNCED == 0
        status = case(
            (replied, EnrollmentStatus.REPLIED.value),
            (bounced, EnrollmentStatus.BOUNCED.value),
            else_=EnrollmentStatus.FINISHED.value,
        )
        source = case(
            (n % 5 == 0, Source.CSV.value), (n % 5 == 1, Source.LIST.value), else_=Source.COMMAND.value
        )
        self._write(
            Enrollment, rows, id=n, team_id=TEAM, candidate_id=n, sequence_id=self._sequence(n),
            version_id=self._sequence(n), recruiter_id=self._mailbox(n), mailbox_id=self._mailbox(n), address_id=n,
            status=status, zone=ZONE, position=1, thread_id=_joined("t", n), subject=SUBJECT, source=source,
            secret=_joined("s", _scattered(n)), created_at=self._began(n, -1),
            ended_at=self._began(n, 20), ended_by=case((replied, n), else_=None),
        )  # fmt: skip

    def _touches(self) -> None:
        m, rows = _numbers(self._crowd.enrollments * EACH)
        place, person = (m - 1) % EACH, _quotient(m - 1, EACH) + 1
        kind = case((place == 2, StageKind.INMAIL.value), else_=StageKind.EMAIL.value)
        status = case((place == 2, TouchStatus.DONE.value), else_=TouchStatus.SENT.value)
        went_at = self._went(person, place)
        self._write(
            Touch, rows, id=m, enrollment_id=person, sequence_id=self._sequence(person), kind=kind,
            mailbox_id=self._mailbox(person), stage_id=self._stage(person, 0), position=place, number=place + 1,
            status=status, due_at=went_at, done_at=went_at, token=_joined(_scattered(m), "a"), subject=SUBJECT,
            text=BODY, gmail_id=_joined("m", m), thread_id=_joined("t", person), rfc_id=_joined("<", m, "@x.example>"),
            variant=case((place == 0, person % 2), else_=0),
            mark=case((and_(place == 2, person % (ANSWERED * 10) == 0), Mark.NOT_INTERESTED.value), else_=None),
        )  # fmt: skip

    def _history(self) -> None:
        n, rows = _numbers(self._crowd.enrollments // ANSWERED)
        person = n * ANSWERED
        mark = case((n % 4 == 0, Mark.INTERESTED.value), (n % 4 == 1, Mark.NOT_INTERESTED.value), else_=None)
        came = self._began(person, 5)
        self._write(
            InboundMail, rows, id=person, mailbox_id=self._mailbox(person), gmail_id=_joined("i", n),
            thread_id=_joined("t", person), enrollment_id=person, kind="human", why="", text="Thanks.", stage=n % 3 + 1,
            received_at=came, taken_in_at=came, answered_at=self._began(person, 6), mark=mark,
            marked_at=case((mark.is_not(None), self._began(person, 6)), else_=None),
            reason=case((n % 4 == 1, "Pay"), else_=""),
        )  # fmt: skip
        self._besides(self._crowd.enrollments // 2)

    def _began(self, n: ColumnElement[int], days: int) -> ColumnElement[Any]:
        return self._later(self._crowd.now, literal(days * DAY) - _scattered(n) % (360 * DAY))

    def _went(self, n: ColumnElement[int], place: ColumnElement[int]) -> ColumnElement[Any]:
        return self._later(self._crowd.now, place * 3 * DAY - _scattered(n) % (360 * DAY))


@contextmanager
def lived(kind: str, people: int = PEOPLE) -> Iterator[Database]:
    """Give a database of a kind in which a million stages have gone out."""
    with places.address(kind) as url:
        db = places.database(url)
        migrate.to_head(db)
        with db.transaction() as tx:
            for hurry in HURRY[tx.get_bind().dialect.name]:
                tx.execute(text(hurry))
            _Lived(
                tx, Crowd(enrollments=people, now=places.START, with_history=True), is_sqlite=db.is_sqlite
            ).run()
            tx.execute(
                update(Stage).where(Stage.number == 1).values(variants=[{"subject": "", "body": "Hello"}])
            )
        with db.engine.connect() as connection:
            if db.is_sqlite:
                connection.exec_driver_sql("ANALYZE")
                connection.commit()
            else:
                patient = connection.execution_options(isolation_level="AUTOCOMMIT")
                patient.exec_driver_sql("SET statement_timeout = 0")
                patient.exec_driver_sql("VACUUM ANALYZE")
        yield db
        db.close()


def measure(kind: str, people: int = PEOPLE) -> list[tuple[str, str, float]]:
    """Time each tab of a report over everything there is, as an administrator sees it; the best of five."""
    with lived(kind, people) as db:
        return [
            (words, tab, _best(db, words, tab))
            for words in ("team all", "team 90d", "mine all")
            for tab in Tab
        ]


OWNER = Who(team=TEAM, slack_id="U1")
"""Whose every sequence is."""


def _best(db: Database, words: str, tab: Tab) -> float:
    taken: list[float] = []
    for _ in range(5):
        began = time.perf_counter()
        measuring.asked(db, OWNER, words, tab, now=places.START)
        taken.append(time.perf_counter() - began)
    return min(taken)


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", choices=places.KINDS, default="sqlite")
    parser.add_argument("--people", type=int, default=PEOPLE)
    given = parser.parse_args()
    for words, tab, seconds in measure(given.kind, given.people):
        print(f"{given.kind:<12}{words:<10}{tab:<12}{seconds:6.2f} s")


if __name__ == "__main__":
    main()
