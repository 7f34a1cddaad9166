"""A table of people is brought in row by row: once, whatever breaks, and with a reason for each who stays outside."""

from collections import Counter
from itertools import islice
from typing import Any

import pytest

from bot.outreach.candidates import bringing_in, enrolling, importing, turning_away
from bot.outreach.candidates.bringing_in import Claimed
from bot.outreach.candidates.import_pictures import ImportCard
from bot.refusals import Gone, NotAllowed, Refusal
from bot.workers.imports import Imports
from storage import imports, suppressions
from storage.attachments import File
from storage.database import Database
from storage.errors import LeaseLost
from storage.models import Candidate, Enrollment, Sequence
from storage.statuses import Access, EnrollmentStatus, ImportStatus, RowOutcome, SequenceStatus, Source
from tests import builders
from tests.bot.outreach.candidates import tables
from tests.builders import ANA, BEN, GRACE, HOUSE, NOW, TEAM, hours

GRACES = ("Grace", "Hopper", GRACE, "Navy")
LACKING = ("Alan", "Turing", "alan@example.com", "")
REFUSED = ("Ada", "Lovelace", "ada(at)example.com", "Analytical")


@pytest.fixture
def sequence(db: Database) -> Sequence:
    builders.make_mailbox(db)
    return builders.make_sequence(db, builders.email(0, body="Hello {{first_name}} of {{company}}"))


def enrolled(db: Database) -> Counter[str]:
    """Count how often each address is in a sequence."""
    with db.reading() as tx:
        return Counter(one.address.address for one in tx.query(Enrollment) if one.address)


def claimed(db: Database, *, later: float = 0) -> Claimed:
    """Claim an import as a worker does."""
    found = bringing_in.claim(db, NOW + hours(later))
    assert found is not None
    return found


def one_batch(db: Database, by: Claimed, *, size: int = 10, house: Any = HOUSE) -> None:
    """Bring in the next rows, and leave the rest."""
    for rows in islice(bringing_in.batches(db, by.lease, size=size), 1):
        bringing_in.bring_in(db, by.lease, rows, house=house, now=NOW)


def test_who_can_come_in_does_and_each_other_row_says_why(db: Database, sequence: Sequence) -> None:
    form = tables.upload(db, tables.file(GRACES, LACKING, REFUSED), sequence.id)
    card = tables.bring(db, tables.file(GRACES, LACKING, REFUSED), sequence.id)

    assert (form.fine, form.lacking, len(form.refused)) == (1, (("Missing: company.", 1),), 1)
    assert card.tally == {RowOutcome.ADDED: 1, RowOutcome.LACKING: 1, RowOutcome.REFUSED: 1}
    assert {why for _, why, _ in card.reasons} == {
        "Missing: company.",
        "Email: An email address must have an @-sign.",
    }
    with db.reading() as tx:
        [came] = tx.query(Enrollment)
        assert (came.candidate.name, came.source) == ("Grace Hopper", Source.CSV)


def test_what_is_told_of_a_person_is_kept(db: Database, sequence: Sequence) -> None:
    header = ("Full name", "Email", "Company", "Job title", "City", "Personal note")
    given = tables.file(("Hopper, Grace", GRACE, "Navy", "Admiral", "Arlington", "your COBOL"), header=header)

    tables.bring(db, given, sequence.id)

    with db.reading() as tx:
        [came] = tx.query(Enrollment)
        found = came.candidate
        assert (found.name, found.title, found.location) == ("Grace Hopper", "Admiral", "Arlington")
        assert came.extras["reason"] == "your COBOL"


def test_the_refused_rows_mended_add_only_those(db: Database, sequence: Sequence) -> None:
    form = tables.begin(db, tables.file(GRACES, LACKING, REFUSED), sequence.id)
    tables.work(db)
    away = turning_away.turned_away(db, ANA, form, now=NOW)
    mended = turning_away.written(away).replace("alan@example.com,", "alan@example.com,Bletchley")

    card = tables.bring(db, File(name="again.csv", kind="", content=mended.encode("utf-8-sig")), sequence.id)

    assert away.rows[0][-1] == turning_away.WHY_NOT
    assert (card.total, card.added, card.turned_away) == (2, 1, 1)
    assert enrolled(db) == {GRACE: 1, "alan@example.com": 1}


def test_the_same_file_again_adds_nobody(db: Database, sequence: Sequence) -> None:
    tables.bring(db, tables.file(*tables.people(3)), sequence.id)
    card = tables.bring(db, tables.file(*tables.people(3)), sequence.id)

    assert card.added == 0
    assert card.reasons[0][1:] == (
        "This person is in this sequence already. Stop it there first, or choose another sequence.",
        3,
    )


def test_a_suppressed_person_stays_outside(db: Database, sequence: Sequence) -> None:
    with db.transaction() as tx:
        suppressions.add(tx, team=TEAM, key=GRACE, why="They asked for it", now=NOW)

    card = tables.bring(db, tables.file(GRACES), sequence.id)

    assert card.tally == {RowOutcome.REFUSED: 1}


def test_a_worker_that_dies_between_batches_doubles_and_loses_nobody(
    db: Database, sequence: Sequence
) -> None:
    import_id = tables.begin(db, tables.file(*tables.people(25)), sequence.id)
    one_batch(db, claimed(db))

    assert bringing_in.claim(db, NOW) is None
    Imports(db, HOUSE, lambda: NOW + hours(1)).tick()

    assert importing.card(db, import_id).added == 25
    assert set(enrolled(db).values()) == {1}
    assert len(enrolled(db)) == 25


def test_a_batch_that_breaks_half_way_leaves_nothing_behind(
    db: Database, sequence: Sequence, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables.begin(db, tables.file(*tables.people(12)), sequence.id)
    with monkeypatch.context() as patch:
        patch.setattr(imports, "note", _dies)
        with pytest.raises(KeyboardInterrupt):
            one_batch(db, claimed(db))
    assert not enrolled(db)

    Imports(db, HOUSE, lambda: NOW + hours(1)).tick()

    assert len(enrolled(db)) == 12


def _dies(*given: object) -> None:
    raise KeyboardInterrupt


def test_of_two_workers_only_one_writes(db: Database, sequence: Sequence) -> None:
    tables.begin(db, tables.file(*tables.people(20)), sequence.id)
    frozen, other = claimed(db), claimed(db, later=1)
    one_batch(db, other)

    with pytest.raises(LeaseLost):
        one_batch(db, frozen)

    assert len(enrolled(db)) == 10


def test_one_row_that_breaks_us_keeps_nobody_else_out(
    db: Database, sequence: Sequence, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = enrolling.enroll_within

    def breaks(tx: Any, recruiter: Any, asked: Any, **given: Any) -> Any:
        done = whole(tx, recruiter, asked, **given)
        if asked.first_name == "Ada1":
            raise ZeroDivisionError
        return done

    monkeypatch.setattr(enrolling, "enroll_within", breaks)
    card = tables.bring(db, tables.file(*tables.people(3)), sequence.id)

    assert card.tally == {RowOutcome.ADDED: 2, RowOutcome.REFUSED: 1}
    assert card.reasons[0][1] == bringing_in.BROKE
    assert len(enrolled(db)) == 2


def test_taking_it_back_stops_who_has_not_heard_from_us(db: Database, sequence: Sequence) -> None:
    import_id = tables.begin(db, tables.file(*tables.people(12)), sequence.id)
    tables.work(db)
    with db.transaction() as tx:
        heard = tx.query(Enrollment).join(Candidate).filter(Candidate.first_name == "Ada3").one()
    builders.went_out(db, heard)

    importing.take_back(db, ANA, import_id, now=NOW)
    tables.work(db)

    card = importing.card(db, import_id)
    assert (card.status, card.tally) == (
        ImportStatus.TAKEN_BACK,
        {RowOutcome.STOPPED: 11, RowOutcome.KEPT: 1},
    )
    with db.reading() as tx:
        assert tx.query(Enrollment).filter(Enrollment.status == EnrollmentStatus.STOPPED).count() == 11
    with pytest.raises(Gone):
        importing.take_back(db, ANA, import_id, now=NOW)


def test_taking_it_back_half_way_lets_nobody_else_in(db: Database, sequence: Sequence) -> None:
    import_id = tables.begin(db, tables.file(*tables.people(20)), sequence.id)
    worker = claimed(db)
    one_batch(db, worker)
    importing.take_back(db, ANA, import_id, now=NOW)

    with pytest.raises(LeaseLost):
        one_batch(db, worker)
    tables.work(db)

    assert importing.card(db, import_id).tally == {RowOutcome.STOPPED: 10}


def test_a_sequence_that_closes_meanwhile_takes_nobody_else_in(db: Database, sequence: Sequence) -> None:
    import_id = tables.begin(db, tables.file(*tables.people(20)), sequence.id)
    worker = claimed(db)
    one_batch(db, worker)
    bringing_in.release(db, worker.lease)
    builders.make_sequence(db, status=SequenceStatus.PAUSED)

    tables.work(db)

    card = importing.card(db, import_id)
    assert card.tally == {RowOutcome.ADDED: 10, RowOutcome.REFUSED: 10}
    assert card.reasons == ((RowOutcome.REFUSED, enrolling.CLOSED, 10),)


def test_beginning_twice_is_once(db: Database, sequence: Sequence) -> None:
    form = tables.upload(db, tables.file(GRACES), sequence.id)
    mapping = [one.meant for one in form.columns]

    for _ in range(2):
        assert isinstance(importing.begin(db, ANA, form.import_id, mapping, now=NOW), ImportCard)
    tables.work(db)

    assert enrolled(db) == {GRACE: 1}


def test_columns_must_make_sense(db: Database, sequence: Sequence) -> None:
    form = tables.upload(db, tables.file(GRACES), sequence.id)

    def problems(*mapping: str) -> Any:
        return importing.begin(db, ANA, form.import_id, mapping, now=NOW)

    assert [one.field for one in problems("first_name", "first_name", "address", "")] == ["1"]
    assert "which column has the email" in problems("first_name", "last_name", "", "")[0].text
    assert "do not fit" in problems("address")[0].text


def test_a_file_belongs_to_who_uploaded_it(db: Database, sequence: Sequence) -> None:
    form = tables.upload(db, tables.file(LACKING), sequence.id)
    importing.begin(db, ANA, form.import_id, [one.meant for one in form.columns], now=NOW)

    for asked in (importing.take_back, turning_away.turned_away, turning_away.ticket):
        with pytest.raises(NotAllowed):
            asked(db, BEN, form.import_id, now=NOW)
    with pytest.raises(NotAllowed):
        importing.begin(db, BEN, form.import_id, [], now=NOW)


def test_nobody_uploads_into_what_they_may_not_use(db: Database, sequence: Sequence) -> None:
    private = builders.make_sequence(db, name="Quiet", access=Access.PERSONAL)

    with pytest.raises(Refusal, match="takes nobody in"):
        tables.upload(db, tables.file(GRACES), private.id, who=BEN)
    assert importing.open_to(db, BEN, private.id, now=NOW)
    assert not importing.open_to(db, ANA, private.id, now=NOW)


def test_a_link_to_the_refused_rows_lives_an_hour_and_is_ours(db: Database, sequence: Sequence) -> None:
    import_id = tables.begin(db, tables.file(LACKING), sequence.id)
    tables.work(db)
    sealed = turning_away.ticket(db, ANA, import_id, now=NOW)

    assert "alan@example.com" in turning_away.written(turning_away.by_ticket(db, sealed, now=NOW))
    for wrong, at in ((sealed, NOW + hours(2)), (sealed[:-4] + "AAA=", NOW), ("x", NOW)):
        with pytest.raises(Gone):
            turning_away.by_ticket(db, wrong, now=at)
