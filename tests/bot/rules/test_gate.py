from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.rules import gate
from bot.rules.gate import Facts, Hold, Postpone, Send, Skip
from storage.statuses import EnrollmentStatus, MailboxStatus, SequenceStatus, StageKind
from tests.bot.rules.test_business_time import utc

NOW = utc(2026, 3, 4, 10)
GOOD = Facts(
    enrollment_status=EnrollmentStatus.ACTIVE,
    sequence_status=SequenceStatus.ACTIVE,
    kind=StageKind.EMAIL,
    mailbox_status=MailboxStatus.CONNECTED,
    mailbox_read=True,
    zone=ZoneInfo("Europe/Berlin"),
)


def by_hand(facts: Facts) -> Facts:
    return replace(facts, kind=StageKind.INMAIL)


def test_an_email_with_everything_in_order_leaves() -> None:
    assert gate.judge(GOOD, NOW) == Send()


@pytest.mark.parametrize("status", [status for status in EnrollmentStatus if not status.is_open])
def test_nothing_leaves_after_the_end(status: EnrollmentStatus) -> None:
    facts = replace(GOOD, enrollment_status=status, mailbox_status=None, missing_tokens=("company",))

    assert isinstance(gate.judge(facts, NOW), Skip)
    assert isinstance(gate.judge(by_hand(facts), NOW), Skip)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"sequence_status": SequenceStatus.ARCHIVED}, id="archived"),
        pytest.param({"suppressed": "asked in May"}, id="suppressed"),
    ],
)
def test_what_may_never_go_is_skipped(changes: dict[str, Any]) -> None:
    assert isinstance(gate.judge(replace(GOOD, **changes), NOW), Skip)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"has_address": False}, "no email address", id="no address"),
        pytest.param({"bounced_before": True}, "has bounced", id="bounced"),
        pytest.param({"mailbox_status": None}, "not connected", id="never connected"),
        pytest.param({"mailbox_status": MailboxStatus.LOST}, "lost access", id="access lost"),
        pytest.param({"mailbox_status": MailboxStatus.DISCONNECTED}, "lost access", id="disconnected"),
        pytest.param({"sender_withdrawn": "old@acme.example"}, "no longer accepts old@", id="alias gone"),
        pytest.param({"distrust": "Mail may leave twice."}, "may leave twice", id="a bad self-test"),
        pytest.param({"thread_unsure": True}, "may be an answer", id="something in the thread"),
        pytest.param({"missing_tokens": ("company", "title")}, "{{company}} and {{title}}", id="token"),
    ],
)
def test_what_only_a_person_can_mend_is_held_with_the_remedy(changes: dict[str, Any], words: str) -> None:
    verdict = gate.judge(replace(GOOD, **changes), NOW)

    assert isinstance(verdict, Hold)
    assert words in verdict.why
    assert verdict.mend.endswith(".")


@pytest.mark.parametrize(
    ("changes", "until", "words"),
    [
        pytest.param(
            {"mailbox_read": False}, NOW + gate.READ_AGAIN, "could not be read", id="no read, no send"
        ),
        pytest.param(
            {"enrollment_status": EnrollmentStatus.PAUSED}, NOW + gate.LOOK_AGAIN, "is paused", id="paused"
        ),
        pytest.param(
            {"enrollment_status": EnrollmentStatus.HELD, "enrollment_why": "you asked."},
            NOW + gate.LOOK_AGAIN,
            "It is held: you asked.",
            id="held",
        ),
        pytest.param(
            {"sequence_status": SequenceStatus.PAUSED},
            NOW + gate.LOOK_AGAIN,
            "whole sequence",
            id="all paused",
        ),
        pytest.param(
            {"zone": ZoneInfo("Asia/Tokyo")}, utc(2026, 3, 4, 23), "sending hours", id="night in Tokyo"
        ),
        pytest.param(
            {"allowed_from": NOW + timedelta(seconds=40)}, NOW + timedelta(seconds=40), "enough", id="pace"
        ),
        pytest.param(
            {"allowed_from": utc(2026, 3, 6, 20)}, utc(2026, 3, 9, 7), "enough", id="pace ends at night"
        ),
    ],
)
def test_what_mends_itself_waits(changes: dict[str, Any], until: object, words: str) -> None:
    verdict = gate.judge(replace(GOOD, **changes), NOW)

    assert isinstance(verdict, Postpone)
    assert verdict.until == until
    assert words in verdict.why


def test_a_limit_that_has_passed_does_not_count() -> None:
    assert gate.judge(replace(GOOD, allowed_from=NOW), NOW) == Send()


def test_a_stage_by_hand_needs_no_mailbox_and_no_address() -> None:
    facts = replace(
        by_hand(GOOD),
        mailbox_status=None,
        mailbox_read=False,
        has_address=False,
        bounced_before=True,
        suppressed="asked",
        allowed_from=NOW + timedelta(days=1),
    )

    assert gate.judge(facts, NOW) == Send()
    assert isinstance(gate.judge(replace(facts, missing_tokens=("company",)), NOW), Hold)
    assert isinstance(gate.judge(facts, utc(2026, 3, 8, 10)), Postpone)


def test_what_its_recruiter_wants_to_see_first_waits_for_them() -> None:
    assert gate.judge(replace(GOOD, must_ask=True), NOW) == gate.SHOW_FIRST


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        pytest.param({"enrollment_status": EnrollmentStatus.REPLIED}, Skip, id="answered"),
        pytest.param({"missing_tokens": ("company",)}, Hold, id="incomplete"),
        pytest.param({"mailbox_read": False}, Postpone, id="unread"),
        pytest.param({"zone": ZoneInfo("Asia/Tokyo")}, Postpone, id="late in the evening there"),
    ],
)
def test_nobody_is_asked_about_what_could_not_go(changes: dict[str, Any], verdict: type) -> None:
    found = gate.judge(replace(GOOD, must_ask=True, **changes), NOW)

    assert isinstance(found, verdict)
    assert found != gate.SHOW_FIRST
