"""The readable text of a mail, from its parts; quotes of earlier mail get a `> ` in front."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

TEXT_LIMIT = 200_000
"""Characters of a body we read; more is somebody's attachment."""

_BLOCKS = re.compile(
    r"address|article|blockquote|br|d[ltd]|div|foot(er)?|form|h[1-6r]|header|li|[ou]l|p|pre|section|table|tr"
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_UNSEEN = (
    (re.compile(r"<!--"), re.compile(r"-->")),
    *(
        (re.compile(rf"<{name}\b[^<>]*>", re.IGNORECASE), re.compile(rf"</{name}\s*>", re.IGNORECASE))
        for name in ("head", "title", "style", "script", "template")
    ),
    (re.compile(r"<[!?]"), re.compile(r">")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One part of a mail that has no parts of its own; `kind` is its lower-case MIME type."""

    kind: str
    charset: str = ""
    content: bytes = b""
    attached: bool = False


def readable(leaves: Iterable[Leaf]) -> str:
    """Give the plain text of a mail, or its HTML as text where there is no plain one."""
    shown = [leaf for leaf in leaves if not leaf.attached]
    plain = [words(leaf) for leaf in shown if leaf.kind == "text/plain"]
    if any(text.strip() for text in plain):
        return tidy("\n".join(plain))
    return tidy("\n".join(from_html(words(leaf)) for leaf in shown if leaf.kind == "text/html"))


def words(leaf: Leaf) -> str:
    """Decode a text part; unknown or wrong charsets never fail."""
    content = leaf.content[: TEXT_LIMIT * 4]
    declared = leaf.charset.strip().strip("\"'").lower()
    # Gmail hands bodies over as UTF-8 whatever the header says; only these two look like it and are not.
    disguised = (declared.startswith("iso-2022") and b"\x1b" in content) or (
        declared.startswith("utf-16") and b"\0" in content
    )
    for charset in [declared] if disguised else ["utf-8", declared]:
        try:
            return content.decode(charset or "utf-8")
        except (LookupError, UnicodeError):
            continue
    return content.decode("utf-8" if disguised else "cp1252", "replace")


def tidy(text: str) -> str:
    """Normalise line ends and drop what no database or screen wants (NUL, lone surrogates)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return text.encode("utf-8", "replace").decode("utf-8")[:TEXT_LIMIT].strip("\n")


def from_html(html: str) -> str:
    """Render HTML as text, one line a block, quotes marked; never fails, and takes time only by its length."""
    # Not the standard parser: a hostile mail keeps that one busy for minutes.
    html = html[:TEXT_LIMIT].replace("\0", "")
    for opening, closing in _UNSEEN:
        html = _without(html, opening, closing)
    lines, depth, seen = [""], 0, 0
    for tag in _TAG.finditer(html):
        lines[-1] += _said(html[seen : tag.start()])
        seen = tag.end()
        closes, name = bool(tag.group(1)), tag.group(2).lower()
        if _BLOCKS.fullmatch(name):
            lines[-1] = _quoted(lines[-1], depth)
            lines.append("")
        if name == "blockquote":
            depth = max(0, depth - 1) if closes else depth + 1
    lines[-1] = _quoted(lines[-1] + _said(html[seen:]), depth)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    """Leave out what stands between two marks; what is never closed goes to the end."""
    kept: list[str] = []
    seen = 0
    while begins := opening.search(text, seen):
        kept.append(text[seen : begins.start()])
        ends = closing.search(text, begins.end())
        if not ends:
            return "".join(kept)
        seen = ends.end()
    return "".join([*kept, text[seen:]])


def _said(text: str) -> str:
    return re.sub(r"\s+", " ", unescape(text))


def _quoted(line: str, depth: int) -> str:
    line = line.strip()
    return "> " * min(depth, 5) + line if line else ""
