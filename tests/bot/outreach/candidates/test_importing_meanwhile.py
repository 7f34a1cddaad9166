"""What changes while a file comes in is seen by the next row: nobody slips in, and nobody is lost."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from bot.outreach.candidates import bringing_in, enrolling, importing, turning_away
from bot.outreach.candidates.import_pictures import ImportCard
from bot.rules import newcomers
from bot.workers.imports import Imports
from storage.attachments import File
from storage.database import Database
from storage.errors import DatabaseBusy
from storage.models import Enrollment, Import, ImportRow, Sequence
from storage.statuses import Access, ImportStatus, MailboxStatus, RowOutcome, SequenceStatus
from tests import builders
from tests.bot.outreach.candidates import tables
from tests.builders import ANA, BEN, HOUSE, NOW

Change = Callable[[Database], object]


@pytest.fixture
def sequence(db: Database) -> Sequence:
    builders.make_mailbox(db, BEN)
    return builders.make_sequence(db, builders.email(0))


def batch(db: Database, import_id: int) -> None:
    """Bring in five rows, and leave the rest."""
    claimed = bringing_in.claim(db, NOW)
    assert claimed is not None
    rows = next(bringing_in.batches(db, claimed.lease))
    bringing_in.bring_in(db, claimed.lease, rows, house=HOUSE, now=NOW)
    bringing_in.release(db, claimed.lease)


def half_way(db: Database, sequence: Sequence, change: Change) -> ImportCard:
    """Have Ben import eight people, with something else happening after five."""
    import_id = tables.begin(db, tables.file(*tables.people(8)), sequence.id, who=BEN)
    batch(db, import_id)
    change(db)
    tables.work(db)
    return importing.card(db, import_id)


def archived(db: Database) -> object:
    return builders.make_sequence(db, status=SequenceStatus.ARCHIVED)


def made_personal(db: Database) -> object:
    return builders.make_sequence(db, access=Access.PERSONAL)


def gmail_lost(db: Database) -> object:
    return builders.make_mailbox(db, BEN, status=MailboxStatus.LOST)


def made_a_guest(db: Database) -> object:
    return builders.make_recruiter(db, BEN, is_guest=True)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        pytest.param(archived, enrolling.CLOSED, id="the sequence was archived"),
        pytest.param(made_personal, enrolling.CLOSED, id="it became somebody's own"),
        pytest.param(gmail_lost, "your Gmail is not connected. Connect it", id="Gmail took its leave back"),
        pytest.param(made_a_guest, "no member of the workspace", id="the recruiter left"),
    ],
)
def test_whoever_came_in_stays_and_the_rest_says_why(
    db: Database, sequence: Sequence, change: Change, why: str
) -> None:
    card = half_way(db, sequence, change)

    assert (card.status, card.tally) == (ImportStatus.DONE, {RowOutcome.ADDED: 5, RowOutcome.REFUSED: 3})
    [(_, told, count)] = card.reasons
    assert (why in told, count) == (True, 3)


def test_once_gmail_is_back_the_refused_rows_come_in(db: Database, sequence: Sequence) -> None:
    card = half_way(db, sequence, gmail_lost)
    builders.make_mailbox(db, BEN, status=MailboxStatus.CONNECTED)
    rows = turning_away.written(turning_away.turned_away(db, BEN, card.import_id, now=NOW))

    again = tables.begin(db, File(name="again.csv", kind="", content=rows.encode("utf-8-sig")), 1, who=BEN)
    tables.work(db)

    assert importing.card(db, again).tally == {RowOutcome.ADDED: 3}


def test_what_the_sequence_asks_for_now_counts(db: Database, sequence: Sequence) -> None:
    def asks_for_more(db: Database) -> None:
        with db.transaction() as tx:
            tx.query(Import).one().mapping = ["first_name", "last_name", "address", ""]

    other = builders.make_sequence(db, builders.email(0, body="{{company}}"), name="Asking")
    card = half_way(db, other, asks_for_more)

    assert card.tally == {RowOutcome.ADDED: 5, RowOutcome.LACKING: 3}


def test_two_recruiters_with_the_same_people_at_once_bring_each_in_once(
    db: Database, sequence: Sequence
) -> None:
    builders.make_mailbox(db, ANA)
    people = tables.people(30)
    ids = [
        tables.begin(db, tables.file(*people), sequence.id, who=ANA),
        tables.begin(db, tables.file(*reversed(people)), sequence.id, who=BEN),
    ]
    workers = [threading.Thread(target=_until_done, args=(db, ids)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    cards = [importing.card(db, one) for one in ids]
    assert sum(card.added for card in cards) == sum(card.turned_away for card in cards) == 30
    with db.reading() as tx:
        assert len({one.candidate_id for one in tx.query(Enrollment)}) == tx.query(Enrollment).count() == 30


def _until_done(db: Database, ids: list[int]) -> None:
    worker = Imports(db, HOUSE, lambda: NOW)
    while any(importing.card(db, one).status is ImportStatus.GOING for one in ids):
        worker.tick()


def test_a_database_that_is_busy_for_a_moment_costs_no_minute(
    db: Database, sequence: Sequence, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_id = tables.begin(db, tables.file(*tables.people(2)), sequence.id, who=BEN)
    whole, troubles = enrolling.enroll_within, [DatabaseBusy("Somebody is at the same person.")]

    def waits(*given: Any, **words: Any) -> Any:
        if troubles:
            raise troubles.pop()
        return whole(*given, **words)

    monkeypatch.setattr(enrolling, "enroll_within", waits)
    assert Imports(db, HOUSE, lambda: NOW).tick() == 0
    Imports(db, HOUSE, lambda: NOW).tick()

    assert importing.card(db, import_id).added == 2


def test_a_row_nobody_can_read_keeps_nobody_else_out(
    db: Database, sequence: Sequence, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = newcomers.read
    import_id = tables.begin(db, tables.file(*tables.people(3)), sequence.id, who=BEN)

    def breaks(row: Any, *given: Any) -> Any:
        if row.cells[0] == "Ada1":
            raise ZeroDivisionError
        return whole(row, *given)

    monkeypatch.setattr(newcomers, "read", breaks)
    tables.work(db)

    assert importing.card(db, import_id).tally == {RowOutcome.ADDED: 2, RowOutcome.REFUSED: 1}


def test_a_row_of_somebody_forgotten_since_is_no_row_of_the_file_to_mend(
    db: Database, sequence: Sequence
) -> None:
    import_id = tables.begin(db, tables.file(("", "", "a", ""), ("", "", "b", "")), sequence.id, who=BEN)
    tables.work(db)
    with db.transaction() as tx:
        row = tx.query(ImportRow).filter_by(number=1).one()
        row.cells, row.why = [], ""

    away = turning_away.turned_away(db, BEN, import_id, now=NOW)

    assert [row[2] for row in away.rows[1:]] == ["b"]
    assert [count for _, _, count in importing.card(db, import_id).reasons] == [1]
