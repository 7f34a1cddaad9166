"""A touch logged besides every sequence counts in the rules of engagement as a message does."""

from collections.abc import Sequence as Rows
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.outreach.candidates import enrolling, logging_touches, releasing
from bot.outreach.candidates.knowing import Asked
from bot.outreach.candidates.logging_touches import Logged
from bot.outreach.house import House
from bot.outreach.people import Who
from bot.outreach.pictures import EnrollForm
from bot.refusals import Gone, NotAllowed, Refusal
from bot.rules import engagement
from bot.rules.engagement import Budget, Engagement
from storage.database import Database
from storage.models import Enrollment
from storage.statuses import Access, EnrollmentStatus, ReleaseStatus, StageKind
from tests import builders
from tests.builders import ANA, BEN, GRACE, HOUSE, NOW

DAY = timedelta(days=1)
HERS, OTHER = "Backend, Berlin", "Data, Paris"
PLAIN = Engagement()
CLEO = Who(team="T1", slack_id="U0CLEO")


def met(db: Database, **changes: object) -> Enrollment:
    """Let Cleo have enrolled Grace once, and nothing have gone out to her."""
    ended = {"status": EnrollmentStatus.STOPPED, "ended_at": NOW - 200 * DAY}
    return builders.make_enrollment(db, who=CLEO, sequence=HERS, **(ended | changes))  # type: ignore[arg-type]


def log(db: Database, grace: Enrollment, *days: int, who: Who = BEN) -> None:
    builders.make_recruiter(db, who)
    for ago in days:
        called = Logged(candidate_id=grace.candidate_id, kind=StageKind.CALL, at=NOW - ago * DAY)
        logging_touches.note(db, who, called, house=HOUSE, now=NOW)


def form(
    db: Database, who: Who = ANA, sequence: str = OTHER, rules: Engagement = PLAIN
) -> tuple[EnrollForm, Asked]:
    builders.make_mailbox(db, who)
    wanted = builders.make_sequence(db, name=sequence, who=who)
    asked = Asked(address=GRACE, first_name="Grace", last_name="Hopper", sequence_id=wanted.id)
    return enrolling.form(db, who, asked, house=House(engagement=rules), now=NOW), asked


def said(shown: EnrollForm) -> list[str]:
    return [one.text for one in shown.concerns]


@pytest.mark.parametrize(
    ("ago", "left"),
    [
        pytest.param((10,), "20 days", id="thirty days after the first"),
        pytest.param((70, 40), "20 days", id="sixty after the second"),
        pytest.param((200, 150, 70), "20 days", id="ninety after the third"),
        pytest.param((30,), "", id="nobody's after thirty"),
    ],
)
def test_who_logs_a_touch_has_somebody_as_long_as_who_writes(db: Database, ago: Rows[int], left: str) -> None:
    log(db, met(db), *ago)

    shown, _ = form(db)

    theirs = f"Ben Okafor is in touch with them, and they are theirs for {left} more."
    assert said(shown) == ([theirs] if left else [])


def test_a_logged_touch_after_a_message_is_the_second(db: Database) -> None:
    grace = builders.make_enrollment(db, who=BEN, sequence=HERS)
    builders.went_out(db, grace, at=NOW - 50 * DAY)
    log(db, grace, 40)

    shown, _ = form(db)

    assert said(shown) == ["Ben Okafor is in touch with them, and they are theirs for 20 days more."]


def test_who_logged_it_may_be_asked_and_release_them(db: Database) -> None:
    log(db, met(db), 1)
    shown, asked = form(db)
    assert shown.owner == "Ben Okafor"

    assert releasing.ask(db, ANA, asked, house=HOUSE, now=NOW) == "Ben Okafor"
    releasing.answer(db, BEN, 1, ReleaseStatus.RELEASED, now=NOW)

    assert said(form(db)[0]) == []


def test_ones_own_touch_speaks_against_nothing(db: Database) -> None:
    log(db, met(db), 1, who=ANA)

    assert said(form(db)[0]) == []


def test_the_budget_of_a_person_counts_what_was_logged_by_anybody(db: Database) -> None:
    rules = Engagement(budget=Budget(messages=3, days=90), owned_days=())
    grace = met(db)
    log(db, grace, 95, 20)
    log(db, grace, 10, who=ANA)
    assert said(form(db, rules=rules)[0]) == []

    log(db, grace, 5, who=CLEO)

    assert said(form(db, rules=rules)[0]) == ["The team has sent them all the 3 messages of 90 days."]


def test_a_cool_down_begins_anew_with_a_touch(db: Database) -> None:
    grace = met(db)
    assert said(form(db, CLEO, HERS)[0]) == []

    log(db, grace, 7, who=CLEO)

    [told] = said(form(db, CLEO, HERS)[0])
    assert told.startswith(
        "They left this very sequence 200 days ago and were in touch outside it 7 days ago"
    )
    assert said(form(db, CLEO, OTHER)[0]) == []


def test_the_same_form_sent_twice_is_one_touch(db: Database) -> None:
    grace = met(db)
    log(db, grace, 40)
    log(db, grace, 40)

    assert said(form(db)[0]) == []  # a second would make her Ben's for sixty days


def test_what_was_logged_by_mistake_is_taken_back_by_who_did_for_ten_minutes(db: Database) -> None:
    called = Logged(candidate_id=met(db).candidate_id, kind=StageKind.CALL, at=NOW)
    builders.make_recruiter(db, BEN)
    noted = logging_touches.note(db, BEN, called, house=HOUSE, now=NOW)
    assert noted.logged_id is not None
    with pytest.raises(NotAllowed):
        logging_touches.take_back(db, ANA, noted.logged_id, now=NOW)
    with pytest.raises(Gone, match="too late"):
        logging_touches.take_back(db, BEN, noted.logged_id, now=NOW + timedelta(minutes=10))
    assert said(form(db)[0]) != []

    logging_touches.take_back(db, BEN, noted.logged_id, now=NOW + timedelta(minutes=9))

    assert said(form(db)[0]) == []
    with pytest.raises(Gone, match="already"):
        logging_touches.take_back(db, BEN, noted.logged_id, now=NOW)


def test_a_rule_that_blocks_does_so_for_what_was_logged(db: Database) -> None:
    log(db, met(db), 1)
    _, asked = form(db)
    house = House(engagement=Engagement(levels=engagement.read_levels("owned:block")))

    with pytest.raises(Refusal, match="Ben Okafor is in touch with them"):
        enrolling.enroll(db, ANA, replace(asked, why="because"), house=house, now=NOW)


def test_of_whom_nothing_may_be_said_it_is_only_contacted(db: Database) -> None:
    builders.make_sequence(db, name=HERS, who=CLEO, access=Access.CONFIDENTIAL)
    builders.make_recruiter(db, BEN, is_admin=True)
    log(db, met(db), 1, who=BEN)

    shown, _ = form(db)

    assert (set(said(shown)), shown.owner) == ({engagement.HIDDEN}, "")
    assert set(shown.warnings) == {engagement.HIDDEN}
    assert "Ben" not in str(shown)
