"""One sequence, opened: its stages with their text, and the people in it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.outreach.candidates.portraits import About
from bot.outreach.pictures import PersonLine, SequencePage
from bot.rules.drafts import StageDraft
from bot.slack.views import card_button, crowd, dates, files, limits, listing, parts, phrases, rich_text
from bot.slack.views.parts import Json

CALLBACK = "sequence_shown"
BODY = 500  # characters of a stage's text


def build(page: SequencePage) -> Json:
    """Draw the sequence as a message, ten stages and ten people at most."""
    blocks = [
        listing.row(page.line),
        parts.context(_about(page)),
        parts.divider(),
        *_stages(page.stages),
        *_people(page),
    ]
    told = f"{parts.bold(page.line.name)}: {parts.count(page.line.stages, 'stage')}"
    return parts.message(f"{told}, {listing.numbers(page.line.counts)}", blocks)


def opened(page: SequencePage, back: str) -> Json:
    """Draw it as a modal; `back` is the page of a shelf it was opened from, empty for none."""
    blocks = build(page)["blocks"]
    if back:
        blocks.append(parts.actions(parts.button("Back to the list", listing.SEE_ALL, value=back)))
    return parts.modal(CALLBACK, "Sequence", blocks, metadata={"back": back})


def read_way_back(view: Mapping[str, Any]) -> str:
    """Read from which page of a shelf it was opened; empty for none."""
    return str(parts.metadata(view).get("back", ""))


def _about(page: SequencePage) -> str:
    told = f"{parts.count(len(page.stages), 'stage')} · {phrases.span(page.stages)}"
    return f"{told} · for {parts.bold(page.role)}" if page.role else told


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
    shown, total = people[: limits.ROWS], max(page.line.counts.enrolled, len(people))
    of_all = f"{len(shown)} of " if len(shown) < total else ""
    yield parts.section(f"*{of_all}{parts.count(total, 'person', 'people')}*")
    for person in shown:
        card = card_button.button(About.ENROLLMENT, person.enrollment_id)
        yield parts.section(_person(person), accessory=card)
    yield parts.actions(crowd.open_button(page.line.id))


def _person(person: PersonLine) -> str:
    told = f"• {parts.bold(person.name, 80)} · stage {person.stage} · {phrases.ENROLLMENTS[person.status]}"
    if person.next_at:
        told += f" · next {dates.moment(person.next_at)}"
    return f"{told} · {parts.label(person.why, 100)}" if person.why else told
