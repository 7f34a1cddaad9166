"""The reminder of a stage a person does by hand: the text to copy, and a button for how it went."""

from collections.abc import Iterator

from bot.outreach.candidates.portraits import About
from bot.outreach.notices.cards import ReminderCard
from bot.slack.views import card_button, dates, long_texts, parts, phrases
from bot.slack.views.parts import Json
from storage.statuses import Mark, StageKind, TouchStatus

BLOCK = "reminder"
MARK_SENT = "reminder_mark_sent"
MARK_REPLIED = "reminder_mark_replied"
SNOOZE = "reminder_snooze"
SKIP = "reminder_skip"
STOP = "reminder_stop"
EDIT = "reminder_edit"
HAND_OVER = "reminder_hand_over"
TAKE_BACK = "reminder_take_back"
LABEL = "reminder_label"
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
LABELS = (Mark.INTERESTED, Mark.NOT_NOW, Mark.NOT_INTERESTED, Mark.WRONG_PERSON)

_OVER = frozenset({TouchStatus.SENT, TouchStatus.DONE, TouchStatus.SKIPPED, TouchStatus.CANCELLED})


def build(card: ReminderCard) -> Json:
    """Draw the reminder, or what became of it once it is settled."""
    return _settled(card) if is_settled(card) else _waiting(card)


def is_settled(card: ReminderCard) -> bool:
    """Tell whether there is nothing left to do about it for who looks."""
    return bool(card.settled) or card.status in _OVER


def value(card: ReminderCard, place: str = "") -> str:
    """Say what a button acts on; `place` is the list on which it stands."""
    return f"{card.touch_id}:{place}" if place else str(card.touch_id)


def read(value: str) -> int:
    """Read the touch a button acts on."""
    return int(value.partition(":")[0])


def read_place(value: str) -> str:
    """Read on which list a button stands that acts on a touch; empty for a reminder alone."""
    return value.partition(":")[2]


def read_snooze(value: str) -> tuple[int, str]:
    """Read the touch and one of HOUR, TOMORROW, MONDAY and PICK."""
    touch_id, _, how = value.partition(":")
    return int(touch_id), how


def read_label(value: str) -> tuple[Mark, str]:
    """Read what an answer meant, and the value that says where the answer stands."""
    mark, _, where = value.partition("@")
    return Mark(mark), where


def _waiting(card: ReminderCard) -> Json:
    told = told_of(card)
    blocks = [parts.section(told), parts.context(where(card))]
    if small := small_print(card):
        blocks.append(parts.context(small))
    if card.text.strip():
        blocks += [*_text(card), parts.context("Copy this text, send it, and tell me how it went.")]
    blocks += [_answers(card), _later(card)]
    return parts.message(
        f"{told}: stage {card.stage} of {card.stages} in {parts.label(card.sequence)}", blocks
    )


def told_of(card: ReminderCard) -> str:
    """Say what is to be done, and for whom."""
    return f"{VERBS[card.kind]} {parts.bold(card.person)}"


def whole(card: ReminderCard) -> Json:
    """Draw all of a text in a modal, ready to copy."""
    blocks = [parts.section(f"For {parts.bold(card.person)}:"), *long_texts.literal(card.text)]
    if profile := profile_button(card):
        blocks.append(parts.actions(profile, block_id=f"{BLOCK}:profile:{card.touch_id}"))
    return parts.modal(WHOLE, f"Stage {card.stage}", blocks)


def _text(card: ReminderCard) -> Iterator[Json]:
    if len(card.text) <= IN_A_MESSAGE:
        yield from long_texts.literal(card.text)
        return
    first, *_ = long_texts.pieces(card.text[:IN_A_MESSAGE])
    yield parts.literal(first)
    yield parts.context(f"This is how it begins. The whole text has {len(card.text):,} characters.")
    show = parts.button("Show all", SHOW_ALL, value=value(card))
    yield parts.actions(show, block_id=f"{BLOCK}:all:{card.touch_id}")


def where(card: ReminderCard) -> str:
    """Say which stage of what it is."""
    kind = phrases.kind(card.kind)
    return f"{kind} · stage {card.stage} of {card.stages} · {parts.label(card.sequence)}"


def small_print(card: ReminderCard) -> str:
    """Say who handed it over, since when it waits, or when it comes again."""
    told = [
        f"{parts.mention(card.handed_by)} handed this to you." if card.handed_by else "",
        f"Waiting since {dates.moment(card.overdue_since)}." if card.overdue_since else "",
        f"Next reminder: {dates.moment(card.snoozed_until)}." if card.snoozed_until else "",
    ]
    return " ".join(one for one in told if one)


def _answers(card: ReminderCard) -> Json:
    return parts.actions(
        sent_button(card),
        parts.button("Mark replied", MARK_REPLIED, value=value(card)),
        profile_button(card),
        card_button.button(About.TOUCH, card.touch_id),
        block_id=f"{BLOCK}:answers:{card.touch_id}",
    )


def sent_button(card: ReminderCard, place: str = "") -> Json:
    """Make the button for what most likely happened."""
    sent = "Mark sent" if card.kind not in {StageKind.CALL, StageKind.TASK} else "Mark done"
    return parts.button(sent, MARK_SENT, value=value(card, place), style="primary")


def profile_button(card: ReminderCard) -> Json | None:
    """Make the way to the person's profile, if there is one."""
    if not parts.is_address(card.link):
        return None
    return parts.button("Open profile", OPEN_PROFILE, url=card.link)


def _later(card: ReminderCard) -> Json:
    snoozes = [parts.option(text, f"{card.touch_id}:{how}") for how, text in SNOOZES.items()]
    stop = parts.confirm(
        "Stop the sequence?",
        f"Nothing more goes to {parts.label(card.person)} from {parts.label(card.sequence)}.",
        yes="Stop it",
    )
    return parts.actions(
        parts.select(SNOOZE, snoozes, placeholder="Remind me later"),
        parts.button("Skip this stage", SKIP, value=value(card)),
        parts.button("Edit text", EDIT, value=value(card)),
        parts.button("Hand over", HAND_OVER, value=value(card)),
        parts.button("Stop sequence", STOP, value=value(card), style="danger", confirm=stop)
        if card.may_stop
        else None,
        block_id=f"{BLOCK}:later:{card.touch_id}",
    )


def _settled(card: ReminderCard) -> Json:
    told = f"{phrases.kind(card.kind)} to {parts.bold(card.person)}: {outcome(card)}"
    beside = card_button.button(About.TOUCH, card.touch_id)
    blocks = [parts.section(told, accessory=beside), parts.context(where(card))]
    if further := [*afterwards(card)]:
        blocks.append(parts.actions(*further, block_id=f"{BLOCK}:undo:{card.touch_id}"))
    return parts.message(told, blocks)


def afterwards(card: ReminderCard, place: str = "") -> Iterator[Json]:
    """Make what can still be said of a settled stage: that they answered, and how; that it was a mistake."""
    known = value(card, place)
    if card.may_label:
        options = [parts.option(phrases.MARKS[mark], f"{mark}@{known}") for mark in LABELS]
        chosen = f"{card.mark}@{known}" if card.mark else ""
        yield parts.select(LABEL, options, chosen=chosen, placeholder="What did they say?")
    if card.may_reply:
        yield parts.button("They replied", MARK_REPLIED, value=known)
    if card.may_take_back:
        yield parts.button("Take it back", TAKE_BACK, value=known)
    if card.can_undo:
        yield parts.button("Undo", UNDO, value=known)


def outcome(card: ReminderCard) -> str:
    """Say what became of it; it may name people, as mentions we wrote ourselves."""
    told = parts.with_mentions(card.settled) if card.settled else f"{card.status.value}."
    why = f" ({parts.label(card.reason, 200)})" if card.reason else ""
    return f"{told} · *{phrases.MARKS[card.mark]}*{why}" if card.mark and card.may_label else told
