"""One mail, draft or thread Gmail refuses to show or delete is no matter of the others."""

from datetime import timedelta

from bot.outreach.house import House
from bot.outreach.outgoing import advancing
from bot.rules.pacing import Pace
from storage.models import Enrollment, Mailbox
from storage.statuses import EnrollmentStatus, TouchStatus
from tests.bot.workers.hearing import heard
from tests.bot.workers.office import Office
from tests.builders import email

ALAN = "alan.turing@example.com"
REFUSED = "400:badRequest"
ALWAYS = 1_000


def with_a_draft(office: Office) -> Enrollment:
    """Enroll Grace, whose mail Gmail does not send for a minute, so that its draft waits; then Alan."""
    enrollment = office.enroll()
    office.fault("429:20", "/drafts/send")
    office.tick()
    assert len(office.drafts()) == 1
    office.enroll(address=ALAN)
    return enrollment


def trouble(office: Office) -> str:
    with office.db.transaction() as tx:
        return tx.query(Mailbox).one().trouble


def test_a_follow_up_whose_thread_gmail_does_not_show_is_held_and_the_others_go(office: Office) -> None:
    enrollment = office.enroll(email(), email(1))
    office.tick()
    office.stand_in.move(days=1)
    office.enroll(address=ALAN, now=office.now() + timedelta(minutes=2))
    office.fault(REFUSED, "/threads/", method="GET", times=ALWAYS)

    office.wait(minutes=10)

    touch = office.touch(enrollment, 1)
    assert (touch.status, touch.why) == (TouchStatus.HELD, "Gmail refused it (400 badRequest).")
    assert (len(office.mails()), len(office.mails(ALAN)), office.drafts()) == (1, 1, [])
    (told,) = heard(office)
    assert told.endswith("Try again, Skip this stage, Stop sequence, Card")


def test_a_draft_gmail_does_not_show_is_asked_about_and_the_others_go(office: Office) -> None:
    enrollment = with_a_draft(office)
    office.fault(REFUSED, "/drafts/", method="GET", times=ALWAYS)

    office.wait(minutes=10)
    assert (office.mails(), len(office.mails(ALAN)), trouble(office)) == ([], 1, "")

    office.wait(minutes=120)
    touch = office.touch(enrollment)
    why = "Gmail refuses to show what became of it (400 badRequest)."
    assert (touch.status, touch.why) == (TouchStatus.HELD, why)
    assert office.mails() == []


def test_a_draft_gmail_does_not_delete_is_tried_again_and_the_others_go(office: Office) -> None:
    enrollment = with_a_draft(office)
    with office.db.transaction() as tx:
        advancing.stop(tx, enrollment.id, status=EnrollmentStatus.STOPPED, why="by hand", now=office.now())
    office.fault(REFUSED, "/drafts/", method="DELETE", times=1)

    office.later(minutes=2)
    assert (len(office.mails(ALAN)), len(office.drafts())) == (1, 1)

    office.wait(minutes=20)
    assert (office.mails(), office.drafts()) == ([], [])


def test_a_draft_of_a_mail_stopped_on_its_way_that_gmail_does_not_delete_blocks_nobody(
    office: Office,
) -> None:
    enrollment = office.enroll()
    office.fault("drop_before", "/drafts/send")
    office.tick()
    assert office.touch(enrollment).status is TouchStatus.UNKNOWN
    with office.db.transaction() as tx:
        advancing.stop(tx, enrollment.id, status=EnrollmentStatus.STOPPED, why="by hand", now=office.now())
    office.enroll(address=ALAN)
    office.fault(REFUSED, "/drafts/", method="DELETE", times=2)

    office.wait(minutes=20)

    assert (office.mails(), len(office.mails(ALAN)), office.drafts()) == ([], 1, [])


def test_what_gmail_limits_while_a_message_id_is_read_back_holds_every_mail_as_long(office: Office) -> None:
    office.house = House(pace=Pace(least=timedelta(0), most=timedelta(0)))
    office.enroll()
    office.enroll(address=ALAN, now=office.now() + timedelta(minutes=1))
    office.fault("429:7200", "/messages/", method="GET")
    office.tick()
    assert len(office.mails()) == 1

    office.wait(minutes=110)
    assert office.mails(ALAN) == []
    office.wait(minutes=14)

    assert len(office.mails(ALAN)) == 1
