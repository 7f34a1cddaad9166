"""Being away: the form, what it means in a sentence, and the way back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.outreach.overview.home_pictures import Standing
from bot.rules import absences
from bot.slack.views import limits, parts, values
from bot.slack.views.parts import Json
from storage.statuses import Cover

CALLBACK = "away_form"
OPEN = "away_open"
BACK = "away_back"
DAY_BLOCK, DAY = "away_day", "away_day_chosen"
COVER_BLOCK, COVER = "away_cover", "away_cover_chosen"
DEPUTY_BLOCK, DEPUTY = "away_deputy", "away_deputy_chosen"

COVERS = {
    Cover.EVERYTHING: "Everything waits: nothing leaves in my name",
    Cover.BY_HAND: "Emails go on, what I do by hand waits",
    Cover.DEPUTY: "Emails go on, a colleague does what I do by hand",
}
THERE = "You are there: nothing waits for your return."


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed; `back_on` is None where no day is chosen."""

    back_on: date | None
    cover: Cover
    deputy: str = ""


def build(standing: Standing, suggested: date) -> Json:
    """Draw the form, with what was arranged or a day that is likely."""
    absence = standing.absence
    back = absences.back_on(absence) if absence else suggested
    picker: Json = {"type": "datepicker", "action_id": DAY, "initial_date": back.isoformat()}
    options = [parts.option(text, cover.value) for cover, text in COVERS.items()]
    cover = absence.cover if absence else Cover.EVERYTHING
    colleague: Json = {
        "type": "users_select",
        "action_id": DEPUTY,
        "placeholder": parts.plain("A colleague", limits.PLACEHOLDER),
    }
    if parts.is_person(standing.deputy):
        colleague["initial_user"] = standing.deputy
    hint = "They get my reminders, and hear of my answers, in the sequences they may use."
    blocks = [
        parts.context(
            "Answers stop a sequence as ever, and are told. Nothing comes all at once when you are back."
        ),
        parts.field(DAY_BLOCK, "Your first day back", picker),
        parts.field(COVER_BLOCK, "Until then", parts.radio(COVER, options, chosen=cover.value)),
        parts.field(DEPUTY_BLOCK, "The colleague", colleague, hint=hint, optional=True),
    ]
    return parts.modal(CALLBACK, "Away", blocks, submit="Save", close="Cancel")


def read(view: Mapping[str, Any]) -> Typed:
    """Read the form."""
    day, cover = values.day(view, DAY_BLOCK), values.chosen(view, COVER_BLOCK)
    colleague = values.element(view, DEPUTY_BLOCK) or {}
    return Typed(
        back_on=date.fromisoformat(day) if day else None,
        cover=Cover(cover) if cover else Cover.EVERYTHING,
        deputy=str(colleague.get("selected_user") or ""),
    )


def of_day(text: str) -> dict[str, str]:
    """Put a sentence under the day."""
    return {DAY_BLOCK: text}


def of_deputy(text: str) -> dict[str, str]:
    """Put a sentence under the colleague."""
    return {DEPUTY_BLOCK: text}


def message(standing: Standing) -> Json:
    """Say how it stands, with the ways to change it."""
    told = said(standing)
    return parts.message(told, [parts.section(told), _buttons(standing)])


def done(standing: Standing) -> Json:
    """Say in the place of the form how it stands now."""
    return parts.modal(f"{CALLBACK}_done", "Away", [parts.section(said(standing))])


def row(standing: Standing) -> Json:
    """Say it in one row of the Home tab."""
    if standing.absence is None:
        return parts.section("Away for a while?", accessory=parts.button("I am away…", OPEN))
    return parts.section(f"{said(standing)}", accessory=parts.button("I am back", BACK))


def said(standing: Standing) -> str:
    """Say how it stands."""
    absence = standing.absence
    if absence is None:
        return THERE
    what = {
        Cover.EVERYTHING: "nothing leaves in your name, and no reminder comes",
        Cover.BY_HAND: "emails go on, and no reminder comes",
        Cover.DEPUTY: f"emails go on, and {parts.mention(standing.deputy)} gets your reminders",
    }[absence.cover]
    return f"You are away until *{parts.label(absence.day)}*: {what}. Answers stop a sequence as ever."


def _buttons(standing: Standing) -> Json:
    if standing.absence is None:
        return parts.actions(parts.button("I am away…", OPEN), block_id="away")
    back = parts.button("I am back", BACK, style="primary")
    return parts.actions(back, parts.button("Change", OPEN), block_id="away")
