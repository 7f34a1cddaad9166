"""A mailbox with very much to send, and one with a single mail."""

from datetime import timedelta

from bot.outreach.house import House
from bot.rules.pacing import Bucket, Pace, Quota
from tests.bot.workers.office import Office
from tests.builders import BEN

ALAN = "alan.turing@example.com"
PLENTY = Bucket(per_minute=100_000, burst=100_000)


def test_a_mailbox_with_very_much_to_send_does_not_keep_another_waiting(office: Office) -> None:
    at_once = Pace(least=timedelta(0), most=timedelta(0))
    office.house = House(pace=at_once, quota=Quota(mailbox=PLENTY))
    for number in range(12):
        office.enroll(address=f"candidate.{number}@example.com")
    office.connect(BEN)
    later = office.now() + timedelta(minutes=1)
    office.enroll(who=BEN, sequence="Frontend", address=ALAN, now=later)
    office.stand_in.move(minutes=2)

    office.tick()

    assert (len(office.mails(ALAN)), office.calls("drafts.send")) == (1, 10 + 1)
