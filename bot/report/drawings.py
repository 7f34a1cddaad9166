"""A digest's chart as a picture, for a workspace whose messages show no charts; its colours are those of the report."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bot.outreach.overview.digest_pictures import Drawing, NotDrawn, Stripe

Spec = dict[str, Any]

PAINTER = Path(__file__).with_name("painter.py")
PATIENCE = 15.0
PAPER, INK, SOFT, LINE = "#ffffff", "#1f2430", "#626b7a", "#e4e2dc"
COLOURS = {
    Stripe.IN_PROGRESS: "#a9d3c5",
    Stripe.WAITING: "#d9913a",
    Stripe.REPLIED: "#2f9077",
    Stripe.ENDED: "#e3e1da",
    Stripe.BOUNCED: "#626b7a",
}
WIDTH, ROW, BAR = 400, 48, 16
NAME = 235
"""Room for a name. A message shows a picture some 360 pixels wide: letters in one that is wider would not be read."""


def as_png(drawing: Drawing, *, patience: float = PATIENCE) -> bytes:
    """Paint it, in a process of its own that has so many seconds; raises NotDrawn."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(PAINTER)],
            input=json.dumps(specify(drawing)).encode(),
            capture_output=True,
            timeout=patience,
            env={},  # whoever draws needs none of our secrets
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise NotDrawn(type(error).__name__) from error
    if not done.stdout.startswith(b"\x89PNG"):
        raise NotDrawn("no picture")
    return done.stdout


def specify(drawing: Drawing) -> Spec:
    """Say in Vega-Lite what to draw: a bar for each sequence, as long as it has people, striped by how they stand."""
    label = {"type": "text", "align": "left", "dy": -13, "fontSize": 15, "fontWeight": 600, "limit": NAME}
    told = {"type": "text", "align": "right", "dy": -13, "fontSize": 13, "color": SOFT}
    return {
        "title": {"text": drawing.title, "subtitle": drawing.subtitle, "anchor": "start", "frame": "group"},
        "width": WIDTH,
        "height": {"step": ROW},
        "padding": 16,
        "background": PAPER,
        "layer": [
            _stripes(drawing),
            {"mark": label, **_words(drawing, "label", across=0)},
            {"mark": told, **_words(drawing, "told", across=WIDTH)},
        ],
        "config": _CONFIG,
    }


def _stripes(drawing: Drawing) -> Spec:
    shown = [stripe for stripe in Stripe if any(bar.stripes[stripe] for bar in drawing.bars)] or [*Stripe]
    rows = [
        {"place": place, "stripe": stripe.value, "order": order, "value": bar.stripes[stripe]}
        for place, bar in enumerate(drawing.bars)
        for order, stripe in enumerate(shown)
    ]
    legend = {
        "orient": "top",
        "title": None,
        "symbolType": "square",
        "symbolStrokeColor": SOFT,
        "offset": 10,
        "columnPadding": 10,
    }
    scale = {"domain": [one.value for one in shown], "range": [COLOURS[one] for one in shown]}
    most = max(1, *(sum(bar.stripes.values()) for bar in drawing.bars))
    axis = {"title": "People", "format": ",d", "tickCount": min(5, most), "grid": False}
    across = {"field": "value", "type": "quantitative", "stack": "zero", "axis": axis}
    return {
        "data": {"values": rows},
        "mark": {"type": "bar", "height": BAR, "yOffset": 7, "stroke": SOFT, "strokeWidth": 0.4},
        "encoding": {
            "y": _PLACE,
            "x": {**across, "scale": {"domainMin": 0, "domainMax": most, "nice": True}},
            "color": {"field": "stripe", "type": "nominal", "scale": scale, "legend": legend},
            "order": {"field": "order"},
        },
    }


def _words(drawing: Drawing, which: str, *, across: int) -> Spec:
    # A mark of direction in front: a name from the right would take the number in front of it along.
    told = [
        {"place": place, "words": f"\u200e{getattr(bar, which)}"} for place, bar in enumerate(drawing.bars)
    ]
    return {
        "data": {"values": told},
        "encoding": {"y": _PLACE, "x": {"value": across}, "text": {"field": "words", "type": "nominal"}},
    }


_PLACE: Spec = {
    "field": "place",
    "type": "ordinal",
    "axis": {"title": "Sequence", "labels": False, "ticks": False, "domain": False},
}
_CONFIG: Spec = {
    "font": "sans-serif",
    "view": {"stroke": None},
    "title": {
        "color": INK, "fontSize": 19, "offset": 14,
        "subtitleColor": SOFT, "subtitleFontSize": 13, "subtitlePadding": 6,
    },
    "text": {"color": INK},
    "axis": {
        "labelColor": SOFT, "titleColor": SOFT, "domainColor": LINE, "tickColor": LINE,
        "labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": "normal", "titlePadding": 8,
    },
    "legend": {"labelColor": INK, "labelFontSize": 13, "symbolStrokeWidth": 0.4},
}  # fmt: skip
