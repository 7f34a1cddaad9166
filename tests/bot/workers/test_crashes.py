"""The process dies between any two steps of a send: no second mail ever, and none lost."""

from typing import Any

import pytest

from bot.outreach.candidates import steering
from storage.statuses import EnrollmentStatus, TouchStatus
from tests import builders
from tests.bot.workers.dying import STEPS, dies_after
from tests.bot.workers.office import Killed, Office
from tests.builders import email


def die(*_args: object, **_words: object) -> None:
    raise Killed


def killed(office: Office, **hooks: Any) -> None:
    with pytest.raises(Killed):
        office.rounds(**hooks).tick()


CALLS = ["create_draft", "send_draft"]


def assert_sent_once(office: Office, enrollment: Any, *, mails: int = 1) -> None:
    assert len(office.mails()) == mails
    assert builders.statuses(office.db, enrollment)[:mails] == ["sent"] * mails
    assert office.drafts() == []
    assert all(touch.rfc_id for touch in builders.the_touches(office.db, enrollment)[:mails])


@pytest.mark.parametrize("step", STEPS)
def test_death_after_a_step_was_written_down(
    office: Office, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrollment = office.enroll(email(), email(3))
    with monkeypatch.context() as patched:
        dies_after(patched, step)
        killed(office)

    office.wait(minutes=30)

    assert_sent_once(office, enrollment)


@pytest.mark.parametrize("call", CALLS)
def test_death_after_a_call_was_answered(office: Office, call: str) -> None:
    enrollment = office.enroll(email(), email(3))
    killed(office, after={call: die})

    office.wait(minutes=30)

    assert_sent_once(office, enrollment)


@pytest.mark.parametrize("step", STEPS)
def test_death_in_a_follow_up(office: Office, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    enrollment = office.enroll(email(), email(1), email(3))
    office.tick()
    office.stand_in.move(days=1)
    with monkeypatch.context() as patched:
        dies_after(patched, step)
        killed(office)

    office.wait(minutes=30)

    assert_sent_once(office, enrollment, mails=2)


def test_a_death_when_it_was_sent_but_not_written_down_even_with_a_lost_cursor(office: Office) -> None:
    enrollment = office.enroll(email(), email(3))
    killed(office, after={"send_draft": die})
    office.stand_in.control("expire_history", address="ana@acme.example")

    office.wait(minutes=30)

    assert_sent_once(office, enrollment)


def test_dying_again_and_again_still_sends_once(office: Office) -> None:
    enrollment = office.enroll(email(), email(3))
    for call in ("create_draft", "history", "create_draft", "send_draft", "history"):
        killed(office, after={call: die})
        office.stand_in.move(minutes=6)

    office.wait(minutes=30)

    assert_sent_once(office, enrollment)


def test_a_candidate_who_answers_while_we_are_dead_gets_nothing_more(office: Office) -> None:
    enrollment = office.enroll(email(), email(1), email(2))
    office.tick()
    office.stand_in.move(days=1)
    killed(office, after={"create_draft": die})
    office.answer()

    office.wait(minutes=30)
    office.later(days=5)

    assert len(office.mails()) == 1
    assert office.drafts() == []
    assert builders.again(office.db, enrollment).status is EnrollmentStatus.REPLIED


def test_an_answer_to_a_mail_nobody_knew_was_sent_stops_the_rest_and_is_told(office: Office) -> None:
    enrollment = office.enroll(email(), email(3))
    killed(office, after={"send_draft": die})
    office.stand_in.move(hours=3)
    office.answer(text="Very happy to talk on Thursday.")

    office.wait(minutes=4)

    assert builders.again(office.db, enrollment).status is EnrollmentStatus.REPLIED
    assert office.notices() == ["reply"]
    assert office.answers() == ["Very happy to talk on Thursday."]


def test_a_stop_while_we_are_dead_lets_nothing_out(office: Office) -> None:

    enrollment = office.enroll()
    killed(office, after={"create_draft": die})

    steering.stop(office.db, builders.ANA, enrollment.id, now=office.now())
    office.wait(minutes=30)

    assert office.mails() == []
    assert office.drafts() == []
    assert builders.statuses(office.db, enrollment) == ["cancelled"]


def test_a_stop_disarms_a_worker_that_sleeps_before_its_last_call(office: Office) -> None:
    enrollment = office.enroll()

    def sleep_while_it_is_stopped() -> None:
        steering.stop(office.db, builders.ANA, enrollment.id, now=office.now())
        office.later(minutes=3)

    office.rounds(before={"send_draft": sleep_while_it_is_stopped}).tick()

    assert (office.mails(), office.drafts()) == ([], [])
    assert builders.statuses(office.db, enrollment) == ["cancelled"]


def test_a_worker_that_was_only_frozen_gives_up_when_it_wakes(office: Office) -> None:
    enrollment = office.enroll(email(), email(3))

    def sleep_through_the_lease() -> None:
        office.stand_in.move(minutes=3)
        office.tick()
        office.wait(minutes=20)

    office.rounds(after={"create_draft": sleep_through_the_lease}).tick()
    office.wait(minutes=20)

    assert_sent_once(office, enrollment)
    assert office.touch(enrollment).status is TouchStatus.SENT
