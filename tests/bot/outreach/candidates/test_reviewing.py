"""Going through several people who were named at once."""

import threading
from datetime import timedelta

import pytest

from bot.outreach import tidying
from bot.outreach.candidates import enrolling, noting, reviewing
from bot.outreach.candidates.enrolling import Enrolled
from bot.outreach.candidates.origins import Origin
from bot.outreach.candidates.review_pages import ReviewPage, Standing
from bot.outreach.people import Who
from bot.refusals import Gone
from bot.rules import links
from storage import suppressions
from storage.database import Database
from storage.models import Enrollment
from storage.statuses import Access, Source
from tests import builders
from tests.builders import ANA, BEN, GRACE, HOUSE, NOW, TEAM, by_hand, email

ADA = "https://www.linkedin.com/in/ada-lovelace"
COMPANY = "https://www.linkedin.com/company/acme"
THREE = f"{GRACE} {ADA} alan.turing@example.com {COMPANY}"


def begin(db: Database, words: str = THREE, who: Who = ANA, **origin: object) -> int:
    builders.make_mailbox(db, who)
    at = Origin(**{"source": Source.LIST} | origin)  # type: ignore[arg-type]
    return reviewing.begin(db, who, links.typed(words), origin=at, now=NOW)


def seen(db: Database, review: int, number: int = 0, who: Who = ANA) -> ReviewPage:
    return reviewing.page(db, who, review, number, house=HOUSE, now=NOW)


def told(page: ReviewPage) -> list[tuple[str, str, str]]:
    return [(line.name, line.known, line.note) for line in page.lines]


def enrolled(db: Database) -> list[tuple[str, Source, str]]:
    with db.transaction() as tx:
        rows = tx.query(Enrollment).order_by(Enrollment.id).all()
        return [(row.candidate.name, row.source, row.referrer) for row in rows]


def test_each_row_says_what_is_known_and_what_is_needed_and_the_refused_come_last(db: Database) -> None:
    builders.make_sequence(db, email())

    page = seen(db, begin(db, f"{COMPANY} {THREE}"))

    assert told(page)[:3] == [
        ("Grace Hopper", "new", ""),
        ("Ada Lovelace", "new", "Needs an address."),
        ("Alan Turing", "new", ""),
    ]
    assert [line.standing for line in page.lines] == [
        Standing.READY,
        Standing.LOOK,
        Standing.READY,
        Standing.REFUSED,
    ]
    assert "company" in page.lines[3].note
    assert (page.people, page.ready, page.refused, page.done) == (3, 2, 1, 0)


def test_nothing_is_offered_before_a_sequence_is_chosen(db: Database) -> None:
    builders.make_sequence(db, email())
    other = builders.make_sequence(db, by_hand(0), name="By hand")
    review = begin(db)
    assert {line.standing for line in seen(db, review).lines} == {Standing.UNCHOSEN, Standing.REFUSED}

    reviewing.choose(db, ANA, review, other.id, now=NOW)

    assert seen(db, review).ready == 3


def test_a_sequence_one_may_not_use_is_not_chosen(db: Database) -> None:
    builders.make_sequence(db, email())
    bens = builders.make_sequence(db, email(), who=BEN, name="Bens", access=Access.PERSONAL)
    review = begin(db)

    reviewing.choose(db, ANA, review, bens.id, now=NOW)

    assert "Bens" not in str(seen(db, review))
    assert seen(db, review).chosen != bens.id


def test_one_tap_enrolls_one_and_ticks_them(db: Database) -> None:
    builders.make_sequence(db, email())
    review = begin(db)

    for _ in range(2):
        reviewing.enroll(db, ANA, review, 0, house=HOUSE, now=NOW)

    line = seen(db, review).lines[0]
    assert line.standing is Standing.DONE
    assert line.note == "In Backend, Berlin now. The first stage goes Mon 23 Nov, 10:00."
    assert enrolled(db) == [("Grace Hopper", Source.LIST, "")]


def test_all_that_are_ready_go_and_who_is_kept_out_says_why(db: Database) -> None:
    builders.make_sequence(db, email())
    review = begin(db)
    with db.transaction() as tx:
        suppressions.add(tx, TEAM, links.address_key("alan.turing@example.com"), "asked not to be", NOW)

    reviewing.enroll_ready(db, ANA, review, house=HOUSE, now=NOW)
    reviewing.enroll(db, ANA, review, 2, house=HOUSE, now=NOW)

    assert [name for name, *_ in enrolled(db)] == ["Grace Hopper"]
    page = seen(db, review)
    assert "must not be written to" in page.lines[2].note
    assert (page.ready, page.done) == (0, 1)


def test_somebody_in_another_sequence_is_looked_at_before_they_are_enrolled(db: Database) -> None:
    builders.make_enrollment(db, who=BEN, sequence="Design")
    builders.make_sequence(db, email(), name="Backend, Berlin")
    review = begin(db)
    reviewing.choose(db, ANA, review, builders.make_sequence(db).id, now=NOW)

    line = seen(db, review).lines[0]
    reviewing.enroll_ready(db, ANA, review, house=HOUSE, now=NOW)

    assert (line.known, line.standing) == ("in Design since 23 Nov", Standing.LOOK)
    assert "Backend, Berlin now" not in seen(db, review).lines[0].note


def test_whoever_is_in_a_confidential_sequence_was_only_contacted(db: Database) -> None:
    builders.make_enrollment(db, who=BEN, sequence="Secret")
    builders.make_sequence(db, who=BEN, name="Secret", access=Access.CONFIDENTIAL)
    builders.make_sequence(db, email())

    page = seen(db, begin(db))

    assert page.lines[0].known == "contacted recently"
    assert "Secret" not in str(page)


def test_somebody_elses_list_is_not_there(db: Database) -> None:
    builders.make_sequence(db, email())
    review = begin(db)

    for act in (
        lambda: seen(db, review, who=BEN),
        lambda: reviewing.enroll(db, BEN, review, 0, house=HOUSE, now=NOW),
        lambda: reviewing.asked(db, BEN, review, 0, now=NOW),
    ):
        with pytest.raises(Gone, match="no longer there"):
            act()


def test_the_one_who_named_them_goes_along(db: Database) -> None:
    builders.make_sequence(db, email(body="{{first_name}}, {{referrer}} named you."))
    builders.make_recruiter(db, BEN)
    review = begin(db, GRACE, source=Source.MESSAGE, referrer=BEN.slack_id, referred_at=NOW)

    reviewing.enroll_ready(db, ANA, review, house=HOUSE, now=NOW)

    assert enrolled(db) == [("Grace Hopper", Source.MESSAGE, BEN.slack_id)]
    with db.transaction() as tx:
        assert tx.query(Enrollment).one().extras == {"referrer": "Ben Okafor"}


def test_two_taps_at_once_enroll_once_and_nobody_is_told_of_a_failure(db: Database) -> None:
    builders.make_sequence(db, email())
    review = begin(db)
    start = threading.Barrier(2)

    def tap() -> None:
        start.wait()
        reviewing.enroll(db, ANA, review, 0, house=HOUSE, now=NOW)

    taps = [threading.Thread(target=tap) for _ in range(2)]
    for one in taps:
        one.start()
    for one in taps:
        one.join()

    assert len(enrolled(db)) == 1
    assert seen(db, review).lines[0].standing is Standing.DONE


def test_a_failure_that_comes_late_takes_no_tick_away(db: Database) -> None:
    builders.make_sequence(db, email())
    review = begin(db)
    reviewing.enroll(db, ANA, review, 0, house=HOUSE, now=NOW)

    noting.mark(db, ANA, review, 0, {"failed": "They are in it already."}, NOW)

    assert seen(db, review).lines[0].standing is Standing.DONE


def test_a_tick_after_the_form_stays(db: Database) -> None:
    builders.make_sequence(db, by_hand(0))
    review = begin(db)
    wanted = reviewing.asked(db, ANA, review, 1, now=NOW)
    done = enrolling.enroll(db, ANA, wanted, house=HOUSE, now=NOW)
    assert isinstance(done, Enrolled)

    reviewing.note(db, ANA, review, wanted.origin.place, done, now=NOW)

    assert seen(db, review).lines[1].standing is Standing.DONE
    with pytest.raises(Gone, match="already"):
        reviewing.asked(db, ANA, review, 1, now=NOW)


def test_more_than_a_hundred_are_cut_and_counted_and_ten_stand_on_a_page(db: Database) -> None:
    builders.make_sequence(db, by_hand(0))
    review = begin(db, " ".join(f"https://github.com/grace{number}" for number in range(103)))

    last = seen(db, review, 99)

    assert (last.page, last.pages, len(last.lines), last.left_out) == (9, 10, 10, 3)
    assert (last.people, last.ready) == (100, 100)


def test_old_lists_are_forgotten(db: Database) -> None:
    builders.make_sequence(db, email())
    review = begin(db)

    tidying.purge(db, NOW + timedelta(days=8))

    with pytest.raises(Gone):
        seen(db, review)
