"""Planning anew, batch by batch: broken off, shared, told once; and for a recruiter who moves."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from bot.outreach import people
from bot.outreach.house import House
from bot.outreach.outgoing import replanning
from bot.outreach.people import Profile
from bot.workers.replans import Replans
from storage import facts
from storage.database import Database
from storage.models import Enrollment, Touch
from storage.statuses import EnrollmentStatus
from tests import builders
from tests.bot.outreach.december import CHRISTMAS, EVE_OFF, due, many, started, told, utc, waiting
from tests.builders import ANA, BEN, HOUSE, by_hand, email


def test_ten_people_are_named_and_the_rest_are_counted(db: Database) -> None:
    started(db, HOUSE)
    many(db, 12)

    started(db, EVE_OFF)

    (one,) = told(db)
    assert one.count("stage 2: Thu 24 Dec, 10:12 → Mon 28 Dec, 10:12") == 10
    assert one.endswith("and 2 more")


def test_every_recruiter_hears_of_their_own_people_only(db: Database) -> None:
    started(db, HOUSE)
    waiting(db)
    waiting(db, address="alan.turing@example.com", who=BEN, sequence="Frontend")

    started(db, EVE_OFF)

    assert [("Grace" in one, "Alan" in one) for one in told(db)] == [(True, False), (False, True)]


def test_a_run_broken_off_half_way_goes_on_and_tells_once(db: Database) -> None:
    started(db, HOUSE)
    everybody = many(db, 5)
    ours = replanning.circumstances(EVE_OFF, 2026)
    replanning.notice(db, ours, CHRISTMAS)
    replanning.go_on(db, EVE_OFF, ours, CHRISTMAS, most=2)  # and then it was killed
    assert [due(db, one).day for one in everybody] == [28, 28, 24, 24, 24]

    started(db, EVE_OFF, now=CHRISTMAS + timedelta(minutes=5))

    assert [due(db, one).day for one in everybody] == [28] * 5
    (one,) = told(db)
    assert one.count("•") == 5


def test_a_process_with_older_rules_leaves_the_work_to_those_who_know_the_new_ones(db: Database) -> None:
    old = Replans(db, HOUSE, lambda: CHRISTMAS)
    old.tick()
    enrollment = waiting(db)
    ours = replanning.circumstances(EVE_OFF, 2026)
    replanning.notice(db, ours, CHRISTMAS)

    assert old.tick() == 0
    assert due(db, enrollment) == utc(24, 9, 12)

    replanning.go_on(db, EVE_OFF, ours, CHRISTMAS)
    assert old.tick() == 0
    assert due(db, enrollment) == utc(28, 9, 12)


def test_a_new_year_alone_moves_nobody(db: Database) -> None:
    worker_now = [utc(31, 23)]
    worker = Replans(db, HOUSE, lambda: worker_now[0])
    worker.tick()
    waiting(db)

    worker_now[0] = datetime(2027, 1, 1, 1, tzinfo=UTC)

    assert worker.tick() == 0
    with db.transaction() as tx:
        assert "holidays 2029" in (facts.get(tx, replanning.CIRCUMSTANCES) or "")


def profile(zone: str) -> Profile:
    return Profile(name="Ana Lovelace", title="", zone=zone)


def moves_to(db: Database, zone: str, house: House = HOUSE) -> None:
    """Let Slack say that Ana lives somewhere else now."""
    people.refresh(db, ANA, profile(zone), CHRISTMAS)
    started(db, house)


def test_when_a_recruiter_moves_her_people_follow_her_clock_and_she_hears_it(db: Database) -> None:
    started(db, HOUSE)
    enrollment = waiting(db)

    moves_to(db, "America/New_York")

    assert builders.again(db, enrollment).zone == "America/New_York"
    assert due(db, enrollment) == utc(24, 13)
    assert told(db) == [
        "Moved because your time zone is America/New_York now:\n"
        "• Grace Hopper, stage 2: Thu 24 Dec, 4:12 → Thu 24 Dec, 8:00"
    ]


def test_when_a_recruiter_moves_whoever_has_a_clock_of_their_own_keeps_it(db: Database) -> None:
    started(db, HOUSE)
    enrollment = waiting(db, zone="Asia/Tokyo")
    with db.transaction() as tx:
        tx.get_one(Enrollment, enrollment.id).candidate.zone = "Asia/Tokyo"
    before = due(db, enrollment)

    moves_to(db, "America/New_York")

    assert due(db, enrollment) == before
    assert told(db) == []


def test_when_a_recruiter_moves_what_she_does_by_hand_comes_in_her_hours(db: Database) -> None:
    fixed = House(zone="Europe/Berlin")
    started(db, fixed)
    enrollment = builders.make_enrollment(db, email(), by_hand(3), now=CHRISTMAS, house=fixed)
    builders.went_out(db, enrollment, at=CHRISTMAS, house=fixed)

    moves_to(db, "America/New_York", fixed)

    assert builders.again(db, enrollment).zone == "Europe/Berlin"
    assert due(db, enrollment) == utc(24, 13)


def test_a_recruiter_who_moves_moves_nobody_elses_people(db: Database) -> None:
    started(db, HOUSE)
    enrollment = waiting(db, who=BEN)
    builders.make_recruiter(db, ANA)
    before = due(db, enrollment)

    moves_to(db, "America/New_York")

    assert due(db, enrollment) == before


def test_whoever_has_ended_is_not_planned_anew(db: Database) -> None:
    started(db, HOUSE)
    enrollment = waiting(db)
    with db.transaction() as tx:
        tx.get_one(Enrollment, enrollment.id).status = EnrollmentStatus.STOPPED

    started(db, EVE_OFF)

    assert due(db, enrollment) == utc(24, 9, 12)


def test_the_mailbox_wakes_for_what_is_due_sooner_now(db: Database) -> None:
    started(db, EVE_OFF)
    enrollment = builders.make_enrollment(db, email(), email(3), now=CHRISTMAS, house=EVE_OFF)
    builders.went_out(db, enrollment, at=CHRISTMAS, house=EVE_OFF)
    mailbox = builders.make_mailbox(db, ready_at=utc(28, 9, 12))

    started(db, HOUSE)

    with db.transaction() as tx:
        assert tx.get_one(type(mailbox), mailbox.id).ready_at == utc(24, 9, 12)
        assert tx.query(Touch).filter(Touch.enrollment_id == enrollment.id).count() == 2


def test_two_processes_share_the_work_and_tell_it_once(db: Database) -> None:
    started(db, HOUSE)
    everybody = many(db, 7)
    ours = replanning.circumstances(EVE_OFF, 2026)

    def process() -> None:
        replanning.notice(db, ours, CHRISTMAS)
        while replanning.go_on(db, EVE_OFF, ours, CHRISTMAS, most=2):
            pass

    with ThreadPoolExecutor(2) as both:
        for one in [both.submit(process) for _ in range(2)]:
            one.result()

    assert {due(db, one) for one in everybody} == {utc(28, 9, 12)}
    (told_once,) = told(db)
    assert told_once.count("•") == 7
