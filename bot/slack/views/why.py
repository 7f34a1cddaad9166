"""Why somebody has or has not been written to: what happened, what is next, and the rule that decided it."""

from collections.abc import Iterator

from bot.outreach.candidates.explanations import Explanation
from bot.outreach.candidates.portraits import About
from bot.rules.steers import Mending, Steer
from bot.slack.views import card_button, limits, parts, person, phrases, trouble
from bot.slack.views.parts import Json
from storage.statuses import EnrollmentStatus

MOST = 6  # enrollments in one answer
MENU = "why_menu"
STOP = "why_stop"
GO_ON = "why_go_on"
FILL_IN = "why_fill_in"
FIX_ADDRESS = "why_fix_address"
RECONNECT = "why_reconnect"
CONSENT = "why_reconnect_form"
MENDINGS = {
    Mending.FILL_IN: ("Fill in", FILL_IN),
    Mending.FIX_ADDRESS: ("Fix address", FIX_ADDRESS),
    Mending.RECONNECT: ("Reconnect", RECONNECT),
}
STEERS = {
    Steer.GO_ON: "Go on now",
    Steer.PAUSE: "Pause",
    Steer.WEEK: "Snooze for a week",
    Steer.MONTH: "Snooze for a month",
    Steer.QUARTER: "Snooze for three months",
    Steer.DAY: "Snooze until a date…",
    Steer.STAGES: "Their stages…",
    Steer.MOVE: "Move to another sequence…",
}


def build(*explanations: Explanation) -> Json:
    """Explain one person, or the same person in several sequences."""
    if not explanations:
        told = "I know nobody by that name or address in a sequence of yours."
        return parts.message(told, [parts.section(told), parts.context("Try their profile link or address.")])
    shown = explanations[:MOST]
    blocks = [block for one in shown for block in _one(one)]
    if more := parts.rest(MOST, len(explanations), "sequence"):
        blocks.append(parts.context(more))
    return parts.message("\n".join(_text(one) for one in shown), blocks)


def read(value: str) -> tuple[Steer, int]:
    """Read what was chosen, and for which enrollment."""
    chosen, _, enrollment_id = value.partition(":")
    return Steer(chosen), int(enrollment_id)


def reconnect(url: str) -> Json:
    """Show the way to Google's consent page, or say who knows it."""
    if not parts.is_address(url):
        told = "Your Gmail is connected by its address. Open the Home tab and press *Connect Gmail*."
        return parts.modal(CONSENT, "Reconnect Gmail", [parts.section(told)])
    told = "Google asks whether Overture may write and read in your name. Everything goes on from where it stood."
    leave = parts.button("Reconnect at Google", trouble.RECONNECT, url=url, style="primary")
    return parts.modal(CONSENT, "Reconnect Gmail", [parts.section(told), parts.actions(leave)])


def _menu(one: Explanation) -> Json | None:
    if not one.may:
        return None
    offered = [steer for steer in one.may if steer in STEERS]
    options = [parts.option(STEERS[steer], f"{steer}:{one.enrollment_id}") for steer in offered]
    return parts.select(MENU, options, placeholder="Change this")


def _stop(one: Explanation) -> Json:
    sure = parts.confirm(
        "Stop the sequence?", f"Nothing more goes to {parts.label(one.person)}.", yes="Stop it"
    )
    value = f"{Steer.STOP}:{one.enrollment_id}"
    return parts.button("Stop sequence", STOP, value=value, style="danger", confirm=sure)


def _text(one: Explanation) -> str:
    standing = phrases.ENROLLMENTS[one.status]
    told = (
        f"{parts.bold(one.person)} in {parts.label(one.sequence)}: {standing}. {parts.label(one.next, 200)}"
    )
    return f"{told} {parts.label(one.mend, 200)}" if one.mend else told


def _one(one: Explanation) -> Iterator[Json]:
    heading = f"{parts.bold(one.person)} in {parts.bold(one.sequence)}: *{phrases.ENROLLMENTS[one.status]}*"
    happened = [f"• {parts.label(what, 200)}" for what in one.happened[-limits.ROWS :]]
    yield parts.section("\n".join([heading, *happened]), accessory=_menu(one))
    told = [f"*Next*: {parts.label(one.next, 300)}"] if one.next else []
    if one.rule:
        told.append(f"*Why*: {parts.label(one.rule, 300)}")
    if one.mend:
        told.append(f"*What you can do*: {parts.label(one.mend, 300)}")
    if told:
        yield parts.section("\n".join(told))
    stop = _stop(one) if Steer.STOP in one.may else None
    undo = person.undo(one.enrollment_id, one.person) if Steer.UNDO in one.may else None
    yield parts.actions(_mend(one), card_button.button(About.ENROLLMENT, one.enrollment_id), stop, undo)


def _mend(one: Explanation) -> Json | None:
    """Draw the one button that mends what it waits for."""
    if one.mending is None:
        return None
    if one.mending is Mending.GO_ON:
        text = "Go on now" if one.status is EnrollmentStatus.ACTIVE else "Resume"
        return parts.button(text, GO_ON, value=f"{Steer.GO_ON}:{one.enrollment_id}", style="primary")
    text, action = MENDINGS[one.mending]
    return parts.button(text, action, value=str(one.enrollment_id), style="primary")
