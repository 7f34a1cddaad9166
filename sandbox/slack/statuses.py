"""What people say of themselves beside their name, and when it goes by itself."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sandbox.slack.wire import Payload


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """One status; `expiration` is in Unix seconds, 0 for one that stays until it is changed."""

    emoji: str = ""
    text: str = ""
    expiration: int = 0


NONE = Status()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A status Slack proposes, and for how long; `lasts` is None for the rest of the day, nothing for ever."""

    emoji: str
    text: str
    lasts: timedelta | None

    def taken(self, now: datetime, zone: str) -> Status:
        """Make the status of somebody in a zone who takes it now."""
        return Status(emoji=self.emoji, text=self.text, expiration=self._expiration(now, zone))

    def _expiration(self, now: datetime, zone: str) -> int:
        if self.lasts is None:
            today = now.astimezone(ZoneInfo(zone)).date()
            return int(datetime.combine(today, time(23, 59, 59), ZoneInfo(zone)).timestamp())
        return int((now + self.lasts).timestamp()) if self.lasts else 0


PROPOSED = (
    Proposal(emoji=":spiral_calendar_pad:", text="In a meeting", lasts=timedelta(hours=1)),
    Proposal(emoji=":bus:", text="Commuting", lasts=timedelta(minutes=30)),
    Proposal(emoji=":face_with_thermometer:", text="Out sick", lasts=None),
    Proposal(emoji=":palm_tree:", text="Vacationing", lasts=timedelta(0)),
    Proposal(emoji=":house_with_garden:", text="Working remotely", lasts=None),
)


def current(status: Status, now: datetime) -> Status:
    """Give the status as it stands: one whose time is over is none."""
    is_over = 0 < status.expiration <= now.timestamp()
    return NONE if is_over else status


def as_profile(status: Status, now: datetime) -> Payload:
    """Show it as it stands in a profile."""
    shown = current(status, now)
    return {
        "status_text": shown.text,
        "status_text_canonical": shown.text if _is_proposed(shown) else "",
        "status_emoji": shown.emoji,
        "status_expiration": shown.expiration,
    }


def _is_proposed(status: Status) -> bool:
    return any((one.emoji, one.text) == (status.emoji, status.text) for one in PROPOSED)
