"""A report as CSV: every line of it, whatever a screen has room for."""

from collections.abc import Iterator

from bot.outreach.overview.report_pictures import Report, Section
from bot.rules import csv_out, measures

COUNTED = "How it is counted"


def as_csv(report: Report) -> str:
    """Write the sections one below the other: heading, lines, and the formula under each figure."""
    return csv_out.lines(row for section in report.sections for row in _rows(section))


def _rows(section: Section) -> Iterator[list[str]]:
    yield [f"{section.title}: {section.about}", *(figure.name for figure in section.figures)]
    for line in section.lines:
        yield [line.label, *(measures.plain(value) for value in line.values)]
    yield [COUNTED, *(figure.formula for figure in section.figures)]
    yield []
