"""The status digest of a channel: numbers only, never a candidate's name."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.outreach.overview.digest_pictures import Digest, DigestRow, Drawing, Growth
from bot.slack.views import dates, digest_chart, digest_drawing, figures, limits, parts
from bot.slack.views.parts import Json
from storage.statuses import Access, Cadence, SequenceStatus

NOT_IN_CHANNELS = frozenset({Access.CONFIDENTIAL, Access.PERSONAL})
TITLES = {
    Cadence.DAILY: "Outreach today",
    Cadence.WEEKDAYS: "Outreach today",
    Cadence.WEEKLY: "Outreach this week",
}
MOST = 5
"""Sequences told one by one, the most active ones: with every figure in the text there is no room for more."""

REASONS = 2
GREW = "▲"


def build(digest: Digest) -> Json:
    """Draw the digest with charts; a workspace that refuses them gets one of the versions below."""
    rows = _rows(digest)
    return _message(digest, digest_chart.charts(rows, MOST) if rows else [])


def fallback_table(digest: Digest) -> Json:
    """Draw the same digest with a table in place of the charts."""
    rows = _rows(digest)
    return _message(digest, [digest_chart.table(rows[:MOST])] if rows else [])


def drawing(digest: Digest) -> Drawing | None:
    """Say what to paint for `pictured`; None where there is nothing to count."""
    rows = _rows(digest)
    return digest_drawing.drawing(rows, MOST, dates.plain(digest.at, digest.zone)) if rows else None


def pictured(digest: Digest, file_id: str, *, with_table: bool) -> Json:
    """Draw the same digest with a picture that lies in Slack, beside the table or alone."""
    rows = _rows(digest)
    if not rows:
        return in_words(digest)
    table = [digest_chart.table(rows[:MOST])] if with_table else []
    return _message(digest, [digest_drawing.picture(file_id, rows, MOST), *table])


def in_words(digest: Digest) -> Json:
    """Draw the same digest in sentences only, which say every number."""
    return _message(digest, [])


def _message(digest: Digest, drawn: Sequence[Json]) -> Json:
    title = f"{TITLES[digest.cadence]}, {_day(digest.at, digest.zone)}"
    rows, waiting = _rows(digest), list(_waiting(digest))
    told = [_told(row, digest) for row in rows[:MOST]]
    blocks = [parts.header(title), *([parts.section("\n".join(waiting))] if waiting else []), *drawn]
    blocks += [parts.section("\n".join(lines)) for lines in told]
    more = _more(rows, digest)
    blocks += [parts.section(more)] if more else []
    blocks.append(parts.context(_by(digest), _formula(digest) if rows else "", _next(digest)))
    said = [f"*{title}*", *waiting, *(" · ".join(lines) for lines in told), more, _by(digest)]
    return parts.message("\n".join(line for line in said if line), blocks)


def _rows(digest: Digest) -> list[DigestRow]:
    # The use case leaves these out already; a channel is no place to be wrong about it.
    return [row for row in digest.rows if row.line.access not in NOT_IN_CHANNELS]


def _day(at: datetime, zone: str) -> str:
    return dates.plain(at, zone).partition(",")[0]


def _waiting(digest: Digest) -> Iterator[str]:
    rows = _rows(digest)
    if not rows:
        yield _nothing(digest)
        return
    first = min((row.next_at for row in rows if row.next_at), default=None)
    yield _going(sum(row.emails for row in rows), sum(row.by_hand for row in rows), first, digest)
    if unanswered := sum(row.unanswered for row in rows):
        yield _unanswered(unanswered, [row.waits_since for row in rows if row.waits_since], digest)
    if digest.held:
        yield _held(digest.held)


def _nothing(digest: Digest) -> str:
    if digest.is_chosen:
        return "Nobody is in these sequences yet; the next digest comes when somebody is."
    return "No shared sequence has anybody enrolled yet; the next digest comes when one has."


def _told(row: DigestRow, digest: Digest) -> list[str]:
    """Say everything of one sequence, line by line; its numbers are those of the charts."""
    paused = " (paused)" if row.line.status is SequenceStatus.PAUSED else ""
    name = f"*{limits.clip(parts.label(row.line.name, 30), 60)}*{paused}"
    lines = [f"{name}{_grew(row.growth)}", figures.in_words(row.line.counts)]
    comes = _going(row.emails, row.by_hand, row.next_at, digest) if row.emails or row.by_hand else ""
    waits = _unanswered(row.unanswered, [row.waits_since], digest) if row.unanswered else ""
    held = _held(row.held) if row.held else ""
    return [
        *lines,
        *([" · ".join(one for one in (comes, waits, held) if one)] if comes or waits or held else []),
    ]


def _grew(growth: Growth) -> str:
    grown = {
        "enrolled": growth.enrolled,
        "replied": growth.replied,
        "interested": growth.interested,
        "bounced": growth.bounced,
    }
    told = [f"{number:,} {what}" for what, number in grown.items() if number]
    return f"  {GREW} {', '.join(told)}" if told else ""


def _going(emails: int, by_hand: int, first: datetime | None, digest: Digest) -> str:
    at = f", first {dates.plain(first, digest.zone)}" if first and emails else ""
    told = [f"{parts.count(emails, 'email')} to go out{at}"] if emails or not by_hand else []
    hand = f"{by_hand:,} by hand" if told else f"{by_hand:,} to do by hand"
    return ", ".join([*told, *([hand] if by_hand else [])])


def _unanswered(number: int, since: Sequence[datetime | None], digest: Digest) -> str:
    oldest = min((at for at in since if at), default=digest.at)
    return f"{parts.count(number, 'reply', 'replies')} unanswered, the oldest {_age(oldest, digest.at)}"


def _age(since: datetime, at: datetime) -> str:
    hours = max(0, int((at - since).total_seconds() // 3600))
    return parts.count(hours // 24, "day") if hours >= 24 else parts.count(hours, "hour")


def _held(held: Sequence[tuple[str, int]]) -> str:
    shown = [f"{parts.label(why, 60)} ({number:,})" for why, number in held[:REASONS]]
    if others := held[REASONS:]:
        shown.append(f"other reasons ({sum(number for _, number in others):,})")
    return f"held: {', '.join(shown)}"


def _more(rows: Sequence[DigestRow], digest: Digest) -> str:
    others = rows[MOST:]
    if not others:
        return ""
    grown = sum(row.growth.total for row in others)
    news = f"  {GREW} {grown:,}" if grown else ""
    more = parts.count(len(others), "more sequence")
    return f"*and {more}*{news}: {figures.in_words(figures.total(row.line for row in others))}"


def _by(digest: Digest) -> str:
    if not digest.switched_on_by:
        return ""
    what = "Changed" if digest.is_changed else "Switched on"
    return f"{what} by {parts.mention(digest.switched_on_by)}."


def _formula(digest: Digest) -> str:
    if digest.since is None:
        return figures.REPLY_FORMULA
    day = f"{dates.DAYS[digest.since.weekday()]} {digest.since.day} {dates.MONTHS[digest.since.month - 1]}"
    has_grown = any(row.growth.total for row in _rows(digest))
    return f"{f'{GREW} since' if has_grown else 'Nothing new since'} {day}. {figures.REPLY_FORMULA}"


def _next(digest: Digest) -> str:
    return f"To go out: before the next digest, {dates.plain(digest.until, digest.zone)}."
