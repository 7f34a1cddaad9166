"""Words somebody typed into a form for one person: the text, and the subject where the form asks for one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot import refusals
from bot.rules.drafts import Problem
from bot.slack.views import rich_text, values


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What was typed, as CommonMark, or what is wrong with it; `subject` is None where none was asked for."""

    subject: str | None = None
    text: str = ""
    problems: tuple[Problem, ...] = ()


def read(view: Mapping[str, Any], text: str, *, subject: str = "") -> Words:
    """Read them out of the blocks of these ids; what cannot be mailed is a problem of `body`."""
    line = None
    if subject and values.place(view, subject) is not None:
        line = values.text(view, subject) or ""
    try:
        return Words(subject=line, text=rich_text.to_markdown(values.rich(view, text) or {}))
    except refusals.Refusal as refusal:
        return Words(subject=line, problems=(Problem(field="body", text=str(refusal)),))
