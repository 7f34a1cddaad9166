"""What every listener is given: the memory, the house's rules, the door to Google, the clock."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.clock import Clock
from bot.outreach.house import House
from bot.outreach.mailboxes.connecting import Door
from bot.outreach.plans.trying import Bench
from bot.slack.homes import Homes
from bot.slack.unfurling import Previews
from storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One application's ways to get things done; `address` is where browsers find its pages."""

    db: Database
    house: House
    door: Door
    clock: Clock
    bench: Bench
    address: str = ""
    homes: Homes = field(default_factory=Homes)
    previews: Previews = field(default_factory=Previews)

    def now(self) -> datetime:
        """Read the clock, once a click."""
        return self.clock()
