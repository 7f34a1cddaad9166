"""A recruiter's own settings: when mail leaves, how much of it, what it begins and ends with."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.outreach.overview.home_pictures import SettingsForm
from bot.rules.drafts import Problem
from bot.rules.preferences import MORNING, Preferences
from bot.rules.sending_hours import EXAMPLE
from bot.slack.views import dates, parts, phrases, told_settings, values
from bot.slack.views.parts import Json
from storage.statuses import Access

CALLBACK = "settings"
OPEN = "settings_open"
ZONE_BLOCK = "settings_zone"
HOURS_BLOCK = "settings_hours"
COUNTRY_BLOCK = "settings_country"
DAYS_OFF_BLOCK = "settings_days_off"
CAP_BLOCK = "settings_cap"
SIGNATURE_BLOCK = "settings_signature"
ACCESS_BLOCK = "settings_access"
MORNING_BLOCK = "settings_morning"
MORNING_AT_BLOCK = "settings_morning_at"

ALWAYS, FIRST = "always", "first"
YES, NO = "yes", "no"
LINES = {ZONE_BLOCK: 60, HOURS_BLOCK: 200, COUNTRY_BLOCK: 60, DAYS_OFF_BLOCK: 1_000}
"""How much may be typed into each line."""

BLOCKS = {
    "zone": ZONE_BLOCK,
    "hours": HOURS_BLOCK,
    "country": COUNTRY_BLOCK,
    "days_off": DAYS_OFF_BLOCK,
    "cap": CAP_BLOCK,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed; `cap` is None where none was asked for."""

    preferences: Preferences
    cap: int | None
    problems: tuple[Problem, ...] = ()


def build(settings: SettingsForm) -> Json:
    """Draw the form; what is left empty is as the house has it."""
    own = settings.preferences
    blocks = [
        _line(
            ZONE_BLOCK, "Time zone", own.zone, settings.slack_zone, "Empty: the one of your Slack profile."
        ),
        _line(HOURS_BLOCK, "Sending hours", own.hours, EXAMPLE, "Empty: those your administrator has set."),
        _line(COUNTRY_BLOCK, "Holidays of", own.country, "DE", "A country, or a part of it such as DE-BY."),
        _line(DAYS_OFF_BLOCK, "Days off", own.days_off, "2026-12-24, 2026-12-31", "Nothing leaves on them."),
        *_cap(settings),
        _signature(own),
        _morning(own),
        _morning_at(own),
        *told_settings.fields(own),
        _access(own),
    ]
    return parts.modal(CALLBACK, "Settings", blocks, submit="Save", close="Cancel")


def read(view: Mapping[str, Any]) -> Typed:
    """Read the form; a line that was emptied is empty."""
    line = {block: values.text(view, block) or "" for block in LINES}
    signature, chosen = values.chosen(view, SIGNATURE_BLOCK), values.chosen(view, ACCESS_BLOCK)
    problems: tuple[Problem, ...] = ()
    cap = None
    try:
        cap = values.number(view, CAP_BLOCK)
    except ValueError:
        problems = (Problem(field="cap", text="Write a whole number, such as 80."),)
    return Typed(
        preferences=Preferences(
            zone=line[ZONE_BLOCK],
            hours=line[HOURS_BLOCK],
            country=line[COUNTRY_BLOCK].upper(),
            days_off=line[DAYS_OFF_BLOCK],
            signs_follow_ups=signature != FIRST,
            morning=values.chosen(view, MORNING_BLOCK) != NO,
            morning_at=_read_morning(view),
            access=Access(chosen) if chosen else Preferences().access,
            **told_settings.read(view),
        ),
        cap=cap,
        problems=problems,
    )


def errors(problems: Iterable[Problem], view: Mapping[str, Any]) -> dict[str, str]:
    """Put every problem under its line."""
    return values.errors(view, problems, BLOCKS, default=HOURS_BLOCK)


def summary(own: Preferences, zone: str, *, is_admin: bool) -> Iterator[Json]:
    """Say in a few lines how somebody has it, with the way to change it."""
    told = [
        f"Times are in {parts.label(zone)}{' (your own choice)' if own.zone else ', as in your Slack profile'}."
    ]
    if own.hours:
        told.append(f"Mail leaves {parts.label(own.hours)}.")
    if own.country or own.days_off:
        days = [
            f"the holidays of {own.country}" if own.country else "",
            "your days off" if own.days_off else "",
        ]
        told.append(f"Nothing leaves on {parts.label(' and '.join(day for day in days if day))}.")
    if not own.signs_follow_ups:
        told.append("Only the first mail of a conversation is signed.")
    if not own.morning:
        told.append("No message in the morning.")
    elif own.morning_at:
        told.append(f"What the day brings comes at {dates.clock(own.morning_time)}.")
    told += told_settings.in_words(own)
    if is_admin:
        told.append("You are an administrator: you see and may change every sequence.")
    yield parts.section(" ".join(told), accessory=parts.button("Settings", OPEN))


def _line(block: str, label: str, value: str, example: str, hint: str) -> Json:
    line = parts.text_input(f"{block}_typed", value=value, limit=LINES[block], placeholder=example)
    return parts.field(block, label, line, hint=hint, optional=True)


def _cap(settings: SettingsForm) -> Iterator[Json]:
    if settings.cap is None:
        return
    number: Json = {
        "type": "number_input",
        "action_id": f"{CAP_BLOCK}_typed",
        "is_decimal_allowed": False,
        "min_value": "1",
        "max_value": str(settings.most),
        "initial_value": str(min(settings.cap, settings.most)),
    }
    hint = f"In any 24 hours; {settings.most:,} at most here. A new mailbox starts with fewer by itself."
    yield parts.field(CAP_BLOCK, "Mails a day", number, hint=hint)


def _signature(own: Preferences) -> Json:
    options = [
        parts.option("On every mail", ALWAYS),
        parts.option("Only on the first of a conversation", FIRST),
    ]
    choice = parts.radio(
        f"{SIGNATURE_BLOCK}_chosen", options, chosen=ALWAYS if own.signs_follow_ups else FIRST
    )
    return parts.field(SIGNATURE_BLOCK, "Signature", choice)


def _morning(own: Preferences) -> Json:
    options = [
        parts.option("On working days, if there is something to say", YES),
        parts.option("Never", NO),
    ]
    choice = parts.radio(f"{MORNING_BLOCK}_chosen", options, chosen=YES if own.morning else NO)
    return parts.field(MORNING_BLOCK, "Morning message: what the day brings", choice)


def _morning_at(own: Preferences) -> Json:
    picker: Json = {
        "type": "timepicker",
        "action_id": f"{MORNING_AT_BLOCK}_chosen",
        "initial_time": f"{own.morning_time:%H:%M}",
    }
    return parts.field(MORNING_AT_BLOCK, "Morning message at", picker, hint="By your own clock.")


def _read_morning(view: Mapping[str, Any]) -> str:
    at = values.clock(view, MORNING_AT_BLOCK)
    return "" if at is None or at == MORNING else f"{at:%H:%M}"


def _access(own: Preferences) -> Json:
    options = [parts.option(long, access.value) for access, (long, _) in phrases.ACCESS.items()]
    menu = parts.select(f"{ACCESS_BLOCK}_chosen", options, chosen=own.access.value)
    return parts.field(ACCESS_BLOCK, "New sequences start as", menu)
