"""A mailbox with very much to send, and one with a single mail."""

from datetime import timedelta

from bot.outreach.house import House
from bot.rules.pacing import Pace
from tests.bot.workers.office import Office
from tests.builders import BEN

MANY = 30


def test_a_mailbox_with_very_much_to_send_does_not_keep_another_waiting(office: Office) -> None:
    office.house = House(pace=Pace(least=timedelta(0), most=timedelta(0)))
    crowd = [f"candidate.{number}@example.com" for number in range(MANY)]
    for address in crowd:
        office.enroll(address=address)
    office.connect(BEN)
    later = office.now() + timedelta(minutes=1)
    office.enroll(who=BEN, sequence="Frontend", address="alan.turing@example.com", now=later)
    office.stand_in.move(minutes=2)

    office.tick()

    gone = sum(len(office.mails(address)) for address in crowd)
    assert (len(office.mails("alan.turing@example.com")), 0 < gone <= 10) == (1, True)
