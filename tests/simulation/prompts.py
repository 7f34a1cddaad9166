"""The loop of reminders in a world that leaps: it looks when somebody is to be reminded, though no mailbox is ready."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bot.workers.reminders import Reminders
from tests.simulation.world import World

A_MOMENT = timedelta(seconds=1)


class Prompts:
    """Remind whoever is to be reminded, and plan to look again; `again` is what is done then."""

    def __init__(self, world: World, again: Callable[[], None]) -> None:
        self.world = world
        self.again = again
        self.planned: set[datetime] = set()
        self.reminders = Reminders(world.db, world.house, world.clock)

    def look(self) -> None:
        """Look once."""
        now = self.world.clock()
        if self.world.db.is_anything_to_do_by_hand(now):
            self.reminders.tick()
        due = self.world.db.next_by_hand(now)
        if due is not None and due not in self.planned:
            self.planned.add(due)
            self.world.at(due - self.world.offset + A_MOMENT, self.again)


def each(about: dict[str, Any]) -> list[dict[str, Any]]:
    """Take a list of stages to be done by hand for as many reminders."""
    return [{"touch": touch_id} for touch_id in about["touches"]] if "touches" in about else [about]
