"""Gmail away for long, or asking for a pause: told in time, and answers are noticed meanwhile."""

from bot.outreach.candidates import explaining
from bot.outreach.overview import watching
from storage.statuses import EnrollmentStatus
from tests import builders
from tests.bot.workers.hearing import heard
from tests.bot.workers.office import Office
from tests.bot.workers.test_errors import READING, SENDING, mailbox
from tests.bot.workers.test_rounds import limit_notice
from tests.builders import ANA, HOUSE, email


def test_gmail_away_for_an_hour_is_told_once_and_so_is_its_return(office: Office) -> None:
    office.enroll()
    office.fault("503_before", READING, method="GET", times=8)

    office.tick()
    office.later(minutes=4)
    (found,) = explaining.why(office.db, ANA, "Grace Hopper", house=HOUSE, now=office.now())
    assert found.rule == "Gmail could not be reached since Mon 23 Nov, 10:00; nothing leaves before it is."
    assert watching.health(office.db, now=office.now())["troubled_mailboxes"] == 1
    office.wait(minutes=50)
    assert heard(office) == []
    office.wait(minutes=8)
    (told,) = heard(office)
    assert "Gmail could not be reached since Mon 23 Nov, 10:00; nothing leaves before it is." in told
    assert heard(office) == []

    office.wait(minutes=90)
    (told,) = heard(office)
    assert "What waited goes out now, a little apart." in told
    assert watching.health(office.db, now=office.now())["troubled_mailboxes"] == 0


def test_gmail_away_for_some_minutes_is_nobodys_news(office: Office) -> None:
    office.enroll()
    office.fault("503_before", READING, method="GET", times=2)

    office.wait(minutes=80)

    assert (heard(office), len(office.mails())) == ([], 1)


def test_after_a_limit_notice_nothing_leaves_for_a_day_and_answers_are_still_read(office: Office) -> None:
    answered = office.enroll(email(), email(1))
    office.tick()
    office.stand_in.move(days=1)
    limit_notice(office)
    office.tick()
    (found,) = explaining.why(office.db, ANA, "Grace Hopper", house=HOUSE, now=office.now())
    assert found.rule == (
        "Gmail has asked this mailbox for a pause, or the database was put back, so nothing leaves it."
        " It is tried again Wed 25 Nov, 10:00 (your time)."
    )

    office.answer()
    before = office.calls("history.list")
    office.wait(minutes=20)

    assert builders.again(office.db, answered).status is EnrollmentStatus.REPLIED
    assert 2 <= office.calls("history.list") - before <= 20
    assert (len(office.mails()), mailbox(office).resting_until) == (1, None)


def test_what_waits_in_a_pause_makes_no_round_of_its_own(office: Office) -> None:
    for number in range(3):
        office.enroll(address=f"candidate.{number}@example.com")
    office.fault("429:3600", SENDING)
    office.tick()
    served = 0
    for _ in range(60):
        office.stand_in.move(seconds=5)
        served += office.tick()

    assert served <= 6
