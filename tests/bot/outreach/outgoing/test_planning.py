"""What leaves next from a mailbox, and what does not, and why."""

from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest

from bot.outreach.house import House
from bot.outreach.outgoing import answering, planning
from bot.outreach.outgoing.answering import Answer
from bot.outreach.outgoing.planning import Outgoing, Withheld
from bot.rules.pacing import Pace
from storage import suppressions, touches
from storage.database import Database
from storage.errors import LeaseLost
from storage.mailboxes import Lease
from storage.models import Enrollment, Mailbox, Notice, Sequence
from storage.statuses import EnrollmentStatus, SequenceStatus, TouchStatus, Verdict
from tests import builders
from tests.builders import ANA, AT_ONCE, GRACE, HOUSE, NOW, TEAM, email

NIGHT = NOW + timedelta(hours=12)


def leased(db: Database, now: datetime = NOW) -> Lease:
    builders.make_mailbox(db, ready_at=NOW, lease_until=None)
    lease = builders.claim(db, now)
    assert lease is not None
    return lease


def judge(db: Database, now: datetime = NOW, house: House = HOUSE) -> Outgoing | Withheld | None:
    return planning.next_outgoing(db, leased(db, now), house, now)


def letter(found: object) -> EmailMessage:
    assert isinstance(found, Outgoing), found
    return message_from_bytes(found.mime, policy=policy.default)


def told(db: Database) -> list[Any]:
    with db.transaction() as tx:
        return [(row.about.get("kind"), row.about.get("why")) for row in tx.query(Notice).order_by(Notice.id)]


def test_what_is_due_is_written_out(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(body="Hello **{{first_name}}** of {{company|your team}}"))

    mail = letter(judge(db))

    assert (mail["To"], mail["Subject"]) == ("Grace Hopper <grace.hopper@example.com>", "A role for you")
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert "Hello Grace of Navy" in plain.get_content().replace("*", "")
    touch = builders.the_touches(db, enrollment)[0]
    assert (touch.status, touch.verdict) == (TouchStatus.CLAIMED, Verdict.SEND)
    assert mail["X-Overture-Id"] == touch.token


def test_nothing_leaves_before_its_time(db: Database) -> None:
    builders.make_enrollment(db, now=NOW + timedelta(minutes=5))

    assert judge(db) is None


def test_a_missing_token_is_never_sent_blank(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(body="Hello {{first_name}}, about {{reason}}"))

    assert isinstance(judge(db), Withheld)

    touch = builders.the_touches(db, enrollment)[0]
    assert (touch.status, touch.verdict, touch.mime) == (TouchStatus.HELD, Verdict.HOLD, None)
    assert "{{reason}}" in touch.why
    assert touch.mend
    assert builders.again(db, enrollment).status is EnrollmentStatus.HELD
    assert told(db) == [("missing_token", touch.why)]
    assert judge(db) is None


def test_a_missing_token_in_the_subject_holds_too(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(subject="{{reason}}"))

    judge(db)

    assert builders.statuses(db, enrollment) == ["held"]


def test_a_mail_that_is_held_does_not_hold_up_the_others(db: Database) -> None:
    builders.make_enrollment(db, email(body="{{reason}}"))
    builders.make_enrollment(db, sequence="Another", address="alan.turing@example.com")

    judge(db)

    assert letter(judge(db))["To"] == "Alan Turing <alan.turing@example.com>"


@pytest.mark.parametrize(
    "key", [pytest.param(GRACE, id="the address"), pytest.param("example.com", id="its domain")]
)
def test_whom_nobody_may_write_to_is_left_out_and_the_recruiter_hears(db: Database, key: str) -> None:
    enrollment = builders.make_enrollment(db, email(), email())
    with db.transaction() as tx:
        suppressions.add(tx, TEAM, key, "a client of ours", NOW)

    assert isinstance(judge(db), Withheld)

    why = "They must not be written to: a client of ours."
    assert builders.statuses(db, enrollment) == ["skipped"]
    found = builders.again(db, enrollment)
    assert (found.status, found.why) == (EnrollmentStatus.STOPPED, why)
    assert told(db) == [("info", why)]


def test_a_mail_that_cannot_be_written_is_held_and_the_others_go(db: Database) -> None:
    broken = builders.make_enrollment(db, email(subject="About {{reason}}"), extras={"reason": "a\x07bell"})
    builders.make_enrollment(db, sequence="Another", address="alan.turing@example.com")

    assert isinstance(judge(db), Withheld)

    assert builders.statuses(db, broken) == ["held"]
    assert builders.again(db, broken).status is EnrollmentStatus.HELD
    assert told(db) == [("held", planning.UNWRITABLE)]
    assert letter(judge(db))["To"] == "Alan Turing <alan.turing@example.com>"


def test_what_is_due_at_night_waits_for_the_morning(db: Database) -> None:
    enrollment = builders.make_enrollment(db)

    assert isinstance(judge(db, NIGHT), Withheld)

    touch = builders.the_touches(db, enrollment)[0]
    assert (touch.status, touch.verdict) == (TouchStatus.SCHEDULED, Verdict.POSTPONE)
    assert touch.due_at == datetime.fromisoformat("2026-11-24T07:00:00+00:00")


def test_an_address_that_bounced_is_held(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    with db.transaction() as tx:
        row = tx.get_one(Enrollment, enrollment.id)
        assert row.address is not None
        row.address.bounced_at = NOW

    judge(db)

    assert builders.statuses(db, enrollment) == ["held"]


def test_a_paused_sequence_sends_nothing(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    with db.transaction() as tx:
        tx.get_one(Sequence, enrollment.sequence_id).status = SequenceStatus.PAUSED

    assert judge(db) is None
    assert builders.statuses(db, enrollment) == ["scheduled"]


@pytest.mark.parametrize(
    ("after", "goes"),
    [
        pytest.param(timedelta(seconds=29), False, id="sooner than the shortest distance"),
        pytest.param(timedelta(seconds=91), True, id="later than the longest"),
    ],
)
def test_mails_of_a_mailbox_leave_apart(db: Database, after: timedelta, goes: bool) -> None:
    first = builders.make_enrollment(db)
    builders.make_enrollment(db, address="alan.turing@example.com")
    builders.went_out(db, first, at=NOW)

    assert isinstance(judge(db, NOW + after), Outgoing) is goes


def test_a_mailbox_that_has_sent_its_share_waits(db: Database) -> None:
    house = House(pace=Pace(daily_cap=2, least=timedelta(0), most=timedelta(0)))
    for number in range(3):
        enrollment = builders.make_enrollment(
            db, address=f"person.{number}@example.com", sequence=f"S{number}"
        )
        if number < 2:
            builders.went_out(db, enrollment, at=NOW + timedelta(hours=number))

    assert judge(db, NOW + timedelta(hours=2), house) is None
    assert isinstance(judge(db, NOW + timedelta(hours=24), house), Outgoing)


def test_a_resting_mailbox_sends_nothing(db: Database) -> None:
    builders.make_enrollment(db)
    lease = leased(db)
    builders.make_mailbox(db, resting_until=NOW + timedelta(hours=1))

    assert planning.next_outgoing(db, lease, HOUSE, NOW) is None


def test_a_worker_without_the_lease_plans_nothing(db: Database) -> None:
    builders.make_enrollment(db)
    lease = leased(db)
    leased(db)

    with pytest.raises(LeaseLost):
        planning.next_outgoing(db, lease, HOUSE, NOW)


def test_a_follow_up_answers_the_mail_before_it(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email(1))
    first = builders.went_out(db, enrollment)

    found = judge(db, NOW + timedelta(days=1))

    mail = letter(found)
    assert (mail["In-Reply-To"], mail["References"]) == (first.rfc_id, first.rfc_id)
    assert mail["Subject"] == "Re: A role"
    assert isinstance(found, Outgoing)
    assert (found.thread_id, found.is_answer) == ("thread1", True)


def test_a_follow_up_waits_for_the_real_message_id(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email(1))
    with_id = builders.went_out(db, enrollment)
    with db.transaction() as tx:
        touches.lock(tx, with_id.id).rfc_id = ""
    tomorrow = NOW + timedelta(days=1)

    assert isinstance(judge(db, tomorrow), Withheld)

    waiting = builders.the_touches(db, enrollment)[1]
    assert (waiting.status, waiting.due_at) == (TouchStatus.SCHEDULED, tomorrow + planning.ID_PATIENCE)


@pytest.mark.parametrize("earlier", [0, 1])
def test_a_mail_the_recruiter_calls_sent_does_not_hold_up_the_next(db: Database, earlier: int) -> None:
    enrollment = builders.make_enrollment(db, email(), *[email(1, subject="") for _ in range(earlier + 1)])
    for _ in range(earlier):
        builders.went_out(db, enrollment)
    held = builders.the_touches(db, enrollment)[-1]
    with db.transaction() as tx:
        touches.lock(tx, held.id).status = TouchStatus.HELD
        tx.get_one(Enrollment, enrollment.id).status = EnrollmentStatus.HELD

    answering.answer(db, ANA, held.id, Answer.SENT, house=AT_ONCE, now=NOW)
    mail = letter(judge(db, NOW + timedelta(days=1), AT_ONCE))

    assert mail["Subject"].removeprefix("Re: ") in {"A role", "A role for you"}
    assert bool(mail["In-Reply-To"]) is bool(earlier)


def test_a_draft_that_waits_is_used_and_not_written_anew(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    first = judge(db)
    assert isinstance(first, Outgoing)
    with db.transaction() as tx:
        touch = touches.lock(tx, first.touch_id)
        touch.status, touch.draft_id = TouchStatus.SCHEDULED, "d1"

    second = judge(db)

    assert isinstance(second, Outgoing)
    assert (second.draft_id, second.mime, second.token) == ("d1", first.mime, first.token)
    assert builders.statuses(db, enrollment) == ["claimed"]


def test_what_the_recruiter_gives_back_reaches_the_mail(db: Database) -> None:
    from bot.outreach.candidates import mending

    enrollment = builders.make_enrollment(db, email(body="About {{reason}}"))
    judge(db)

    wanted = mending.missing(db, ANA, enrollment.id, now=NOW)
    assert wanted.tokens == ("reason",)
    blank = mending.fill_in(db, ANA, enrollment.id, {"reason": " "}, now=NOW)
    assert [problem.field for problem in blank] == ["reason"]
    assert mending.fill_in(db, ANA, enrollment.id, {"reason": "compilers"}, now=NOW) == ()

    assert "About compilers" in str(letter(judge(db)))
    with db.transaction() as tx:
        assert tx.query(Mailbox).one().ready_at == NOW
