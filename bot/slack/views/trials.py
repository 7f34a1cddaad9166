"""How the texts of a stage fare: each with its rate, and what may be said of it."""

from collections.abc import Iterator, Sequence

from bot.outreach.plans.trial_lines import Trial
from bot.rules import variants, verdicts
from bot.rules.verdicts import Alike, Better, Interval, TooEarly, Tried
from bot.slack.views import limits, parts, phrases
from bot.slack.views.parts import Json

FORMULA = (
    "Reply rate = people whose first answer came after this stage and before the next ÷ people it was delivered to. "
    "Bounces and automatic answers do not count. In brackets: between what the true rate lies, 95 % (Wilson)."
)


def build(trials: Sequence[Trial]) -> Iterator[Json]:
    """Draw what is known of each stage with several texts."""
    if not trials:
        return
    yield parts.divider()
    for trial in trials[: limits.ROWS]:
        yield parts.section("\n".join(lines(trial)))
        yield parts.context(_test(trial))
    if more := parts.rest(limits.ROWS, len(trials), "stage"):
        yield parts.context(more)
    yield parts.context(FORMULA)


def lines(trial: Trial) -> list[str]:
    """Say how each text of a stage fared, and the verdict, in mrkdwn."""
    head = f"*Stage {trial.stage}, {phrases.kind(trial.kind)}*: {_said(trial)}"
    return [head, *(_tried(index, one) for index, one in enumerate(trial.tried))]


def _tried(index: int, one: Tried) -> str:
    told = f"• Variant {variants.letter(index)}: {one.delivered:,} delivered, {one.replied:,} replied"
    if not one.delivered:
        return told
    return f"{told}, *{_percent(one.rate)}* ({_between(verdicts.interval(one))})"


def _said(trial: Trial) -> str:
    match trial.verdict:
        case TooEarly(sent=sent, wanted=wanted) if sent < wanted:
            return f"Too early to say: {sent:,} of {wanted:,} sent."
        case TooEarly():
            return "Too early to say: too few answers yet."
        case Alike():
            return "No difference that could not be chance."
        case Better(best=best, lead=lead):
            return f"*variant {variants.letter(best)}* gets more answers, by {_between(lead)} of the people."


def _test(trial: Trial) -> str:
    name = verdicts.TEST if len(trial.tried) == 2 else verdicts.TEST_OF_SEVERAL
    match trial.verdict:
        case TooEarly(wanted=wanted):
            return f"Judged from {wanted:,} delivered of each on: {name}."
        case Alike(chance=chance) | Better(chance=chance):
            return f"p = {chance:.3f}: {name}. The interval of the difference is Newcombe's."


def _between(interval: Interval) -> str:
    return f"{100 * interval.low:.0f} to {100 * interval.high:.0f} %"


def _percent(rate: float) -> str:
    return f"{100 * rate:.0f} %"
