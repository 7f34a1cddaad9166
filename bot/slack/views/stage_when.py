"""When a stage goes: the part of its form that says so."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from bot.outreach.pictures import StageForm
from bot.rules import drafts
from bot.rules.drafts import Problem, StageDraft
from bot.slack.views import parts, phrases, values
from bot.slack.views.parts import Json
from storage.statuses import DelayUnit

START_BLOCK = "stage_start"
START = "stage_start_chosen"
AT_ONCE_BLOCK = "stage_at_once"
AT_ONCE = "stage_at_once_ticked"
DELAY_BLOCK = "stage_delay"
DELAY = "stage_delay_typed"
UNIT_BLOCK = "stage_unit"
UNIT = "stage_unit_chosen"
AT_BLOCK = "stage_at"
AT = "stage_at_chosen"
ON_THEIR_CLOCK = (
    "Where the candidate lives, unless your sending hours are set to another clock. Empty: any time in them."
)
ON_YOUR_CLOCK = "By your own clock, for you do it. Empty: any time within your sending hours."
BLOCKS = {"not_before": START_BLOCK, "delay": DELAY_BLOCK, "delay_unit": UNIT_BLOCK, "at": AT_BLOCK}


def build(form: StageForm) -> Iterator[Json]:
    """Draw when it starts, for the first stage, or how long it waits after the one before."""
    return _first(form.stage) if form.number == 1 else _later(form)


def read(view: Mapping[str, Any], known: StageDraft, problems: list[Problem]) -> StageDraft:
    """Read when it goes; what the form does not show stays as it is known."""
    unit = values.chosen(view, UNIT_BLOCK)
    return replace(
        known,
        delay_unit=DelayUnit(unit) if unit else known.delay_unit,
        not_before=_start(view, known.not_before),
        at=_at(view, known.at),
        delay=_delay(view, known.delay, problems),
    )


def _first(stage: StageDraft) -> Iterator[Json]:
    picker: Json = {"type": "datetimepicker", "action_id": START}
    if stage.not_before:
        picker["initial_date_time"] = int(stage.not_before.timestamp())
    hint = "Leave it empty to start right away, as soon as sending hours allow."
    yield parts.field(START_BLOCK, "Start on", picker, hint=hint, optional=True)
    if stage.not_before:
        boxes: Json = {
            "type": "checkboxes",
            "action_id": AT_ONCE,
            "options": [parts.option("Right away", "yes")],
        }
        yield parts.field(AT_ONCE_BLOCK, "Or start", boxes, optional=True)


def _later(form: StageForm) -> Iterator[Json]:
    stage = form.stage
    number: Json = {
        "type": "number_input",
        "action_id": DELAY,
        "is_decimal_allowed": False,
        "min_value": "0",
        "max_value": str(drafts.DELAY_LIMIT),
        "initial_value": str(stage.delay),
    }
    hint = f"Counted from when stage {form.number - 1} really went."
    yield parts.field(DELAY_BLOCK, "Days to wait", number, hint=hint)
    options = [parts.option(f"{text}s", unit.value) for unit, text in phrases.UNITS.items()]
    menu = parts.select(UNIT, options, chosen=stage.delay_unit.value)
    yield parts.field(UNIT_BLOCK, "Counted as", menu)
    picker: Json = {"type": "timepicker", "action_id": AT}
    if stage.at:
        picker["initial_time"] = stage.at.strftime("%H:%M")
    hint = ON_THEIR_CLOCK if stage.kind.is_email else ON_YOUR_CLOCK
    yield parts.field(AT_BLOCK, "Time of day", picker, hint=hint, optional=True)


def _start(view: Mapping[str, Any], known: datetime | None) -> datetime | None:
    if values.ticked(view, AT_ONCE_BLOCK):
        return None
    # Emptiness proves nothing in Slack; a known date is only dropped by ticking the box.
    return values.instant(view, START_BLOCK) or known


def _at(view: Mapping[str, Any], known: time | None) -> time | None:
    return values.clock(view, AT_BLOCK) if values.element(view, AT_BLOCK) else known


def _delay(view: Mapping[str, Any], known: int, problems: list[Problem]) -> int:
    try:
        typed = values.number(view, DELAY_BLOCK)
    except ValueError:
        problems.append(Problem(field="delay", text="Write a whole number of days, such as 3."))
        return known
    return known if typed is None else typed
