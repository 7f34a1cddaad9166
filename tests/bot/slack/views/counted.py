"""Reports for the tests of screens: so many lines, called by any words."""

from datetime import date, timedelta

from bot.outreach.overview.report_pictures import Asked, Line, Report, Section, Tab, Whose
from bot.rules import figures
from bot.rules.periods import Period

TALLY = figures.Tally(sent=40_000, bounced=4, replied=10, interested=3)


def sections(count: int, words: str) -> tuple[Section, ...]:
    """Give the two sections there are at most: lines called by words, and weeks."""
    named = tuple(_line(f"{words} {place}" if place else words) for place in range(count))
    monday = date(2026, 11, 23)
    weeks = tuple(_line(f"Mon {monday - timedelta(weeks=place)}") for place in reversed(range(count)))
    return (
        Section(key="sequences", title="By sequence", about="Sequence", figures=figures.PEOPLE, lines=named),
        Section(
            key="cohorts", title="By week", about="Week of", figures=figures.PEOPLE, lines=weeks, note="Cohorts.",
            over_time=True,
        ),
    )  # fmt: skip


def report(count: int, words: str) -> Report:
    """Give a report."""
    asked = Asked(whose=Whose.TEAM, period=Period(name="30d"))
    return Report(asked=asked, zone="Europe/Berlin", sections=sections(count, words))


def _line(label: str) -> Line:
    return Line(label=label, values=tuple(figure.of(TALLY) for figure in figures.PEOPLE))


TAB = Tab.SEQUENCES
