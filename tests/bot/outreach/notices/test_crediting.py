"""Whoever named a person hears once that they answered."""

from datetime import timedelta
from typing import Any

import pytest

from bot.outreach.candidates import steering
from bot.outreach.candidates.origins import Origin
from bot.outreach.notices import crediting
from bot.outreach.notices.cards import Credit
from bot.refusals import Gone
from storage import followers
from storage.database import Database
from storage.models import Enrollment, Notice
from storage.statuses import Access, Source
from tests import builders
from tests.bot.outreach import post
from tests.bot.outreach.post import DAY, Post
from tests.builders import ANA, BEN, NOW, TEAM, make_inbound

LATER = NOW + DAY


def named(db: Database, **changes: Any) -> Enrollment:
    """Have Grace in a sequence because Ben named her, and written to."""
    builders.make_recruiter(db, BEN, **changes)
    enrollment = post.written_to(db)
    with db.transaction() as tx:
        row = tx.get_one(Enrollment, enrollment.id)
        row.referrer, row.referred_at = BEN.slack_id, NOW - timedelta(days=3)
    return enrollment


def owed(db: Database) -> list[Notice]:
    return [one for one in post.rows(db, Notice) if one.kind == "credit"]


def test_who_named_her_hears_it_ten_minutes_later_and_once(db: Database) -> None:
    enrollment, inbox = named(db), Post(db)

    inbox.arrives(make_inbound("in1", text="Gladly."))
    inbox.arrives(make_inbound("in2", text="One more thing."))

    [notice] = owed(db)
    assert (notice.recipient, notice.not_before) == (BEN.slack_id, LATER + timedelta(minutes=10))
    assert crediting.card(db, enrollment.id, LATER) == Credit(
        person="Grace Hopper", recruiter="Ana Lovelace", day="20 Nov"
    )


def test_an_answer_marked_by_hand_counts_and_one_taken_back_is_not_told(db: Database) -> None:
    enrollment = named(db)
    steering.mark_answered(db, ANA, enrollment.id, now=LATER)
    assert len(owed(db)) == 1

    steering.resume(db, ANA, enrollment.id, now=LATER)

    with pytest.raises(Gone):
        crediting.card(db, enrollment.id, LATER)
    steering.mark_answered(db, ANA, enrollment.id, now=LATER + timedelta(hours=1))
    assert len(owed(db)) == 2


def test_an_opt_out_is_no_answer_to_tell_of(db: Database) -> None:
    named(db)

    Post(db).arrives(make_inbound(text="Please remove me from your list."))

    assert owed(db) == []


def test_of_a_confidential_sequence_nobody_else_hears(db: Database) -> None:
    enrollment = named(db)
    Post(db).arrives(make_inbound())
    assert crediting.card(db, enrollment.id, LATER).person
    builders.make_sequence(db, access=Access.CONFIDENTIAL)

    with pytest.raises(Gone):
        crediting.card(db, enrollment.id, LATER)
    with db.transaction() as tx:
        assert not crediting.owe(tx, enrollment.id, LATER + DAY)


def test_a_guest_and_who_hears_of_it_anyway_are_not_told(db: Database) -> None:
    enrollment = named(db, is_guest=True)
    Post(db).arrives(make_inbound())
    with pytest.raises(Gone):
        crediting.card(db, enrollment.id, LATER)

    ben = builders.make_recruiter(db, BEN, is_guest=False)
    with db.transaction() as tx:
        followers.add(tx, enrollment.sequence_id, ben.id)

    with pytest.raises(Gone):
        crediting.card(db, enrollment.id, LATER)


def test_only_another_member_has_named_somebody(db: Database) -> None:
    builders.make_recruiter(db, BEN)
    builders.make_recruiter(db, ANA)
    builders.make_recruiter(db, type(BEN)(team=TEAM, slack_id="U0GUEST"), name="Gus", is_guest=True)

    found = {
        author: crediting.origin(db, ANA, author, at=NOW, source=Source.MESSAGE)
        for author in ("", ANA.slack_id, "U0GUEST", "U0NOBODY", BEN.slack_id)
    }

    assert found.pop(BEN.slack_id).values == {"referrer": "Ben Okafor"}
    assert set(found.values()) == {Origin(source=Source.MESSAGE)}
