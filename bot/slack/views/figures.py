"""Figures in words: every rate with what it is made of."""

from collections.abc import Iterable

from bot.outreach.pictures import Counts, SequenceLine
from bot.rules import figures
from bot.slack.views import limits, parts

REPLY_RATE = figures.REPLY_RATE
REPLY_FORMULA = (
    f"{REPLY_RATE.name} = {REPLY_RATE.formula}, both of people whom a stage has reached. Out-of-office is no reply; "
    "a bounce is not delivered."
)
INTEREST_FORMULA = "Interested = marked interested ÷ replied, of the same people."
PROGRESS_FORMULA = "In progress = enrolled and neither paused, waiting nor ended."


def rate(part: int, whole: int) -> str:
    """Say "35 % (14 of 40)"; without a whole there is no rate."""
    if whole <= 0:
        return "no figure yet"
    return f"{round(100 * part / whole)} % ({part:,} of {whole:,})"


def total(lines: Iterable[SequenceLine]) -> Counts:
    """Add up the people of several sequences."""
    found = [line.counts for line in lines]
    return Counts(
        enrolled=sum(one.enrolled for one in found),
        active=sum(one.active for one in found),
        paused=sum(one.paused for one in found),
        held=sum(one.held for one in found),
        replied=sum(one.replied for one in found),
        finished=sum(one.finished for one in found),
        stopped=sum(one.stopped for one in found),
        bounced=sum(one.bounced for one in found),
        opted_out=sum(one.opted_out for one in found),
        interested=sum(one.interested for one in found),
        delivered=sum(one.delivered for one in found),
        answered=sum(one.answered for one in found),
    )


def in_words(counts: Counts) -> str:
    """Say the numbers of a sequence in one line; what is zero may go without saying."""
    told = [f"{counts.enrolled:,} enrolled", f"{counts.active:,} in progress"]
    told += [f"{number:,} {what}" for what, number in _others(counts).items() if number]
    told.append(f"{counts.replied:,} replied, {counts.interested:,} interested")
    told.append(f"{counts.delivered:,} delivered, reply rate {rate(counts.answered, counts.delivered)}")
    return ", ".join(told)


def line(of: SequenceLine) -> str:
    """Name a sequence and say its numbers; short enough that eleven fit into a message's text."""
    return f"*{limits.clip(parts.label(of.name, 30), 60)}*: {in_words(of.counts)}"


def _others(counts: Counts) -> dict[str, int]:
    return {
        "paused": counts.paused,
        "waiting": counts.held,
        "finished": counts.finished,
        "stopped": counts.stopped,
        "bounced": counts.bounced,
        "opted out": counts.opted_out,
    }
