"""What `/sequence digest` answers: which channels get the status digest, and when."""

from collections.abc import Iterator, Sequence

from bot.outreach.pictures import DigestLine
from bot.slack.views import dates, limits, parts
from bot.slack.views.parts import Json
from storage.statuses import Cadence

BLOCK = "digest_line"
TURN_OFF = "digest_turn_off"
CADENCES = {Cadence.DAILY: "every day", Cadence.WEEKDAYS: "every weekday", Cadence.WEEKLY: "every week"}
USAGE = (
    "Say which channel and when: `/sequence digest #recruiting daily at 9:00`. It may be `daily`, `weekdays` or "
    "`weekly`; `/sequence digest #recruiting off` ends it."
)


def build(lines: Sequence[DigestLine]) -> Json:
    """List the digests there are, and say how to add one."""
    if not lines:
        return parts.message(f"No channel gets a digest yet. {USAGE}", [parts.section(_none())])
    told = f"{parts.count(len(lines), 'digest')}: " + "; ".join(_line(line) for line in lines[: limits.ROWS])
    return parts.message(told, [*rows(lines), parts.context(USAGE)])


def turned_on(line: DigestLine) -> Json:
    """Say that a channel gets the digest from now on, and when first."""
    told = f"{_line(line)}. The first one comes {dates.moment(line.next_at)}."
    invite = parts.context(
        "Invite me to the channel if I am not in it yet: I can only post where I was invited."
    )
    return parts.message(told, [parts.section(told, accessory=_off(line)), invite])


def turned_off(channel: str) -> Json:
    """Say that a channel gets no digest any more."""
    told = f"{_channel(channel)} gets no digest any more."
    return parts.message(told, [parts.section(told)])


def rows(lines: Sequence[DigestLine], *, most: int = limits.ROWS) -> Iterator[Json]:
    """Draw some digests, each with its button."""
    for line in lines[:most]:
        told = f"{_line(line)}\nNext: {dates.moment(line.next_at)}"
        yield parts.section(told, accessory=_off(line), block_id=f"{BLOCK}:{line.id}")
    if more := parts.rest(most, len(lines), "digest"):
        yield parts.context(more)


def read(value: str) -> int:
    """Read the digest a button acts on."""
    return int(value)


def _none() -> str:
    return f"*No channel gets a digest yet.*\n{USAGE}"


def _line(line: DigestLine) -> str:
    when = f"{CADENCES[line.cadence]} at {dates.clock(line.at)} in {parts.label(dates.city(line.zone))}"
    return f"{_channel(line.channel)} gets the digest {when}"


def _channel(channel: str) -> str:
    return f"<#{channel}>" if parts.is_channel(channel) else parts.bold(channel)


def _off(line: DigestLine) -> Json:
    return parts.button("Turn off", TURN_OFF, value=str(line.id))
