"""Pieces of one style within rich text: what Slack calls elements, as frozen values."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot import refusals
from bot.slack.views import parts
from bot.slack.views.parts import Json

MENTIONS = frozenset({"user", "usergroup", "channel", "broadcast", "team"})
STYLES = ("bold", "italic", "strike", "code")
OWN_EMOJI = "The emoji :{name}: is one of this Slack only, which a candidate cannot see."
NO_MENTIONS = "The text mentions a Slack person or channel, which a candidate cannot see."


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Some text in one style; with a `url` it is a link."""

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    url: str = ""

    @property
    def is_plain(self) -> bool:
        """Tell whether it has neither a style nor a target."""
        return replace(self, text="") == PLAIN


PLAIN = Run(text="")


def read(elements: Iterable[Mapping[str, Any]]) -> list[Run]:
    """Turn Slack's elements into runs; refuse what cannot be put into an email."""
    return [run for element in elements for run in _read(element)]


def write(runs: Sequence[Run]) -> list[Json]:
    """Turn runs into Slack's elements, neighbours of one style merged."""
    return [_written(run) for run in merged(runs)]


def merged(runs: Iterable[Run]) -> list[Run]:
    """Join neighbours of one style; links stay apart."""
    found: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        last = found[-1] if found else None
        if last and not run.url and replace(last, text="") == replace(run, text=""):
            found[-1] = replace(last, text=last.text + run.text)
        else:
            found.append(run)
    return found


def lines(runs: Iterable[Run]) -> list[list[Run]]:
    """Split at line breaks; every line is tidy, and blank lines at both ends are gone."""
    found: list[list[Run]] = [[]]
    for run in runs:
        pieces = [" ".join(run.text.split("\n"))] if run.url else run.text.split("\n")
        for place, piece in enumerate(pieces):
            if place:
                found.append([])
            found[-1].append(replace(run, text=piece))
    tidied = [tidy(one) for one in found]
    while tidied and not tidied[-1]:
        tidied.pop()
    while tidied and not tidied[0]:
        tidied.pop(0)
    return tidied


def tidy(line: Iterable[Run]) -> list[Run]:
    """Take the spaces off both ends of a line, and the style off spaces at the ends of a styled piece."""
    found = merged(piece for run in merged(line) for piece in _without_edges(run))
    while found and not found[-1].text.strip():
        found.pop()
    while found and not found[0].text.strip():
        found.pop(0)
    if found and not found[0].code:
        found[0] = replace(found[0], text=found[0].text.lstrip())
    if found and not found[-1].code:
        found[-1] = replace(found[-1], text=found[-1].text.rstrip())
    return found


def joined(tidied: Sequence[Sequence[Run]]) -> list[Run]:
    """Put lines together again, with plain line breaks between."""
    found: list[Run] = []
    for place, line in enumerate(tidied):
        if place:
            found.append(Run(text="\n"))
        found.extend(line)
    return found


def _without_edges(run: Run) -> Iterator[Run]:
    core = run.text.strip()
    if run.is_plain or run.code or (run.url and core) or core == run.text:
        yield run
        return
    start = run.text.find(core) if core else len(run.text)
    yield Run(text=run.text[:start])
    yield replace(run, text=core)
    yield Run(text=run.text[start + len(core) :])


def _read(element: Mapping[str, Any]) -> Iterator[Run]:
    kind = element.get("type")
    if kind in MENTIONS:
        raise refusals.Refusal(NO_MENTIONS, "Write the name instead.")
    style = element.get("style") or {}
    url = parts.clean(str(element.get("url") or "")).strip()
    text = parts.clean(_text(element, url))
    if not text:
        return
    yield Run(
        text=text,
        bold=bool(style.get("bold")),
        italic=bool(style.get("italic")),
        strike=bool(style.get("strike")),
        code=bool(style.get("code")),
        url=url if kind == "link" and parts.is_address(url) else "",
    )


def _text(element: Mapping[str, Any], url: str) -> str:
    match element.get("type"):
        case "text":
            return str(element.get("text") or "")
        case "link":
            return str(element.get("text") or url)
        case "emoji":
            return _emoji(element)
        case "color":
            return str(element.get("value") or "")
        case "date":
            return str(element.get("fallback") or "")
    raise refusals.Refusal("The text holds something that cannot be put into an email.", "Take it out.")


def _emoji(element: Mapping[str, Any]) -> str:
    try:
        return "".join(chr(int(point, 16)) for point in str(element["unicode"]).split("-"))
    except (KeyError, ValueError, OverflowError):
        name = parts.one_line(str(element.get("name") or "emoji"), 60)
        raise refusals.Refusal(OWN_EMOJI.format(name=name), "Take it out.") from None


def _written(run: Run) -> Json:
    made: Json = {"type": "link", "url": run.url} if run.url else {"type": "text", "text": run.text}
    if run.url and run.text != run.url:
        made["text"] = run.text
    if style := {name: True for name in STYLES if getattr(run, name)}:
        made["style"] = style
    return made
