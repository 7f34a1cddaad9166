"""`python -m bot report`: the numbers as one page that needs nothing else, or as CSV."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from bot.outreach.overview import exporting, measuring
from bot.outreach.overview.report_pictures import Report, Section
from bot.refusals import Refusal
from bot.report import charts
from bot.rules import business_time, measures, periods
from bot.rules.figures import Figure
from bot.rules.measures import Value
from storage import sequences
from storage.database import Database

Say = Callable[[str], object]
WORDS = "all"
# What no page shows: Vega ends the whole process over a zero, and a half of a character cannot be written at all.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def count(db: Database, *, team: str, period: str, zone: str, now: datetime) -> Report:
    """Count what a whole workspace may know; raises Refusal for words that mean nothing."""
    return measuring.of_team(db, _team(db, team), period or WORDS, zone=zone, now=now)


def write(report: Report, *, html: str, csv: str, now: datetime, say: Say) -> None:
    """Write the files that are asked for; raises OSError where one cannot be written."""
    if html:
        Path(html).write_text(build(report, now=now), encoding="utf-8")
        say(f"{html} is written; any browser shows it, without a network.")
    if csv:
        Path(csv).write_text(exporting.as_csv(report), encoding="utf-8-sig", newline="")
        say(f"{csv} is written; any spreadsheet opens it.")


def build(report: Report, *, now: datetime) -> str:
    """Draw a report as one page: charts, the figures as tables, the formula under each."""
    # Whatever a sequence is called: what is filled in is escaped, unless it is a chart of our own.
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"said": measures.say, "made_of": _made_of, "plain": _plain}
    page = environment.from_string(Path(__file__).with_name("page.html").read_text(encoding="utf-8"))
    sections = [_clean(section) for section in report.sections]
    everybody = next((one for one in sections if one.key == "everybody" and one.lines), None)
    return page.render(
        report=report,
        everybody=everybody,
        drawn=[(section, _chart(section)) for section in sections],
        span=periods.say(report.asked.period).capitalize(),
        figures_of=_figures_of,
        made=business_time.say(now, report.zone),
        year=now.astimezone(business_time.zone(report.zone)).year,
    )


def _clean(section: Section) -> Section:
    lines = (replace(line, label=_UNSEEN.sub("", line.label)) for line in section.lines)
    return replace(section, lines=tuple(lines))


def _chart(section: Section) -> Markup:
    return Markup(charts.draw(section))  # noqa: S704  Vega has escaped every text in it


def _figures_of(section: Section) -> Iterable[tuple[Figure[Any], Value]]:
    return zip(section.figures, section.lines[0].values, strict=True)


def _made_of(value: Value) -> str:
    return measures.in_full(value).partition("(")[2].rstrip(")")


def _plain(note: str) -> str:
    return note.replace("`", "")


def _team(db: Database, team: str) -> str:
    with db.reading() as tx:
        known = sequences.teams(tx)
    if team or len(known) < 2:
        return team or next(iter(known), "")
    raise Refusal(
        "This database belongs to several workspaces.", f"Name one: --team {' or --team '.join(known)}."
    )
