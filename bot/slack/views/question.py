"""A mail its recruiter wanted to see before it leaves: the card with its text, and the form to write it anew."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.outreach.candidates.portraits import About
from bot.outreach.incoming.correspondence import OwnWordsForm
from bot.outreach.notices.cards import QuestionCard
from bot.rules import drafts
from bot.rules.drafts import Problem
from bot.slack.views import card_button, files, limits, own_words, parts, preview, rich_text, values
from bot.slack.views.parts import Json

BLOCK = "question"
SEND = "question_send"
EDIT = "question_edit"
SKIP = "question_skip"

CALLBACK = "question_form"
SUBJECT_BLOCK = "question_subject"
SUBJECT = "question_subject_typed"
TEXT_BLOCK = "question_text"
TEXT = "question_text_typed"
BLOCKS = {"subject": SUBJECT_BLOCK, "body": TEXT_BLOCK}


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed, or what is wrong with it; `subject` is None where none was asked for."""

    touch_id: int
    subject: str | None
    text: str = ""
    problems: tuple[Problem, ...] = ()
    channel: str = ""
    message: str = ""


def build(card: QuestionCard) -> Json:
    """Draw the mail with its buttons, or with what became of it."""
    told = f"*Before it leaves*: your email to {parts.bold(card.person)}"
    where = [parts.label(card.address), f"stage {card.stage} of {card.stages}", parts.label(card.sequence)]
    beside = card_button.button(About.TOUCH, card.touch_id)
    blocks = [parts.section(told, accessory=beside), parts.context(" · ".join(where))]
    if card.settled:
        by = f" by {parts.mention(card.settled_by)}" if card.settled_by else ""
        settled = f"{parts.mrkdwn(card.settled.rstrip('.'))}{by}."
        blocks.append(parts.context(settled))
        return parts.message(f"{told}: {settled}", blocks)
    if card.subject:
        blocks.append(parts.section(f"Subject: {parts.bold(card.subject, drafts.SUBJECT_LIMIT)}"))
    blocks.append(parts.quoted(f"{card.text}…" if card.is_cut else card.text))
    if small := [*_small_print(card)]:
        blocks.append(parts.context(" ".join(small)))
    blocks.append(_buttons(card))
    return parts.message(f"{told}: {parts.label(card.text, 300)}", blocks)


def read(value: str) -> int:
    """Read the touch a button acts on."""
    return int(value)


def _small_print(card: QuestionCard) -> Iterator[str]:
    if card.is_cut:
        yield "The rest is behind Edit."
    if card.files:
        yield files.told(card.files)
    if card.missing:
        yield f":warning: No value yet for {preview.missing(card.missing)}: it would wait and ask you."


def _buttons(card: QuestionCard) -> Json:
    value = str(card.touch_id)
    return parts.actions(
        parts.button("Send", SEND, value=value, style="primary"),
        parts.button("Edit", EDIT, value=value),
        parts.button("Skip", SKIP, value=value),
        block_id=f"{BLOCK}:{value}",
    )


def form(asked: OwnWordsForm, *, channel: str = "", message: str = "") -> Json:
    """Draw the form; `message` is the timestamp of the card in its channel."""
    told = f"Only {parts.bold(asked.person)} gets these words; the sequence stays as it is."
    blocks = [parts.context(told)]
    if asked.subject is not None:
        line = parts.text_input(SUBJECT, value=asked.subject, limit=drafts.SUBJECT_LIMIT)
        blocks.append(parts.field(SUBJECT_BLOCK, "Subject", line))
    body: Json = {
        "type": "rich_text_input",
        "action_id": TEXT,
        "placeholder": parts.plain("Hi …", limits.PLACEHOLDER),
        "min_lines": 6,
    }
    if asked.body.strip():
        body["initial_value"] = rich_text.from_markdown(asked.body)
    hint = "It leaves exactly so: no tokens are filled in any more. Your signature is added to it."
    blocks.append(parts.field(TEXT_BLOCK, "Text", body, hint=hint))
    kept = {"touch": asked.touch_id, "channel": channel, "message": message}
    return parts.modal(CALLBACK, "Your own words", blocks, submit="Send", close="Cancel", metadata=kept)


def read_form(view: Mapping[str, Any]) -> Typed:
    """Read the form."""
    kept, typed = parts.metadata(view), own_words.read(view, TEXT_BLOCK, subject=SUBJECT_BLOCK)
    return Typed(
        touch_id=int(kept["touch"]),
        subject=typed.subject,
        text=typed.text,
        problems=typed.problems,
        channel=str(kept.get("channel", "")),
        message=str(kept.get("message", "")),
    )


def errors(problems: Iterable[Problem], view: Mapping[str, Any]) -> dict[str, str]:
    """Put every problem under its field."""
    return values.errors(view, problems, BLOCKS, default=TEXT_BLOCK)
