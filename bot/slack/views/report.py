"""A report in Slack: tabs of figures, each with its formula under it; a chart where Slack draws one; CSV to copy."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.outreach.overview.report_pictures import BEFORE, Line, Report, Section, Tab, Whose
from bot.rules import measures, periods
from bot.rules.measures import Share, Value
from bot.rules.periods import Period
from bot.slack.views import limits, parts
from bot.slack.views.parts import Json

TABS = {tab: f"report_tab_{tab}" for tab in Tab}
WHOSE = "report_whose"
PERIOD = "report_period"
CSV = "report_csv"
EXPORTED = "report_exported"
CHOICES_BLOCK, TABS_BLOCK = "report_choices", "report_tabs"
NAMES = {
    Tab.FUNNEL: "Funnel",
    Tab.SEQUENCES: "Sequences",
    Tab.RECRUITERS: "Recruiters",
    Tab.WEEKS: "Weeks",
    Tab.VARIANTS: "Variants",
    Tab.SOURCES: "Sources",
    Tab.ANSWERS: "Answers",
}
PIECE, MOST = 2_900, 20_000
"""Characters of a piece of CSV, and of all: Slack counts bytes, and an emoji may be written with twelve."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a click asks for: a tab, and in words whose numbers and of which time."""

    tab: Tab
    words: str


def build(report: Report, tab: Tab, *, charted: bool = True) -> Json:
    """Draw a tab of a report; where a workspace refuses charts, `charted` puts a table in their place."""
    title = f"{NAMES[tab]}: {_whose(report)}, {periods.say(report.asked.period)}"
    blocks = [parts.header(title), _tabs(report, tab)]
    texts = [f"*{title}*"]
    for section in report.sections:
        drawn = chart(section) if charted else table(section)
        blocks += [*heading(section), *([drawn] if drawn else []), *rows(section)]
        texts += [f"*{section.title}*", *_told(section)]
    blocks += [
        _choices(report, tab),
        parts.context(f"Days and weeks are those of {parts.label(report.zone)}."),
    ]
    return parts.message("\n".join(texts), blocks)


def read(action: Mapping[str, Any]) -> Wanted:
    """Read what was pressed or chosen."""
    chosen = action.get("selected_option") or action
    tab, _, words = str(chosen.get("value", "")).partition("|")
    return Wanted(tab=Tab(tab) if tab in set(Tab) else Tab.FUNNEL, words=words)


def heading(section: Section) -> Iterator[Json]:
    """Draw what a section is about."""
    yield parts.section(f"*{section.title}*" + (f"\n{section.note}" if section.note else ""))


def rows(section: Section) -> Iterator[Json]:
    """Draw the figures of a section in words, and the formulas under them."""
    told = list(_told(section))
    for half in (told[: limits.ROWS // 2], told[limits.ROWS // 2 :]):
        if half:
            yield parts.section("\n".join(half))
    if section.lines:
        yield parts.context(" · ".join(f"{one.name}: {one.formula}" for one in section.figures))


def exported(name: str, text: str) -> Json:
    """Draw CSV in pieces that can be copied, cut between lines; what is too long is told."""
    pieces, left = _pieces(text)
    first = f"*{parts.label(name)} as CSV.* Copy it into a file that ends in `.csv`"
    blocks = [
        parts.section(
            f"{first}, the {len(pieces)} pieces one below the other." if len(pieces) > 1 else f"{first}."
        )
    ]
    for number, piece in enumerate(pieces, start=1):
        if len(pieces) > 1:
            blocks.append(parts.context(f"Piece {number} of {len(pieces)}"))
        blocks.append(_copied(piece))
    if left:
        told = f"{parts.count(left, 'more line')} did not fit. Whoever runs Overture writes them all"
        blocks.append(parts.context(f"{told} with `python -m bot report --csv FILE`."))
    return parts.modal(EXPORTED, "CSV", blocks)


def chart(section: Section) -> Json | None:
    """Draw a section of several lines, weeks as lines, all else as bars; nothing for a single one."""
    shown = [line for line in _shown(section) if line.label != BEFORE]
    if len(shown) < 2:
        return None
    labels = _labels(shown)
    counts = [place for place, value in enumerate(shown[0].values) if isinstance(value, int)]
    series = [_series(section, place, shown, labels) for place in counts[: limits.CHART_SERIES]]
    axes = {"categories": labels, "x_label": section.about, "y_label": "People"}
    drawn = {"type": "line" if section.over_time else "bar", "series": series, "axis_config": axes}
    return {
        "type": "data_visualization",
        "title": parts.one_line(section.title, limits.CHART_TITLE),
        "chart": drawn,
    }


def table(section: Section) -> Json | None:
    """Draw a section as a table."""
    if not section.lines:
        return None
    head = [section.about, *(one.name for one in section.figures)]
    body = [
        [parts.one_line(line.label, 60) or "–", *map(measures.say, line.values)] for line in _shown(section)
    ]
    cells = [[{"type": "raw_text", "text": text} for text in row] for row in [head, *body]]
    settings = [{"is_wrapped": True}, *({"align": "right"} for _ in section.figures)]
    return {"type": "table", "rows": cells, "column_settings": settings}


def _series(section: Section, place: int, shown: Sequence[Line], labels: Sequence[str]) -> Json:
    points = [
        {"label": label, "value": line.values[place]} for label, line in zip(labels, shown, strict=True)
    ]
    return {"name": section.figures[place].name, "data": points}


def _labels(shown: Sequence[Line]) -> list[str]:
    short = [parts.one_line(line.label.removeprefix("Mon "), limits.CHART_LABEL) or "–" for line in shown]
    if len(set(short)) == len(short):
        return short
    return [
        parts.one_line(f"{place}. {label}", limits.CHART_LABEL) for place, label in enumerate(short, start=1)
    ]


def _shown(section: Section) -> tuple[Line, ...]:
    """Choose what there is room for: the latest weeks, of all else the largest."""
    return section.lines[-limits.ROWS :] if section.over_time else section.lines[: limits.ROWS]


def _told(section: Section) -> Iterator[str]:
    shown = _shown(section)
    for line in shown:
        told = [f"{one.name} {_said(value)}" for one, value in zip(section.figures, line.values, strict=True)]
        is_empty = all(measures.is_nothing(value) for value in line.values)
        yield f"{parts.bold(line.label, 60)}: {'nothing' if is_empty else ' · '.join(told)}"
    if not shown:
        yield "Nothing to count in this time."
    if more := parts.rest(len(shown), len(section.lines), "line"):
        yield f"{more}; the CSV has them all"


def _said(value: Value) -> str:
    return measures.in_full(value) if isinstance(value, Share) else measures.say(value)


def _whose(report: Report) -> str:
    return "my people" if report.asked.whose is Whose.MINE else "the team"


def _tabs(report: Report, shown: Tab) -> Json:
    told = _words(report.asked.whose, report.asked.period.name)
    buttons = (
        parts.button(name, TABS[tab], value=f"{tab}|{told}", style="primary" if tab is shown else "")
        for tab, name in NAMES.items()
    )
    return parts.actions(*buttons, block_id=TABS_BLOCK)


def _choices(report: Report, tab: Tab) -> Json:
    whose, period = report.asked.whose, report.asked.period.name
    other = Whose.TEAM if whose is Whose.MINE else Whose.MINE
    names = dict.fromkeys([*periods.OFFERED, period])
    options = [
        parts.option(periods.say(Period(name=name)).capitalize(), f"{tab}|{_words(whose, name)}")
        for name in names
    ]
    return parts.actions(
        parts.select(PERIOD, options, chosen=f"{tab}|{_words(whose, period)}"),
        parts.button(
            "Mine" if other is Whose.MINE else "The team's", WHOSE, value=f"{tab}|{_words(other, period)}"
        ),
        parts.button("CSV", CSV, value=f"{tab}|{_words(whose, period)}"),
        block_id=CHOICES_BLOCK,
    )


def _words(whose: Whose, period: str) -> str:
    return f"{whose} {period}"


def _pieces(text: str) -> tuple[list[str], int]:
    """Cut between lines into pieces; tell how many lines are left over."""
    pieces, lines = [""], text.split("\r\n")[:-1]
    for place, line in enumerate(lines):
        if sum(map(len, pieces)) + len(line) > MOST:
            return pieces, len(lines) - place
        if pieces[-1] and len(pieces[-1]) + len(line) >= PIECE:
            pieces.append("")
        pieces[-1] += f"\n{line}" if pieces[-1] else line
    return pieces, 0


def _copied(piece: str) -> Json:
    inner: Json = {
        "type": "rich_text_preformatted",
        "elements": [{"type": "text", "text": parts.clean(piece) or " "}],
    }
    return {"type": "rich_text", "elements": [inner]}
