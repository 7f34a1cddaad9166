"""A neutral phrase stands for a value nobody knows, for one person in one sequence."""

import pytest

from bot.outreach.candidates import mending
from bot.outreach.notices import troubling
from bot.outreach.notices.cards import TroubleCard
from bot.outreach.outgoing import picturing, planning, prompting, wording
from bot.outreach.outgoing.planning import Outgoing
from bot.refusals import Gone, Refusal
from bot.rules.drafts import StageDraft
from storage import touches
from storage.database import Database
from storage.models import Candidate, Enrollment, Notice
from storage.statuses import EnrollmentStatus
from tests import builders
from tests.builders import ANA, BEN, HOUSE, NOW, by_hand, email

STUDIES = "Hello {{first_name}}. What you did at {{school}} is impressive. Shall we talk?"


def judged(db: Database) -> object:
    builders.make_mailbox(db, ready_at=NOW, lease_until=None)
    lease = builders.claim(db, NOW)
    assert lease is not None
    return planning.next_outgoing(db, lease, HOUSE, NOW)


def waiting(db: Database, *stages: StageDraft) -> Enrollment:
    """Enroll somebody whose first stage is held, as it lacks a value."""
    enrollment = builders.make_enrollment(db, *stages)
    judged(db)
    prompting.owe_due(db, NOW)
    assert builders.again(db, enrollment).status is EnrollmentStatus.HELD
    return enrollment


def card(db: Database) -> TroubleCard:
    with db.transaction() as tx:
        [owed] = tx.query(Notice).all()
    return troubling.card(db, owed.about, now=NOW)


def test_the_sentence_is_shown_as_it_will_read_and_leaves_so(db: Database) -> None:
    enrollment = waiting(db, email(body=STUDIES), email(body="Still {{school}}"))

    offered = card(db).fallback
    assert offered is not None
    assert offered.phrases == (("school", "your studies"),)
    assert offered.reads == ("What you did at your studies is impressive.",)
    told = mending.fall_back(db, ANA, enrollment.id, offered.tokens, now=NOW)

    assert told == "“your studies”"
    found = judged(db)
    assert isinstance(found, Outgoing)
    assert offered.reads[0] in found.mime.decode()
    with db.transaction() as tx:
        assert tx.query(Candidate).one().school == ""


def test_a_stage_done_by_hand_goes_on_with_it_too(db: Database) -> None:
    enrollment = waiting(db, by_hand(0, body=STUDIES))

    mending.fall_back(db, ANA, enrollment.id, ["school"], now=NOW)

    with db.transaction() as tx:
        [touch] = touches.of_enrollment(tx, enrollment.id)
        said = picturing.worded(tx, touch, NOW)
    assert isinstance(said, wording.Worded)
    assert "at your studies is" in said.text
    assert builders.statuses(db, enrollment) == ["scheduled"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("As {{reason}}", id="only a person can say it"),
        pytest.param("At {{school}}, as {{reason}}", id="it would wait all the same"),
    ],
)
def test_it_is_not_offered_where_a_person_must_say_something(db: Database, body: str) -> None:
    enrollment = waiting(db, email(body=body))

    assert card(db).fallback is None
    with pytest.raises(Gone):
        mending.fall_back(db, ANA, enrollment.id, ["school"], now=NOW)
    assert builders.again(db, enrollment).extras == {}


def test_nothing_goes_on_that_reads_otherwise_than_was_agreed_to(db: Database) -> None:
    enrollment = waiting(db, email(body="At {{school}} in {{location}}"))

    with pytest.raises(Gone, match="changed"):
        mending.fall_back(db, ANA, enrollment.id, ["school"], now=NOW)

    assert builders.again(db, enrollment).status is EnrollmentStatus.HELD


def test_a_second_press_changes_nothing(db: Database) -> None:
    enrollment = waiting(db, email(body=STUDIES))
    mending.fall_back(db, ANA, enrollment.id, ["school"], now=NOW)
    before = builders.again(db, enrollment)

    with pytest.raises(Gone):
        mending.fall_back(db, ANA, enrollment.id, ["school"], now=NOW)

    after = builders.again(db, enrollment)
    assert (after.extras, after.status) == (before.extras, EnrollmentStatus.ACTIVE)


def test_a_colleague_may_not_say_it(db: Database) -> None:
    enrollment = waiting(db, email(body=STUDIES))

    with pytest.raises(Refusal):
        mending.fall_back(db, BEN, enrollment.id, ["school"], now=NOW)

    assert builders.again(db, enrollment).extras == {}


def test_a_mail_that_lacks_nothing_any_more_is_told_without_it(db: Database) -> None:
    waiting(db, email(body=STUDIES))
    with db.transaction() as tx:
        tx.query(Candidate).one().school = "Vassar"

    assert card(db).fallback is None
