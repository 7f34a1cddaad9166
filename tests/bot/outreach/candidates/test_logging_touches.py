"""A touch made elsewhere: it counts as contact, is told, and may have been the next stage."""

from datetime import timedelta

import pytest

from bot.outreach.candidates import explaining, logging_touches, screening
from bot.outreach.candidates.knowing import Asked
from bot.outreach.candidates.logging_touches import Logged
from bot.refusals import Gone, Refusal
from storage import candidates
from storage.database import Database
from storage.models import Recruiter
from storage.statuses import Access, StageKind
from tests import builders
from tests.builders import ANA, BEN, GRACE, HOUSE, NOW, by_hand, email

HOUR = timedelta(hours=1)
CALL = StageKind.CALL


def asked(db: Database, **changes: object) -> Logged:
    form = logging_touches.form(db, ANA, "grace hopper", now=NOW)
    known = {
        "candidate_id": form.candidate_id,
        "kind": CALL,
        "at": NOW - HOUR,
        "note": "Met at *a* conference",
    }
    return Logged(**(known | changes))  # type: ignore[arg-type]


def test_it_is_told_to_who_asks_why_and_to_who_enrolls_them_next(db: Database) -> None:
    builders.make_enrollment(db, email())

    noted = logging_touches.note(db, ANA, asked(db), house=HOUSE, now=NOW)

    assert noted.told.startswith("Logged a call with Grace Hopper.")
    [why] = explaining.why(db, ANA, "grace", house=HOUSE, now=NOW)
    assert why.happened[0] == "Outside: a call by Ana Lovelace on Mon 23 Nov, 9:00: Met at *a* conference."
    with db.transaction() as tx:
        found = screening.find(
            tx,
            tx.query(Recruiter).one(),
            candidates.by_address(tx, "T1", GRACE),
            Asked(),
            None,
            (),
            house=HOUSE,
            now=NOW,
        )
    assert any("Mon 23 Nov, by Ana Lovelace, outside a sequence" in one for one in found.warnings)


def test_it_may_have_been_the_next_stage(db: Database) -> None:
    enrollment = builders.make_enrollment(db, by_hand(0), email(2))
    form = logging_touches.form(db, ANA, GRACE, now=NOW)
    assert form.waiting is not None

    logging_touches.note(db, ANA, asked(db, touch_id=form.waiting.touch_id), house=HOUSE, now=NOW)

    assert builders.statuses(db, enrollment) == ["done", "scheduled"]
    assert logging_touches.form(db, ANA, GRACE, now=NOW).waiting is None


def test_a_stage_of_a_colleagues_is_not_offered(db: Database) -> None:
    builders.make_enrollment(db, by_hand(0), who=BEN)

    assert logging_touches.form(db, ANA, GRACE, now=NOW).waiting is None


def test_what_is_still_to_come_is_not_logged(db: Database) -> None:
    builders.make_enrollment(db, email())

    with pytest.raises(Refusal, match="still to come"):
        logging_touches.note(db, ANA, asked(db, at=NOW + HOUR), house=HOUSE, now=NOW)


@pytest.mark.parametrize("words", ["", "grace hoper", "nobody@example.com", "Quarnella"])
def test_whoever_is_not_clearly_named_is_asked_about(db: Database, words: str) -> None:
    builders.make_enrollment(db, email())

    with pytest.raises(Refusal):
        logging_touches.form(db, ANA, words, now=NOW)


def test_whom_only_a_hidden_sequence_knows_is_not_there(db: Database) -> None:
    builders.make_sequence(db, email(), who=BEN, access=Access.CONFIDENTIAL)
    enrollment = builders.make_enrollment(db, email(), who=BEN)
    for words in (GRACE, "Grace Hopper", "Grace Hoper"):
        with pytest.raises(Refusal, match="I do not know who"):
            logging_touches.form(db, ANA, words, now=NOW)

    known = Logged(candidate_id=enrollment.candidate_id, kind=CALL, at=NOW)
    with pytest.raises(Gone):
        logging_touches.note(db, ANA, known, house=HOUSE, now=NOW)
