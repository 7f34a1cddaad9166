"""The chart of a digest as a picture: what is to be painted, and the block that shows it once it lies in Slack."""

from collections.abc import Iterator, Sequence

from bot.outreach.overview.digest_pictures import Bar, DigestRow, Drawing, Stripe
from bot.outreach.pictures import Counts
from bot.slack.views import figures, limits, parts
from bot.slack.views.parts import Json

TITLE = "People by sequence"
NAME = 60


def drawing(rows: Sequence[DigestRow], most: int, at: str) -> Drawing:
    """Say what to paint of the most active sequences, as they stood at a moment given in words."""
    shown = rows[:most]
    only = f" · the {len(shown)} most active of {len(rows):,}" if len(rows) > len(shown) else ""
    bars = [
        Bar(label=_label(place, row), stripes=_stripes(row.line.counts), told=_told(row.line.counts))
        for place, row in enumerate(shown, start=1)
    ]
    return Drawing(title=TITLE, subtitle=f"{at}{only}", bars=tuple(bars))


def picture(file_id: str, rows: Sequence[DigestRow], most: int) -> Json:
    """Show the picture; whoever cannot see it hears every number in it."""
    said = f"{TITLE}. {' '.join(_aloud(rows[:most]))}"
    return {
        "type": "image",
        "slack_file": {"id": file_id},
        "alt_text": limits.shorten(said, limits.ALT_TEXT),
    }


def _aloud(rows: Sequence[DigestRow]) -> Iterator[str]:
    for place, row in enumerate(rows, start=1):
        yield f"{_label(place, row)}: {figures.in_words(row.line.counts)}."


def _label(place: int, row: DigestRow) -> str:
    # The number finds the name in the message, should the picture have no letters for it.
    return f"{place}. {parts.one_line(row.line.name, NAME) or '(no name)'}"


def _stripes(counts: Counts) -> dict[Stripe, int]:
    return {
        Stripe.IN_PROGRESS: counts.active,
        Stripe.WAITING: counts.held + counts.paused,
        Stripe.REPLIED: counts.replied,
        Stripe.ENDED: counts.finished + counts.stopped + counts.opted_out,
        Stripe.BOUNCED: counts.bounced,
    }


def _told(counts: Counts) -> str:
    return f"{counts.enrolled:,} · {counts.replied:,} replied"
