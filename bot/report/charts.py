"""Charts as SVG, drawn by Vega-Lite without a browser or a network; the page's own colours show through."""

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import vl_convert

from bot.outreach.overview.report_pictures import Line, Section
from bot.rules import figures, measures
from bot.rules.measures import Share

Spec = dict[str, Any]

WIDTH, ROW, HEIGHT, LABEL = 620, 30, 210, 190
MOST = 15
TICKS = 6
SHADES = {
    figures.SENT.name: "base",
    figures.DELIVERED.name: "first",
    figures.REPLIED.name: "second",
    figures.INTERESTED.name: "third",
    figures.ENROLLED.name: "fifth",
    figures.MAILED.name: "third",
    figures.BY_HAND.name: "fourth",
    figures.ELSEWHERE.name: "sixth",
    figures.BOUNCED.name: "soft",
}
"""One figure has one colour wherever it is drawn."""

LEFT_OUT: Mapping[str, frozenset[str]] = defaultdict(
    lambda: frozenset({figures.SENT.name, figures.BOUNCED.name}),
    everybody=frozenset({figures.BOUNCED.name}),
    activity=frozenset(),
    pace=frozenset(figure.name for figure in figures.PACE),
)
"""What is not drawn of a section. What is left are parts of one another: delivered, replied, interested."""

_NAMESPACES = re.compile(r' xmlns(:\w+)?="[^"]*"')


def draw(section: Section) -> str:
    """Draw a section as SVG, to stand within a page; empty where a chart would say nothing."""
    rows = _rows(section)
    if not rows:
        return ""
    spec = _lines(rows) if section.key == "activity" else _columns(rows) if section.over_time else _bars(rows)
    drawn = vl_convert.vegalite_to_svg(_whole(spec), allowed_base_urls=[])
    # Within HTML an SVG needs no namespaces, and a page should contain no address at all.
    return _NAMESPACES.sub("", drawn)


def _rows(section: Section) -> list[Spec]:
    lines = section.lines[-MOST:] if section.over_time else section.lines[:MOST]
    wanted = [place for place, one in enumerate(section.figures) if one.name not in LEFT_OUT[section.key]]
    return [
        {
            "label": section.figures[figure].name if section.key == "everybody" else line.label or "–",
            "figure": section.figures[figure].name,
            "place": figure if section.key == "everybody" else place,
            "value": line.values[figure],
            "rate": _rate(section, line),
        }
        for place, line in enumerate(lines)
        for figure in wanted
        if isinstance(line.values[figure], int)
    ]


def _rate(section: Section, line: Line) -> str:
    """Say the reply rate of a line, where it has one."""
    named = {figure.name: value for figure, value in zip(section.figures, line.values, strict=True)}
    found = named.get(figures.REPLY_RATE.name)
    if section.key == "everybody" or not isinstance(found, Share) or found.rate is None:
        return ""
    return f" · {measures.percent(found)} replied"


def _bars(rows: list[Spec]) -> Spec:
    labels = _told_apart({row["place"]: row["label"] for row in rows})
    rows = [{**row, "label": labels[row["place"]]} for row in rows]
    named = {"labelColor": "var(--ink)", "labelFontSize": 13, "labelLimit": LABEL, "labelPadding": 10}
    place = {
        "field": "label",
        "type": "nominal",
        "sort": None,
        "axis": {"title": None, "domain": False, "ticks": False, **named},
        "scale": {"paddingInner": 0.35},
    }
    across = {"field": "value", "type": "quantitative", "stack": None, "axis": _people(rows)}
    bars = {"mark": {"type": "bar"}, "encoding": {"y": place, "x": across, "color": _colours(rows)}}
    ends = [max((row for row in rows if row["label"] == label), key=_value) for label in labels.values()]
    told = {
        "data": {"values": [{**row, "told": f"{row['value']:,}{row['rate']}"} for row in ends]},
        "mark": {"type": "text", "align": "left", "dx": 7, "fontSize": 12, "opacity": 0.8},
        "encoding": {"y": place, "x": across, "text": {"field": "told"}},
    }
    return {"height": {"step": ROW}, "data": {"values": rows}, "layer": [bars, told]}


def _people(rows: list[Spec]) -> Spec:
    # Vega's least step between ticks lets halves of people through where there are one or two.
    ticks = max(1, min(TICKS, max(map(_value, rows))))
    return {"title": None, "format": ",d", "tickCount": ticks, "domain": False, "ticks": False}


def _value(row: Spec) -> int:
    return int(row["value"])


def _told_apart(labels: Mapping[int, str]) -> dict[int, str]:
    """Let two lines of one name be two lines: a blank nobody sees makes the difference."""
    found: dict[int, str] = {}
    for place, label in labels.items():
        found[place] = label + "\u200b" * list(found.values()).count(label)
        while list(found.values()).count(found[place]) > 1:
            found[place] += "\u200b"
    return found


def _columns(rows: list[Spec]) -> Spec:
    across = {"field": "label", "type": "ordinal", "sort": {"field": "place"}, "axis": _weeks()}
    up = {"field": "value", "type": "quantitative", "stack": None, "axis": _people(rows)}
    return {
        "data": {"values": rows},
        "height": HEIGHT,
        "mark": {"type": "bar"},
        "encoding": {"x": {**across, "scale": {"paddingInner": 0.35}}, "y": up, "color": _colours(rows)},
    }


def _lines(rows: list[Spec]) -> Spec:
    across = {"field": "label", "type": "ordinal", "sort": {"field": "place"}, "axis": _weeks()}
    up = {"field": "value", "type": "quantitative", "axis": _people(rows)}
    return {
        "data": {"values": rows},
        "height": HEIGHT,
        "mark": {
            "type": "line",
            "point": {"size": 34, "filled": True},
            "strokeWidth": 2,
            "interpolate": "linear",
        },
        "encoding": {"x": across, "y": up, "color": _colours(rows)},
    }


def _weeks() -> Spec:
    # The year stands in the table; here there is room for the day.
    short = "slice(datum.label, indexof(datum.label, ' ') + 1, lastindexof(datum.label, ' '))"
    return {
        "title": None,
        "labelExpr": f"datum.label == 'Before' ? 'Before' : {short}",
        "labelAngle": 0,
        "grid": False,
    }


def _colours(rows: list[Spec]) -> Spec:
    names = list(dict.fromkeys(row["figure"] for row in rows))
    is_told = len(names) > 1 and any(row["figure"] != row["label"] for row in rows)
    legend = {"orient": "top", "title": None, "symbolType": "circle", "offset": 10} if is_told else None
    domain = {"domain": names, "range": [f"var(--{SHADES.get(name, 'second')})" for name in names]}
    return {"field": "figure", "type": "nominal", "scale": domain, "legend": legend}


def _whole(spec: Spec) -> Spec:
    # A browser's letters are wider than those Vega measures with.
    room = {"left": 30, "right": 90, "top": 5, "bottom": 5}
    return {"width": WIDTH, "padding": room, "background": "transparent", "config": _CONFIG, **spec}


_CONFIG: Spec = {
    "font": "system-ui, sans-serif",
    "view": {"stroke": None},
    "bar": {"color": "var(--first)"},
    "text": {"color": "var(--ink)"},
    "axis": {
        "labelColor": "var(--soft)", "titleColor": "var(--soft)", "gridColor": "var(--line)",
        "domainColor": "var(--line)", "tickColor": "var(--line)", "labelFontSize": 11, "titleFontSize": 11,
        "titleFontWeight": "normal", "tickCount": TICKS,
    },
    "legend": {"labelColor": "var(--ink)", "labelFontSize": 12},
}  # fmt: skip
