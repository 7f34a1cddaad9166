"""The news of an answer: what was written, what happened because of it, and what people make of it."""

from collections.abc import Iterator

from bot.outreach.candidates.portraits import About
from bot.outreach.notices.cards import ReplyCard
from bot.slack.views import card_button, dates, parts, phrases, writing_back
from bot.slack.views.parts import Json
from storage.statuses import Mark

BLOCK = "reply"
OPEN_GMAIL = "reply_open_gmail"
INTERESTED = "reply_interested"
NOT_NOW = "reply_not_now"
NOT_INTERESTED = "reply_not_interested"
WRONG_PERSON = "reply_wrong_person"
NOT_A_REPLY = "reply_not_a_reply"
CLAIM = "reply_claim"
GIVE_BACK = "reply_give_back"
OTHER_ADDRESS = "reply_other_address"
UNDO = "reply_undo"

ACTIONS = {
    INTERESTED: Mark.INTERESTED,
    NOT_NOW: Mark.NOT_NOW,
    NOT_INTERESTED: Mark.NOT_INTERESTED,
    WRONG_PERSON: Mark.WRONG_PERSON,
}
HINTS = {
    Mark.INTERESTED: "Sounds interested.",
    Mark.NOT_NOW: "Sounds like: not now.",
    Mark.NOT_INTERESTED: "Sounds not interested.",
    Mark.WRONG_PERSON: "Sounds like the wrong person.",
}


def build(card: ReplyCard) -> Json:
    """Draw the answer; once it is marked, the mark takes the place of the buttons."""
    told = _told(card)
    blocks = [parts.section(told), parts.context(_standing(card)), parts.quoted(_text(card))]
    if small := [*_small_print(card)]:
        blocks.append(parts.context(" ".join(small)))
    blocks += writing_back.standing(card)
    if not card.mark:
        blocks.append(_marks(card))
    more = [writing_back.button(_value(card)), *_more(card)]
    blocks.append(parts.actions(*more, block_id=f"{BLOCK}:more:{card.inbound_id}"))
    return parts.message(f"{told}: {parts.label(_text(card), 300)}", blocks)


def read(value: str) -> tuple[int, int]:
    """Read the inbound mail and the enrollment a button acts on."""
    inbound_id, _, enrollment_id = value.partition(":")
    return int(inbound_id), int(enrollment_id)


def _told(card: ReplyCard) -> str:
    person = parts.bold(card.person)
    return f"{parts.bold(card.writer)} answered for {person}" if card.writer else f"{person} answered"


def _standing(card: ReplyCard) -> str:
    place = f"after stage {card.stage} of {card.stages}" if card.stage else "before any stage had gone"
    return " · ".join(one for one in (parts.label(card.sequence), place, parts.mrkdwn(card.effect)) if one)


def _text(card: ReplyCard) -> str:
    text = card.text.strip() or "(no text: open it in Gmail)"
    return f"{text}…" if card.is_cut else text


def _small_print(card: ReplyCard) -> Iterator[str]:
    if card.is_cut:
        yield "The rest is in Gmail."
    if card.hint and not card.mark:
        yield HINTS[card.hint]
    if card.claimed_by and not card.answered_at:
        yield f"{parts.mention(card.claimed_by)} has got it."
    if card.mark:
        yield _mark(card)


def _mark(card: ReplyCard) -> str:
    assert card.mark is not None
    by = f" by {parts.mention(card.marked_by)}" if card.marked_by else ""
    why = f" ({parts.label(card.reason, 200)})" if card.reason else ""
    back = f"; it comes back on {dates.day(card.back_on)}" if card.back_on else ""
    goes_on = "; the sequence goes on" if card.mark is Mark.NOT_A_REPLY and card.status.is_open else ""
    return f"Marked *{phrases.MARKS[card.mark]}*{why}{by}{back}{goes_on}."


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


def _more(card: ReplyCard) -> Iterator[Json]:
    if parts.is_address(card.gmail_url):
        yield parts.button("Open in Gmail", OPEN_GMAIL, url=card.gmail_url)
    if card.is_shared and not card.mark and not card.answered_by:
        if card.claimed_by:
            yield parts.button("Give it back", GIVE_BACK, value=_value(card))
        else:
            yield parts.button("I've got it", CLAIM, value=_value(card))
    if not card.mark and not card.status.is_open:
        yield _resume(card)
    if card.mark is Mark.WRONG_PERSON:
        yield parts.button("Another address", OTHER_ADDRESS, value=_value(card))
    yield card_button.button(About.ENROLLMENT, card.enrollment_id)
    if card.can_undo:
        yield parts.button("Undo", UNDO, value=_value(card))


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
