"""Two small forms about an answer: when "not now" comes back, and why somebody is not interested."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.rules.reasons import REASONS
from bot.slack.views import parts, values
from bot.slack.views.parts import Json

NOT_NOW_CALLBACK = "answer_not_now_form"
NOT_INTERESTED_CALLBACK = "answer_not_interested_form"
DAY_BLOCK, DAY = "answer_day", "answer_day_chosen"
REASON_BLOCK, REASON = "answer_reason", "answer_reason_chosen"
WORDS_BLOCK, WORDS = "answer_words", "answer_words_typed"
MOST_WORDS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was said of an answer; `back_on` is None where no day is chosen."""

    inbound_id: int
    back_on: date | None = None
    reason: str = ""
    channel: str = ""
    message: str = ""


def not_now(inbound_id: int, *, person: str, suggested: date, channel: str = "", message: str = "") -> Json:
    """Ask for the day; `message` is the timestamp of the card in its channel."""
    picker: Json = {"type": "datepicker", "action_id": DAY, "initial_date": suggested.isoformat()}
    hint = "At nine that day I remind you here, and you may let the sequence go on."
    blocks = [
        parts.section(f"When shall I remind you of {parts.bold(person)}?"),
        parts.field(DAY_BLOCK, "Comes back on", picker, hint=hint),
    ]
    return _form(NOT_NOW_CALLBACK, "Not now", blocks, inbound_id, channel, message)


def not_interested(inbound_id: int, *, person: str, channel: str = "", message: str = "") -> Json:
    """Ask for the reason, and for words about it; both may stay empty."""
    blocks = asking_why(person)
    return _form(NOT_INTERESTED_CALLBACK, "Not interested", blocks, inbound_id, channel, message)


def asking_why(person: str) -> list[Json]:
    """Draw the fields for the reason."""
    reasons = parts.select(REASON, [parts.option(one, one) for one in REASONS], placeholder="Choose one")
    return [
        parts.section(f"Why is {parts.bold(person)} not interested?"),
        parts.field(REASON_BLOCK, "Reason", reasons, optional=True),
        parts.field(WORDS_BLOCK, "In a few words", parts.text_input(WORDS, limit=MOST_WORDS), optional=True),
    ]


def _form(callback: str, title: str, blocks: list[Json], inbound_id: int, channel: str, message: str) -> Json:
    metadata = {"inbound": inbound_id, "channel": channel, "message": message}
    return parts.modal(callback, title, blocks, submit="Save", close="Cancel", metadata=metadata)


def read(view: Mapping[str, Any]) -> Said:
    """Read either form."""
    kept, chosen = parts.metadata(view), values.day(view, DAY_BLOCK)
    return Said(
        inbound_id=int(kept["inbound"]),
        back_on=date.fromisoformat(chosen) if chosen else None,
        reason=read_why(view),
        channel=str(kept.get("channel", "")),
        message=str(kept.get("message", "")),
    )


def read_why(view: Mapping[str, Any]) -> str:
    """Read the reason, and the words behind it."""
    told = (values.chosen(view, REASON_BLOCK) or "", values.text(view, WORDS_BLOCK) or "")
    return ": ".join(one for one in told if one)[: MOST_WORDS + 50]


def errors(text: str) -> dict[str, str]:
    """Put a sentence under the date."""
    return {DAY_BLOCK: text}
