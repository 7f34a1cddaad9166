"""A colleague asks for somebody: the card with Release and Keep, and what the asker hears."""

from bot.outreach.candidates.portraits import About
from bot.outreach.notices.cards import ASKED, ReleaseCard
from bot.slack.views import card_button, parts
from bot.slack.views.parts import Json
from storage.statuses import ReleaseStatus

BLOCK = "release"
RELEASE = "release_release"
KEEP = "release_keep"

SETTLED = {
    ReleaseStatus.RELEASED: "You released them: your colleague may enroll them within 14 days.",
    ReleaseStatus.KEPT: "You keep them.",
}


def build(card: ReleaseCard) -> Json:
    """Draw the question, settled or not, or the answer."""
    return _asked(card) if card.news == ASKED else _answered(card)


def read(value: str) -> int:
    """Read what a button answers."""
    return int(value)


def _asked(card: ReleaseCard) -> Json:
    where = f" in {parts.bold(card.sequence)}" if card.sequence else " in a sequence"
    told = f"{parts.mention(card.asker)} would like to write to {parts.bold(card.person)}{where}."
    blocks = [parts.section(told, accessory=card_button.button(About.CANDIDATE, card.candidate_id))]
    if settled := SETTLED.get(card.status, ""):
        return parts.message(f"{told} {settled}", [*blocks, parts.context(settled)])
    blocks.append(
        parts.context("You are in touch with them. What you have planned goes on until you stop it.")
    )
    value = str(card.release_id)
    buttons = (
        parts.button("Release", RELEASE, value=value, style="primary"),
        parts.button("Keep", KEEP, value=value),
    )
    blocks.append(parts.actions(*buttons, block_id=f"{BLOCK}:{card.release_id}"))
    return parts.message(told, blocks)


def _answered(card: ReleaseCard) -> Json:
    who, person = parts.mention(card.owner), parts.bold(card.person)
    told = (
        f"{who} releases {person}: you may enroll them within 14 days."
        if card.status is ReleaseStatus.RELEASED
        else f"{who} keeps {person} for now."
    )
    return parts.message(told, [parts.section(told)])
