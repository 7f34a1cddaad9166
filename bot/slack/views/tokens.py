"""What `/sequence tokens` answers: everything that is filled in for each person, and the form of a workspace's own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.outreach.plans.token_pages import Coined, TokenLine, TokenPage
from bot.rules import vocabulary
from bot.rules.drafts import Problem
from bot.slack.views import parts, values
from bot.slack.views.parts import Json

OWN = "tokens_own"
CALLBACK = "tokens_form"
NAME_BLOCK = "tokens_name"
NAME = "tokens_name_typed"
ABOUT_BLOCK = "tokens_about"
ABOUT = "tokens_about_typed"
VALUE_BLOCK = "tokens_value"
VALUE = "tokens_value_typed"
REMOVE_BLOCK = "tokens_removal"
REMOVE = "tokens_remove"
BLOCKS = {"name": NAME_BLOCK, "about": ABOUT_BLOCK, "value": VALUE_BLOCK}

FALLBACK = (
    "*When a value may be missing*, say what to write instead: `{{company|your team}}`. "
    "Without that, the message waits and asks you; it never goes out with a gap."
)
NO_OWN = "This workspace has no token of its own yet."
OWN_ABOUT = (
    "*Tokens of this workspace* stand beside those everybody has. One with a value says the same to everybody; "
    "for one without, you are asked at each enrollment."
)
A_SECTION = 5


def build(page: TokenPage) -> Json:
    """List every token with its meaning and an example; those of the workspace come with a way to change them."""
    count = len(page.every) + len(page.own)
    told = f"{parts.count(count, 'token')} may stand in a subject or a text."
    whose = f"The examples are what {parts.bold(page.person)} would read." if page.person else ""
    rows = [_row(line) for line in page.every]
    blocks = [
        parts.section(" ".join(["*Tokens* are filled in for each person.", told, whose]).strip()),
        *_sections(rows),
        *_own(page.own),
        parts.actions(parts.button("Add or remove our own", OWN)),
        parts.section(FALLBACK),
    ]
    return parts.message("\n".join([told, *rows]), blocks)


def form(page: TokenPage, *, rev: int = 0, note: str = "") -> Json:
    """Draw the form that adds a token, over the list of those there are; `rev` empties it after one was added."""
    mine = [line for line in page.own if line.may_take]
    blocks = [
        *([parts.context(note)] if note else ()),
        parts.section(OWN_ABOUT),
        *(_own(page.own) if page.own else [parts.context(NO_OWN)]),
        *_removal(mine, rev),
        parts.divider(),
        *_inputs(rev),
    ]
    return parts.modal(CALLBACK, "Our own tokens", blocks, submit="Add", close="Close", metadata={"rev": rev})


def read(view: Mapping[str, Any]) -> Coined:
    """Read the token that is asked for."""
    return Coined(
        name=values.text(view, NAME_BLOCK) or "",
        about=values.text(view, ABOUT_BLOCK) or "",
        value=values.text(view, VALUE_BLOCK) or "",
    )


def read_rev(view: Mapping[str, Any]) -> int:
    """Read how often this form was emptied."""
    return int(parts.metadata(view).get("rev", 0))


def read_removed(action: Mapping[str, Any]) -> str:
    """Read which token is to go."""
    return str(action["selected_option"]["value"])


def errors(problems: Iterable[Problem], view: Mapping[str, Any]) -> dict[str, str]:
    """Put every problem under its input."""
    return values.errors(view, problems, BLOCKS, default=NAME_BLOCK)


def _own(own: Sequence[TokenLine]) -> Iterator[Json]:
    if own:
        yield from _sections([_row(line) for line in own])


def _sections(rows: Sequence[str]) -> Iterator[Json]:
    for first in range(0, len(rows), A_SECTION):
        yield parts.section("\n".join(rows[first : first + A_SECTION]))


def _row(line: TokenLine) -> str:
    about = f"`{{{{{line.name}}}}}`  {parts.label(line.about)}"
    example = f", such as _{parts.label(line.example)}_" if line.example else ", asked for at each enrollment"
    by = f" · added by {parts.mention(line.creator)}" if line.creator else ""
    return about + example + by


def _removal(mine: Sequence[TokenLine], rev: int) -> Iterator[Json]:
    if not mine:
        return
    options = [parts.option(f"{{{{{line.name}}}}}", line.name, line.about) for line in mine]
    sure = parts.confirm(
        "Remove this token?",
        "It can no longer be written. Nothing changes for mails that went.",
        yes="Remove",
    )
    menu = parts.select(REMOVE, options, placeholder="Remove…") | {"confirm": sure}
    yield parts.actions(menu, block_id=f"{REMOVE_BLOCK}:{rev}")


def _inputs(rev: int) -> Iterator[Json]:
    name = parts.text_input(NAME, limit=40, placeholder="office_city")
    hint = "Small letters, figures and underscores. It is written {{office_city}}."
    yield parts.field(f"{NAME_BLOCK}:{rev}", "Name of a new token", name, hint=hint)
    about = parts.text_input(
        ABOUT, limit=vocabulary.ABOUT_LIMIT, placeholder="Where the office is that they would work in"
    )
    yield parts.field(f"{ABOUT_BLOCK}:{rev}", "What it stands for", about)
    value = parts.text_input(VALUE, limit=vocabulary.VALUE_LIMIT, placeholder="Lisbon")
    hint = "Leave it empty if each person needs one of their own."
    yield parts.field(f"{VALUE_BLOCK}:{rev}", "Value for everybody", value, hint=hint, optional=True)
