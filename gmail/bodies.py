"""The readable text of a mail, from its parts; quotes of earlier mail get a `> ` in front."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser

TEXT_LIMIT = 200_000
"""Characters of a body we read; more is somebody's attachment."""

_BLOCKS = re.compile(
    r"address|article|blockquote|br|d[ltd]|div|foot(er)?|form|h[1-6r]|header|li|[ou]l|p|pre|section"
    r"|table|tr"
)
_UNSEEN = frozenset({"script", "style", "head", "title", "template"})
_VOID = re.compile(r"area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr")


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
    """Render HTML as text, one line a block, quotes marked; never fails."""
    reader = _Reader()
    reader.feed(html[: TEXT_LIMIT * 4])
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    """Collect the lines a reader would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = [""]
        self._open: list[tuple[str, bool]] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
            return
        if _BLOCKS.fullmatch(tag):
            self._break()
        if not _VOID.fullmatch(tag):
            classes = (dict(attrs).get("class") or "").split()
            # Not gmail_quote: that wraps forwarded mail and the "On ... wrote:" line as well.
            quotes = tag == "blockquote" or "yahoo_quoted" in classes or "moz-cite-prefix" in classes
            self._open.append((tag, quotes))

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
            return
        if _BLOCKS.fullmatch(tag):
            self._break()
        while any(name == tag for name, _ in self._open):
            if self._open.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._lines[-1] += re.sub(r"\s+", " ", data)

    def text(self) -> str:
        """Give what was collected, with at most one empty line in a row."""
        lines = "\n".join(line.strip() for line in self._lines)
        return re.sub(r"\n{3,}", "\n\n", lines).strip()

    def _break(self) -> None:
        depth = sum(quotes for _, quotes in self._open)
        if depth and self._lines[-1].strip():
            self._lines[-1] = "> " * min(depth, 5) + self._lines[-1].strip()
        self._lines.append("")
