"""Where somebody lives, and whose clock their mail follows."""

from dataclasses import replace

import pytest

from bot.outreach.candidates import enrolling, locating
from bot.outreach.candidates.enrolling import Enrolled
from bot.outreach.candidates.knowing import Asked
from bot.outreach.house import House
from bot.rules.drafts import StageDraft
from storage.database import Database
from storage.models import Candidate, Enrollment
from tests import builders
from tests.builders import ANA, BEN, BERLIN, GRACE, HOUSE, NOW, by_hand, email

PACIFIC = "America/Los_Angeles"


def asked(db: Database, *stages: StageDraft, **changes: object) -> Asked:
    sequence = builders.make_sequence(db, *stages)
    builders.make_mailbox(db)
    plain = Asked(address=GRACE, first_name="Grace", last_name="Hopper", sequence_id=sequence.id)
    return replace(plain, **changes)  # type: ignore[arg-type]


def enroll(db: Database, wanted: Asked) -> None:
    done = enrolling.enroll(db, ANA, wanted, house=HOUSE, now=NOW)
    assert isinstance(done, Enrolled), done


def clocks(db: Database) -> tuple[str, str, str]:
    with db.transaction() as tx:
        person, enrollment = tx.query(Candidate).one(), tx.query(Enrollment).one()
        return person.location, person.zone, enrollment.zone


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        pytest.param({"location": "Portland, Oregon"}, ("Portland, Oregon", PACIFIC, PACIFIC), id="sure"),
        pytest.param(
            {"location": "Portland", "located": "Portland", "zone": "America/New_York"},
            ("Portland", "America/New_York", "America/New_York"),
            id="chosen",
        ),
        pytest.param({"location": "Portland"}, ("Portland", "", BERLIN), id="not sure: the recruiter's"),
        pytest.param(
            {"location": "Tokyo", "located": "Portland", "zone": PACIFIC},
            ("Tokyo", "Asia/Tokyo", "Asia/Tokyo"),
            id="chosen for another place",
        ),
        pytest.param({"zone": PACIFIC}, ("", PACIFIC, PACIFIC), id="only a zone"),
    ],
)
def test_mail_follows_the_clock_of_where_they_live(
    db: Database, said: dict[str, object], kept: tuple[str, str, str]
) -> None:
    enroll(db, asked(db, **said))

    assert clocks(db) == kept


def test_a_zone_there_is_not_is_named_by_its_field(db: Database) -> None:
    problems = enrolling.enroll(db, ANA, asked(db, zone="Europe/Atlantis"), house=HOUSE, now=NOW)

    assert isinstance(problems, tuple)
    assert [problem.field for problem in problems] == ["zone"]


def test_the_form_shows_what_is_stored_and_dates_by_it(db: Database) -> None:
    enroll(db, asked(db, location="Portland, Oregon"))

    shown = enrolling.form(db, ANA, Asked(address=GRACE), house=HOUSE, now=NOW)
    assert (shown.location, shown.there and shown.there.zone) == ("Portland, Oregon", PACIFIC)

    dated = enrolling.form(db, ANA, asked(db, email(), location="Tokyo"), house=HOUSE, now=NOW)
    assert dated.dates[0].zone == "Asia/Tokyo"


def test_where_somebody_lives_is_not_told_to_whom_they_are_hidden_from(db: Database) -> None:
    enroll(db, asked(db, location="Portland, Oregon"))
    builders.make_sequence(db, access="confidential")

    shown = enrolling.form(db, BEN, Asked(address=GRACE), house=HOUSE, now=NOW)

    assert (shown.location, shown.there and shown.there.zone) == ("", "")


@pytest.mark.parametrize(
    ("stages", "house", "is_asked"),
    [
        pytest.param((email(),), HOUSE, True, id="mail by their clock"),
        pytest.param((by_hand(0),), HOUSE, False, id="nothing by mail"),
        pytest.param((email(),), House(zone="recruiter"), False, id="by the recruiter's clock"),
        pytest.param(
            (by_hand(0, body="In {{location}}?"),), HOUSE, True, id="a stage speaks of where they live"
        ),
    ],
)
def test_only_who_needs_it_asks(
    db: Database, stages: tuple[StageDraft, ...], house: House, is_asked: bool
) -> None:
    shown = enrolling.form(db, ANA, asked(db, *stages), house=house, now=NOW)

    assert (shown.there is not None) is is_asked


def test_a_place_that_is_not_sure_is_asked_about_once() -> None:
    assert locating.must_ask("Portland", zone=None, located="")
    assert not locating.must_ask("Portland", zone="", located="Portland")
    assert not locating.must_ask("Berlin", zone=None, located="")
    assert not locating.must_ask("", zone=None, located="")


def test_what_is_known_of_a_person_need_not_be_typed_again(db: Database) -> None:
    wanted = asked(db, email(body="{{title}}, {{school}}, {{location}}"))
    problems = enrolling.enroll(db, ANA, wanted, house=HOUSE, now=NOW)
    assert isinstance(problems, tuple)
    assert [problem.field for problem in problems] == ["title", "school", "location"]

    enroll(db, replace(wanted, title="Admiral", school="Vassar", location="Berlin"))
    other = builders.make_sequence(db, email(body="{{title}}"), name="Another")
    builders.make_mailbox(db)

    shown = enrolling.form(db, ANA, Asked(address=GRACE, sequence_id=other.id), house=HOUSE, now=NOW)
    assert (shown.title, shown.asks) == ("Admiral", ("title",))
    enroll(db, Asked(address=GRACE, first_name="Grace", sequence_id=other.id))
