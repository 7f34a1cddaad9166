"""The reminder of a stage a person does by hand: the text to copy, and a button for how it went."""

from collections.abc import Iterator

from bot.outreach.candidates.portraits import About
from bot.outreach.notices.cards import ReminderCard
from bot.slack.views import card_button, long_texts, parts, phrases
from bot.slack.views.parts import Json
from storage.statuses import StageKind, TouchStatus

BLOCK = "reminder"
MARK_SENT = "reminder_mark_sent"
MARK_REPLIED = "reminder_mark_replied"
SNOOZE = "reminder_snooze"
SKIP = "reminder_skip"
STOP = "reminder_stop"
OPEN_PROFILE = "reminder_open_profile"
UNDO = "reminder_undo"
SHOW_ALL = "reminder_show_all"
WHOLE = "reminder_whole"
IN_A_MESSAGE = 6_000  # characters; Slack refuses messages with about twice as many

HOUR, TOMORROW, MONDAY, PICK = "hour", "tomorrow", "monday", "pick"
SNOOZES = {
    HOUR: "In 1 hour",
    TOMORROW: "Tomorrow at 9:00",
    MONDAY: "Monday at 9:00",
    PICK: "Pick a date…",
}
VERBS = {
    StageKind.EMAIL: "Email",
    StageKind.INMAIL: "Send an InMail to",
    StageKind.CONNECTION: "Send a connection note to",
    StageKind.CALL: "Call",
    StageKind.TEXT: "Text",
    StageKind.TASK: "Do something for",
}


def build(card: ReminderCard) -> Json:
    """Draw the reminder, or what became of it once it is settled."""
    return _settled(card) if card.settled or card.status in _OVER else _waiting(card)


def read(value: str) -> int:
    """Read the touch a button acts on."""
    return int(value)


def read_snooze(value: str) -> tuple[int, str]:
    """Read the touch and one of HOUR, TOMORROW, MONDAY and PICK."""
    touch_id, _, how = value.partition(":")
    return int(touch_id), how


_OVER = frozenset({TouchStatus.SENT, TouchStatus.DONE, TouchStatus.SKIPPED, TouchStatus.CANCELLED})


def _waiting(card: ReminderCard) -> Json:
    told = f"{VERBS[card.kind]} {parts.bold(card.person)}"
    blocks = [parts.section(told), parts.context(_where(card))]
    if card.text.strip():
        blocks += [*_text(card), parts.context("Copy this text, send it, and tell me how it went.")]
    blocks += [_answers(card), _later(card)]
    return parts.message(
        f"{told}: stage {card.stage} of {card.stages} in {parts.label(card.sequence)}", blocks
    )


def whole(card: ReminderCard) -> Json:
    """Draw all of a long text in a modal, ready to copy."""
    blocks = [parts.section(f"For {parts.bold(card.person)}:"), *long_texts.literal(card.text)]
    return parts.modal(WHOLE, f"Stage {card.stage}", blocks)


def _text(card: ReminderCard) -> Iterator[Json]:
    if len(card.text) <= IN_A_MESSAGE:
        yield from long_texts.literal(card.text)
        return
    first, *_ = long_texts.pieces(card.text[:IN_A_MESSAGE])
    yield parts.literal(first)
    yield parts.context(f"This is how it begins. The whole text has {len(card.text):,} characters.")
    show = parts.button("Show all", SHOW_ALL, value=str(card.touch_id))
    yield parts.actions(show, block_id=f"{BLOCK}:all:{card.touch_id}")


def _where(card: ReminderCard) -> str:
    kind = phrases.kind(card.kind)
    return f"{kind} · stage {card.stage} of {card.stages} · {parts.label(card.sequence)}"


def _answers(card: ReminderCard) -> Json:
    value = str(card.touch_id)
    sent = "Mark sent" if card.kind not in {StageKind.CALL, StageKind.TASK} else "Mark done"
    return parts.actions(
        parts.button(sent, MARK_SENT, value=value, style="primary"),
        parts.button("Mark replied", MARK_REPLIED, value=value),
        _profile(card),
        card_button.button(About.TOUCH, card.touch_id),
        block_id=f"{BLOCK}:answers:{value}",
    )


def _profile(card: ReminderCard) -> Json | None:
    if not parts.is_address(card.link):
        return None
    return parts.button("Open profile", OPEN_PROFILE, url=card.link)


def _later(card: ReminderCard) -> Json:
    value = str(card.touch_id)
    snoozes = [parts.option(text, f"{value}:{how}") for how, text in SNOOZES.items()]
    stop = parts.confirm(
        "Stop the sequence?",
        f"Nothing more goes to {parts.label(card.person)} from {parts.label(card.sequence)}.",
        yes="Stop it",
    )
    return parts.actions(
        parts.select(SNOOZE, snoozes, placeholder="Remind me later"),
        parts.button("Skip this stage", SKIP, value=value),
        parts.button("Stop sequence", STOP, value=value, style="danger", confirm=stop),
        block_id=f"{BLOCK}:later:{value}",
    )


def _settled(card: ReminderCard) -> Json:
    outcome = _outcome(card)
    told = f"{phrases.kind(card.kind)} to {parts.bold(card.person)}: {outcome}"
    blocks = [parts.section(told), parts.context(_where(card))]
    if card.can_undo:
        undo = parts.button("Undo", UNDO, value=str(card.touch_id))
        blocks.append(parts.actions(undo, block_id=f"{BLOCK}:undo:{card.touch_id}"))
    return parts.message(told, blocks)


def _outcome(card: ReminderCard) -> str:
    # It may name who pressed the button, as a mention we wrote ourselves.
    return parts.with_mentions(card.settled) if card.settled else f"{card.status.value}."
