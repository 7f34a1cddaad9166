"""The charts of a digest, and the table for a workspace that draws none."""

from collections.abc import Sequence

from bot.outreach.overview.digest_pictures import DigestRow
from bot.slack.views import figures, limits, parts
from bot.slack.views.parts import Json

COLUMNS = ("Sequence", "Enrolled", "In progress", "Waiting", "Replied", "Interested", "Bounced", "Reply rate")


def charts(rows: Sequence[DigestRow], most: int) -> list[Json]:
    """Draw the most active sequences side by side, and everybody of all of them in one."""
    drawn = [_bars(rows[:most]), _pie(rows)]
    return [chart for chart in drawn if chart]


def table(rows: Sequence[DigestRow]) -> Json:
    """Write the same in columns."""
    body = [_cells(row) for row in rows]
    written = [[{"type": "raw_text", "text": text} for text in row] for row in [list(COLUMNS), *body]]
    settings = [{"is_wrapped": True}, *({"align": "right"} for _ in COLUMNS[1:])]
    return {"type": "table", "rows": written, "column_settings": settings}


def _bars(rows: Sequence[DigestRow]) -> Json:
    labels = [_label(place, row) for place, row in enumerate(rows, start=1)]
    counts = [row.line.counts for row in rows]
    series = {
        "In progress": [one.active for one in counts],
        "Waiting": [one.held + one.paused for one in counts],
        "Replied": [one.replied for one in counts],
        "Interested": [one.interested for one in counts],
        "Finished": [one.finished for one in counts],
        "Bounced": [one.bounced for one in counts],
    }
    told = {name: numbers for name, numbers in series.items() if any(numbers)} or series
    chart = {
        "type": "bar",
        "series": [{"name": name, "data": _points(labels, numbers)} for name, numbers in told.items()],
        "axis_config": {"categories": labels, "x_label": "Sequence", "y_label": "People"},
    }
    return {"type": "data_visualization", "title": "People by sequence", "chart": chart}


def _points(labels: Sequence[str], numbers: Sequence[int]) -> list[Json]:
    return [{"label": label, "value": number} for label, number in zip(labels, numbers, strict=True)]


def _label(place: int, row: DigestRow) -> str:
    return parts.one_line(f"{place}. {row.line.name}", limits.CHART_LABEL)


def _pie(rows: Sequence[DigestRow]) -> Json | None:
    counts = figures.total(row.line for row in rows)
    ended = counts.finished + counts.stopped + counts.opted_out
    slices = {
        "In progress": counts.active,
        "Waiting": counts.held + counts.paused,
        "Replied": counts.replied,
        "Ended": ended,
        "Bounced": counts.bounced,
    }
    segments = [{"label": label, "value": number} for label, number in slices.items() if number > 0]
    if not segments:
        return None
    chart = {"type": "pie", "segments": segments}
    return {"type": "data_visualization", "title": "Everybody enrolled", "chart": chart}


def _cells(row: DigestRow) -> list[str]:
    counts = row.line.counts
    numbers = (
        counts.enrolled,
        counts.active,
        counts.held + counts.paused,
        counts.replied,
        counts.interested,
        counts.bounced,
    )
    name = parts.one_line(row.line.name, 60) or "(no name)"
    return [name, *(f"{number:,}" for number in numbers), figures.rate(counts.answered, counts.delivered)]
