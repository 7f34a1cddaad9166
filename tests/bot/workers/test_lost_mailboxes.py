"""A mailbox Google no longer lets us into: who waits, who hears of it and how often, and how all go on."""

from datetime import datetime, timedelta

import pytest

from bot.outreach.house import House
from bot.outreach.mailboxes import disconnecting
from bot.outreach.outgoing import holding
from bot.rules import business_time
from bot.rules.pacing import Pace
from storage.models import Mailbox, Touch
from storage.statuses import EnrollmentStatus, MailboxStatus
from tests import builders
from tests.bot.workers.hearing import heard, reconnect
from tests.bot.workers.office import Office
from tests.builders import ANA, email

LOST = "Overture has lost ana@acme.example."


def lose(office: Office) -> None:
    office.stand_in.control("revoke", address="ana@acme.example")
    office.later(minutes=2)
    with office.db.transaction() as tx:
        assert tx.query(Mailbox).one().status is MailboxStatus.LOST


def days_of_news(office: Office, days: int, *, by: str = "U0ANA") -> list[str]:
    """Listen at every hour of so many days; tell when there was something to hear."""
    told = []
    for _ in range(days * 24):
        office.stand_in.move(hours=1)
        told += [business_time.say(office.now(), builders.BERLIN)[:3] for _ in heard(office, by=by)]
    return told


def test_its_owner_hears_at_once_and_then_on_each_working_day(office: Office) -> None:
    office.enroll()
    lose(office)

    (told,) = heard(office)
    assert f"{LOST} Google says the access was taken back, or the password was changed." in told
    assert "Reconnect the mailbox, and everything goes on from where it stood." in told
    assert told.endswith("Reconnect")

    assert days_of_news(office, 9) == ["Tue", "Wed", "Thu", "Fri", "Mon", "Tue", "Wed"]


def test_it_is_told_from_nine_in_its_owners_zone(office: Office) -> None:
    builders.make_recruiter(office.db, zone="America/New_York")
    lose(office)
    heard(office)

    office.stand_in.move(days=1)
    office.stand_in.state.world.move(office.now().replace(hour=13, minute=59) - office.now())
    assert heard(office) == []
    office.stand_in.move(minutes=1)

    assert len(heard(office)) == 1


def test_the_admin_channel_hears_from_the_third_day_on_and_no_name_in_it(office: Office) -> None:
    office.house = House(admin_channel="C0ADMIN")
    for number in range(3):
        office.enroll(address=f"candidate.{number}@example.com")
    office.stand_in.control("revoke", address="ana@acme.example")
    office.later(minutes=2)
    heard(office)

    office.stand_in.move(hours=23)
    assert heard(office, by="C0ADMIN") == []
    office.stand_in.move(days=1)
    (told,) = heard(office, by="C0ADMIN")

    assert "A recruiter's Gmail is disconnected since Mon 23 Nov, 10:02; 3 people wait for it." in told
    assert "<@U0ANA>" in told
    assert "andidate" not in told
    assert "@acme" not in told


@pytest.mark.parametrize("lost_first", [True, False])
def test_who_disconnects_by_hand_is_not_reminded(office: Office, lost_first: bool) -> None:
    enrollment = office.enroll(email(), email())
    if lost_first:
        lose(office)
        heard(office)

    disconnecting.disconnect(office.db, office.stand_in.google, who=ANA, now=office.now())
    heard(office)

    assert days_of_news(office, 3) == []
    assert builders.again(office.db, enrollment).status is EnrollmentStatus.HELD


def test_a_mailbox_that_is_back_is_no_news_as_a_lost_one(office: Office) -> None:
    lose(office)
    reconnect(office)

    told = heard(office)

    assert [text for text in told if LOST in text] == []
    assert any("is connected" in text for text in told)
    assert days_of_news(office, 3) == []


def test_a_mailbox_lost_anew_is_told_anew(office: Office) -> None:
    lose(office)
    heard(office)
    reconnect(office)
    heard(office)

    lose(office)

    (told,) = heard(office)
    assert LOST in told


def test_thirty_overdue_mails_leave_apart_within_the_cap_and_in_order(office: Office) -> None:
    office.house = House(pace=Pace(daily_cap=20))
    people = [f"candidate.{number}@example.com" for number in range(30)]
    office.stand_in.control("revoke", address="ana@acme.example")
    for number, person in enumerate(people):
        office.enroll(email(), address=person, now=office.now() + timedelta(seconds=number))
    office.tick()
    office.stand_in.move(days=7)

    reconnect(office)
    rounds = office.rounds()
    for _ in range(60):
        office.stand_in.move(minutes=1)
        rounds.tick()
    first_day = left(office)
    office.stand_in.move(hours=23)
    for _ in range(30):
        office.stand_in.move(minutes=1)
        rounds.tick()

    assert len(first_day) == 20
    assert [address for address, _ in left(office)] == people
    assert all(
        later - earlier >= timedelta(seconds=30)
        for (_, earlier), (_, later) in zip(left(office), left(office)[1:], strict=False)
    )


def left(office: Office) -> list[tuple[str, datetime]]:
    """List who was written to and when, the earliest first."""
    with office.db.transaction() as tx:
        rows = tx.query(Touch).filter(Touch.done_at.is_not(None)).order_by(Touch.done_at)
        return [
            (row.enrollment.address.address, row.done_at)
            for row in rows
            if row.enrollment.address is not None and row.done_at is not None
        ]


def test_two_stages_of_one_person_are_never_closer_than_planned(office: Office) -> None:
    enrollment = office.enroll(email(), email(3), email(3))
    office.tick()
    office.stand_in.control("revoke", address="ana@acme.example")
    office.later(days=14)

    reconnect(office)
    office.wait(minutes=10)
    second, third = builders.the_touches(office.db, enrollment)[1:]

    assert second.done_at is not None
    assert third.due_at - second.done_at >= timedelta(days=3)
    assert len(office.mails()) == 2


def test_who_is_enrolled_or_let_go_while_it_is_lost_goes_out_afterwards(office: Office) -> None:
    paused = office.enroll()
    holding.hold(office.db, ANA, office.touch(paused).id, now=office.now())
    lose(office)
    enrolled = office.enroll(address="alan.turing@example.com")
    holding.release(office.db, ANA, office.touch(paused).id, now=office.now())

    office.wait(minutes=10)
    assert office.calls("drafts.create") == 0
    reconnect(office)
    office.wait(minutes=10)

    assert builders.statuses(office.db, paused) == builders.statuses(office.db, enrolled) == ["sent"]
    assert (len(office.mails()), len(office.mails("alan.turing@example.com"))) == (1, 1)
