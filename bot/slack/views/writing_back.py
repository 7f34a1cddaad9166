"""Reply to an answer: the button and what became of it on the card, and the form."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.outreach.incoming.correspondence import ReplyForm
from bot.outreach.notices.cards import ReplyCard
from bot.rules.drafts import Problem
from bot.slack.views import dates, limits, own_words, parts, values
from bot.slack.views.parts import Json

CALLBACK = "write_back_form"
REPLY = "reply_write_back"
TEXT_BLOCK = "write_back_text"
TEXT = "write_back_text_typed"
SHOWN = 1_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed, or what is wrong with it; `message` is the timestamp of the card in its channel."""

    inbound_id: int
    nonce: str
    text: str = ""
    problems: tuple[Problem, ...] = ()
    channel: str = ""
    message: str = ""


def button(value: str) -> Json:
    """Make the button of a card; `value` is read by the card's own view."""
    return parts.button("Reply", REPLY, value=value)


def standing(card: ReplyCard) -> Iterator[Json]:
    """Say who has answered, and what the reply waits for."""
    if card.answered_at is not None:
        yield parts.context(f"Answered by {parts.mention(card.answered_by)} {dates.moment(card.answered_at)}")
    if card.reply:
        yield parts.context(parts.mrkdwn(card.reply))


def build(form: ReplyForm, *, channel: str = "", message: str = "") -> Json:
    """Draw the form: what they wrote, and a field for what is written back."""
    body: Json = {
        "type": "rich_text_input",
        "action_id": TEXT,
        "placeholder": parts.plain("Hi …", limits.PLACEHOLDER),
        "min_lines": 6,
    }
    shown = limits.shorten(form.text.strip(), SHOWN) or "(no text: open it in Gmail)"
    blocks = [
        parts.quoted(shown),
        parts.context(
            f"From {parts.label(form.sender)} to {parts.label(form.address)}, in their conversation"
        ),
        parts.field(TEXT_BLOCK, "Your reply", body, hint="Your signature is added to it."),
    ]
    kept = {"inbound": form.inbound_id, "nonce": form.nonce, "channel": channel, "message": message}
    title = f"Reply to {form.first_name}"
    return parts.modal(CALLBACK, title, blocks, submit="Send", close="Cancel", metadata=kept)


def read(view: Mapping[str, Any]) -> Typed:
    """Read the form."""
    kept, typed = parts.metadata(view), own_words.read(view, TEXT_BLOCK)
    return Typed(
        inbound_id=int(kept["inbound"]),
        nonce=str(kept["nonce"]),
        text=typed.text,
        problems=typed.problems,
        channel=str(kept.get("channel", "")),
        message=str(kept.get("message", "")),
    )


def errors(problems: Iterable[Problem], view: Mapping[str, Any]) -> dict[str, str]:
    """Put every problem under the text."""
    return values.errors(view, problems, {}, default=TEXT_BLOCK)
