"""What one person gets, stage by stage: what they had is locked, what comes can be changed for them alone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.outreach.candidates.stage_lines import OwnForm, StageLine, TheirStages
from bot.rules import drafts
from bot.rules.alterations import Change, Standing
from bot.rules.drafts import Problem
from bot.slack.views import dates, limits, long_texts, own_words, parts, phrases, preview, rich_text, values
from bot.slack.views.parts import Json

CALLBACK = "their_stages"
MENU = "their_stages_menu"
PUT_OFF = "their_stages_put_off"
PAGES_BLOCK = "their_stages_pages"
PAGES = (PREVIOUS, NEXT, GO_TO_PAGE) = (
    "their_stages_previous_page",
    "their_stages_next_page",
    "their_stages_go_to_page",
)
TEXT = 400  # characters of a stage's text

FORM = "own_stage_form"
SAVED = "own_stage_saved"
SUBJECT_BLOCK = "own_stage_subject"
SUBJECT_TYPED = "own_stage_subject_typed"
BODY_BLOCK = "own_stage_body"
BODY_TYPED = "own_stage_body_typed"
BLOCKS = {"subject": SUBJECT_BLOCK, "body": BODY_BLOCK}

CHANGES = {
    Change.WORDS: "Write it for them…",
    Change.BEGIN: "Begin here",
    Change.SKIP: "Skip it",
    Change.KEEP: "Let it come after all",
}
BUSY = "An email to them is leaving just now. What comes after it can be changed in a few minutes."


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed, or what is wrong with it; `subject` is None where none was asked for."""

    enrollment_id: int
    key: str
    subject: str | None
    text: str = ""
    problems: tuple[Problem, ...] = ()


def build(page: TheirStages, number: int = 0) -> Json:
    """Draw ten stages of it; `number` is the page, from 0."""
    pages = max(1, -(-len(page.lines) // limits.ROWS))
    number = min(max(number, 0), pages - 1)
    shown = page.lines[number * limits.ROWS : (number + 1) * limits.ROWS]
    told = f"What {parts.bold(page.person)} gets of {parts.bold(page.sequence)}. Changes are for them alone."
    blocks = [*([parts.alert(BUSY, "info")] if page.is_busy else ()), parts.section(told)]
    for line in shown:
        blocks.append(_line(page.enrollment_id, line))
    if pages > 1:
        ways = {"previous": PREVIOUS, "following": NEXT, "go_to": GO_TO_PAGE}
        blocks.append(parts.paging(number, pages, PAGES_BLOCK, **ways))
    if any(line.standing is Standing.NEXT for line in page.lines):
        value = str(page.enrollment_id)
        blocks.append(parts.actions(parts.button("Not before a day…", PUT_OFF, value=value)))
        blocks.append(parts.context("After a stage that is skipped, the wait counts from what went last."))
    metadata = {"enrollment": page.enrollment_id, "page": number}
    return parts.modal(CALLBACK, "Their stages", blocks, metadata=metadata)


def read(view: Mapping[str, Any]) -> tuple[int, int]:
    """Read whose stages these are, and which page of them."""
    kept = parts.metadata(view)
    return int(kept["enrollment"]), int(kept.get("page", 0))


def read_page(action: Mapping[str, Any]) -> int:
    """Read the page that was asked for."""
    return int((action.get("selected_option") or action)["value"])


def read_choice(action: Mapping[str, Any]) -> tuple[Change, str]:
    """Read what shall be done with which stage, by its key."""
    change, _, key = str(action["selected_option"]["value"]).partition(":")
    return Change(change), key


def _line(enrollment_id: int, line: StageLine) -> Json:
    told = [f"*{line.number}. {phrases.kind(line.kind)}* · {_stands(line)}"]
    if line.is_own:
        told[0] += " · *in words of their own*"
    if line.subject:
        told.append(parts.bold(line.subject, 250))
    told.append(parts.mrkdwn(limits.shorten(line.text, TEXT)) or "(nothing written yet)")
    if line.missing:
        told.append(f":warning: No value yet for {preview.missing(line.missing)}.")
    options = [parts.option(CHANGES[change], f"{change}:{line.key}") for change in line.may]
    menu = parts.overflow(MENU, options) if options else None
    return parts.section("\n".join(told), accessory=menu, block_id=f"{MENU}:{enrollment_id}:{line.number}")


def _stands(line: StageLine) -> str:
    at = dates.moment(line.at) if line.at else ""
    note = f": {parts.label(line.note, 100)}" if line.note else ""
    match line.standing:
        case Standing.GONE:
            return f":lock: went {at}"
        case Standing.UNDER_WAY:
            return ":lock: is leaving"
        case Standing.PASSED:
            return f":lock: skipped{note}" if at else ":lock: never comes"
        case Standing.NEXT:
            return f"next, {at}{note}"
        case Standing.LEFT_OUT:
            return f"skipped when its turn comes{note}"
        case Standing.COMING:
            return "later"


def form(asked: OwnForm) -> Json:
    """Draw the form in which a stage is written for one person."""
    told = f"Only {parts.bold(asked.person)} gets stage {asked.number} in these words; the sequence stays as it is."
    blocks = [parts.context(told)]
    if asked.subject is not None:
        line = parts.text_input(SUBJECT_TYPED, value=asked.subject, limit=drafts.SUBJECT_LIMIT)
        blocks.append(parts.field(SUBJECT_BLOCK, "Subject", line))
    body: Json = {"type": "rich_text_input", "action_id": BODY_TYPED, "min_lines": 6}
    body["placeholder"] = parts.plain("Hi {{first_name}}, …", limits.PLACEHOLDER)
    if asked.body.strip():
        body["initial_value"] = rich_text.from_markdown(asked.body)
    hint = "Tokens work as in the sequence. How it reads is shown when you save."
    blocks.append(parts.field(BODY_BLOCK, "Text", body, hint=hint))
    kept = {"enrollment": asked.enrollment_id, "key": asked.key}
    return parts.modal(FORM, "In their own words", blocks, submit="Save", close="Cancel", metadata=kept)


def read_form(view: Mapping[str, Any]) -> Typed:
    """Read the form."""
    kept, typed = parts.metadata(view), own_words.read(view, BODY_BLOCK, subject=SUBJECT_BLOCK)
    return Typed(
        enrollment_id=int(kept["enrollment"]),
        key=str(kept["key"]),
        subject=typed.subject,
        text=typed.text,
        problems=typed.problems,
    )


def errors(problems: Iterable[Problem], view: Mapping[str, Any]) -> dict[str, str]:
    """Put every problem under its field."""
    return values.errors(view, problems, BLOCKS, default=BODY_BLOCK)


def saved(line: StageLine) -> Json:
    """Show how a stage reads now, in the place of the form."""
    return parts.modal(SAVED, "Saved", list(_reads(line)), close="Back")


def _reads(line: StageLine) -> Iterator[Json]:
    yield parts.section(f"*This is stage {line.number} as they get it*, as far as it can be told today.")
    if line.subject:
        yield parts.section(f"Subject: {parts.bold(line.subject, 250)}")
    yield from long_texts.quoted(line.text)
