"""The words of a mail: its text, its HTML, and one made of the other where one is missing; and its files."""

import html
import re
from dataclasses import dataclass
from email.message import EmailMessage
from html.parser import HTMLParser

from sandbox.google.letters import Letter

BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "blockquote"})


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that came with a mail."""

    name: str
    kind: str
    content: bytes


def text(letter: Letter) -> str:
    """Give the plain text, made of the HTML when the mail has no other."""
    parsed = letter.parsed()
    return _content(parsed, "plain") or plain(_content(parsed, "html"))


def page(letter: Letter) -> str:
    """Give the HTML, made of the text when the mail has no other."""
    parsed = letter.parsed()
    return _content(parsed, "html") or f'<div dir="ltr">{marked_up(_content(parsed, "plain"))}</div>'


def files(letter: Letter) -> list[File]:
    """List the files that came with a mail, in their order."""
    found: list[File] = []
    for part in letter.parsed().walk():
        content = part.get_payload(decode=True)
        if part.get_content_disposition() == "attachment" and isinstance(content, bytes):
            found.append(File(name=part.get_filename("file"), kind=part.get_content_type(), content=content))
    return found


def marked_up(words: str) -> str:
    """Turn plain text into HTML."""
    return "<br>".join(html.escape(words.strip()).splitlines())


def plain(markup: str) -> str:
    """Turn HTML into plain text, as a text browser would."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return re.sub(r"\n{3,}", "\n\n", "".join(reader.words)).strip()


def _content(parsed: EmailMessage, kind: str) -> str:
    part = parsed.get_body((kind,))
    if part is None:
        return ""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    try:
        words = content.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        words = content.decode("utf-8", "replace")
    return words.replace("\r\n", "\n").rstrip("\n")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(" ".join(data.split("\n")))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BREAKS:
            self.words.append("\n")
