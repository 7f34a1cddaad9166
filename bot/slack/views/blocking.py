"""Whom nobody may approach, as a message only who asked sees."""

from collections.abc import Sequence

from bot.outreach.pictures import Blocked
from bot.slack.views import dates, limits, parts
from bot.slack.views.parts import Json

HINT = "`/sequence block <address, domain or company> because …` adds one, `unblock` takes it away."


def build(every: Sequence[Blocked]) -> Json:
    """List what is blocked."""
    rows = [_row(one) for one in every[: limits.ROWS]]
    if more := parts.rest(limits.ROWS, len(every), "entry", "entries"):
        rows.append(more)
    said = "*Nobody may approach*" if rows else "Nobody is blocked."
    return parts.message(said, [parts.section("\n".join([said, *rows])), parts.context(HINT)])


def told(text: str) -> Json:
    """Say what was done."""
    said = parts.mrkdwn(text.strip() or "Done.")
    return parts.message(said, [parts.section(said)])


def _row(one: Blocked) -> str:
    by = f", {parts.mention(one.by)}" if one.by else ""
    return f"• {parts.bold(one.what, 80)}: {parts.label(one.why, 120)} ({dates.moment(one.at)}{by})"
