"""YAML, as little of it as a person needs: keys, lists and texts, each with the place where it stands.

Nothing is guessed: every value is the text that was written, so `yes`, `1e3` and `null` are words. Tags, anchors,
aliases, directives, second documents and keys said twice are refused; nothing is ever built but these values.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.reader import ReaderError

LIMIT = 250_000
MOST = 20_000  # values; a thousand stages have as many
DEPTH = 8


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """Where something stands, counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong at a place, and what to do."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text; `is_block` tells that it was written as a block, whose last line break only ends it.

    `is_cut` tells that a comment follows in the same line, which may have been meant as a part of the text.
    """

    place: Place
    value: str
    is_block: bool = False
    is_cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list; `is_flow` tells that it stands in brackets."""

    place: Place
    items: tuple["Tree", ...]
    is_flow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Keys with their values, in order; `is_flow` tells that they stand in braces."""

    place: Place
    entries: tuple[tuple[Words, "Tree"], ...]
    is_flow: bool = False


Tree = Words | Items | Table
_OPENED = re.compile("unexpected|<stream end>")
_COMMENT = re.compile("[ \t]*#")
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
START = Place(line=1, column=1)


class _Refused(Exception):
    def __init__(self, place: Place, text: str) -> None:
        super().__init__(text)
        self.fault = Fault(place=place, text=text)


def read(text: str) -> Tree | Fault:
    """Read one document, or say the first thing that is wrong with it."""
    if len(text) > LIMIT:
        return Fault(place=START, text=f"This is longer than {LIMIT:,} characters. Split it into sequences.")
    try:
        return _document(_few(yaml.parse(text, Loader=yaml.SafeLoader)))
    except _Refused as refused:
        return refused.fault
    except ReaderError as error:
        what = "A character nobody can see stands here. Take it out, or write it as \\uXXXX between quotes."
        return Fault(place=_place_of(text, error.position), text=what)
    except yaml.MarkedYAMLError as error:
        return _broken(text, error)


def _few(events: Iterator[Event]) -> Iterator[Event]:
    for count, event in enumerate(events):
        if count > MOST:
            raise _Refused(_place(event), f"This holds more than {MOST:,} values. Split it into sequences.")
        yield event


def _document(events: Iterator[Event]) -> Tree:
    found: Tree | None = None
    for event in events:
        if isinstance(event, DocumentStartEvent):
            if found is not None:
                raise _Refused(
                    _place(event), "One file holds one sequence. Take out what begins at this line."
                )
            if event.tags or event.version:
                raise _Refused(_place(event), "Lines that begin with % mean nothing here. Take them out.")
        elif isinstance(event, NodeEvent):
            found = _node(event, events, DEPTH)
        elif isinstance(event, StreamEndEvent) and found is None:
            raise _Refused(
                _place(event), "There is nothing here. Begin with `name:` and the name of the sequence."
            )
    assert found is not None
    return found


def _node(event: NodeEvent, events: Iterator[Event], depth: int) -> Tree:
    _demand_plain(event)
    if depth == 0:
        raise _Refused(
            _place(event), "This is nested too deep. A sequence has stages, and stages have texts."
        )
    match event:
        case ScalarEvent(value=value) if _UNWRITABLE.search(value):
            raise _Refused(_place(event), "This holds a character that cannot be written. Type it anew.")
        case ScalarEvent(value=value, style=style):
            is_cut = style is None and _is_commented(event)
            return Words(place=_place(event), value=value, is_block=style in {"|", ">"}, is_cut=is_cut)
        case SequenceStartEvent():
            inside = tuple(_children(events, SequenceEndEvent, depth))
            return Items(place=_place(event), items=inside, is_flow=bool(event.flow_style))
        case MappingStartEvent():
            return _table(event, events, depth)
    raise AssertionError(f"no such event: {event}")


def _is_commented(event: ScalarEvent) -> bool:
    end = event.end_mark
    buffer = None if end is None else end.buffer
    return end is not None and buffer is not None and _COMMENT.match(buffer, end.pointer) is not None


def _table(event: MappingStartEvent, events: Iterator[Event], depth: int) -> Table:
    inside = tuple(_children(events, MappingEndEvent, depth))
    entries: list[tuple[Words, Tree]] = []
    said: dict[str, Place] = {}
    for key, value in zip(inside[::2], inside[1::2], strict=True):
        if not isinstance(key, Words):
            raise _Refused(key.place, _braces() if event.flow_style else "A key is a word, such as `name:`.")
        if key.value != key.value.strip():
            raise _Refused(key.place, "This line begins with a blank that is no space. Type the blanks anew.")
        if key.value in said:
            first = said[key.value].line
            raise _Refused(
                key.place, f"`{_short(key.value)}` is said twice, first in line {first}. Keep one."
            )
        said[key.value] = key.place
        entries.append((key, value))
    return Table(place=_place(event), entries=tuple(entries), is_flow=bool(event.flow_style))


def _children(events: Iterator[Event], end: type[Event], depth: int) -> Iterator[Tree]:
    for event in events:
        if isinstance(event, end):
            return
        assert isinstance(event, NodeEvent)
        yield _node(event, events, depth - 1)


def _demand_plain(event: NodeEvent) -> None:
    if isinstance(event, AliasEvent):
        raise _Refused(_place(event), "This refers to something said elsewhere (`*`). Write it out here.")
    if event.anchor is not None:
        raise _Refused(_place(event), "A value may not have a name (`&`). Write it out wherever you need it.")
    if getattr(event, "tag", None) is not None:
        raise _Refused(
            _place(event), "A value may not begin with `!`. Leave it out, or put it between quotes."
        )


def _broken(text: str, error: yaml.MarkedYAMLError) -> Fault:
    problem = error.problem or ""
    marks = [error.problem_mark, error.context_mark]
    # What is never closed is best shown where it was opened.
    mark = next((one for one in (marks[::-1] if _OPENED.search(problem) else marks) if one), None)
    place = START if mark is None else Place(line=mark.line + 1, column=mark.column + 1)
    lines = text.splitlines() or [""]
    line = lines[min(place.line, len(lines)) - 1]
    if re.search(r"(?::\s|-\s)\s*#?\{\{", line):
        return Fault(place=place, text=_braces())
    return Fault(place=place, text=next(told for part, told in _BROKEN.items() if part in problem))


def _braces() -> str:
    return 'A value that begins with a token stands between quotes: "{{first_name}}, …".'


_BROKEN = {
    "'\\t'": "A tab stands where spaces belong. Indent with spaces.",
    "cannot start any token": "No value may begin with this character. Put the value between quotes.",
    "mapping values are not allowed": "A colon stands inside the value. Put the value between quotes.",
    "could not find expected ':'": "A key and its colon are missing. Write `key: value`, and indent what goes on.",
    "end of stream": "What is opened here is never closed. Close the quote or the bracket.",
    "<stream end>": "What is opened here is never closed. Close the quote or the bracket.",
    "document separator": "A quote that is opened here is never closed. Close it.",
    "unknown escape": 'Between double quotes a backslash is written twice. Write "\\\\".',
    "escape sequence": 'Between double quotes a backslash is written twice. Write "\\\\".',
    "sequence entries are not allowed": "A list begins on a line of its own. Put each `- ` below its key.",
    "block end": "This does not line up with what stands above. Indent it like its neighbours.",
    "": "YAML cannot be read from here on. Check indentation, quotes and colons of this line and the one above.",
}


def _place(event: Event) -> Place:
    mark = event.start_mark
    assert mark is not None
    return Place(line=mark.line + 1, column=mark.column + 1)


def _place_of(text: str, position: int) -> Place:
    before = text[:position]
    return Place(line=before.count("\n") + 1, column=position - before.rfind("\n"))


def _short(text: str) -> str:
    line = " ".join(text.split()).replace("`", "'")
    return line if len(line) <= 40 else f"{line[:39]}…"
