"""After an outage, and with a new mailbox: nothing bunches, nothing comes closer than planned, hours are kept."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.outreach.house import House
from bot.rules import business_time
from bot.rules.pacing import Pace
from storage.models import Enrollment
from tests import builders
from tests.bot.workers.office import Office
from tests.builders import ANA, BERLIN, email

QUICK = House(pace=Pace(least=timedelta(0), most=timedelta(0), slow_start=True))
THERE = ZoneInfo(BERLIN)


def crowd(office: Office, count: int) -> list[Enrollment]:
    """Enroll some people in two stages, three working days apart."""
    return [
        office.enroll(email(), email(3), address=f"person{place}.hopper@example.com")
        for place in range(count)
    ]


def went(office: Office, everybody: list[Enrollment], position: int) -> list[datetime]:
    """Tell when each got a stage, in order of time; whoever has not got it is left out."""
    rows = [builders.the_touches(office.db, one) for one in everybody]
    known = [row[position].done_at for row in rows if len(row) > position]
    return sorted(moment for moment in known if moment is not None)


def test_after_two_weeks_of_silence_mails_leave_apart_and_inside_the_hours(office: Office) -> None:
    everybody = crowd(office, 5)
    office.stand_in.move(days=14, hours=7, minutes=57)  # a Monday, three minutes before six in the evening

    office.wait(minutes=10)
    evening = went(office, everybody, 0)
    office.later(hours=14)
    office.wait(minutes=10)

    everything = went(office, everybody, 0)
    assert 0 < len(evening) < len(everything) == 5
    apart = [later - earlier for earlier, later in zip(everything, everything[1:], strict=False)]
    assert min(apart) >= office.house.pace.least
    walls = [moment.astimezone(THERE).time() for moment in everything]
    assert all(time(8) <= wall < time(18) for wall in walls)


def test_who_got_the_first_mail_late_gets_the_second_as_much_later(office: Office) -> None:
    everybody = crowd(office, 3)
    office.stand_in.move(days=14)
    office.wait(minutes=6)

    for one in everybody:
        first, second = builders.the_touches(office.db, one)
        assert first.done_at is not None
        local = first.done_at.astimezone(THERE)
        day = business_time.add_business_days(local.date(), 3, business_time.NO_HOLIDAYS)
        assert second.due_at == business_time.instant(day, local.time(), THERE)


def test_a_new_mailbox_sends_twenty_mails_on_its_first_day_and_the_rest_later(office: Office) -> None:
    office.house = QUICK
    everybody = crowd(office, 22)
    builders.make_mailbox(office.db, ANA, began_at=office.now())

    office.wait(minutes=10)
    assert len(went(office, everybody, 0)) == 20

    office.later(hours=23, minutes=55)
    assert len(went(office, everybody, 0)) == 22
