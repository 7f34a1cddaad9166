"""What `/sequence digest` answers: which channels get the status digest, and when."""

from collections.abc import Iterator, Sequence

from bot.outreach.pictures import DigestLine
from bot.slack.views import dates, limits, parts
from bot.slack.views.parts import Json
from storage.statuses import Cadence

BLOCK = "digest_line"
NAMED = 5
RESUME = "digest_resume"
TURN_OFF = "digest_turn_off"
CADENCES = {Cadence.DAILY: "every day", Cadence.WEEKDAYS: "every weekday", Cadence.WEEKLY: "every week"}
USAGE = (
    "Say which channel and when: `/sequence digest #recruiting daily at 9:00`. It may be `daily`, `weekdays` or "
    "`weekly` (on Mondays), and `for Backend, Frontend` at its end leaves out all others; "
    "`/sequence digest #recruiting off` ends it."
)


def build(lines: Sequence[DigestLine]) -> Json:
    """List the digests there are, and say how to add one."""
    if not lines:
        return parts.message(f"No channel gets a digest yet. {USAGE}", [parts.section(_none())])
    told = f"{parts.count(len(lines), 'digest')}: " + "; ".join(_line(line) for line in lines[: limits.ROWS])
    return parts.message(told, [*rows(lines), parts.context(USAGE)])


def turned_on(line: DigestLine) -> Json:
    """Say that a channel gets the digest from now on, and when first."""
    told = f"{_line(line)}. First one: {dates.moment(line.next_at)}."
    invite = parts.context(
        "Invite me to the channel if I am not in it yet: I can only post where I was invited."
    )
    return parts.message(told, [parts.section(told, accessory=_off(line)), invite])


def turned_off(name: str) -> Json:
    """Say that a channel gets no digest any more."""
    told = f"{channel(name)} gets no digest any more."
    return parts.message(told, [parts.section(told)])


def rows(lines: Sequence[DigestLine], *, most: int = limits.ROWS) -> Iterator[Json]:
    """Draw some digests, each with its button."""
    for line in lines[:most]:
        if line.resting:
            why = f":warning: {parts.mrkdwn(line.resting)}"
            yield parts.section(f"{_line(line)}\n{why}", block_id=f"{BLOCK}:{line.id}")
            again = parts.button("Start again", RESUME, value=str(line.id), style="primary")
            yield parts.actions(again, _off(line), block_id=f"{BLOCK}_rests:{line.id}")
            continue
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
    return f"{channel(line.channel)} gets the digest {when}{_of(line)}"


def _of(line: DigestLine) -> str:
    shown = [parts.label(name, 60) for name in line.sequences[:NAMED]]
    if more := parts.rest(NAMED, len(line.sequences), "sequence"):
        shown.append(more)
    return f", for {', '.join(shown)} only" if shown else ""


def channel(name: str) -> str:
    """Name a channel, as Slack shows it where we have its id."""
    return f"<#{name}>" if parts.is_channel(name) else parts.bold(name)


def _off(line: DigestLine) -> Json:
    return parts.button("Turn off", TURN_OFF, value=str(line.id))
