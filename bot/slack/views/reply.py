"""The news of an answer: what was written, and what the recruiter makes of it."""

from bot.outreach.pictures import ReplyCard
from bot.slack.views import parts, phrases, writing_back
from bot.slack.views.parts import Json
from storage.statuses import Mark

BLOCK = "reply"
OPEN_GMAIL = "reply_open_gmail"
INTERESTED = "reply_interested"
NOT_NOW = "reply_not_now"
NOT_INTERESTED = "reply_not_interested"
WRONG_PERSON = "reply_wrong_person"
NOT_A_REPLY = "reply_not_a_reply"

ACTIONS = {
    INTERESTED: Mark.INTERESTED,
    NOT_NOW: Mark.NOT_NOW,
    NOT_INTERESTED: Mark.NOT_INTERESTED,
    WRONG_PERSON: Mark.WRONG_PERSON,
}


def build(card: ReplyCard) -> Json:
    """Draw the answer; once it is marked, the mark takes the place of the buttons."""
    told = f"{parts.bold(card.person)} answered"
    blocks = [parts.section(told), parts.context(_standing(card)), parts.quoted(_text(card))]
    if card.note:
        blocks.append(parts.context(parts.mrkdwn(card.note)))
    if card.mark:
        blocks.append(parts.context(f"Marked: *{phrases.MARKS[card.mark]}*"))
    blocks += writing_back.standing(card)
    is_unmarked = not card.mark and not card.status.is_open
    if is_unmarked:
        blocks.append(_marks(card))
    more = [writing_back.button(_value(card)), _gmail(card), _resume(card) if is_unmarked else None]
    blocks.append(parts.actions(*more, block_id=f"{BLOCK}:more:{card.inbound_id}"))
    return parts.message(f"{told}: {parts.label(_text(card), 300)}", blocks)


def read(value: str) -> tuple[int, int]:
    """Read the inbound mail and the enrollment a button acts on."""
    inbound_id, _, enrollment_id = value.partition(":")
    return int(inbound_id), int(enrollment_id)


def _standing(card: ReplyCard) -> str:
    sequence = parts.label(card.sequence)
    if card.status.is_open:
        return f"{sequence} · {phrases.ENROLLMENTS[card.status]}"
    return f"{sequence} · {phrases.ENROLLMENTS[card.status]}: nothing more goes out"


def _text(card: ReplyCard) -> str:
    return card.text.strip() or "(no text: open it in Gmail)"


def _gmail(card: ReplyCard) -> Json | None:
    if not parts.is_address(card.gmail_url):
        return None
    return parts.button("Open in Gmail", OPEN_GMAIL, url=card.gmail_url)


def _marks(card: ReplyCard) -> Json:
    buttons = [
        parts.button(
            phrases.MARKS[mark],
            action,
            value=_value(card),
            style="primary" if mark is Mark.INTERESTED else "",
        )
        for action, mark in ACTIONS.items()
    ]
    return parts.actions(*buttons, block_id=f"{BLOCK}:marks:{card.inbound_id}")


def _resume(card: ReplyCard) -> Json:
    sure = parts.confirm(
        "Resume the sequence?",
        f"The stages that are left go to {parts.label(card.person)} again.",
        yes="Resume",
        danger=False,
    )
    return parts.button("Not a reply: resume", NOT_A_REPLY, value=_value(card), confirm=sure)


def _value(card: ReplyCard) -> str:
    return f"{card.inbound_id}:{card.enrollment_id}"
