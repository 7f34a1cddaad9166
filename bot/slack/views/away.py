"""Being away: the form, what it means in a sentence, and the way back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.outreach.overview.home_pictures import ByStatus, Standing
from bot.rules import absences
from bot.slack.views import limits, parts, values
from bot.slack.views.parts import Json
from storage.statuses import Cover

CALLBACK = "away_form"
OPEN = "away_open"
STATUS = "away_status"
BACK = "away_back"
DAY_BLOCK, DAY = "away_day", "away_day_chosen"
COVER_BLOCK, COVER = "away_cover", "away_cover_chosen"
DEPUTY_BLOCK, DEPUTY = "away_deputy", "away_deputy_chosen"
TICK_BLOCK, TICK = "away_tick", "away_tick_chosen"

COVERS = {
    Cover.EVERYTHING: "Everything waits: nothing leaves in my name",
    Cover.BY_HAND: "Emails go on, what I do by hand waits",
    Cover.DEPUTY: "Emails go on, a colleague does what I do by hand",
}
COLLEAGUE = "They get my reminders, and hear of my answers, in the sequences they may use."
THERE = "You are there: nothing waits for your return."
SIGNS = ":palm_tree: or :face_with_thermometer:"
TICKED = "Also whenever my Slack status says so"
HINT = (
    f"{SIGNS}, or words such as “Out of office”, “On leave” or “Holiday”. It is looked at every ten minutes. One that "
    "never ends counts until you change it; “I am back” overrules it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed; `back_on` is None where no day is chosen, `by_status` lets their Slack status be read."""

    back_on: date | None
    cover: Cover
    deputy: str = ""
    by_status: bool = False


def build(standing: Standing, suggested: date | None, *, by_status: bool = False) -> Json:
    """Draw the form with what was arranged, or a day that is likely; with None and `by_status` it is for the tick."""
    ticked = by_status or standing.by_status is not None
    back, cover, deputy = _arranged(standing)
    blocks = [
        parts.context(
            "Answers stop a sequence as ever, and are told. Nothing comes all at once when you are back."
        ),
        parts.field(DAY_BLOCK, "Your first day back", _picker(back or suggested), optional=ticked),
        parts.field(COVER_BLOCK, "Until then", _covers(cover)),
        parts.field(DEPUTY_BLOCK, "The colleague", _colleague(deputy), hint=COLLEAGUE, optional=True),
        parts.field(TICK_BLOCK, "Slack status", _tick(ticked), hint=HINT, optional=True),
    ]
    return parts.modal(CALLBACK, "Away", blocks, submit="Save", close="Cancel")


def _arranged(standing: Standing) -> tuple[date | None, Cover, str]:
    absence, by_status = standing.absence, standing.by_status
    if absence is not None:
        day = None if standing.is_by_status else absences.back_on(absence)
        return day, absence.cover, standing.deputy
    return None, by_status.cover if by_status else Cover.EVERYTHING, by_status.deputy if by_status else ""


def _picker(day: date | None) -> Json:
    picker: Json = {"type": "datepicker", "action_id": DAY}
    return picker if day is None else picker | {"initial_date": day.isoformat()}


def _covers(chosen: Cover) -> Json:
    options = [parts.option(text, cover.value) for cover, text in COVERS.items()]
    return parts.radio(COVER, options, chosen=chosen.value)


def _colleague(deputy: str) -> Json:
    colleague: Json = {
        "type": "users_select",
        "action_id": DEPUTY,
        "placeholder": parts.plain("A colleague", limits.PLACEHOLDER),
    }
    return colleague | {"initial_user": deputy} if parts.is_person(deputy) else colleague


def _tick(ticked: bool) -> Json:
    boxes: Json = {"type": "checkboxes", "action_id": TICK, "options": [parts.option(TICKED, "status")]}
    return boxes | {"initial_options": boxes["options"]} if ticked else boxes


def read(view: Mapping[str, Any]) -> Typed:
    """Read the form."""
    day, cover = values.day(view, DAY_BLOCK), values.chosen(view, COVER_BLOCK)
    colleague = values.element(view, DEPUTY_BLOCK) or {}
    return Typed(
        back_on=date.fromisoformat(day) if day else None,
        cover=Cover(cover) if cover else Cover.EVERYTHING,
        deputy=str(colleague.get("selected_user") or ""),
        by_status=values.ticked(view, TICK_BLOCK),
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


def rows(standing: Standing) -> tuple[Json, Json]:
    """Say it in two rows of the Home tab: how it stands, and whether their Slack status is read."""
    if standing.absence is None:
        first = parts.section("Away for a while?", accessory=parts.button("I am away…", OPEN))
    else:
        first = parts.section(_told(standing), accessory=parts.button("I am back", BACK))
    if standing.by_status is None:
        told, button = f"Your Slack status can say it, too: {SIGNS}.", parts.button("Read my status…", STATUS)
    else:
        told, button = _reading(standing.by_status), parts.button("Change…", STATUS)
    return first, parts.section(told, accessory=button)


def said(standing: Standing) -> str:
    """Say how it stands, and what their Slack status would change."""
    told = THERE if standing.absence is None else _told(standing)
    return f"{told}\n{_reading(standing.by_status)}" if standing.by_status else told


def _told(standing: Standing) -> str:
    absence = standing.absence
    assert absence is not None
    what = _what(absence.cover, standing.deputy)
    end = "it changes" if absence.until is None else f"*{parts.label(absence.end)}*"
    if standing.is_by_status:
        return (
            f"Your Slack status says that you are away, until {end}: {what}. Answers stop a sequence as ever."
        )
    return f"You are away until {end}: {what}. Answers stop a sequence as ever."


def _reading(by_status: ByStatus) -> str:
    return f"Your Slack status is read: while it says that you are away, {_what(by_status.cover, by_status.deputy)}."


def _what(cover: Cover, deputy: str) -> str:
    return {
        Cover.EVERYTHING: "nothing leaves in your name, and no reminder comes",
        Cover.BY_HAND: "emails go on, and no reminder comes",
        Cover.DEPUTY: f"emails go on, and {parts.mention(deputy)} gets your reminders",
    }[cover]


def _buttons(standing: Standing) -> Json:
    if standing.absence is None:
        return parts.actions(parts.button("I am away…", OPEN), block_id="away")
    back = parts.button("I am back", BACK, style="primary")
    return parts.actions(back, parts.button("Change", OPEN), block_id="away")
