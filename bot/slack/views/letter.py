"""An email that is to go out, in a modal, as its person would read it."""

from collections.abc import Iterator

from bot.outreach.notices.cards import LetterCard
from bot.rules import drafts
from bot.slack.views import dates, files, long_texts, parts, preview
from bot.slack.views.parts import Json

CALLBACK = "letter"


def build(card: LetterCard) -> Json:
    """Draw the email."""
    return parts.modal(CALLBACK, f"Stage {card.stage}", _blocks(card))


def _blocks(card: LetterCard) -> Iterator[Json]:
    where = [parts.label(card.address), parts.label(card.sequence), dates.moment(card.due_at)]
    yield parts.section(f"To {parts.bold(card.person)}")
    yield parts.context(" · ".join(where))
    if card.subject:
        yield parts.section(f"Subject: {parts.bold(card.subject, drafts.SUBJECT_LIMIT)}")
    else:
        yield parts.context("It answers in the conversation you have.")
    yield from long_texts.quoted(card.text)
    if card.files:
        yield parts.context(files.told(card.files))
    if card.missing:
        told = f"No value yet for {preview.missing(card.missing)}: it will wait and ask you."
        yield parts.alert(told)
