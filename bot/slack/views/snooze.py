"""Pick the date and time a reminder comes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.slack.views import parts, values
from bot.slack.views.parts import Json

CALLBACK = "snooze_form"
WHEN_BLOCK = "snooze_when"
WHEN = "snooze_when_chosen"


@dataclass(frozen=True, slots=True, kw_only=True)
class SnoozeAsked:
    """Until when (aware, UTC; None where nothing is chosen), and the message, perhaps a list, the reminder is in."""

    touch_id: int
    until: datetime | None
    channel: str
    message: str
    place: str = ""


def build(
    touch_id: int, *, person: str, suggested: datetime, channel: str = "", message: str = "", place: str = ""
) -> Json:
    """Draw the form; `message` is the timestamp of the reminder in its channel, `place` the list."""
    picker: Json = {
        "type": "datetimepicker",
        "action_id": WHEN,
        "initial_date_time": int(suggested.timestamp()),
    }
    blocks = [
        parts.section(f"When shall I remind you of {parts.bold(person)} again?"),
        parts.field(WHEN_BLOCK, "Remind me", picker),
    ]
    metadata = {"touch": touch_id, "channel": channel, "message": message, "place": place}
    return parts.modal(CALLBACK, "Snooze", blocks, submit="Snooze", close="Cancel", metadata=metadata)


def read(view: Mapping[str, Any]) -> SnoozeAsked:
    """Read what was chosen."""
    kept = parts.metadata(view)
    return SnoozeAsked(
        touch_id=int(kept["touch"]),
        until=values.instant(view, WHEN_BLOCK),
        channel=str(kept.get("channel", "")),
        message=str(kept.get("message", "")),
        place=str(kept.get("place", "")),
    )


def errors(text: str) -> dict[str, str]:
    """Put a sentence under the date."""
    return {WHEN_BLOCK: text}
