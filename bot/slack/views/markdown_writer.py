"""Rich text as Slack gives it, written as CommonMark that reads back to the same."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.slack.views import runs
from bot.slack.views.markdown_reader import GUARD
from bot.slack.views.runs import Run

BLANK = "&nbsp;"
DELIMITERS = "*~`"
PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")

_ALWAYS = re.compile(r"[\\`*\[\]<]")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_TILDE = re.compile(r"~(?=~|$)|(?<=~)~|^~")
_BANG = re.compile(r"!(?=\[)")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BLOCK_START = re.compile(r"^(?=#{1,6}(?:\s|$)|[-+=](?:[\s+=-]|$)|>)")
_NUMBER_START = re.compile(r"^(\d{1,9})(?=[.)](?:\s|$))")
_REFERENCE_START = re.compile(r"^(?=\[(?:\\.|[^\]\\])*\]:)")
_AUTOLINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*")
_SIMPLE_URL = re.compile(r"[^\s()<>\\\x00-\x20\x7f]+")
_FENCE = re.compile(r"`+")


def write(parts: Sequence[Mapping[str, Any]]) -> str:
    """Write the parts of rich text, a blank line between."""
    blocks: list[str] = []
    for part in _gathered(parts):
        first = part[0]
        match first.get("type"):
            case "rich_text_list":
                blocks.append(_lists(part))
            case "rich_text_quote":
                blocks.append(_quote(_text(runs.read(first.get("elements", [])))))
            case "rich_text_preformatted":
                blocks.append(_fence(runs.read(first.get("elements", []))))
            case _:
                blocks.append(_sections(part))
    while blocks and blocks[-1] in {"", BLANK}:
        blocks.pop()
    while blocks and blocks[0] in {"", BLANK}:
        blocks.pop(0)
    return "\n\n".join(block for block in blocks if block)


def line(pieces: Sequence[Run]) -> str:
    """Write one tidy line, nothing in it mistaken for markup."""
    made = ""
    for place, run in enumerate(pieces):
        following = _opening(pieces[place + 1]) if place + 1 < len(pieces) else ""
        if made and made[-1] == _opening(run) and made[-1] in DELIMITERS:
            made += GUARD
        made += _piece(run, before=made[-1:], after=following)
    made = _REFERENCE_START.sub(GUARD, made)
    return _NUMBER_START.sub(r"\1\\", _BLOCK_START.sub(r"\\", made))


def _gathered(parts: Sequence[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    # Neighbouring sections are one text, neighbouring lists one tree.
    group: list[Mapping[str, Any]] = []
    for part in parts:
        kind = part.get("type")
        if group and (kind != group[0].get("type") or kind not in {"rich_text_list", "rich_text_section"}):
            yield group
            group = []
        group.append(part)
    if group:
        yield group


def _sections(sections: Sequence[Mapping[str, Any]]) -> str:
    found: list[Run] = []
    for section in sections:
        if found and not found[-1].text.endswith("\n"):
            found.append(Run(text="\n"))
        found.extend(runs.read(section.get("elements", [])))
    return _text(found) or BLANK


def _text(pieces: Sequence[Run]) -> str:
    paragraphs: list[list[str]] = [[]]
    blank = 0
    for one in (line(tidied) for tidied in runs.lines(pieces)):
        if not one:
            blank += 1
            continue
        if blank:
            paragraphs[-1] += [BLANK] * (blank - 1)
            paragraphs.append([])
            blank = 0
        paragraphs[-1].append(one)
    return "\n\n".join("\\\n".join(paragraph) for paragraph in paragraphs)


def _quote(text: str) -> str:
    return "\n".join(f"> {one}".rstrip() for one in text.split("\n")) if text else ""


def _fence(pieces: Sequence[Run]) -> str:
    text = "".join(run.text for run in pieces)
    if not text:
        return ""
    longest = max((len(found) for found in _FENCE.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


class _Tree:
    """Write lists of rising and falling indent as one tree of items."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.levels: list[
            tuple[str, int, str]
        ] = []  # style, the next number, and what follows it: "." or ")"
        self.widths: list[int] = []

    def add(self, part: Mapping[str, Any]) -> None:
        level = min(int(part.get("indent") or 0), len(self.widths))
        style = "ordered" if part.get("style") == "ordered" else "bullet"
        number = int(part.get("offset") or 0) + 1 if style == "ordered" else 1
        self._open(level, style, number)
        for item in part.get("elements", []):
            self._item(level, _text(runs.read(item.get("elements", []))) or BLANK)

    def _open(self, level: int, style: str, number: int) -> None:
        was = self.levels[level] if level < len(self.levels) else ("", 0, ")")
        self.levels = self.levels[:level]
        self.widths = self.widths[:level]
        continues = was[0] == style and (style == "bullet" or was[1] == number)
        # Another mark tells CommonMark that this list is a new one.
        other = "." if was[2] == ")" else ")"
        mark = was[2] if continues else other if was[0] == style else "."
        if level and style == "ordered" and number != 1 and not continues:
            self.lines.append("")  # only a list that starts at 1 may follow a line of text
        self.levels.append((style, number, mark))

    def _item(self, level: int, text: str) -> None:
        style, number, mark = self.levels[level]
        marker = f"{number % 10**9}{mark} " if style == "ordered" else "- "
        indent = " " * sum(self.widths[:level])
        first, *others = text.split("\n")
        self.lines.append(indent + marker + first)
        self.lines += [f"{indent}{' ' * len(marker)}{one}".rstrip() for one in others]
        self.widths = [*self.widths[:level], len(marker)]
        self.levels[level] = (style, number + 1, mark)


def _lists(lists: Sequence[Mapping[str, Any]]) -> str:
    tree = _Tree()
    for part in lists:
        tree.add(part)
    return "\n".join(tree.lines)


def _piece(run: Run, *, before: str, after: str) -> str:
    core = _core(run)
    layers = ["~~"] if run.strike else []
    if run.bold or run.italic:
        layers.append("*" * (2 * run.bold + run.italic))
    if not layers:
        # A "!" before a link would make it an image.
        return f"{core[:-1]}\\!" if after == "[" and core[-1] == "!" else core
    apart = len(layers) > 1
    left = GUARD if not _is_edge(before) and (apart or not core[0].isalnum()) else ""
    collides = after == layers[0][0]
    right = GUARD if (collides or not _is_edge(after)) and (apart or not core[-1].isalnum()) else ""
    opening = "".join(layer + left for layer in layers)
    closing = "".join(right + layer for layer in reversed(layers))
    return opening + core + closing


def _core(run: Run) -> str:
    shown = _code(run.text) if run.code else _escape(run.text)
    if not run.url:
        return shown
    if run.text == run.url and not run.code and _AUTOLINK.fullmatch(run.url):
        return f"<{run.url}>"
    return f"[{shown}]({_target(run.url)})"


def _opening(run: Run) -> str:
    if run.strike:
        return "~"
    return "*" if run.bold or run.italic else _core(run)[:1]


def _is_edge(char: str) -> bool:
    return not char or char.isspace() or char in PUNCTUATION


def _escape(text: str) -> str:
    text = _BANG.sub(r"\\!", _ALWAYS.sub(r"\\\g<0>", text))
    text = _TILDE.sub(r"\\~", text)
    return _ENTITY.sub(r"\\&", _UNDERSCORE.sub(r"\\_", text))


def _code(text: str) -> str:
    longest = {len(found) for found in _FENCE.findall(text)}
    ticks = "`" * next(size for size in range(1, len(longest) + 2) if size not in longest)
    padded = text[0] == "`" or text[-1] == "`" or (text[0] == " " == text[-1] and bool(text.strip(" ")))
    room = " " if padded else ""
    return f"{ticks}{room}{text}{room}{ticks}"


def _target(url: str) -> str:
    url = _ENTITY.sub(r"\\&", url.replace("\\", "\\\\"))
    if _SIMPLE_URL.fullmatch(url):
        return url
    return "<" + url.replace("<", "\\<").replace(">", "\\>") + ">"
