"""One sequence, opened: its stages with their text, and the people in it."""

from collections.abc import Iterator, Sequence

from bot.outreach.candidates.portraits import About
from bot.outreach.pictures import PersonLine, SequencePage
from bot.rules.drafts import StageDraft
from bot.slack.views import card_button, crowd, dates, files, limits, listing, parts, phrases, rich_text
from bot.slack.views.parts import Json

BODY = 500  # characters of a stage's text


def build(page: SequencePage) -> Json:
    """Draw the sequence as a message, ten stages and ten people at most."""
    blocks = [
        listing.row(page.line),
        parts.context(f"{parts.count(len(page.stages), 'stage')} · {phrases.span(page.stages)}"),
        parts.divider(),
        *_stages(page.stages),
        *_people(page),
    ]
    told = f"{parts.bold(page.line.name)}: {parts.count(page.line.stages, 'stage')}"
    return parts.message(f"{told}, {listing.numbers(page.line.counts)}", blocks)


def _stages(stages: Sequence[StageDraft]) -> Iterator[Json]:
    for index, stage in enumerate(stages[: limits.ROWS]):
        lines = [f"*{index + 1}. {phrases.kind(stage.kind)}* · {phrases.when(stage, index)}"]
        if stage.subject:
            lines.append(parts.bold(stage.subject, 250))
        lines.append(limits.clip(rich_text.to_mrkdwn(stage.body), BODY) or "(nothing written yet)")
        if stage.variants:
            lines.append(f"{parts.count(1 + len(stage.variants), 'variant')}; this is A.")
        if stage.attachments:
            lines.append(files.listed(stage.attachments))
        yield parts.section("\n".join(lines))
    if more := parts.rest(limits.ROWS, len(stages), "stage"):
        yield parts.context(f"{more}: choose *Edit* from the menu above to page through all of them.")
    if not stages:
        yield parts.section("It has no stage yet.")


def _people(page: SequencePage) -> Iterator[Json]:
    people = page.people
    yield parts.divider()
    if not people:
        yield parts.context("Nobody is enrolled yet. Type `/enroll` and paste a link to a profile.")
        return
    yield parts.section(f"*{parts.count(len(people), 'person', 'people')}*")
    for person in people[: limits.ROWS]:
        card = card_button.button(About.ENROLLMENT, person.enrollment_id)
        yield parts.section(_person(person), accessory=card)
    if more := parts.rest(limits.ROWS, len(people), "person", "people"):
        yield parts.context(more)
    yield parts.actions(crowd.open_button(page.line.id))


def _person(person: PersonLine) -> str:
    told = f"• {parts.bold(person.name, 80)} · stage {person.stage} · {phrases.ENROLLMENTS[person.status]}"
    if person.next_at:
        told += f" · next {dates.moment(person.next_at)}"
    return f"{told} · {parts.label(person.why, 100)}" if person.why else told
