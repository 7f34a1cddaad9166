"""The forms over a candidate's card: their details, another address, and whom to make one with them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.outreach.candidates.portraits import Details, MergeAsked
from bot.outreach.pictures import Choice
from bot.rules.drafts import Problem
from bot.slack.views import limits, parts, values
from bot.slack.views.parts import Json

EDIT_CALLBACK = "candidate_edit_form"
ADDRESS_CALLBACK = "candidate_address_form"
MERGE_CALLBACK = "candidate_merge_form"
CONFIRM_CALLBACK = "candidate_merge_confirm"
LINE_BLOCK = "candidate_line"
LINE = "candidate_line_typed"
ADDRESS_BLOCK = "candidate_address_new"
ADDRESS = "candidate_address_typed"
WITH_BLOCK = "candidate_with"
WITH = "candidate_with_chosen"

FIELDS = {
    "first_name": ("First name", 100),
    "last_name": ("Last name", 100),
    "company": ("Company", 150),
    "title": ("Title", 150),
    "school": ("School", 150),
    "location": ("Location", 150),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a form is about: a candidate, the card beneath it, perhaps another candidate; and an address typed."""

    candidate_id: int
    card: str
    other_id: int | None = None
    address: str = ""


def edit(details: Details, card: str) -> Json:
    """Draw what may be typed of somebody; `card` is the view it lies on."""
    blocks = []
    for name, (label, limit) in FIELDS.items():
        line = parts.text_input(LINE, value=getattr(details, name), limit=limit)
        blocks.append(parts.field(f"{LINE_BLOCK}:{name}", label, line, optional=name != "first_name"))
    return _form(EDIT_CALLBACK, "Edit details", blocks, "Save", details.candidate_id, card)


def add_address(candidate_id: int, card: str) -> Json:
    """Ask for another address."""
    line = parts.text_input(ADDRESS, kind="email_text_input", placeholder="name@example.com")
    blocks = [parts.field(ADDRESS_BLOCK, "Email address", line)]
    return _form(ADDRESS_CALLBACK, "Add an address", blocks, "Add", candidate_id, card)


def merge_with(candidate_id: int, person: str, card: str) -> Json:
    """Ask who is the same person."""
    menu: Json = {
        "type": "external_select",
        "action_id": WITH,
        "min_query_length": 0,
        "placeholder": parts.plain("Type a name", limits.PLACEHOLDER),
    }
    hint = "People of the same name come first. You see what happens before it does."
    blocks = [
        parts.section(f"Who is the same person as {parts.bold(person)}?"),
        parts.field(WITH_BLOCK, "The other record", menu, hint=hint),
    ]
    return _form(MERGE_CALLBACK, "Merge with…", blocks, "Next", candidate_id, card)


def people(found: Sequence[Choice]) -> list[Json]:
    """Draw whom one may choose, for a menu."""
    return [
        parts.option(parts.one_line(one.name, limits.OPTION_TEXT) or "Somebody without a name", str(one.id))
        for one in found[: limits.OPTIONS]
    ]


def confirm(asked: MergeAsked, card: str) -> Json:
    """Say what happens before it does."""
    one, other = (_named(asked.person, asked.company), _named(asked.other, asked.other_company))
    comes = ", ".join(
        [
            parts.count(asked.enrollments, "sequence"),
            parts.count(asked.addresses, "address", "addresses"),
            parts.count(asked.links, "link"),
        ]
    )
    blocks = [
        parts.section(f"{other} becomes {one}."),
        parts.section(f"Everything comes along: {comes}, and all that was sent and answered."),
        *_ending(asked.ending),
        parts.context("Name and details stay as they are on the card. This cannot be undone."),
    ]
    metadata = {"candidate": asked.candidate_id, "other": asked.other_id, "card": card}
    return parts.modal(CONFIRM_CALLBACK, "Merge", blocks, submit="Merge", close="Cancel", metadata=metadata)


def read(view: Mapping[str, Any]) -> Sent:
    """Read what any of the forms is about."""
    kept = parts.metadata(view)
    chosen = values.chosen(view, WITH_BLOCK) or kept.get("other")
    return Sent(
        candidate_id=int(kept["candidate"]),
        card=str(kept.get("card", "")),
        other_id=int(chosen) if chosen else None,
        address=values.text(view, ADDRESS_BLOCK) or "",
    )


def read_details(view: Mapping[str, Any]) -> Details:
    """Read what was typed of somebody."""
    typed = {name: values.text(view, f"{LINE_BLOCK}:{name}") or "" for name in FIELDS}
    return Details(candidate_id=read(view).candidate_id, **typed)


def errors(problems: Iterable[Problem], view: Mapping[str, Any]) -> dict[str, str]:
    """Put every problem under its line, or under the address or the menu there is."""
    problems = list(problems)
    blocks = {problem.field: f"{LINE_BLOCK}:{problem.field}" for problem in problems}
    default = next((one for one in (ADDRESS_BLOCK, WITH_BLOCK) if values.place(view, one)), LINE_BLOCK)
    return values.errors(view, problems, blocks, default=default)


def _form(callback: str, title: str, blocks: list[Json], submit: str, candidate_id: int, card: str) -> Json:
    metadata = {"candidate": candidate_id, "card": card}
    return parts.modal(callback, title, blocks, submit=submit, close="Cancel", metadata=metadata)


def _named(person: str, company: str) -> str:
    return f"{parts.bold(person)} ({parts.label(company)})" if company.strip() else parts.bold(person)


def _ending(ending: Sequence[str]) -> Iterator[Json]:
    if not ending:
        return
    rows = [f"• {parts.label(one, 200)}" for one in ending[: limits.ROWS]]
    rows.append(parts.rest(limits.ROWS, len(ending), "sequence"))
    yield parts.section("\n".join(["*This stops*", *(row for row in rows if row)]))
