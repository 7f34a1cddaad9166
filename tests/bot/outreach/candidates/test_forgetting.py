"""Somebody is forgotten: by whom, when, what stops, and that nobody adds them again by accident."""

from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from bot.outreach.candidates import (
    addressing,
    enrolling,
    forgetting,
    mending,
    merging,
    profiling,
    remembering,
    steering,
)
from bot.outreach.candidates.knowing import Asked
from bot.outreach.candidates.portraits import About, Details
from bot.refusals import Gone, NotAllowed, Refusal
from storage import changes, marks, touches
from storage.database import Database
from storage.household import Suppression
from storage.incoming import InboundMail
from storage.models import Candidate, Enrollment, Forgetting, ForgottenMark, Notice
from storage.statuses import Access, Deed, EnrollmentStatus, SendStep, TouchStatus
from storage.vault import Vault
from tests import builders
from tests.bot.outreach.post import Post, written_to
from tests.builders import ANA, BEN, GRACE, HOUSE, NOW, TEAM, email
from tests.conftest import KEY

LINK = "https://www.linkedin.com/in/grace-hopper"
ON_THE_23RD = "This person asked to be forgotten on 23 Nov 2026."
DAY = timedelta(days=1)


def forgotten(db: Database) -> Enrollment:
    enrollment = written_to(db)
    forgetting.forget(db, ANA, enrollment.candidate_id, now=NOW)
    return enrollment


def turn(db: Database, enrollment: Enrollment, status: TouchStatus, step: SendStep | None = None) -> None:
    """Let the last touch there is stand somewhere."""
    last = builders.the_touches(db, enrollment)[-1].id
    with db.transaction() as tx:
        touch = touches.lock(tx, last)
        touch.status, touch.step = status, step


def enroll(db: Database, **asked: str) -> object:
    sequence = builders.make_sequence(db)
    whole = replace(Asked(**asked), first_name="Grace", last_name="Hopper", sequence_id=sequence.id)  # type: ignore[arg-type]
    return enrolling.enroll(db, ANA, whole, house=HOUSE, now=NOW)


def test_an_old_button_opens_no_card_of_them_and_writes_nothing_down(db: Database) -> None:
    enrollment = forgotten(db)
    typed = Details(candidate_id=enrollment.candidate_id, first_name="Grace")

    with pytest.raises(Gone, match="was forgotten"):
        profiling.card(db, ANA, About.ENROLLMENT, enrollment.id, now=NOW)
    with pytest.raises(Gone, match="was forgotten"):
        profiling.change(db, ANA, typed, now=NOW)
    with pytest.raises(Gone, match="was forgotten"):
        addressing.add(db, ANA, enrollment.candidate_id, GRACE, now=NOW)


def test_who_became_somebody_else_while_the_form_was_open_is_not_said_to_be_forgotten(db: Database) -> None:
    first = builders.make_enrollment(db)
    other = builders.make_enrollment(db, address="admiral@example.org", sequence="Second")
    builders.make_recruiter(db, BEN, is_admin=True)
    merging.merge(db, ANA, first.candidate_id, other.candidate_id, house=HOUSE, now=NOW)

    with pytest.raises(Gone, match="nobody was forgotten"):
        forgetting.forget(db, BEN, other.candidate_id, now=NOW)

    assert builders.again(db, first).status.is_open


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({"link": LINK}, id="by the link"),
        pytest.param({"address": "Grace.Hopper@Example.com"}, id="by the address in other letters"),
        pytest.param({"link": "https://github.com/gh", "address": GRACE}, id="by one of two"),
    ],
)
def test_nobody_adds_them_again_by_accident(db: Database, asked: dict[str, str]) -> None:
    forgotten(db)

    with pytest.raises(Refusal, match=ON_THE_23RD):
        enroll(db, **{"address": "g@example.org", **asked})

    form = enrolling.form(db, ANA, Asked(**asked), house=HOUSE, now=NOW)  # type: ignore[arg-type]
    assert form.refusal.startswith(ON_THE_23RD)


def test_a_bounced_colleague_is_not_given_their_address(db: Database) -> None:
    forgotten(db)
    other = builders.make_enrollment(db, address="alan@example.com", status=EnrollmentStatus.BOUNCED)

    [problem] = mending.fix_address(db, ANA, other.id, GRACE, house=HOUSE, now=NOW)

    assert problem.text.startswith(ON_THE_23RD)


def test_an_administrator_lifts_it_and_nobody_else(db: Database) -> None:
    forgotten(db)
    assert "Only an administrator" in remembering.lift(db, ANA, LINK, now=NOW)
    builders.make_recruiter(db, BEN, is_admin=True)

    assert "may be added again" in remembering.lift(db, BEN, LINK, now=NOW)

    assert isinstance(enroll(db, address=GRACE), enrolling.Enrolled)
    assert "Nobody known by that" in remembering.lift(db, BEN, LINK, now=NOW)
    assert "Whom do you mean?" in remembering.lift(db, BEN, "Grace", now=NOW)


def test_an_opt_out_outlives_being_forgotten_and_lifted(db: Database) -> None:
    enrollment = written_to(db)
    Post(db).arrives(builders.make_inbound(text="Please remove me from your list."))
    forgetting.forget(db, ANA, enrollment.candidate_id, now=NOW)
    builders.make_recruiter(db, BEN, is_admin=True)
    remembering.lift(db, BEN, GRACE, now=NOW)

    with pytest.raises(Refusal, match="must not be written to: they asked not to be"):
        enroll(db, address=GRACE)

    with db.reading() as tx:
        assert all("@" not in key for key in tx.scalars(select(Suppression.key)))


@pytest.mark.parametrize("access", list(Access))
def test_a_colleague_forgets_nobody_they_did_not_enroll(db: Database, access: Access) -> None:
    enrollment = written_to(db)
    builders.make_sequence(db, access=access)

    with pytest.raises(Refusal, match="I know nobody called|Only whoever enrolled"):
        forgetting.ask(db, BEN, "Grace Hopper", now=NOW)
    with pytest.raises(NotAllowed, match="Only whoever enrolled"):
        forgetting.forget(db, BEN, enrollment.candidate_id, now=NOW)

    assert builders.again(db, enrollment).status.is_open


def test_somebody_in_a_colleagues_sequence_is_forgotten_by_an_administrator_only(db: Database) -> None:
    enrollment = written_to(db)
    theirs = builders.make_enrollment(db, who=BEN, sequence="Frontend")
    with pytest.raises(NotAllowed, match="somebody else's sequence"):
        forgetting.ask(db, ANA, "Grace Hopper", now=NOW)
    builders.make_recruiter(db, ANA, is_admin=True)

    [found] = forgetting.ask(db, ANA, "Grace Hopper", now=NOW)
    forgetting.forget(db, ANA, found.id, now=NOW)

    assert (len(found.places), found.running) == (2, 2)
    assert [builders.again(db, one).status.is_open for one in (enrollment, theirs)] == [False, False]


def test_two_of_one_name_are_both_offered(db: Database) -> None:
    builders.make_enrollment(db)
    builders.make_enrollment(db, address="grace.murray@example.org")

    found = forgetting.ask(db, ANA, "grace", now=NOW)

    assert {one.address for one in found} == {GRACE, "grace.murray@example.org"}


def test_a_name_typed_wrong_is_answered_with_the_nearest(db: Database) -> None:
    builders.make_enrollment(db)

    with pytest.raises(Refusal, match="Did you mean Grace Hopper"):
        forgetting.ask(db, ANA, "Grase Hoper", now=NOW)


@pytest.mark.parametrize("status", [TouchStatus.CLAIMED, TouchStatus.UNKNOWN])
def test_a_mail_on_its_way_is_settled_first(db: Database, status: TouchStatus) -> None:
    enrollment = written_to(db)
    turn(db, enrollment, status, SendStep.SENDING)

    outcome = forgetting.forget(db, ANA, enrollment.candidate_id, now=NOW)

    assert outcome.waits
    assert forgetting.finish(db, NOW) == 0
    assert builders.again(db, enrollment).candidate.name == "Grace Hopper"
    with pytest.raises(Refusal, match=ON_THE_23RD):
        enroll(db, address=GRACE)

    turn(db, enrollment, TouchStatus.SENT)
    assert forgetting.finish(db, NOW) == 1
    assert forgetting.finish(db, NOW) == 0
    assert builders.again(db, enrollment).candidate.name == "Somebody forgotten"


def test_a_draft_at_gmail_is_left_to_the_round_that_deletes_it(db: Database) -> None:
    enrollment = written_to(db)
    second = builders.the_touches(db, enrollment)[1].id
    with db.transaction() as tx:
        touch = touches.lock(tx, second)
        touch.status, touch.step, touch.draft_id = TouchStatus.CLAIMED, SendStep.DRAFTED, "d1"

    assert not forgetting.forget(db, ANA, enrollment.candidate_id, now=NOW).waits

    with db.reading() as tx:
        assert [touch.draft_id for touch in touches.left_over(tx, enrollment.mailbox_id or 0)] == ["d1"]


def test_a_late_answer_is_kept_nowhere(db: Database) -> None:
    enrollment = forgotten(db)
    post = Post(db)

    post.arrives(
        builders.make_inbound("late", text="Sorry for the delay"),
        builders.make_inbound("elsewhere", thread_id="other", text="From another thread"),
    )

    with db.reading() as tx:
        assert tx.scalars(select(InboundMail)).all() == []
        assert tx.scalars(select(Notice).where(Notice.enrollment_id == enrollment.id)).all() == []


def test_nothing_brings_them_back(db: Database) -> None:
    enrollment = forgotten(db)

    with pytest.raises(Gone, match="was forgotten"):
        steering.resume(db, ANA, enrollment.id, now=NOW)
    with pytest.raises(Gone, match="Nothing is known"):
        forgetting.forget(db, ANA, enrollment.candidate_id, now=NOW)


def test_whoever_was_forgotten_while_they_were_enrolled_is_not_enrolled(db: Database) -> None:
    enrollment = forgotten(db)

    with db.reading() as tx:
        candidate = tx.get(Candidate, enrollment.candidate_id)
        assert candidate is not None
        with pytest.raises(Refusal, match="a moment ago"):
            remembering.demand_kept(tx, candidate)


def test_it_is_written_down_that_somebody_was_forgotten_and_never_who(db: Database) -> None:
    enrollment = forgotten(db)

    with db.reading() as tx:
        [row] = tx.scalars(select(Forgetting))
        [change] = [
            one for one in changes.latest(tx, enrollment.sequence_id, most=9) if one.deed is Deed.FORGOTTEN
        ]
        assert (row.recruiter_id, row.done_at, row.candidate_id) == (enrollment.recruiter_id, NOW, None)
        assert (change.recruiter_id, change.details) == (enrollment.recruiter_id, {})
        assert len(tx.scalars(select(ForgottenMark)).all()) == 2


def test_marks_outlive_the_keys_they_were_made_under(db: Database) -> None:
    forgotten(db)
    newer = Fernet.generate_key().decode()
    rotating = Database(db.engine.url.render_as_string(hide_password=False), Vault([newer, KEY]))
    with rotating.transaction() as tx:
        marks.reseal(tx, NOW)
    rotating.close()

    rotated = Database(db.engine.url.render_as_string(hide_password=False), Vault([newer]))
    with rotated.reading() as tx:
        assert remembering.told(tx, TEAM, address=GRACE).startswith(ON_THE_23RD)
        assert remembering.told(tx, "T2", address=GRACE) == ""
    rotated.close()


def test_one_who_cannot_be_erased_keeps_nobody_waiting(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = written_to(db), builders.make_enrollment(db, email(), address="alan@example.com")
    for one in (first, second):
        turn(db, one, TouchStatus.UNKNOWN)
        assert forgetting.forget(db, ANA, one.candidate_id, now=NOW).waits
        turn(db, one, TouchStatus.SENT)
    whole = forgetting._erased

    def broken(tx: object, candidate: Candidate, *rest: object) -> bool:
        if candidate.id == first.candidate_id:
            raise ValueError("poison")
        return whole(tx, candidate, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(forgetting, "_erased", broken)

    assert forgetting.finish(db, NOW + DAY) == 1
    assert builders.again(db, second).candidate.forgotten_at == NOW + DAY
