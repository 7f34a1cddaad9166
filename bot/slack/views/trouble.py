"""Something a person must mend: what happened in one sentence, and the buttons that mend it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.outreach.candidates.portraits import About
from bot.outreach.notices.cards import TroubleCard
from bot.slack.views import card_button, digest_settings, limits, parts
from bot.slack.views.parts import Json

BLOCK = "trouble"
RECONNECT = "trouble_reconnect"
OPEN = "trouble_open"
FILL_IN = "trouble_fill_in"
USE_FALLBACK = "trouble_use_fallback"
FIX_ADDRESS = "trouble_fix_address"
WAS_SENT = "trouble_was_sent"
SEND_NOW = "trouble_send_now"
TRY_AGAIN = "trouble_try_again"
SEND_OURS = "trouble_send_ours"
SEND_MYSELF = "trouble_send_myself"
SKIP = "trouble_skip"
IS_REPLY = "trouble_is_reply"
RESUME = "trouble_resume"
RESUME_ANSWERED = "trouble_resume_answered"
STOP = "trouble_stop"
KEEP_MANUAL = "trouble_keep_manual"
IN_A_WEEK = "trouble_in_a_week"
UNDO_OPT_OUT = "trouble_undo_opt_out"

TITLES = {
    "mailbox_lost": "Your Gmail is disconnected",
    "lender_lost": "A colleague's Gmail is disconnected",
    "mailbox_connected": "Your Gmail is connected",
    "mailbox_disconnected": "Your Gmail is no longer connected",
    "mailbox_held": "Your Gmail sends nothing for now",
    "mailbox_troubled": "Gmail does not answer",
    "mailbox_well": "Gmail answers again",
    "operator_lost": "A mailbox is disconnected",
    "operator_refused": "Google refuses Overture",
    "operator_breaker_warns": "Much mail comes back",
    "operator_breaker_breaks": "A sequence was paused",
    "breaker_warns": "Much mail comes back",
    "breaker_breaks": "Your sequence is paused",
    "digest_rests": "A digest is not posted",
    "digest_unclear": "Was this digest posted?",
    "operator_digest_unclear": "Was this digest posted?",
    "soft_bounce": "An email could not be delivered",
    "left": "They have left the company",
    "comeback": "Back to them today",
    "missing_token": "A value is missing",
    "no_address": "No address yet",
    "bounce": "An email bounced",
    "unknown_outcome": "Was this email sent?",
    "edited_draft": "You changed this email",
    "not_sent": "This email was not sent",
    "not_sure": "Is this an answer?",
    "away": "Out of office",
    "delayed": "Not delivered yet",
    "opted_out": "Do not write again",
    "moved": "Other dates",
    "held": "This waits for you",
    "info": "For your information",
}

OF_NOBODY = ("mailbox_", "lender_", "operator_", "breaker_")
"""How the kinds begin that concern a mailbox or a sequence, and nobody in it."""


def build(card: TroubleCard) -> Json:
    """Draw the trouble, or what became of it once it is settled."""
    title = TITLES.get(card.kind, TITLES["info"])
    beside = _card(card) if card.settled else None
    told = f"*{title}*\n{parts.mrkdwn(card.what)}"
    blocks = [parts.section(told, accessory=beside)]
    named = parts.mention if card.kind.startswith("operator") else parts.label
    about = [named(one) for one in (card.person, card.sequence) if one]
    about += [digest_settings.channel(card.channel)] if card.channel else []
    if about:
        blocks.append(parts.context(" · ".join(about)))
    if card.settled:
        blocks.append(parts.context(parts.with_mentions(card.settled)))
    else:
        if card.mend:
            blocks.append(parts.context(parts.mrkdwn(card.mend)))
        made = REPLY_BUTTONS if card.is_reply else BUTTONS
        made_of = (*made.get(card.kind, (_open,)), _card)
        if buttons := [one for make in made_of if (one := make(card))]:
            blocks.append(parts.actions(*buttons, block_id=BLOCK))
    said = parts.with_mentions(card.settled) if card.settled else parts.mrkdwn(card.what)
    return parts.message(f"{title}: {said}", blocks)


def _card(card: TroubleCard) -> Json | None:
    if card.enrollment_id is None or card.kind.startswith(OF_NOBODY):
        return None
    return card_button.button(About.ENROLLMENT, card.enrollment_id)


def settled(drawn: Iterable[Mapping[str, Any]], told: str) -> Json:
    """Put what became of it in the place of the buttons; what the card said stays, and the way to the person."""
    blocks = list(drawn)
    said, way = parts.mrkdwn(told), card_button.found(blocks)
    kept = [dict(block) for block in blocks if block.get("type") in {"section", "context"}][:2]
    if kept and way:
        kept[0]["accessory"] = way
    return parts.message(said, [*kept, parts.context(said)])


def mended(person: str, enrollment_id: int) -> Json:
    """Say that what was missing is there, in the place of the whole card."""
    whose = f" for {parts.bold(person)}" if person else ""
    told = f"Mended: the sequence{whose} goes on."
    return parts.message(
        told, [parts.section(told, accessory=card_button.button(About.ENROLLMENT, enrollment_id))]
    )


def read(value: str) -> tuple[int | None, int | None]:
    """Read the touch and the enrollment a button acts on; None where there is none."""
    touch_id, _, enrollment_id = value.partition(":")
    return int(touch_id) if touch_id else None, int(enrollment_id) if enrollment_id else None


def read_fallback(value: str) -> tuple[int, tuple[str, ...]]:
    """Read the enrollment, and the tokens a phrase was agreed to for."""
    enrollment_id, _, tokens = value.partition(":")
    return int(enrollment_id), tuple(tokens.split(","))


def _value(card: TroubleCard) -> str:
    if card.touch_id is None and card.enrollment_id is None:
        return ""
    return f"{'' if card.touch_id is None else card.touch_id}:{card.enrollment_id or ''}"


def _made(text: str, action: str, *, style: str = "") -> Callable[[TroubleCard], Json | None]:
    def make(card: TroubleCard) -> Json | None:
        value = _value(card)
        return parts.button(text, action, value=value, style=style) if value else None

    return make


def _linked(text: str, action: str, *, style: str = "") -> Callable[[TroubleCard], Json | None]:
    def make(card: TroubleCard) -> Json | None:
        return parts.button(text, action, url=card.url, style=style) if parts.is_address(card.url) else None

    return make


def _use_fallback(card: TroubleCard) -> Json | None:
    if card.fallback is None or card.enrollment_id is None:
        return None
    stands = " and ".join(f"“{phrase}” for {{{{{name}}}}}" for name, phrase in card.fallback.phrases)
    read = parts.label(" … ".join(card.fallback.reads), limits.CONFIRM_TEXT)
    told = f"{stands}, for {parts.label(card.person, 40)} only. It will read: {read}"
    sure = parts.confirm("Use a neutral phrase?", told, yes="Use it", danger=False)
    value = f"{card.enrollment_id}:{','.join(card.fallback.tokens)}"
    return parts.button("Use fallback…", USE_FALLBACK, value=value, confirm=sure)


def _stop(card: TroubleCard) -> Json | None:
    if not _value(card):
        return None
    told = f"Nothing more goes to {parts.label(card.person or 'this person')}."
    sure = parts.confirm("Stop the sequence?", told, yes="Stop it")
    return parts.button("Stop sequence", STOP, value=_value(card), style="danger", confirm=sure)


def _send_now(card: TroubleCard) -> Json | None:
    if not _value(card):
        return None
    told = "If the email did leave after all, the candidate gets it twice. Look into Gmail's Sent first."
    sure = parts.confirm("Send it now?", told, yes="Send now")
    return parts.button("Send now", SEND_NOW, value=_value(card), confirm=sure)


def _send_ours(card: TroubleCard) -> Json | None:
    if not _value(card):
        return None
    told = "Your changed draft is deleted, so that only Overture's text goes out."
    sure = parts.confirm("Send Overture's text?", told, yes="Send it")
    return parts.button("Send Overture's text", SEND_OURS, value=_value(card), style="primary", confirm=sure)


def _undo_opt_out(card: TroubleCard) -> Json | None:
    if card.inbound_id is None:
        return None
    told = f"Everybody may write to {parts.label(card.person or 'them')} again. Do it only where the mail was misread."
    sure = parts.confirm("Write to them again?", told, yes="Undo")
    return parts.button("Undo", UNDO_OPT_OUT, value=str(card.inbound_id), confirm=sure)


def _keep_manual(card: TroubleCard) -> Json | None:
    return _made("Go on by hand", KEEP_MANUAL)(card) if card.may_go_on_by_hand else None


_open = _linked("Open", OPEN)

BUTTONS: dict[str, tuple[Callable[[TroubleCard], Json | None], ...]] = {
    "mailbox_lost": (_linked("Reconnect", RECONNECT, style="primary"),),
    "lender_lost": (),
    "mailbox_connected": (),
    "mailbox_disconnected": (),
    "mailbox_held": (),
    "mailbox_troubled": (),
    "mailbox_well": (),
    "operator_lost": (),
    "operator_refused": (),
    "operator_breaker_warns": (),
    "operator_breaker_breaks": (),
    "breaker_warns": (),
    "breaker_breaks": (),
    "digest_rests": (),
    "digest_unclear": (),
    "operator_digest_unclear": (),
    "opted_out": (_linked("Open in Gmail", OPEN), _undo_opt_out),
    "soft_bounce": (
        _made("Go on in a week", IN_A_WEEK, style="primary"),
        _made("Fix address", FIX_ADDRESS),
        _stop,
    ),
    "left": (_made("Fix address", FIX_ADDRESS, style="primary"), _linked("Open in Gmail", OPEN)),
    "comeback": (_linked("Open in Gmail", OPEN), _made("Resume the sequence", RESUME_ANSWERED)),
    "missing_token": (
        _made("Fill in", FILL_IN, style="primary"),
        _use_fallback,
        _made("Skip this stage", SKIP),
        _stop,
    ),
    "no_address": (_made("Fix address", FIX_ADDRESS, style="primary"), _stop),
    "bounce": (_made("Fix address", FIX_ADDRESS, style="primary"), _keep_manual),
    "unknown_outcome": (
        _linked("Look in Gmail", OPEN),
        _made("It was sent", WAS_SENT, style="primary"),
        _send_now,
        _made("Skip this stage", SKIP),
    ),
    "edited_draft": (
        _linked("Look in Gmail", OPEN),
        _send_ours,
        _made("I will send it myself", SEND_MYSELF),
        _made("Skip this stage", SKIP),
    ),
    "not_sent": (_made("Try again", TRY_AGAIN, style="primary"), _made("Skip this stage", SKIP), _stop),
    "not_sure": (
        _linked("Open in Gmail", OPEN),
        _made("Yes: stop", IS_REPLY, style="primary"),
        _made("No: resume", RESUME),
    ),
    "away": (_linked("Open in Gmail", OPEN), _made("Resume now", RESUME), _stop),
    "delayed": (_linked("Open in Gmail", OPEN), _made("Resume now", RESUME), _stop),
    "held": (_made("Resume", RESUME), _stop),
}

REPLY_BUTTONS: dict[str, tuple[Callable[[TroubleCard], Json | None], ...]] = {
    "unknown_outcome": (
        _linked("Look in Gmail", OPEN),
        _made("It was sent", WAS_SENT, style="primary"),
        _send_now,
        _made("Do not send it", SKIP),
    ),
    "edited_draft": (
        _linked("Look in Gmail", OPEN),
        _send_ours,
        _made("I will send it myself", SEND_MYSELF),
        _made("Do not send it", SKIP),
    ),
    "not_sent": (_made("Try again", TRY_AGAIN, style="primary"), _made("Do not send it", SKIP)),
}
"""What is asked of a reply by hand: it is no stage, and its sequence goes or stands as it did."""
