"""How the texts of a stage fare: people counted by hand, answers where they belong."""

from datetime import timedelta

import pytest

from bot.outreach.people import Who
from bot.outreach.plans import authoring, comparing
from bot.refusals import Gone
from bot.rules.drafts import StageDraft, Variant
from bot.rules.verdicts import TooEarly, Tried
from storage import sequences, touches
from storage.database import Database
from storage.incoming import InboundMail
from storage.models import Enrollment
from storage.statuses import Access, EnrollmentStatus, Mark, StageKind
from tests import builders
from tests.builders import ANA, BEN, NOW, by_hand, email

OTHER = Variant(subject="B", body="Other words")
STAGES = (email(key="s1", variants=(OTHER,)), email(key="s2"))


def enrolled(db: Database, who: str, variant: int, *stages: StageDraft) -> Enrollment:
    """Enroll somebody who gets this text of the first stage, whatever would be chosen for them."""
    found = builders.make_enrollment(db, *(stages or STAGES), address=f"{who}.x@example.com")
    with db.transaction() as tx:
        touches.of_enrollment(tx, found.id)[0].variant = variant
    builders.went_out(db, found)
    return found


def answered(
    db: Database, enrollment: Enrollment, *, stage: int = 1, hours: float = 1, **changes: object
) -> None:
    with db.transaction() as tx:
        count = tx.query(InboundMail).count()
        assert enrollment.mailbox_id is not None
        at = NOW + timedelta(hours=hours)
        plain = {
            "kind": "human",
            "stage": stage,
            "why": "",
            "text": "Hi",
            "received_at": at,
            "taken_in_at": at,
        }
        mail = InboundMail(
            mailbox_id=enrollment.mailbox_id, gmail_id=f"i{count}", thread_id="t", enrollment_id=enrollment.id,
            **{**plain, **changes},
        )  # fmt: skip
        tx.add(mail)


def turn(db: Database, enrollment: Enrollment, status: EnrollmentStatus) -> None:
    with db.transaction() as tx:
        tx.get_one(Enrollment, enrollment.id).status = status


def tried(db: Database, enrollment: Enrollment, who: Who = ANA) -> list[tuple[int, int]]:
    found = comparing.of_sequence(db, who, enrollment.sequence_id, now=NOW)
    return [(one.delivered, one.replied) for trial in found for one in trial.tried]


def test_people_and_answers_are_counted_by_text(db: Database) -> None:
    people = [enrolled(db, f"p{number}", number % 2) for number in range(5)]
    answered(db, people[1])
    answered(db, people[2], kind="calendar")

    [trial] = comparing.of_sequence(db, ANA, people[0].sequence_id, now=NOW)

    assert (trial.stage, trial.kind) == (1, StageKind.EMAIL)
    assert trial.tried == (Tried(delivered=3, replied=1), Tried(delivered=2, replied=1))
    assert trial.verdict == TooEarly(sent=2)


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        pytest.param({}, True, id="a human answer"),
        pytest.param({"mark": Mark.INTERESTED}, True, id="a marked one"),
        pytest.param({"kind": "absence"}, False, id="out of office"),
        pytest.param({"kind": "bounce"}, False, id="a bounce"),
        pytest.param({"mark": Mark.NOT_A_REPLY}, False, id="not a reply"),
        pytest.param({"stage": 2}, False, id="after the next stage had gone"),
    ],
)
def test_only_the_answer_to_this_stage_counts(db: Database, changes: dict[str, object], counts: bool) -> None:
    person = enrolled(db, "p", 1)
    answered(db, person, **changes)  # type: ignore[arg-type]

    assert tried(db, person) == [(0, 0), (1, int(counts))]


def test_the_first_answer_counts_and_only_once(db: Database) -> None:
    person = enrolled(db, "p", 0)
    answered(db, person, stage=2, hours=9)
    answered(db, person, stage=1, hours=2)
    answered(db, person, stage=1, hours=3)

    assert tried(db, person) == [(1, 1), (0, 0)]


def test_whose_mail_came_back_is_not_delivered(db: Database) -> None:
    person = enrolled(db, "p", 1)
    turn(db, person, EnrollmentStatus.BOUNCED)

    assert tried(db, person) == [(0, 0), (0, 0)]


def test_what_is_only_planned_is_not_delivered(db: Database) -> None:
    person = builders.make_enrollment(db, *STAGES)

    assert tried(db, person) == [(0, 0), (0, 0)]


def test_an_answer_marked_by_hand_counts_for_the_last_stage_that_went(db: Database) -> None:
    person = enrolled(db, "p", 1, by_hand(0, key="m1", variants=(OTHER,)), by_hand(2, key="m2"))
    turn(db, person, EnrollmentStatus.REPLIED)

    assert tried(db, person) == [(0, 0), (1, 1)]


def test_people_of_another_version_count_while_the_texts_are_the_same(db: Database) -> None:
    person = enrolled(db, "p", 1)

    new_version(db, person, email(key="s1", variants=(OTHER,)), email(body="New words", key="s2"))
    assert tried(db, person) == [(0, 0), (1, 0)]

    new_version(db, person, email(key="s1", variants=(Variant(subject="B", body="Better words"),)))
    assert tried(db, person) == [(0, 0), (0, 0)]


def test_a_stage_with_one_text_is_not_compared(db: Database) -> None:
    person = enrolled(db, "p", 0, email())

    assert tried(db, person) == []


def test_what_one_may_not_see_is_not_compared(db: Database) -> None:
    person = enrolled(db, "p", 0)
    builders.make_sequence(db, access=Access.CONFIDENTIAL)

    with pytest.raises(Gone):
        tried(db, person, BEN)


def new_version(db: Database, person: Enrollment, *stages: StageDraft) -> None:
    with db.transaction() as tx:
        sequences.add_version(tx, person.sequence_id, authoring.rows(stages), by=person.recruiter_id, now=NOW)
