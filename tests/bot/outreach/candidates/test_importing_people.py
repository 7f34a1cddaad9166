"""What a row of a file says of a person is what the enroll form would have said, and the same speaks against them."""

import pytest

from bot.rules import newcomers
from storage.attachments import File
from storage.database import Database
from storage.models import Enrollment
from storage.statuses import RowOutcome
from tests import builders
from tests.bot.outreach.candidates import tables
from tests.builders import BEN, GRACE


def test_what_the_sequence_says_of_a_person_may_stand_in_the_file_and_their_place_tells_their_clock(
    db: Database,
) -> None:
    builders.make_mailbox(db)
    sequence = builders.make_sequence(db, builders.email(0, body="Dear {{title}}"))
    given = tables.file(
        ("Grace", GRACE, "Admiral", "Tokyo"), header=("First name", "Email", "Job title", "City")
    )

    assert tables.bring(db, given, sequence.id).tally == {RowOutcome.ADDED: 1}
    with db.reading() as tx:
        [came] = tx.query(Enrollment)
        assert (came.candidate.title, came.candidate.zone, came.extras) == ("Admiral", "Asia/Tokyo", {})


def test_whom_a_colleague_is_in_touch_with_is_refused_and_lacks_nothing(db: Database) -> None:
    builders.make_enrollment(db, builders.email(0), who=BEN, address=GRACE)
    builders.make_mailbox(db)
    other = builders.make_sequence(db, builders.email(0), name="Frontend")

    card = tables.bring(db, tables.file(("Grace", "Hopper", GRACE, "Navy")), other.id)

    assert card.tally == {RowOutcome.REFUSED: 1}
    assert "Ben" in card.reasons[0][1]
    assert "override" not in card.reasons[0][1]


@pytest.mark.parametrize(
    ("delimiter", "encoding"),
    [(";", "cp1252"), ("\t", "utf-16"), (",", "utf-8-sig"), ("|", "utf-8")],
    ids=["semicolons, as Excel in Europe", "tabs in UTF-16", "commas behind a mark", "bars"],
)
def test_a_name_is_what_it_was_however_the_file_was_written(
    db: Database, delimiter: str, encoding: str
) -> None:
    builders.make_mailbox(db)
    sequence = builders.make_sequence(db, builders.email(0))
    written = f'First name|Email|Note\r\nZoë|{GRACE}|"two\r\nlines, ""quoted"""\r\n'.replace("|", delimiter)
    given = File(name="people.csv", kind="text/csv", content=written.encode(encoding))

    assert tables.bring(db, given, sequence.id).tally == {RowOutcome.ADDED: 1}
    with db.reading() as tx:
        [came] = tx.query(Enrollment)
        assert (came.candidate.first_name, came.extras) == ("Zoë", {"reason": 'two lines, "quoted"'})


def test_a_row_and_a_column_that_come_twice_count_once(db: Database) -> None:
    builders.make_mailbox(db)
    sequence = builders.make_sequence(db, builders.email(0))
    header = ("First name", "Email", "Email", "First name")
    given = tables.file(*[("Grace", GRACE, "other@example.com", "Ada")] * 2, header=header)

    form, card = tables.upload(db, given, sequence.id), tables.bring(db, given, sequence.id)

    assert (form.fine, form.refused) == (1, ((newcomers.TWICE, 1),))
    assert card.tally == {RowOutcome.ADDED: 1, RowOutcome.REFUSED: 1}
    with db.reading() as tx:
        [came] = tx.query(Enrollment)
        assert (came.candidate.name, came.address and came.address.address) == ("Grace", GRACE)
