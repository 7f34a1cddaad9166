"""For whom a text is tried: a made-up person, or somebody one has enrolled, and nobody else."""

import pytest

from bot.outreach.pictures import Editor
from bot.outreach.plans import drafting, previewing, rehearsing
from bot.refusals import Gone
from bot.rules.drafts import SequenceDraft, StageDraft, Variant
from storage.database import Database
from storage.models import Candidate
from tests import builders
from tests.builders import ANA, BEN, HOUSE, NOW, by_hand, email

ALAN = "alan.turing@example.com"


def on_desk(db: Database, *stages: StageDraft) -> Editor:
    editor = drafting.open_editor(db, ANA, name="Backend", now=NOW)
    for number, stage in enumerate(stages):
        place = drafting.Place(draft_id=editor.draft_id)
        kept = drafting.save_stage(db, ANA, place, stage, click=f"c{number}", now=NOW)
        assert isinstance(kept, Editor), kept
        editor = kept
    return editor


def names(db: Database, words: str) -> list[str]:
    return [one.name for one in rehearsing.suggest(db, ANA, words, now=NOW)]


def met(db: Database, **about: str) -> int:
    enrollment = builders.make_enrollment(db, address=ALAN)
    with db.transaction() as tx:
        person = tx.get_one(Candidate, enrollment.candidate_id)
        for name, value in about.items():
            setattr(person, name, value)
        return person.id


def test_the_people_one_has_enrolled_are_offered_after_the_made_up_one(db: Database) -> None:
    builders.make_enrollment(db, who=BEN)
    met(db, first_name="Alan", last_name="Turing")

    assert names(db, "") == ["Grace Hopper (made up)", "Alan Turing"]
    assert names(db, "TUR") == ["Grace Hopper (made up)", "Alan Turing"]
    assert names(db, "100%") == ["Grace Hopper (made up)"]


def test_a_preview_says_what_this_person_would_get_and_where_they_live(db: Database) -> None:
    person = met(db, first_name="Alan", company="", zone="America/New_York")
    stages = (email(body="Hello {{first_name}} of {{company}}, {{company|your team}}."),)

    shown = previewing.of_draft(
        db, ANA, SequenceDraft(name="Backend", stages=stages), person=person, house=HOUSE, now=NOW
    )

    (stage,) = shown.stages
    assert shown.person.startswith("Alan")
    assert stage.missing == ("company",)
    assert stage.zone == "America/New_York"


def test_nobody_looks_at_a_text_as_somebody_a_colleague_has_enrolled(db: Database) -> None:
    theirs = builders.make_enrollment(db, who=BEN).candidate_id
    builders.make_recruiter(db)

    with pytest.raises(Gone, match="have not enrolled"):
        previewing.of_draft(db, ANA, SequenceDraft(stages=(email(),)), person=theirs, house=HOUSE, now=NOW)


def test_a_test_has_the_subject_of_the_conversation_it_is_part_of(db: Database) -> None:
    new = email(subject="Another thing", new_thread=True)
    editor = on_desk(db, email(0, subject="A role"), by_hand(), email(body="Again"), new, email(body="More"))

    subjects = [
        rehearsing.of_draft(db, ANA, editor.draft_id, number, 0, rehearsing.MADE_UP, now=NOW).opening
        for number in (1, 3, 4, 5)
    ]

    assert subjects == ["A role", "Re: A role", "Another thing", "Re: Another thing"]


def test_a_test_is_of_the_text_that_was_pressed(db: Database) -> None:
    two = email(body="The first", variants=(Variant(subject="B", body="The second"),))
    editor = on_desk(db, two)

    asked = rehearsing.of_draft(db, ANA, editor.draft_id, 1, 1, rehearsing.MADE_UP, now=NOW)

    assert (asked.stage.body, asked.opening) == ("The second", "B")


@pytest.mark.parametrize(("number", "variant"), [(0, 0), (2, 0), (1, 1)])
def test_a_stage_that_is_gone_is_not_tried(db: Database, number: int, variant: int) -> None:
    editor = on_desk(db, email())

    with pytest.raises(Gone, match="no longer there"):
        rehearsing.of_draft(db, ANA, editor.draft_id, number, variant, rehearsing.MADE_UP, now=NOW)


def test_what_stands_typed_in_the_form_is_tried_as_it_is(db: Database) -> None:
    editor = on_desk(db, email(0, subject="A role"))

    asked = rehearsing.of_form(db, ANA, editor.draft_id, 2, email(body="Just typed"), now=NOW)

    assert (asked.stage.body, asked.opening) == ("Just typed", "Re: A role")
    assert asked.values["first_name"] == "Grace"
