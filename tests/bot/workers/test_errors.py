"""Each row of the error table, over the wire: what waits, what is asked, what is told, and what is never sent twice."""

from datetime import timedelta

import pytest

from bot.outreach.candidates import explaining
from bot.outreach.house import House
from bot.outreach.outgoing import answering
from bot.outreach.outgoing.answering import Answer
from bot.outreach.overview import watching
from storage.models import Mailbox
from storage.statuses import EnrollmentStatus, MailboxStatus, TouchStatus
from tests import builders
from tests.bot.workers.hearing import heard
from tests.bot.workers.office import Office
from tests.builders import ANA, HOUSE, email

READING = "/history"
SENDING = "/drafts/send"
NOT_FOR_ANA = (
    "Gmail does not work for ana@acme.example since Mon 23 Nov, 10:00; nothing leaves before it does."
)


def mailbox(office: Office) -> Mailbox:
    with office.db.transaction() as tx:
        return tx.query(Mailbox).one()


def rounds(office: Office, count: int) -> None:
    """Let so many rounds come, whenever each is due."""
    for _ in range(count):
        office.later(minutes=2)


def test_our_own_fault_is_never_tried_again_but_by_a_person(office: Office) -> None:
    enrollment = office.enroll()
    office.fault("400:badRequest", SENDING)

    office.wait(minutes=60)
    assert (office.calls("drafts.send"), office.mails(), office.drafts()) == (0, [], [])
    (told,) = heard(office)
    assert "An email to Grace Hopper was not sent. Gmail refused it (400 badRequest)." in told
    assert told.endswith("Try again, Skip this stage, Stop sequence, Card")

    answering.answer(office.db, ANA, office.touch(enrollment).id, Answer.SEND, house=HOUSE, now=office.now())
    office.wait(minutes=4)
    assert len(office.mails()) == 1


def test_a_mailbox_gmail_is_not_ready_to_show_is_told_at_the_third_round(office: Office) -> None:
    office.enroll()
    office.fault("400:failedPrecondition", READING, method="GET", times=3)

    office.tick()
    rounds(office, 1)
    assert heard(office) == []
    rounds(office, 1)
    (told,) = heard(office)
    assert NOT_FOR_ANA in told
    assert (office.mails(), mailbox(office).status) == ([], MailboxStatus.CONNECTED)

    rounds(office, 1)
    (told,) = heard(office)
    assert "Gmail answers again for ana@acme.example." in told
    assert len(office.mails()) == 1


def test_a_mailbox_gmail_refuses_to_show_is_told_at_the_third_round(office: Office) -> None:
    office.enroll()
    office.fault("400:badRequest", READING, method="GET", times=3)

    office.tick()
    rounds(office, 1)
    assert heard(office) == []
    rounds(office, 1)
    (told,) = heard(office)
    assert "Gmail refuses to show Overture what is in ana@acme.example, since Mon 23 Nov, 10:00" in told
    assert "ask whoever runs Overture" in told
    assert office.mails() == []

    rounds(office, 1)
    (told,) = heard(office)
    assert "Gmail answers again for ana@acme.example." in told
    assert len(office.mails()) == 1


def test_a_mail_gmail_is_not_ready_to_send_is_asked_about_at_the_third_try(office: Office) -> None:
    enrollment = office.enroll()
    office.fault("400:failedPrecondition", SENDING, times=3)

    office.tick()
    rounds(office, 1)
    assert (office.touch(enrollment).status, heard(office)) == (TouchStatus.SCHEDULED, [])
    rounds(office, 1)

    told = heard(office)
    assert any("Gmail does not send for your account at present." in text for text in told)
    assert any(NOT_FOR_ANA in text for text in told)
    assert (office.touch(enrollment).status, office.mails(), office.drafts()) == (TouchStatus.HELD, [], [])


def test_a_stale_token_is_renewed_and_the_send_repeated_once(office: Office) -> None:
    office.enroll()
    office.fault("401", SENDING)

    office.tick()

    assert len(office.mails()) == office.calls("drafts.send") == 1


def test_a_fresh_token_refused_is_a_lost_mailbox_only_at_the_third_round(office: Office) -> None:
    enrollment = office.enroll()
    office.fault("401", READING, method="GET", times=6)

    office.tick()
    rounds(office, 1)
    assert (mailbox(office).status, heard(office)) == (MailboxStatus.CONNECTED, [])
    rounds(office, 1)

    assert mailbox(office).status is MailboxStatus.LOST
    assert builders.again(office.db, enrollment).status is EnrollmentStatus.HELD
    (told,) = heard(office)
    assert "Overture has lost ana@acme.example. Google refuses every access it has just renewed." in told


def test_a_fresh_token_refused_twice_is_forgotten_by_a_good_round(office: Office) -> None:
    office.enroll(email(), email(9))
    for _ in range(3):
        office.fault("401", READING, method="GET", times=4)
        rounds(office, 2)
        rounds(office, 2)

    assert mailbox(office).status is MailboxStatus.CONNECTED
    assert len(office.mails()) == 1


@pytest.mark.parametrize(
    "kind",
    ["403:rateLimitExceeded", "403:userRateLimitExceeded", "403:quotaExceeded", "429:20"],
)
def test_a_send_that_came_too_fast_goes_later_from_the_same_draft(office: Office, kind: str) -> None:
    enrollment = office.enroll()
    office.fault(kind, SENDING)

    office.tick()
    waits = office.touch(enrollment)
    assert (waits.status, waits.why) == (TouchStatus.SCHEDULED, "Gmail asked to slow down")
    assert timedelta(seconds=15) <= waits.due_at - office.now() <= timedelta(seconds=30)
    rounds(office, 1)

    assert len(office.mails()) == office.calls("drafts.create") == 1


def test_a_daily_limit_holds_every_mail_until_the_next_day_in_california(office: Office) -> None:
    office.enroll()
    office.enroll(address="alan.turing@example.com")
    office.fault("403:dailyLimitExceeded", SENDING)

    office.tick()
    read_before = office.calls("history.list")
    rounds(office, 5)
    assert (office.calls("drafts.send"), office.calls("history.list") > read_before) == (0, True)
    office.later(hours=22)
    assert office.calls("drafts.send") == 0
    office.wait(minutes=60)

    assert (len(office.mails()), len(office.mails("alan.turing@example.com"))) == (1, 1)


def test_an_answer_is_read_while_nothing_may_be_sent(office: Office) -> None:
    enrollment = office.enroll(email(), email(1))
    office.tick()
    office.stand_in.move(days=1)
    office.fault("429:7200", SENDING)
    office.tick()
    (reason,) = [
        one.rule for one in explaining.why(office.db, ANA, "Grace Hopper", house=HOUSE, now=office.now())
    ]
    assert reason.startswith("Gmail asked to slow down")

    office.answer()
    rounds(office, 2)

    assert builders.again(office.db, enrollment).status is EnrollmentStatus.REPLIED
    assert len(office.mails()) == 1


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        pytest.param("domainPolicy", "Your Google administrator does not allow Overture.", id="policy"),
        pytest.param(
            "insufficientPermissions", "Overture may no longer read and write mail there.", id="scope"
        ),
    ],
)
@pytest.mark.parametrize(("path", "method"), [(READING, "GET"), (SENDING, "POST")])
def test_a_mailbox_that_is_forbidden_is_lost_and_told(
    office: Office, reason: str, words: str, path: str, method: str
) -> None:
    enrollment = office.enroll()
    office.fault(f"403:{reason}", path, method=method)

    rounds(office, 3)

    assert (office.mails(), mailbox(office).status) == ([], MailboxStatus.LOST)
    assert builders.again(office.db, enrollment).status is EnrollmentStatus.HELD
    (told,) = heard(office)
    assert f"Overture has lost ana@acme.example. {words}" in told
    assert told.endswith("Reconnect")


def test_an_api_that_is_switched_off_is_the_operators_matter(office: Office) -> None:
    office.house = House(admin_channel="C0ADMIN")
    enrollment = office.enroll()
    office.fault("403:accessNotConfigured", READING, method="GET", times=100)

    office.tick()
    (told,) = heard(office, by="C0ADMIN")
    assert "Google refuses Overture itself (accessNotConfigured). No mail leaves, for nobody." in told
    assert heard(office, by="C0ADMIN") == heard(office) == []
    health = watching.health(office.db, now=office.now())
    assert (health["ok"], health["google_refuses"]) == (False, "accessNotConfigured")

    office.wait(minutes=62)
    (told,) = heard(office)
    assert "Google refuses this installation of Overture since Mon 23 Nov, 10:00" in told
    assert mailbox(office).status is MailboxStatus.CONNECTED
    assert builders.again(office.db, enrollment).status is EnrollmentStatus.ACTIVE


@pytest.mark.parametrize("kind", ["503_before", "drop_before", "408", "429", "403:quotaExceeded"])
def test_a_reading_that_fails_is_tried_ever_more_rarely(office: Office, kind: str) -> None:
    office.enroll()
    office.fault(kind, READING, method="GET", times=50)
    tries = 0
    for _ in range(120):
        office.stand_in.move(minutes=1)
        tries += office.tick()

    assert 4 <= tries <= 12
    assert (office.mails(), office.calls("drafts.create")) == ([], 0)


def test_a_send_that_timed_out_is_settled_by_evidence(office: Office) -> None:
    enrollment = office.enroll()
    office.fault("408", SENDING)

    office.tick()
    assert office.touch(enrollment).status is TouchStatus.UNKNOWN
    office.wait(minutes=20)

    assert len(office.mails()) == office.calls("drafts.create") == 1


def test_a_draft_gmail_does_not_take_just_then_is_counted_and_tried_again(office: Office) -> None:
    enrollment = office.enroll()
    office.fault("429:20", "/drafts")

    office.tick()
    assert (office.touch(enrollment).status, office.touch(enrollment).tries) == (TouchStatus.SCHEDULED, 1)
    rounds(office, 1)

    assert len(office.mails()) == office.calls("drafts.create") == 1
