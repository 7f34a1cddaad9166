"""From whom a stage may leave, as its writer is offered it."""

from dataclasses import replace
from typing import Any

import pytest

from bot.outreach.pictures import Editor
from bot.outreach.plans import authoring, choosing, drafting
from bot.rules.drafts import Problem
from storage import recruiters
from storage.database import Database
from storage.statuses import MailboxStatus
from tests import builders
from tests.bot.outreach.pair import Pair
from tests.builders import ANA, BEN, NOW, email

CAROL = replace(ANA, slack_id="U0CAROL")
TALENT = {"address": "talent@acme.example", "name": "Talent", "accepted": True}
PLAIN = email()


@pytest.fixture
def pair(db: Database) -> Pair:
    return Pair(db)


def offer(pair: Pair, stage: Any = PLAIN) -> tuple[tuple[str, ...], list[str]]:
    with pair.db.transaction() as tx:
        ana = recruiters.get(tx, pair.ana.recruiter_id)
        found = choosing.offer(tx, ana, stage)
        return found.addresses, [one.name for one in found.colleagues]


def wrong(pair: Pair, *stages: Any) -> list[tuple[int | None, str]]:
    with pair.db.transaction() as tx:
        ana = recruiters.get(tx, pair.ana.recruiter_id)
        return [(one.stage, one.text) for one in choosing.problems(tx, ana, stages)]


def test_ones_own_addresses_and_colleagues_with_a_mailbox_are_offered_but_no_guest(pair: Pair) -> None:
    builders.make_mailbox(pair.db, ANA, aliases=[TALENT])
    builders.make_mailbox(pair.db, CAROL, address="carol@acme.example")
    builders.make_recruiter(pair.db, CAROL, is_guest=True)

    assert offer(pair) == (("ana@acme.example", "talent@acme.example"), ["Ben Okafor"])


def test_who_is_chosen_stays_to_be_seen_when_they_have_disconnected(pair: Pair) -> None:
    builders.make_mailbox(pair.db, BEN, status=MailboxStatus.DISCONNECTED)

    assert offer(pair)[1] == []
    assert offer(pair, pair.first())[1] == ["Ben Okafor (not connected)"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"status": MailboxStatus.LOST}, "is not connected", id="no mailbox"),
        pytest.param({"guest": True}, "Nothing can leave in the name of", id="a guest"),
    ],
)
def test_nobody_who_cannot_send_is_taken(pair: Pair, changes: dict[str, Any], words: str) -> None:
    if "guest" in changes:
        builders.make_recruiter(pair.db, BEN, is_guest=True)
    else:
        builders.make_mailbox(pair.db, BEN, **changes)

    [(stage, text)] = wrong(pair, email(), email(), pair.first(new_thread=True))

    assert (stage, words in text) == (2, True)


def test_an_address_of_others_is_not_taken_and_what_answers_is_not_looked_at(pair: Pair) -> None:
    assert wrong(pair, email(), email(sender="x@acme.example")) == []
    assert wrong(pair, email(sender="x@acme.example")) == [
        (0, "x@acme.example is no address of your mailbox. Choose another sender.")
    ]


def test_a_stage_and_a_sequence_with_such_a_sender_are_not_saved(pair: Pair) -> None:
    editor = drafting.open_editor(pair.db, ANA, name="Backend", now=NOW)
    place = drafting.Place(draft_id=editor.draft_id)
    kept = drafting.save_stage(pair.db, ANA, place, pair.first(), click="1", now=NOW)
    assert isinstance(kept, Editor)
    builders.make_mailbox(pair.db, BEN, status=MailboxStatus.LOST)

    found = drafting.save_stage(
        pair.db, ANA, replace(place, key=kept.draft.stages[0].key), pair.first(), click="2", now=NOW
    )
    saved = authoring.save(pair.db, ANA, editor.draft_id, typed=(None, None), now=NOW)

    assert isinstance(found, tuple)
    assert isinstance(saved, Editor)
    text = "The Gmail of Ben Okafor is not connected. Choose another sender."
    assert found == saved.problems == (Problem(field="sender", text=text, stage=0),)
