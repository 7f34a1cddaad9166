"""`/why` tells the truth about what is due and has not gone: what it waits for, and until when by one's own clock."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot.outreach.candidates import explaining, steering
from bot.outreach.candidates.explanations import Explanation
from bot.outreach.house import House
from bot.outreach.outgoing import prompting
from bot.outreach.people import Who
from bot.refusals import Refusal
from bot.rules.pacing import Pace
from bot.rules.steers import Steer
from storage import touches
from storage.database import Database
from storage.models import Candidate
from storage.statuses import Access, TouchStatus
from tests import builders
from tests.builders import ANA, BEN, HOUSE, NOW, by_hand, email, hours

CAPPED = House(pace=Pace(daily_cap=2))
SLOW = House(pace=Pace(daily_cap=150, slow_start=True))


def explained(db: Database, house: House = HOUSE, now: datetime = NOW, who: Any = ANA) -> Explanation:
    """Ask why about Grace."""
    return explaining.why(db, who, "grace hopper", house=house, now=now)[0]


def sent(db: Database, count: int, at: datetime) -> None:
    """Let mails to others leave Ana's mailbox, all at one instant."""
    for place in range(count):
        other = builders.make_enrollment(db, email(), address=f"other{place}.person@example.com", now=NOW)
        builders.went_out(db, other, at=at)


def test_what_has_its_day_waits_for_it(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email(3))
    builders.went_out(db, enrollment)

    assert explained(db).rule == "It waits for its day."


def test_what_nothing_keeps_goes_out_with_the_next_round(db: Database) -> None:
    builders.make_enrollment(db)

    assert explained(db).rule == "It goes out with the next round."


def test_spacing_is_named_with_its_end(db: Database) -> None:
    builders.make_enrollment(db)
    sent(db, 1, NOW - timedelta(seconds=5))

    assert explained(db).rule == (
        "Another email has just left this mailbox, and they go one by one."
        " It is tried again Mon 23 Nov, 10:01 (your time)."
    )


def test_the_daily_cap_is_named_with_its_end(db: Database) -> None:
    builders.make_enrollment(db)
    sent(db, 2, NOW - hours(2))

    assert explained(db, CAPPED).rule == (
        "This mailbox has sent its 2 emails of 24 hours. It is tried again Tue 24 Nov, 8:00 (your time)."
    )


def test_a_slow_start_is_named_and_ends_when_the_mailbox_may_send_more(db: Database) -> None:
    builders.make_enrollment(db)
    builders.make_mailbox(db, began_at=NOW - hours(20))
    sent(db, 20, NOW - hours(1))

    assert explained(db, SLOW).rule == (
        "This mailbox is new and sends 20 emails in 24 hours for now, more each day."
        " It is tried again Mon 23 Nov, 14:00 (your time)."
    )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        pytest.param(
            {"resting_until": NOW + hours(3)}, "Gmail has asked this mailbox for patience", id="resting"
        ),
        pytest.param(
            {"held_until": NOW + hours(3)},
            "Gmail has asked this mailbox for a pause, or the database was put back, so nothing leaves it",
            id="held",
        ),
    ],
)
def test_a_mailbox_that_must_wait_says_so(db: Database, changes: dict[str, Any], told: str) -> None:
    builders.make_enrollment(db)
    builders.make_mailbox(db, **changes)

    rule = explained(db).rule
    assert rule.startswith(told)
    assert rule.endswith("It is tried again Mon 23 Nov, 13:00 (your time).")


def test_a_patience_that_is_over_is_not_told(db: Database) -> None:
    builders.make_enrollment(db)
    builders.make_mailbox(db, resting_until=NOW - hours(1), held_until=NOW - hours(1))

    assert explained(db).rule == "It goes out with the next round."


def test_the_reader_is_told_by_their_own_clock_and_the_candidates_hours(db: Database) -> None:
    builders.make_enrollment(db, zone="America/New_York", now=NOW + hours(6))
    builders.make_recruiter(db, ANA, zone="Asia/Tokyo")

    assert explained(db, now=NOW + hours(16)).rule == (
        "It is outside the sending hours. It is tried again Tue 24 Nov, 22:00 (your time)."
    )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        pytest.param({"status": TouchStatus.CLAIMED}, "on its way to Gmail", id="in flight"),
        pytest.param({"status": TouchStatus.UNKNOWN}, "Gmail's answer was lost", id="in doubt"),
        pytest.param(
            {"why": "waiting for Gmail to show it"}, "waiting for Gmail to show it", id="a reason of its own"
        ),
        pytest.param(
            {"why": "an old reason", "until": NOW}, "goes out with the next round", id="a reason gone by"
        ),
    ],
)
def test_what_is_known_of_the_mail_itself_is_told(db: Database, changes: dict[str, Any], told: str) -> None:
    enrollment = builders.make_enrollment(db)
    with db.transaction() as tx:
        for name, value in changes.items():
            setattr(touches.of_enrollment(tx, enrollment.id)[0], name, value)

    assert told in explained(db).rule


def test_a_stage_by_hand_waits_for_its_reminder_and_then_for_a_click(db: Database) -> None:
    builders.make_enrollment(db, by_hand(0))
    sent(db, 1, NOW)

    assert explained(db).rule == "It is due, and you are about to be reminded."
    prompting.owe_due(db, NOW)
    assert explained(db).rule == "You were reminded and have not marked it yet."
    assert explained(db).mend == "Mark it sent or replied on the reminder."


def test_a_snooze_is_told_and_may_be_ended(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    steering.snooze(db, ANA, enrollment.id, until=date(2026, 12, 1), house=HOUSE, now=NOW)

    found = explained(db)
    assert found.rule == "snoozed until Tue 1 Dec"
    assert found.next == "Stage 1 (email) is due Tue 1 Dec, 8:00 (your time)."
    assert found.may[0] is Steer.GO_ON


def test_only_whoever_may_steer_is_offered_to(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    builders.make_recruiter(db, BEN)

    assert Steer.PAUSE in explained(db).may
    assert explained(db, who=BEN).may == ()
    steering.stop(db, ANA, enrollment.id, now=NOW)
    assert explained(db).may == ()


def test_whoever_was_steered_is_explained_with_all_their_sequences(db: Database) -> None:
    first = builders.make_enrollment(db)
    builders.make_enrollment(db, sequence="Frontend")
    builders.make_enrollment(db, address="alan.turing@example.com")

    found = explaining.same_person(db, ANA, first.id, house=HOUSE, now=NOW)

    assert sorted(one.sequence for one in found) == ["Backend, Berlin", "Frontend"]


@pytest.mark.parametrize(
    ("who", "told"), [(ANA, "Did you mean Grace Hopper"), (BEN, "Try their profile link")]
)
def test_a_mistyped_name_is_mended_only_for_those_who_may_hear_of_the_person(
    db: Database, who: Who, told: str
) -> None:
    builders.make_enrollment(db)
    builders.make_sequence(db, access=Access.PERSONAL)

    with pytest.raises(Refusal, match=told):
        explaining.why(db, who, "Grace Hoper", house=HOUSE, now=NOW)


def test_whoever_enrolled_somebody_is_told_of_them_though_the_sequence_was_hidden_since(db: Database) -> None:
    builders.make_enrollment(db, who=BEN)
    builders.make_sequence(db, who=BEN, owner_id=builders.make_recruiter(db, ANA).id, access=Access.PERSONAL)

    assert explained(db, who=BEN).person == "Grace Hopper"


@pytest.mark.parametrize("half", ["Grace", "hopper"])
def test_half_a_name_is_enough_though_thousands_came_later(db: Database, half: str) -> None:
    builders.make_enrollment(db)
    with db.transaction() as tx:
        tx.add_all(
            Candidate(team_id=ANA.team, first_name=f"P{n}", last_name="Q", created_at=NOW)
            for n in range(2_001)
        )

    [found] = explaining.why(db, ANA, half, house=HOUSE, now=NOW)

    assert found.person == "Grace Hopper"
