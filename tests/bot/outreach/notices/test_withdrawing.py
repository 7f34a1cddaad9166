"""Undo goes from the card once its ten minutes are over."""

from datetime import timedelta
from typing import Any

import pytest

from bot.outreach.incoming import replying
from bot.outreach.outgoing import picturing, prompting, reminding
from storage.database import Database
from storage.models import Notice
from storage.statuses import Mark, TouchStatus
from tests import builders
from tests.bot.outreach.post import Post, rows, written_to
from tests.builders import ANA, HOUSE, NOW, by_hand, email, make_inbound

MINUTE = timedelta(minutes=1)
NAMES = ("grace.hopper", "alan.turing", "ada.lovelace", "annie.easley")


def reminded(db: Database, *names: str) -> list[int]:
    """Let something be due by hand for some people, and Ana be told; tell the touches."""
    found = [
        builders.make_enrollment(db, by_hand(0), email(3), address=f"{name}@example.com") for name in names
    ]
    prompting.owe_due(db, NOW)
    return [builders.the_touches(db, one)[0].id for one in found]


def withdrawals(db: Database) -> list[Notice]:
    """List what is to be drawn later than now."""
    return [row for row in rows(db, Notice) if row.kind == "redraw" and row.not_before > row.created_at]


def mark(db: Database, how: str, touch_id: int, **more: Any) -> None:
    getattr(reminding, how)(db, ANA, touch_id, now=NOW, **more)


@pytest.mark.parametrize("how", ["mark_sent", "skip", "mark_replied", "stop"])
def test_a_reminder_is_drawn_again_when_its_mark_can_be_undone_no_more(db: Database, how: str) -> None:
    [touch_id] = reminded(db, "grace.hopper")
    mark(db, how, touch_id, **({"house": HOUSE} if how in {"mark_sent", "skip"} else {}))

    [later] = withdrawals(db)

    assert NOW + 10 * MINUTE <= later.not_before <= NOW + 11 * MINUTE
    assert later.about["reminder"] == touch_id
    assert picturing.card(db, touch_id, later.not_before - 2 * MINUTE).can_undo
    assert not picturing.card(db, touch_id, later.not_before).can_undo


def test_an_answer_marked_after_the_stage_was_done_counts_anew(db: Database) -> None:
    [touch_id] = reminded(db, "grace.hopper")
    mark(db, "mark_sent", touch_id, house=HOUSE)

    reminding.mark_replied(db, ANA, touch_id, now=NOW + 5 * MINUTE)

    assert [row.not_before for row in withdrawals(db)] == [NOW + 11 * MINUTE, NOW + 16 * MINUTE]


def test_a_list_that_is_worked_off_is_drawn_again_once_a_minute(db: Database) -> None:
    first, *others = reminded(db, *NAMES)
    for touch_id in others:
        mark(db, "mark_sent", touch_id, house=HOUSE)

    reminding.mark_sent(db, ANA, first, house=HOUSE, now=NOW + MINUTE)

    assert len(withdrawals(db)) == 2


def test_what_was_never_reminded_of_is_drawn_nowhere(db: Database) -> None:
    enrollment = builders.make_enrollment(db, by_hand(0))
    mark(db, "mark_sent", builders.the_touches(db, enrollment)[0].id, house=HOUSE)

    assert builders.the_touches(db, enrollment)[0].status is TouchStatus.DONE
    assert withdrawals(db) == []


@pytest.mark.parametrize("said", [Mark.INTERESTED, Mark.NOT_A_REPLY])
def test_an_answer_is_drawn_again_when_its_mark_can_be_undone_no_more(db: Database, said: Mark) -> None:
    written_to(db)
    Post(db).arrives(make_inbound())
    [inbound_id] = {row.about["inbound"] for row in rows(db, Notice) if "inbound" in row.about}
    if said is Mark.NOT_A_REPLY:
        replying.not_a_reply(db, ANA, inbound_id, now=NOW)
    else:
        replying.label(db, ANA, inbound_id, said, now=NOW)

    [later] = withdrawals(db)

    assert NOW + 10 * MINUTE <= later.not_before <= NOW + 11 * MINUTE
    assert not replying.card(db, inbound_id, later.not_before).can_undo
