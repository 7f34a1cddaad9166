"""Move somebody to another sequence: where to, what it needs of them, when it would go."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.outreach.candidates.transfers import Moved, TransferForm
from bot.outreach.pictures import EnrollForm
from bot.rules import business_time
from bot.rules.drafts import Problem
from bot.slack.views import limits, parts, phrases, preview, values
from bot.slack.views.parts import Json

CALLBACK = "transfer_form"
DONE = "transfer_done"
SEQUENCE_BLOCK = "transfer_sequence"
SEQUENCE = "transfer_sequence_chosen"
VALUE_BLOCK = "transfer_value"
VALUE = "transfer_value_typed"
FROM_THE_PERSON = frozenset({"first_name", "last_name", "full_name", "company"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferAsked:
    """Who shall go where; `values` are tokens typed for them."""

    enrollment_id: int
    sequence_id: int | None
    values: Mapping[str, str] = field(default_factory=dict)


def build(asked: TransferForm, *, typed: Mapping[str, str] | None = None) -> Json:
    """Draw the form; choosing a sequence draws it again."""
    form, kept = asked.form, {"enrollment": asked.enrollment_id}
    if not form.sequences:
        told = f"There is no other sequence you could move {parts.bold(asked.person)} to."
        return parts.modal(CALLBACK, "Move", [parts.section(told)], metadata=kept)
    told = f"{parts.bold(asked.person)} stops in {parts.bold(asked.sequence)} and is enrolled in another."
    rule = "Nobody gets the same words twice: what they had already is left out there."
    blocks = [
        *_on_top(form),
        parts.section(told),
        parts.context(rule),
        _sequence(form),
        *_needs(form, typed or {}),
        *_dates(form),
    ]
    return parts.modal(CALLBACK, "Move", blocks, submit="Move", close="Cancel", metadata=kept)


def read(view: Mapping[str, Any]) -> TransferAsked:
    """Read what was chosen and typed."""
    chosen = values.chosen(view, SEQUENCE_BLOCK)
    return TransferAsked(
        enrollment_id=int(parts.metadata(view)["enrollment"]),
        sequence_id=int(chosen) if chosen else None,
        values=values.named(view, VALUE_BLOCK),
    )


def errors(problems: Iterable[Problem], view: Mapping[str, Any]) -> dict[str, str]:
    """Put every problem under its input."""
    problems = list(problems)
    tokens = {problem.field: f"{VALUE_BLOCK}:{problem.field}" for problem in problems}
    return values.errors(view, problems, tokens | {"sequence": SEQUENCE_BLOCK}, default=SEQUENCE_BLOCK)


def done(moved: Moved) -> Json:
    """Say where they go on, and when."""
    when = business_time.say(moved.first_at, moved.zone)
    blocks = [
        parts.section(f"{parts.bold(moved.person)} is in {parts.bold(moved.sequence)} now."),
        parts.context(f"What comes next goes {parts.label(when)} (your time)."),
    ]
    if moved.left_out:
        blocks.append(
            parts.context(f"{parts.count(moved.left_out, 'stage')} left out: they had these words already.")
        )
    return parts.modal(DONE, "Moved", blocks, close="Done")


def _on_top(form: EnrollForm) -> Iterator[Json]:
    if form.refusal:
        yield parts.alert(parts.label(form.refusal, limits.ALERT), "error")
    for warning in form.warnings[: limits.ROWS]:
        yield parts.alert(parts.label(warning, limits.ALERT), "warning")


def _sequence(form: EnrollForm) -> Json:
    options = [parts.option(choice.name or "(no name)", str(choice.id)) for choice in form.sequences]
    chosen = "" if form.chosen is None else str(form.chosen)
    menu = parts.select(SEQUENCE, options, chosen=chosen, placeholder="Choose a sequence")
    hidden = len(options) - limits.OPTIONS
    hint = f"{parts.count(hidden, 'sequence')} more do not fit here." if hidden > 0 else ""
    return parts.field(SEQUENCE_BLOCK, "To", menu, hint=hint, dispatch=True)


def _needs(form: EnrollForm, typed: Mapping[str, str]) -> Iterator[Json]:
    for token in form.needs:
        if token not in FROM_THE_PERSON:
            line = parts.text_input(VALUE, value=typed.get(token, ""), limit=1_000)
            hint = "That sequence uses {{" + token + "}}. Empty keeps what is known of them."
            label = token.replace("_", " ").capitalize()
            yield parts.field(f"{VALUE_BLOCK}:{token}:{form.chosen}", label, line, hint=hint, optional=True)


def _dates(form: EnrollForm) -> Iterator[Json]:
    if not form.dates:
        return
    near, shown = form.dates[0].at, form.dates[: limits.ROWS]
    lines = ["*When it would go*"]
    lines += [
        f"{one.number}. {phrases.kind(one.kind)} · {preview.when(one, form.zone, near)}" for one in shown
    ]
    lines.append(parts.rest(len(shown), len(form.dates), "stage"))
    yield parts.section("\n".join(line for line in lines if line))
