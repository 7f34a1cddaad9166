"""Mails as people's mail programs write them: both kinds of text, and the quoted original under an answer."""

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formataddr

from sandbox.google import letters, reading
from sandbox.google.letters import Letter
from sandbox.google.mailbox import Message

QUOTE_STYLE = "margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"
WIDTH = 78
LONG = SMTP.clone(max_line_length=998)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What somebody writes, before it is a mail."""

    sender: tuple[str, str]
    to: str
    subject: str
    text: str
    html: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


def letter(note: Note, *parts: EmailMessage) -> Letter:
    """Make a mail of a note: text, HTML, then whatever else belongs to it."""
    mail = EmailMessage(policy=LONG)
    mail["From"] = formataddr(note.sender)
    mail["To"] = note.to
    mail["Subject"] = " ".join(note.subject.split())
    mail.set_content(note.text.strip() + "\n", cte="quoted-printable")
    markup = note.html or f'<div dir="ltr">{reading.marked_up(note.text)}</div>'
    mail.add_alternative(markup, subtype="html", cte="quoted-printable")
    for part in parts:
        mail.attach(part)
    written = letters.read(mail.as_bytes())
    for name, value in note.headers.items():
        written = written.having(name, value) if value else written
    return written


def answering(original: Letter) -> dict[str, str]:
    """Give the two fields that tie an answer to what it answers."""
    chain = [*original.ancestors(), original.message_id()]
    return {"In-Reply-To": original.message_id(), "References": "\r\n ".join(dict.fromkeys(chain))}


def reply_subject(original: Letter) -> str:
    """Give the subject of an answer."""
    subject = original.text("Subject")
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"


def quoted_text(text: str, original: Message) -> str:
    """Put the original under an answer, as Gmail does in plain text."""
    lines = reading.text(original.letter).splitlines()
    quote = "\n".join(f"> {line}".rstrip() for line in lines)
    return f"{text.strip()}\n\n{_wrapped(_attribution(original))}\n\n{quote}\n"


def quoted_html(text: str, original: Message) -> str:
    """Put the original under an answer, as Gmail does in HTML."""
    return (
        f'<div dir="ltr">{reading.marked_up(text)}</div><br>'
        '<div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">'
        f"{html.escape(_attribution(original))}<br></div>"
        f'<blockquote class="gmail_quote" style="{QUOTE_STYLE}">'
        f"{reading.page(original.letter)}</blockquote></div>"
    )


def day(moment: datetime) -> str:
    """Give a date as a person writes it: Monday, 23 November 2026."""
    return f"{moment:%A}, {moment.day} {moment:%B} {moment.year}"


def _attribution(original: Message) -> str:
    display, address = next(iter(original.letter.addresses("From")), ("", ""))
    at = original.at
    hour = f"{at.hour % 12 or 12}:{at:%M}\u202f{at:%p}"
    return f"On {at:%a, %b} {at.day}, {at.year} at {hour} {display} <{address}> wrote:"


def _wrapped(line: str) -> str:
    if len(line) <= WIDTH:
        return line
    head, _, tail = line[: WIDTH + 1].rpartition(" ")
    return f"{head}\n{tail}{line[WIDTH + 1 :]}"
