"""How somebody hears of things: at once, once a day, not at all, and at which hours; a part of their settings."""

from collections.abc import Iterator, Mapping
from typing import Any, TypedDict

from bot.rules.preferences import Preferences, Told
from bot.slack.views import parts, values
from bot.slack.views.parts import Json

QUIET_BLOCK = "settings_quiet"
REMINDERS_BLOCK = "settings_reminders"
QUESTIONS_BLOCK = "settings_questions"
TROUBLE_BLOCK = "settings_trouble"
NEWS_BLOCK = "settings_news"

ANY_HOUR, MY_HOURS = "any", "hours"
CHOICES = {Told.AT_ONCE: "At once", Told.DAILY: "Once a day, at 8:45", Told.NEVER: "Never"}
OFTEN = (Told.AT_ONCE, Told.DAILY)
STANDS = "Whatever you choose, /sequence today and the Home tab show what waits for you."


class ToldChoices(TypedDict):
    """What was chosen here, by the names of `Preferences`."""

    quiet: bool
    reminders: Told
    questions: Told
    trouble: Told
    news: Told


def fields(own: Preferences) -> Iterator[Json]:
    """Draw the menus; answers of candidates are not among them, for they are always told at once."""
    hours = [
        parts.option("At any hour", ANY_HOUR),
        parts.option("Only in my sending hours; the rest waits", MY_HOURS),
    ]
    chosen = parts.radio(f"{QUIET_BLOCK}_chosen", hours, chosen=MY_HOURS if own.quiet else ANY_HOUR)
    yield parts.field(QUIET_BLOCK, "Messages to me", chosen, hint="Answers, too, wait for your hours.")
    yield _menu(REMINDERS_BLOCK, "Reminders of what I do by hand", own.reminders, tuple(Told), STANDS)
    yield _menu(QUESTIONS_BLOCK, "Mail and colleagues that ask me first", own.questions, OFTEN)
    yield _menu(TROUBLE_BLOCK, "Trouble with one person", own.trouble, OFTEN)
    yield _menu(NEWS_BLOCK, "News of my sequences, and moved dates", own.news, OFTEN)


def read(view: Mapping[str, Any]) -> ToldChoices:
    """Read the menus; what was not asked is as it comes."""
    return ToldChoices(
        quiet=values.chosen(view, QUIET_BLOCK) == MY_HOURS,
        reminders=_told(view, REMINDERS_BLOCK),
        questions=_told(view, QUESTIONS_BLOCK),
        trouble=_told(view, TROUBLE_BLOCK),
        news=_told(view, NEWS_BLOCK),
    )


def in_words(own: Preferences) -> Iterator[str]:
    """Say in sentences what differs from being told everything at once."""
    if own.quiet:
        yield "I write to you only in your hours."
    if own.reminders is Told.NEVER:
        yield "No reminders; `/sequence today` shows what you do by hand."
    daily = {
        "reminders": own.reminders,
        "questions": own.questions,
        "trouble with one person": own.trouble,
        "news": own.news,
    }
    if gathered := [what for what, told in daily.items() if told is Told.DAILY]:
        yield f"Once a day, at 8:45: {', '.join(gathered)}."


def _menu(block: str, label: str, told: Told, choices: tuple[Told, ...], hint: str = "") -> Json:
    options = [parts.option(CHOICES[choice], choice.value) for choice in choices]
    return parts.field(block, label, parts.select(f"{block}_chosen", options, chosen=told.value), hint=hint)


def _told(view: Mapping[str, Any], block: str) -> Told:
    chosen = values.chosen(view, block)
    return Told(chosen) if chosen else Told.AT_ONCE
