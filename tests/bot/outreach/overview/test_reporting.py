"""Who sees what, and the numbers: counted right, and never of what is nobody's business."""

from datetime import timedelta

import pytest

from bot.outreach import being_away
from bot.outreach.candidates import explaining
from bot.outreach.outgoing import holding
from bot.outreach.overview import housing, reporting
from bot.outreach.plans import authoring
from bot.refusals import Gone, NotAllowed, Refusal
from bot.rules.steers import Mending
from storage import touches
from storage.database import Database
from storage.models import Recruiter
from storage.statuses import Access, Cover, EnrollmentStatus, SequenceStatus
from tests import builders
from tests.builders import ANA, BEN, HOUSE, NOW, by_hand, email

HIDDEN = ["personal", "confidential"]
SHARED = ["shared_use", "shared_view"]


def sequence(db: Database, access: str = "shared_use", name: str = "Secret merger") -> int:
    builders.make_recruiter(db, BEN)
    return builders.make_sequence(db, name=name, access=Access(access)).id


@pytest.mark.parametrize("access", HIDDEN)
def test_what_is_hidden_does_not_exist_for_a_colleague(db: Database, access: str) -> None:
    found = sequence(db, access)

    assert reporting.visible(db, BEN, now=NOW) == ()
    with pytest.raises(Gone, match="no such sequence"):
        reporting.page(db, BEN, found, now=NOW)
    with pytest.raises(Refusal, match="There is no sequence called") as refused:
        reporting.named(db, BEN, "Secret", now=NOW)
    assert "Secret merger" not in str(refused.value)
    with pytest.raises(Gone):
        authoring.clone(db, BEN, found, now=NOW)
    assert "Secret merger" not in str(housing.home(db, BEN, connect_url="", house=HOUSE, now=NOW))


@pytest.mark.parametrize("access", [*HIDDEN, *SHARED])
def test_an_owner_sees_and_changes_their_own(db: Database, access: str) -> None:
    found = sequence(db, access)

    (line,) = reporting.visible(db, ANA, now=NOW)
    assert (line.name, line.may_use, line.may_change) == ("Secret merger", True, True)
    assert authoring.edit(db, ANA, found, now=NOW).draft.name == "Secret merger"


@pytest.mark.parametrize(("access", "may_use"), [("shared_use", True), ("shared_view", False)])
def test_a_colleague_sees_what_is_shared_and_changes_nothing(
    db: Database, access: str, may_use: bool
) -> None:
    found = sequence(db, access)

    (line,) = reporting.visible(db, BEN, now=NOW)
    assert (line.may_use, line.may_change) == (may_use, False)
    with pytest.raises(NotAllowed, match="Clone it"):
        authoring.edit(db, BEN, found, now=NOW)
    with pytest.raises(NotAllowed):
        authoring.turn(db, BEN, found, SequenceStatus.ARCHIVED, now=NOW)
    assert authoring.clone(db, BEN, found, now=NOW).draft.name == "Secret merger (copy)"


def test_today_shows_what_goes_what_waits_and_what_is_held(db: Database) -> None:
    builders.make_enrollment(db)
    builders.make_enrollment(db, by_hand(0), sequence="Calls", address="alan.turing@example.com")
    held = builders.make_enrollment(
        db, address="held.back@example.com", status=EnrollmentStatus.HELD, why="it lacks x"
    )
    late = builders.make_enrollment(db, address="next.week@example.com", now=NOW + timedelta(days=7))

    page = reporting.today(db, ANA, now=NOW)

    assert [line.person for line in page.sending] == ["Grace Hopper"]
    assert [line.person for line in page.by_hand] == ["Alan Turing"]
    assert [(line.person, line.why) for line in page.held] == [("Held Back", "it lacks x")]
    assert held.id != late.id


def test_what_is_held_says_what_mends_it(db: Database) -> None:
    needy = builders.make_enrollment(db, email(body="Because of {{reason}}"), sequence="Needy")
    builders.make_enrollment(db, address="maybe.answered@example.com", status=EnrollmentStatus.HELD, why="?")
    with db.transaction() as tx:
        [touch] = touches.of_enrollment(tx, needy.id)
        holding.for_a_person(tx, touch, "missing_token", why="it lacks reason", now=NOW)

    page = reporting.today(db, ANA, now=NOW)

    assert [(line.person, line.mending, line.mend) for line in page.held] == [
        ("Grace Hopper", Mending.FILL_IN, "Fill in what is missing."),
        ("Maybe Answered", Mending.GO_ON, "/why Maybe Answered says what mends it."),
    ]
    assert all(line.is_held for line in page.held)


def test_what_a_paused_sequence_keeps_does_not_go_out_today(db: Database) -> None:
    found = builders.make_enrollment(db).sequence_id
    authoring.turn(db, ANA, found, SequenceStatus.PAUSED, now=NOW)

    page = reporting.today(db, ANA, now=NOW)

    assert page.sending == ()
    [line] = page.held
    assert (line.why, line.mend) == (
        "The whole sequence is paused",
        "/sequence resume Backend, Berlin lets it go on.",
    )


@pytest.mark.parametrize(
    ("cover", "going"), [(Cover.EVERYTHING, []), (Cover.BY_HAND, ["Grace Hopper"])], ids=str
)
def test_what_waits_for_ones_return_does_not_go_out_today(
    db: Database, cover: Cover, going: list[str]
) -> None:
    builders.make_enrollment(db)
    builders.make_enrollment(db, by_hand(0), sequence="Calls", address="alan.turing@example.com")
    being_away.leave(db, ANA, (NOW + timedelta(days=7)).date(), cover=cover, now=NOW)

    page = reporting.today(db, ANA, now=NOW)

    assert [line.person for line in page.sending] == going
    assert page.by_hand == ()
    assert "Alan Turing" in [line.person for line in page.held]
    assert {line.why for line in page.held} == {"Ana is away until Mon 30 Nov."}


def test_today_is_the_recruiters_own(db: Database) -> None:
    builders.make_enrollment(db)
    builders.make_recruiter(db, BEN)

    page = reporting.today(db, BEN, now=NOW)

    assert (page.sending, page.by_hand, page.held) == ((), (), ())


@pytest.mark.parametrize(
    ("typed", "name"),
    [("Backend, Berlin", "Backend, Berlin"), ("backend,  BERLIN", "Backend, Berlin"), ("fro", "Frontend")],
)
def test_a_sequence_is_found_by_name_or_its_beginning(db: Database, typed: str, name: str) -> None:
    builders.make_sequence(db)
    builders.make_sequence(db, name="Frontend")

    assert reporting.named(db, ANA, typed, now=NOW).name == name


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        pytest.param(" ", "Which sequence", id="nothing"),
        pytest.param("Backand", "Did you mean Backend", id="a slip"),
        pytest.param("Ba", "Several sequences begin", id="two of them"),
    ],
)
def test_an_unknown_name_gets_the_nearest(db: Database, typed: str, words: str) -> None:
    builders.make_sequence(db, name="Backend")
    builders.make_sequence(db, name="Backstage")

    with pytest.raises(Refusal, match=words):
        reporting.named(db, ANA, typed, now=NOW)


def test_a_colleagues_candidates_are_not_listed_on_a_page(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    builders.make_recruiter(db, BEN)

    assert reporting.page(db, BEN, enrollment.sequence_id, now=NOW).people == ()
    (person,) = reporting.page(db, ANA, enrollment.sequence_id, now=NOW).people
    assert (person.name, person.stage, person.next_at) == ("Grace Hopper", 1, NOW)


def test_why_says_what_happened_and_what_is_next(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email(3))
    builders.went_out(db, enrollment)

    (found,) = explaining.why(db, ANA, "grace hopper", house=HOUSE, now=NOW)

    assert found.happened == ("Stage 1 went out on Mon 23 Nov, 10:00.",)
    assert found.next == "Stage 2 (email) is due Thu 26 Nov, 10:00 (your time)."


@pytest.mark.parametrize("access", HIDDEN)
def test_why_says_nothing_of_what_is_hidden(db: Database, access: str) -> None:
    builders.make_enrollment(db, sequence="Secret merger")
    sequence(db, access)

    with pytest.raises(Refusal) as hidden:
        explaining.why(db, BEN, "grace hopper", house=HOUSE, now=NOW)
    with pytest.raises(Refusal) as unknown:
        explaining.why(db, BEN, "nobody known", house=HOUSE, now=NOW)
    assert str(hidden.value) == str(unknown.value).replace("nobody known", "grace hopper")
    assert explaining.why(db, BEN, "grace.hopper@example.com", house=HOUSE, now=NOW) == ()


def test_guests_are_refused(db: Database) -> None:
    builders.make_recruiter(db, is_guest=True)

    with pytest.raises(NotAllowed, match="members of this workspace only"):
        reporting.visible(db, ANA, now=NOW)
    with db.transaction() as tx:
        assert tx.query(Recruiter).count() == 1
