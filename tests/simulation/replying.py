"""Recruiters who reply from Slack: each press is one mail or none that she said should not go, and none is lost.

Chance is thrown by a die of its own, so that worlds without replies are what they always were.
"""

from itertools import count
from random import Random
from typing import Any

from sqlalchemy import func, select

from bot.outreach.incoming import writing_back
from bot.outreach.outgoing import handwriting
from bot.refusals import Refusal
from storage import replies
from storage.incoming import InboundMail
from storage.models import Touch
from storage.statuses import FINAL, TouchStatus
from tests.simulation import cast
from tests.simulation.candidates import DAY, HOUR
from tests.simulation.cast import Person
from tests.simulation.living import Life
from tests.simulation.world import World

MOST_REPLIES = 3
"""To one person; two who answer each other for ever would fill the days of a world."""


class Replies:
    """The recruiters of one world, as far as they reply."""

    def __init__(self, world: World, life: Life) -> None:
        self.world = world
        self.life = life
        self.random = Random(f"replies {world.seed}")
        self._numbers = count(
            replies.FIRST
        )  # of all people: a database that was set back must not give one twice
        life.on_reply = self.hears

    def hears(self, about: dict[str, Any]) -> None:
        """Read an answer, and reply to it at once, some hours later, or not at all."""
        if self.random.random() < self.world.weather.replying:
            after = self.random.choice((0.0, self.random.uniform(0, HOUR), self.random.uniform(0, 2 * DAY)))
            self.world.soon_by(self.random, after, lambda: self.presses(about))

    def presses(self, about: dict[str, Any]) -> None:
        """Press Send, and let Slack deliver it twice."""
        person = self.life.by_enrollment(about["enrollment"])
        inbound_id = int(about["inbound"])
        if person is None or len(person.pressed) >= MOST_REPLIES or not self._is_theirs(inbound_id, person):
            return
        number = next(self._numbers)
        again = self.random.random() < 0.5
        if self.press(person, inbound_id, number):
            person.pressed[number] = self.world.now
            if again:
                self.world.soon_by(self.random, HOUR, lambda: self.press(person, inbound_id, number))

    def press(self, person: Person, inbound_id: int, number: int) -> bool:
        """Press once; False if it was refused."""
        world, who = self.world, person.owner.who
        text = f"Hello Grace of Navy, code s0p{number}."
        try:
            wrong = writing_back.send(
                world.db, who, inbound_id, nonce=str(number), text=text, now=world.clock()
            )
        except Refusal:
            return False
        return not wrong

    def _is_theirs(self, inbound_id: int, person: Person) -> bool:
        # A database that was set back gives the numbers of what it forgot to others.
        with self.world.db.reading() as tx:
            mail = tx.get(InboundMail, inbound_id)
            return mail is not None and mail.enrollment_id == person.enrollment_id

    def all_over(self) -> bool:
        """Tell whether no reply is on its way."""
        open_ones = select(func.count()).where(Touch.position >= replies.FIRST, Touch.status.not_in(FINAL))
        with self.world.db.reading() as tx:
            return tx.scalar(open_ones) == 0

    def check(self) -> None:
        """Compare what was pressed with what truly left, and with our books."""
        for person in self.world.witness.people.values():
            if not person.lost:
                with self.world.db.reading() as tx:
                    found = replies.of_enrollment(tx, person.enrollment_id)
                    self._check(person, {cast.place_of(touch): touch for touch in found}, len(found))

    def _check(self, person: Person, books: dict[int, Touch], held: int) -> None:
        fail = self.world.witness.fail
        if len(books) != held:
            fail("R1: one press became two replies", person)
        for number in person.pressed:
            touch, went = books.get(number), number in person.sent
            if touch is None:
                if not went:
                    fail(f"R2: reply {number} is forgotten", person)
                continue
            how = f"reply {number} is {touch.status.value} ({touch.why}), and {'went' if went else 'did not go'}"
            if touch.status is TouchStatus.SENT and (went or number in person.said_sent):
                continue
            told = number in person.done or touch.why == handwriting.UNWANTED
            if touch.status is TouchStatus.SKIPPED and told:
                continue
            fail(f"R2: {how}", person)
