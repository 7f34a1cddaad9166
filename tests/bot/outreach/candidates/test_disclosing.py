"""What is held on somebody is written down for whoever must answer, and for nobody else."""

import json

import pytest

from bot.outreach.candidates import disclosing, logging_touches
from bot.outreach.candidates.logging_touches import Logged
from bot.refusals import Gone, Refusal
from storage.database import Database
from storage.statuses import Access, StageKind
from tests import builders
from tests.bot.outreach.post import Post, written_to
from tests.builders import ANA, BEN, GRACE, HOUSE, NOW


def test_everything_held_on_a_person_is_there(db: Database) -> None:
    enrollment = written_to(db)
    Post(db).arrives(builders.make_inbound(text="Thanks.\n" + "x" * 1_500))

    made = disclosing.export(db, ANA, GRACE, now=NOW)

    held = json.loads(made.text)
    assert (held["complete"], held["person"]["last_name"]) == (True, "Hopper")
    assert [one["address"] for one in held["addresses"]] == [GRACE]
    [place] = held["sequences"]
    assert (place["sequence"], place["enrolled_by"], place["status"]) == (
        "Backend, Berlin",
        "Ana Lovelace",
        "replied",
    )
    [mail] = place["received"]
    assert (mail["from_address"], mail["text"][0]) == (GRACE, "Thanks.")
    assert [len(line) for line in mail["text"][1:]] == [1_000, 500]
    assert place["sent"][0]["subject"] == "A role"
    assert disclosing.again(db, ANA, enrollment.candidate_id, now=NOW).text == made.text


def test_what_was_logged_besides_every_sequence_is_there(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    builders.make_recruiter(db, BEN)
    called = Logged(
        candidate_id=enrollment.candidate_id, kind=StageKind.CALL, at=NOW, note="Calls back in May"
    )
    logging_touches.note(db, BEN, called, house=HOUSE, now=NOW)

    held = json.loads(disclosing.export(db, ANA, GRACE, now=NOW).text)

    [told] = held["outside_sequences"]
    assert (told["kind"], told["by"], told["note"]) == ("call", "Ben Okafor", "Calls back in May")


def test_what_a_colleague_may_not_see_is_left_out_and_said_to_be(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    builders.make_enrollment(db, who=BEN, sequence="Frontend")
    builders.make_sequence(db, access=Access.CONFIDENTIAL)

    held = json.loads(disclosing.export(db, BEN, "Grace Hopper", now=NOW).text)

    assert (held["complete"], [one["sequence"] for one in held["sequences"]]) == (False, ["Frontend"])
    builders.make_recruiter(db, BEN, is_admin=True)
    assert json.loads(disclosing.again(db, BEN, enrollment.candidate_id, now=NOW).text)["complete"]


def test_somebody_met_only_in_hidden_sequences_is_not_there_for_others(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    builders.make_sequence(db, access=Access.PERSONAL)

    with pytest.raises(Refusal, match="I know nobody called"):
        disclosing.export(db, BEN, "Grace Hopper", now=NOW)
    with pytest.raises(Gone):
        disclosing.again(db, BEN, enrollment.candidate_id, now=NOW)
