"""The enroll modal: who, into what, and when it would go out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.outreach.candidates.origins import Origin
from bot.outreach.candidates.portraits import About
from bot.outreach.pictures import EnrollForm
from bot.rules.drafts import Problem
from bot.slack.views import (
    card_button,
    limits,
    override,
    parts,
    person as person_view,
    phrases,
    preview,
    same_person,
    values,
    whereabouts,
)
from bot.slack.views.parts import Json
from storage.statuses import Source

CALLBACK = "enroll_form"
DONE = "enroll_done"
LINK_BLOCK = "enroll_link"
LINK = "enroll_link_typed"
FIRST_NAME_BLOCK = "enroll_first_name"
FIRST_NAME = "enroll_first_name_typed"
LAST_NAME_BLOCK = "enroll_last_name"
LAST_NAME = "enroll_last_name_typed"
ADDRESS_BLOCK = "enroll_address"
ADDRESS = "enroll_address_typed"
WAITS_BLOCK = "enroll_waits"
WAITS = "enroll_waits_ticked"
COMPANY_BLOCK = "enroll_company"
COMPANY = "enroll_company_typed"
TITLE_BLOCK = "enroll_title"
TITLE = "enroll_title_typed"
SCHOOL_BLOCK = "enroll_school"
SCHOOL = "enroll_school_typed"
SEQUENCE_BLOCK = "enroll_sequence"
SEQUENCE = "enroll_sequence_chosen"
VALUE_BLOCK = "enroll_value"
VALUE = "enroll_value_typed"
NEW_SEQUENCE = "enroll_new_sequence"

BLOCKS = {
    "link": LINK_BLOCK,
    "first_name": FIRST_NAME_BLOCK,
    "last_name": LAST_NAME_BLOCK,
    "full_name": FIRST_NAME_BLOCK,
    "address": ADDRESS_BLOCK,
    "company": COMPANY_BLOCK,
    "title": TITLE_BLOCK,
    "school": SCHOOL_BLOCK,
    "location": whereabouts.LOCATION_BLOCK,
    "override": override.BOX_BLOCK,
    "why": override.WHY_BLOCK,
    "zone": whereabouts.ZONE_BLOCK,
    "sequence": SEQUENCE_BLOCK,
    "same": same_person.BLOCK,
}
IN_SENTENCES = frozenset({"reason"})
"""Tokens that are written in sentences, not in a word or two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrollAsked:
    """What a recruiter asks for; `values` are tokens, `origin` says from where the form was opened.

    `zone` is what was chosen or shown for the place `located`, None where the form does not ask.
    """

    link: str = ""
    address: str = ""
    first_name: str = ""
    last_name: str = ""
    company: str = ""
    title: str = ""
    school: str = ""
    location: str = ""
    located: str = ""
    zone: str | None = None
    sequence_id: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    same: str = ""
    overridden: frozenset[str] = frozenset()
    why: str = ""
    waits: bool = False
    origin: Origin = Origin()


def build(form: EnrollForm, *, typed: Mapping[str, str] | None = None, note: str = "") -> Json:
    """Draw the form; `typed` are token values known already, `note` is news. What decides on dates draws it again."""
    if not form.sequences:
        return without_sequences()
    blocks = [
        *([parts.alert(parts.label(note, limits.ALERT), "info")] if note else ()),
        *_on_top(form),
        *_person(form),
        *same_person.blocks(form.same),
        _sequence(form),
        *_needs(form, typed or {}),
        *_dates(form),
    ]
    kept = _kept(form.origin) | {"located": parts.one_line(form.location, whereabouts.LONGEST)}
    return parts.modal(CALLBACK, "Enroll", blocks, submit="Enroll", close="Cancel", metadata=kept)


def read(view: Mapping[str, Any]) -> EnrollAsked:
    """Read what was typed; what the form did not ask for is empty."""
    chosen, kept = values.chosen(view, SEQUENCE_BLOCK), parts.metadata(view)
    location, zone = whereabouts.read(view)
    return EnrollAsked(
        link=values.text(view, LINK_BLOCK) or "",
        address=values.text(view, ADDRESS_BLOCK) or "",
        first_name=values.text(view, FIRST_NAME_BLOCK) or "",
        last_name=values.text(view, LAST_NAME_BLOCK) or "",
        company=values.text(view, COMPANY_BLOCK) or "",
        title=values.text(view, TITLE_BLOCK) or "",
        school=values.text(view, SCHOOL_BLOCK) or "",
        location=location,
        located=str(kept.get("located", "")),
        zone=zone,
        sequence_id=int(chosen) if chosen else None,
        values=values.named(view, VALUE_BLOCK),
        same=same_person.read(view),
        overridden=override.read(view),
        why=values.text(view, override.WHY_BLOCK) or "",
        waits=bool((values.element(view, WAITS_BLOCK) or {}).get("selected_options")),
        origin=_origin(kept),
    )


def errors(problems: Iterable[Problem], view: Mapping[str, Any]) -> dict[str, str]:
    """Put every problem under its input: a field of the person, or a token by its name."""
    problems = list(problems)
    tokens = {problem.field: f"{VALUE_BLOCK}:{problem.field}" for problem in problems}
    return values.errors(view, problems, tokens | BLOCKS, default=SEQUENCE_BLOCK)


def done(person: str, sequence: str, *, first: str, enrollment_id: int = 0) -> Json:
    """Draw what the form turns into; `first` says in plain words when the first stage goes."""
    told = f"{parts.bold(person)} is enrolled in {parts.bold(sequence)}."
    blocks = [parts.section(told), parts.context(parts.label(first, 300))]
    if enrollment_id:
        card = card_button.button(About.ENROLLMENT, enrollment_id)
        more = (person_view.stages(enrollment_id), person_view.undo(enrollment_id, person))
        blocks.append(parts.actions(card, *more))
    return parts.modal(DONE, "Enrolled", blocks, close="Done")


def without_sequences() -> Json:
    """Draw what stands there while one may use no sequence."""
    blocks = [
        parts.section("*You need a sequence first.*\nWrite one, then come back with the same link."),
        parts.actions(parts.button("New sequence", NEW_SEQUENCE, style="primary")),
    ]
    return parts.modal(CALLBACK, "Enroll", blocks)


def _on_top(form: EnrollForm) -> Iterator[Json]:
    if form.refusal:
        yield parts.alert(parts.label(form.refusal, limits.ALERT), "error")
    for warning in form.warnings[: limits.ROWS]:
        yield parts.alert(parts.label(warning, limits.ALERT), "warning")
    yield from override.build(form)


def _person(form: EnrollForm) -> Iterator[Json]:
    link = parts.text_input(LINK, value=form.link, limit=2_000, placeholder="https://www.linkedin.com/in/…")
    yield parts.field(LINK_BLOCK, "Profile link", link, optional=True)
    first = parts.text_input(FIRST_NAME, value=form.first_name, limit=100)
    yield parts.field(FIRST_NAME_BLOCK, "First name", first)
    last = parts.text_input(LAST_NAME, value=form.last_name, limit=100)
    yield parts.field(LAST_NAME_BLOCK, "Last name", last, optional=True)
    line = parts.text_input(
        ADDRESS, kind="email_text_input", value=form.address, placeholder="name@example.com"
    )
    hint = "" if form.needs_address else "This sequence sends no email, so it may stay empty."
    optional = form.may_wait or not form.needs_address
    yield parts.field(ADDRESS_BLOCK, "Email address", line, hint=hint, optional=optional)
    if form.may_wait:
        yield _waits(form)
    company = parts.text_input(COMPANY, value=form.company, limit=150)
    yield parts.field(COMPANY_BLOCK, "Company", company, optional="company" not in form.asks)
    if "title" in form.asks:
        title = parts.text_input(TITLE, value=form.title, limit=150)
        yield parts.field(TITLE_BLOCK, "Title", title)
    if "school" in form.asks:
        school = parts.text_input(SCHOOL, value=form.school, limit=150)
        yield parts.field(SCHOOL_BLOCK, "School", school)
    yield from whereabouts.build(form)


def _waits(form: EnrollForm) -> Json:
    yes = parts.option("No address yet: begin with what is done by hand", "waits")
    box: Json = {"type": "checkboxes", "action_id": WAITS, "options": [yes]}
    box |= {"initial_options": [yes]} if form.waits else {}
    hint = "The emails wait. Once you give an address, they begin with the first; nothing comes twice."
    return parts.field(WAITS_BLOCK, "Without an address", box, hint=hint, optional=True, dispatch=True)


def _sequence(form: EnrollForm) -> Json:
    options = [parts.option(choice.name or "(no name)", str(choice.id)) for choice in _offered(form)]
    chosen = "" if form.chosen is None else str(form.chosen)
    menu = parts.select(SEQUENCE, options, chosen=chosen, placeholder="Choose a sequence")
    hidden = len(form.sequences) - len(options)
    hint = (
        f"{parts.count(hidden, 'sequence')} more: type `/enroll <link> in <name>` for those."
        if hidden
        else ""
    )
    return parts.field(SEQUENCE_BLOCK, "Sequence", menu, hint=hint, dispatch=True)


def _offered(form: EnrollForm) -> Sequence[Any]:
    first = [choice for choice in form.sequences if choice.id == form.chosen]
    others = [choice for choice in form.sequences if choice.id != form.chosen]
    if len(form.sequences) <= limits.OPTIONS:
        return form.sequences
    return (first + others)[: limits.OPTIONS]


def _needs(form: EnrollForm, typed: Mapping[str, str]) -> Iterator[Json]:
    asked = [token for token in form.needs if token not in BLOCKS]
    about = {own.name: f"{own.about.rstrip('.')}. " for own in form.tokens.own if own.about}
    for token in asked:
        line = _value(token, typed.get(token, ""))
        label = token.replace("_", " ").capitalize()
        hint = about.get(token, "") + "This sequence uses {{" + token + "}}, so it needs a value."
        yield parts.field(f"{VALUE_BLOCK}:{token}", label, line, hint=hint)


def _value(token: str, typed: str) -> Json:
    line = parts.text_input(VALUE, value=typed, limit=1_000)
    if token not in IN_SENTENCES:
        return line
    made = line | {"multiline": True}
    return made | ({"initial_value": limits.shorten(parts.clean(typed), 1_000)} if typed.strip() else {})


def _dates(form: EnrollForm) -> Iterator[Json]:
    if not form.dates:
        return
    near = form.dates[0].at
    shown = form.dates[: limits.ROWS]
    lines = ["*When it would go*"]
    for stage in shown:
        lines.append(f"{stage.number}. {phrases.kind(stage.kind)} · {preview.when(stage, form.zone, near)}")
    lines.append(parts.rest(len(shown), len(form.dates), "stage"))
    yield parts.section("\n".join(line for line in lines if line))
    if form.waits and not form.address:
        yield parts.context("The emails wait: they are dated once there is an address.")
    yield parts.context("An answer at any time stops everything that has not gone yet.")


def _kept(origin: Origin) -> dict[str, object]:
    at = origin.referred_at.isoformat() if origin.referred_at else ""
    kept = {
        "referrer": origin.referrer,
        "name": origin.referrer_name,
        "at": at,
        "review": origin.review,
        "place": origin.place,
    }
    return {"source": origin.source.value} | {name: value for name, value in kept.items() if value}


def _origin(kept: Json) -> Origin:
    return Origin(
        source=Source(kept.get("source", Source.COMMAND)),
        referrer=kept.get("referrer", ""),
        referrer_name=kept.get("name", ""),
        referred_at=datetime.fromisoformat(kept["at"]) if "at" in kept else None,
        review=kept.get("review"),
        place=int(kept.get("place", 0)),
    )
