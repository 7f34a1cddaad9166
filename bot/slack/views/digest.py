"""The status digest of a channel: numbers only, never a candidate's name."""

from collections.abc import Iterator, Sequence

from bot.outreach.pictures import Digest, SequenceLine
from bot.slack.views import dates, figures, limits, parts
from bot.slack.views.parts import Json
from storage.statuses import Access, Cadence

NOT_IN_CHANNELS = frozenset({Access.CONFIDENTIAL, Access.PERSONAL})
TITLES = {
    Cadence.DAILY: "Outreach today",
    Cadence.WEEKDAYS: "Outreach today",
    Cadence.WEEKLY: "Outreach this week",
}
HALF = 6  # rows in one section: all of them might not fit
COLUMNS = ("Sequence", "Enrolled", "In progress", "Waiting", "Replied", "Interested", "Bounced", "Reply rate")


def build(digest: Digest) -> Json:
    """Draw the digest with charts; a workspace that refuses them gets `fallback_table`."""
    lines = _lines(digest)
    charts = [_bars(lines), _pie(lines)] if lines else []
    return _message(digest, [chart for chart in charts if chart])


def fallback_table(digest: Digest) -> Json:
    """Draw the same digest with a table in place of the charts."""
    lines = _lines(digest)
    return _message(digest, [_table(lines)] if lines else [])


def _message(digest: Digest, drawn: Sequence[Json]) -> Json:
    title = f"{TITLES[digest.cadence]}, {_day(digest)}"
    blocks = [parts.header(title), parts.section("\n".join(_waiting(digest))), *drawn]
    rows = _rows(_lines(digest))
    blocks += [parts.section("\n".join(half)) for half in (rows[:HALF], rows[HALF:]) if half]
    blocks.append(parts.context(figures.REPLY_FORMULA, _by(digest)))
    return parts.message("\n".join([f"*{title}*", *_waiting(digest), *rows]), blocks)


def _lines(digest: Digest) -> list[SequenceLine]:
    # The use case leaves these out already; a channel is no place to be wrong about it.
    return [line for line in digest.lines if line.access not in NOT_IN_CHANNELS]


def _day(digest: Digest) -> str:
    day = digest.day
    return f"{dates.DAYS[day.weekday()]} {day.day} {dates.MONTHS[day.month - 1]}"


def _waiting(digest: Digest) -> Iterator[str]:
    going = f"{parts.count(digest.going_out, 'email')} to go out"
    yield f"{going} · {parts.count(digest.by_hand, 'stage')} to do by hand"
    waiting = [(why, count) for why, count in digest.held if count]
    held = waiting[: limits.ROWS]
    for why, count in held:
        yield f"• {count:,} held: {parts.label(why, 150)}"
    if others := waiting[limits.ROWS :]:
        yield f"• {sum(count for _, count in others):,} held for other reasons"


def _rows(lines: Sequence[SequenceLine]) -> list[str]:
    if not lines:
        return ["No shared sequence has anybody enrolled yet."]
    shown = lines[: limits.ROWS]
    rows = [figures.line(line) for line in shown]
    if others := lines[limits.ROWS :]:
        more = parts.count(len(others), "more sequence")
        rows.append(f"*{more}*: {figures.in_words(figures.total(others))}")
    return rows


def _by(digest: Digest) -> str:
    return f"Switched on by {parts.mention(digest.switched_on_by)}." if digest.switched_on_by else ""


def _bars(lines: Sequence[SequenceLine]) -> Json:
    labels = [_label(place, line) for place, line in enumerate(lines[: limits.ROWS], start=1)]
    counts = [line.counts for line in lines[: limits.ROWS]]
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


def _label(place: int, line: SequenceLine) -> str:
    return parts.one_line(f"{place}. {line.name}", limits.CHART_LABEL)


def _pie(lines: Sequence[SequenceLine]) -> Json | None:
    counts = figures.total(lines)
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


def _table(lines: Sequence[SequenceLine]) -> Json:
    body = [_cells(line) for line in lines[: limits.ROWS]]
    rows = [[{"type": "raw_text", "text": text} for text in row] for row in [list(COLUMNS), *body]]
    settings = [{"is_wrapped": True}, *({"align": "right"} for _ in COLUMNS[1:])]
    return {"type": "table", "rows": rows, "column_settings": settings}


def _cells(line: SequenceLine) -> list[str]:
    counts = line.counts
    numbers = (
        counts.enrolled,
        counts.active,
        counts.held + counts.paused,
        counts.replied,
        counts.interested,
        counts.bounced,
    )
    name = parts.one_line(line.name, 60) or "(no name)"
    return [name, *(f"{number:,}" for number in numbers), figures.rate(counts.answered, counts.delivered)]
