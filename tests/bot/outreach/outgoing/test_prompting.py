"""Reminders come in the hours of who does it, as one list where they are many, and are asked about once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.outreach.outgoing import picturing, prompting, reminding
from bot.refusals import NotAllowed
from bot.rules import preferences
from bot.rules.business_time import Holidays
from bot.rules.preferences import Preferences
from storage.database import Database
from storage.models import Notice, Recruiter
from tests import builders
from tests.builders import ANA, BEN, HOUSE, NOW, by_hand, email

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TEN_AT_NIGHT = NOW + 12 * HOUR
TUESDAY_EIGHT = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
NAMES = ("grace.hopper", "alan.turing", "ada.lovelace", "katherine.johnson", "annie.easley")


def enroll(db: Database, count: int, *, sequence: str = "By hand", **changes: Any) -> list[int]:
    """Let so many people have an InMail due; tell the touches."""
    stages = (by_hand(0), email(3))
    found = [
        builders.make_enrollment(db, *stages, address=f"{name}@example.com", sequence=sequence, **changes)
        for name in NAMES[:count]
    ]
    return [builders.the_touches(db, one)[0].id for one in found]


def notices(db: Database, *kinds: str) -> list[Notice]:
    with db.transaction() as tx:
        return tx.query(Notice).filter(Notice.kind.in_(kinds)).order_by(Notice.id).all()


def reminders(db: Database) -> list[str]:
    return [one.kind for one in notices(db, "reminder", "reminders")]


def test_three_come_one_by_one_and_four_as_one_list(db: Database) -> None:
    enroll(db, 3)
    assert prompting.owe_due(db, NOW) == 3
    assert reminders(db) == ["reminder"] * 3

    touch_ids = enroll(db, 5, sequence="Another")
    assert prompting.owe_due(db, NOW) == 5

    assert reminders(db)[3:] == ["reminders"]
    assert notices(db, "reminders")[0].about["touches"] == touch_ids


def test_what_trickles_in_after_three_waits_and_comes_together(db: Database) -> None:
    for minutes, name in enumerate(NAMES):
        at = NOW + 3 * minutes * MINUTE
        builders.make_enrollment(db, by_hand(0), address=f"{name}@example.com", now=at)
        prompting.owe_due(db, at)
    assert reminders(db) == ["reminder"] * 3

    prompting.owe_due(db, NOW + 18 * MINUTE)

    assert reminders(db) == ["reminder"] * 5  # two are no list


def test_a_stage_without_its_words_is_asked_about_and_not_listed(db: Database) -> None:
    enroll(db, 4)
    lacking = builders.make_enrollment(db, by_hand(0, body="About {{reason}}"), sequence="Needy")

    prompting.owe_due(db, NOW)

    assert len(notices(db, "reminders")[0].about["touches"]) == 4
    assert builders.statuses(db, lacking) == ["held"]


def test_no_reminder_comes_at_night(db: Database) -> None:
    """A worker that was down, or a pause that ended late, must not wake anybody."""
    [touch_id] = enroll(db, 1)

    assert prompting.owe_due(db, TEN_AT_NIGHT) == 0
    assert prompting.owe_due(db, TUESDAY_EIGHT - MINUTE) == 0
    assert prompting.owe_due(db, TUESDAY_EIGHT) == 1
    assert picturing.card(db, touch_id, TUESDAY_EIGHT).settled == ""


def test_the_hours_are_those_of_who_does_it(db: Database) -> None:
    enroll(db, 1)
    with db.transaction() as tx:
        own = Preferences(hours="Tue-Fri 10:00-12:00", days_off="2026-11-24")
        tx.query(Recruiter).one().preferences = preferences.stored(own)

    assert prompting.owe_due(db, NOW) == 0
    assert prompting.owe_due(db, TUESDAY_EIGHT + 3 * HOUR) == 0
    assert prompting.owe_due(db, TUESDAY_EIGHT + DAY + 2 * HOUR) == 1


def test_a_moment_somebody_picked_is_kept_even_in_the_evening(db: Database) -> None:
    [touch_id] = enroll(db, 1)
    prompting.owe_due(db, NOW)

    reminding.snooze(db, ANA, touch_id, until=TEN_AT_NIGHT, now=NOW)

    assert prompting.owe_due(db, TEN_AT_NIGHT) == 1


def test_what_nobody_marks_is_asked_about_once_after_three_working_days(db: Database) -> None:
    touch_ids = enroll(db, 2)
    prompting.owe_due(db, NOW)

    assert prompting.owe_due(db, NOW + 3 * DAY - MINUTE) == 0
    assert prompting.owe_due(db, NOW + 3 * DAY) == 1

    [asked] = notices(db, "reminders")
    assert (asked.about["touches"], asked.about["overdue"]) == (touch_ids, True)
    listed = picturing.listed(db, asked.id, NOW + 3 * DAY)
    assert [row.overdue_since for row in listed.rows] == [NOW, NOW]
    assert prompting.owe_due(db, NOW + 30 * DAY) == 0


def test_weekends_and_holidays_do_not_count_as_working_days(db: Database) -> None:
    friday = NOW + 4 * DAY
    builders.make_enrollment(db, by_hand(0), now=friday)
    house = replace(HOUSE, overdue_days=1, holidays=Holidays(own=frozenset({(friday + 3 * DAY).date()})))
    prompting.owe_due(db, friday, house=house)

    assert prompting.owe_due(db, friday + 4 * DAY - MINUTE, house=house) == 0
    assert prompting.owe_due(db, friday + 4 * DAY, house=house) == 1


@pytest.mark.parametrize("how", ["mark", "snooze"])
def test_what_was_marked_or_put_off_is_not_asked_about(db: Database, how: str) -> None:
    [touch_id] = enroll(db, 1)
    prompting.owe_due(db, NOW)
    if how == "mark":
        reminding.mark_sent(db, ANA, touch_id, house=HOUSE, now=NOW)
    else:
        reminding.snooze(db, ANA, touch_id, until=NOW + 9 * DAY, now=NOW)

    assert prompting.owe_due(db, NOW + 5 * DAY) == 0


def test_a_list_says_what_became_of_each_and_keeps_its_page(db: Database) -> None:
    touch_ids = [*enroll(db, 5), *enroll(db, 4, sequence="Another")]
    prompting.owe_due(db, NOW)
    [notice] = notices(db, "reminders")
    reminding.mark_sent(db, ANA, touch_ids[0], house=HOUSE, now=NOW)
    reminding.skip(db, ANA, touch_ids[8], house=HOUSE, now=NOW)

    first = picturing.listed(db, notice.id, NOW)
    picturing.turn_page(db, ANA, notice.id, 1)
    second = picturing.listed(db, notice.id, NOW)

    assert (first.left, first.total, first.pages) == (7, 9, 2)
    assert first.rows[0].settled == "Marked sent by <@U0ANA>"
    assert [row.settled for row in second.rows] == ["", "", "Skipped by <@U0ANA>"]


def test_all_that_is_left_of_a_list_is_put_off_and_comes_back_as_one(db: Database) -> None:
    touch_ids = enroll(db, 5)
    prompting.owe_due(db, NOW)
    [notice] = notices(db, "reminders")
    reminding.mark_sent(db, ANA, touch_ids[0], house=HOUSE, now=NOW)

    assert reminding.snooze_all(db, ANA, notice.id, until=TUESDAY_EIGHT + HOUR, now=NOW) == 4
    assert prompting.owe_due(db, TUESDAY_EIGHT) == 0
    assert prompting.owe_due(db, TUESDAY_EIGHT + HOUR) == 4

    assert notices(db, "reminders")[1].about["touches"] == touch_ids[1:]


def test_a_list_is_for_whom_it_was_sent(db: Database) -> None:
    enroll(db, 4)
    prompting.owe_due(db, NOW)
    [notice] = notices(db, "reminders")

    with pytest.raises(NotAllowed):
        reminding.snooze_all(db, BEN, notice.id, until=NOW + DAY, now=NOW)
    with pytest.raises(NotAllowed):
        picturing.turn_page(db, BEN, notice.id, 1)
