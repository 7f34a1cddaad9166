"""Pick the day on which a sequence goes on for somebody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.slack.views import parts, values
from bot.slack.views.parts import Json

CALLBACK = "break_form"
DAY_BLOCK = "break_day"
DAY = "break_day_chosen"


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakAsked:
    """Whose sequence shall wait, and until which day; None where nothing is chosen."""

    enrollment_id: int
    until: date | None


def build(enrollment_id: int, *, person: str, suggested: date) -> Json:
    """Draw the form."""
    picker: Json = {"type": "datepicker", "action_id": DAY, "initial_date": suggested.isoformat()}
    blocks = [
        parts.section(f"When shall the sequence for {parts.bold(person)} go on?"),
        parts.field(
            DAY_BLOCK, "Goes on", picker, hint="On that day, or at the next opening of the sending hours."
        ),
    ]
    return parts.modal(
        CALLBACK, "Snooze", blocks, submit="Snooze", close="Cancel", metadata={"enrollment": enrollment_id}
    )


def done(told: str) -> Json:
    """Say what became of it, in the place of the form."""
    return parts.modal(f"{CALLBACK}_done", "Snooze", [parts.section(parts.mrkdwn(told))])


def read(view: Mapping[str, Any]) -> BreakAsked:
    """Read what was chosen."""
    chosen = values.day(view, DAY_BLOCK)
    return BreakAsked(
        enrollment_id=int(parts.metadata(view)["enrollment"]),
        until=date.fromisoformat(chosen) if chosen else None,
    )


def errors(text: str) -> dict[str, str]:
    """Put a sentence under the date."""
    return {DAY_BLOCK: text}
