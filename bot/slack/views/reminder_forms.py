"""Forms about a stage done by hand: own words for one person, the colleague who does it, why they said no."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.outreach.incoming.correspondence import OwnWordsForm
from bot.rules.drafts import Problem
from bot.slack.views import answer_forms, limits, own_words, parts, rich_text, values
from bot.slack.views.parts import Json

WORDS_CALLBACK = "reminder_words_form"
WORDS_BLOCK, WORDS = "reminder_words", "reminder_words_typed"
HAND_CALLBACK = "reminder_hand_form"
WHOM_BLOCK, WHOM = "reminder_whom", "reminder_whom_chosen"
WHY_CALLBACK = "reminder_why_form"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a reminder stands: alone in a message, or in the list which `place` names."""

    channel: str = ""
    message: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was typed or chosen, or what is wrong with it, and where the reminder stands."""

    touch_id: int
    spot: Spot
    text: str = ""
    whom: str = ""
    reason: str = ""
    problems: tuple[Problem, ...] = ()


def words(asked: OwnWordsForm, spot: Spot) -> Json:
    """Ask for the words."""
    body: Json = {
        "type": "rich_text_input",
        "action_id": WORDS,
        "placeholder": parts.plain("Hi …", limits.PLACEHOLDER),
        "min_lines": 6,
    }
    if asked.body.strip():
        body["initial_value"] = rich_text.from_markdown(asked.body)
    hint = "The reminder then shows exactly this; no tokens are filled in any more."
    blocks = [
        parts.context(f"Only {parts.bold(asked.person)} gets these words; the sequence stays as it is."),
        parts.field(WORDS_BLOCK, "Text", body, hint=hint),
    ]
    kept = _kept(asked.touch_id, spot)
    return parts.modal(WORDS_CALLBACK, "Your own words", blocks, submit="Save", close="Cancel", metadata=kept)


def hand(touch_id: int, *, person: str, spot: Spot) -> Json:
    """Ask for the colleague."""
    chosen: Json = {
        "type": "users_select",
        "action_id": WHOM,
        "placeholder": parts.plain("A colleague", limits.PLACEHOLDER),
    }
    hint = "They must be able to use the sequence. Emails still leave in your name, and answers come to you."
    blocks = [
        parts.section(
            f"Who does this for {parts.bold(person)}? I send them the text, and say that it is from you."
        ),
        parts.field(WHOM_BLOCK, "Colleague", chosen, hint=hint),
    ]
    kept = _kept(touch_id, spot)
    return parts.modal(HAND_CALLBACK, "Hand over", blocks, submit="Hand over", close="Cancel", metadata=kept)


def why(touch_id: int, *, person: str, spot: Spot) -> Json:
    """Ask why somebody is not interested, which is written down already; both fields may stay empty."""
    kept, blocks = _kept(touch_id, spot), answer_forms.asking_why(person)
    return parts.modal(WHY_CALLBACK, "Not interested", blocks, submit="Save", close="Cancel", metadata=kept)


def read(view: Mapping[str, Any]) -> Said:
    """Read any of the forms."""
    kept, typed = parts.metadata(view), own_words.read(view, WORDS_BLOCK)
    chosen = values.element(view, WHOM_BLOCK) or {}
    return Said(
        touch_id=int(kept["touch"]),
        spot=Spot(**{name: str(kept.get(name, "")) for name in ("channel", "message", "place")}),
        text=typed.text,
        whom=str(chosen.get("selected_user") or ""),
        reason=answer_forms.read_why(view),
        problems=typed.problems,
    )


def errors(problems: Iterable[Problem], view: Mapping[str, Any]) -> dict[str, str]:
    """Put every problem under the text."""
    return values.errors(view, problems, {"body": WORDS_BLOCK}, default=WORDS_BLOCK)


def nobody(text: str) -> dict[str, str]:
    """Put a sentence under the colleague."""
    return {WHOM_BLOCK: text}


def _kept(touch_id: int, spot: Spot) -> dict[str, object]:
    return {"touch": touch_id, "channel": spot.channel, "message": spot.message, "place": spot.place}
