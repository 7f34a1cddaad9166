"""One mail as the bytes we hand to Gmail: pure ASCII, CRLF, text and HTML saying the same, files after them.

Gmail replaces the Message-ID and the Date, so our own header is what we recognise our mail by.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, parseaddr, quote
from typing import Any

import nh3

from gmail import attachments, bodies
from gmail.attachments import Attachment
from gmail.messages import OUR_HEADER

REFERENCES_LIMIT = 30

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_BODY_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_BIDI = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}")
_MESSAGE_ID = re.compile(r"<[\x21-\x3b\x3d\x3f-\x7e]{1,900}>")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,60}")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")

_SIGNATURE_TAGS = (
    "a abbr b blockquote br center cite code dd div dl dt em font h1 h2 h3 h4 h5 h6 hr i img li ol p pre s "
    "small span strike strong sub sup table tbody td tfoot th thead tr tt u ul"
)
_SIGNATURE_STYLES = (
    "background-color border border-collapse border-left border-right border-top border-bottom border-radius "
    "color font font-family font-size font-style font-weight height letter-spacing line-height margin "
    "margin-bottom margin-left margin-right margin-top padding padding-bottom padding-left padding-right "
    "padding-top text-align text-decoration text-transform vertical-align white-space width"
)
_SIGNATURE_ATTRIBUTES = (
    "align alt bgcolor border cellpadding cellspacing color dir face height size valign width"
)


class BadHeader(ValueError):
    """Refuse what must not stand in a header; `field` names the field of the letter."""

    def __init__(self, field: str) -> None:
        super().__init__(f"not fit for a header: {field}")
        self.field = field


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail before it is bytes; `token` is what we recognise it by, Message-IDs have their brackets."""

    from_name: str
    from_address: str
    to_name: str
    to_address: str
    subject: str
    text: str
    html: str
    token: str
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    reply_to: str = ""
    attachments: tuple[Attachment, ...] = ()


def mime(letter: Letter, *, date: datetime | None = None) -> bytes:
    """Render a letter; the same letter and date give the same bytes. Raise BadHeader."""
    message = _headers(letter, date)
    if not letter.attachments:
        _say(message, letter)
        return message.as_bytes()
    words = EmailMessage(policy=message.policy)
    _say(words, letter)
    del words["MIME-Version"]
    # Neither boundary is the beginning of the other, nor can one stand in quoted-printable or base64.
    boundary = f"=_files_{letter.token}"
    head = f'MIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n boundary="{boundary}"\r\n\r\n'
    mark = f"--{boundary}".encode()
    parts = [words.as_bytes(), *(_enclosed(file) for file in letter.attachments)]
    inside = b"".join(mark + b"\r\n" + part.removesuffix(b"\r\n") + b"\r\n" for part in parts)
    return message.as_bytes().removesuffix(b"\r\n") + head.encode() + inside + mark + b"--\r\n"


def _headers(letter: Letter, date: datetime | None) -> EmailMessage:
    message = EmailMessage(policy=_Wire(linesep="\r\n"))
    message["From"] = _person(letter.from_name, letter.from_address, "from")
    message["To"] = _person(letter.to_name, letter.to_address, "to")
    if letter.reply_to:
        message["Reply-To"] = Address(addr_spec=_checked(_ADDRESS, letter.reply_to, "reply_to"))
    message["Subject"] = _plain(letter.subject, "subject")
    if date is not None:
        message["Date"] = format_datetime(date.astimezone(UTC))
    if letter.in_reply_to:
        message["In-Reply-To"] = _checked(_MESSAGE_ID, letter.in_reply_to, "in_reply_to")
    if letter.references:
        message["References"] = " ".join(_checked(_MESSAGE_ID, id, "references") for id in letter.references)
    message[OUR_HEADER] = _checked(_TOKEN, letter.token, "token")
    return message


def _say(message: EmailMessage, letter: Letter) -> None:
    # Quoted-printable for both: Gmail wraps long lines of a 7bit part again.
    message.set_content(_body(letter.text), cte="quoted-printable")
    message.add_alternative(_body(letter.html), subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{letter.token}")  # "=_" cannot stand in quoted-printable text


def _enclosed(file: Attachment) -> bytes:
    try:
        return attachments.part(file)
    except attachments.BadName as error:
        raise BadHeader("attachments") from error


def reply_subject(first_subject: str) -> str:
    """Give the subject of an answer in the thread: `Re: ` once, the rest untouched."""
    return first_subject if first_subject[:3].lower() == "re:" else f"Re: {first_subject}"


def thread_references(references: Sequence[str], rfc_id: str) -> tuple[str, ...]:
    """Give the References of an answer to the mail that had these and this Message-ID.

    Ids no header can carry are left out, and of a very long chain the middle.
    """
    sane = [id for id in dict.fromkeys([*references, rfc_id]) if _MESSAGE_ID.fullmatch(id)]
    if len(sane) > REFERENCES_LIMIT:
        sane = sane[:1] + sane[1 - REFERENCES_LIMIT :]
    return tuple(sane)


def with_signature(text: str, html: str, signature_html: str) -> tuple[str, str]:
    """Append the signature, made harmless, to both forms of a body; Gmail's API appends none."""
    clean = _harmless(signature_html)
    words = bodies.from_html(clean)
    if not words and "<img" not in clean:
        return text, html
    signed_html = f'{html}<br><div class="gmail_signature">{clean}</div>'
    signed_text = f"{text.rstrip()}\n\n-- \n{words}\n" if words else text
    return signed_text, signed_html


def _harmless(html: str) -> str:
    common = set(_SIGNATURE_ATTRIBUTES.split()) | {"style"}
    return nh3.clean(
        html,
        tags=set(_SIGNATURE_TAGS.split()),
        clean_content_tags={"script", "style", "title"},
        attributes={"*": common, "a": {"href", "target"}, "img": {"src"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        filter_style_properties=set(_SIGNATURE_STYLES.split()),
    ).strip()


def tame(words: str) -> str:
    """Bring a stranger's words, such as a subject, onto one line that a header can hold."""
    return " ".join(_CONTROL.sub(" ", words).split())


def _person(name: str, address: str, side: str) -> Address:
    spec = _checked(_ADDRESS, address, f"{side}_address")
    return Address(display_name=_plain(name, f"{side}_name"), addr_spec=spec)


def _named(header: str, value: str) -> str:
    """Write a person: the name quoted or encoded where needed, the address in brackets."""
    name, address = parseaddr(value)
    if not name:
        return address
    shown = _encoded(header, name)
    if shown == name and not _ATOMS.fullmatch(name):
        shown = f'"{quote(name)}"'
    gap = "\r\n " if len(shown) + len(address) > 60 else " "
    return f"{shown}{gap}<{address}>"


def _plain(value: str, field: str) -> str:
    if _CONTROL.search(value):
        raise BadHeader(field)
    return _BIDI.sub("", value).strip()


def _checked(pattern: re.Pattern[str], value: str, field: str) -> str:
    if not pattern.fullmatch(value):
        raise BadHeader(field)
    return value


def _body(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _BODY_CONTROL.sub("", lines).rstrip("\n") + "\n"


def _encoded(name: str, value: str) -> str:
    """Encode words as RFC 2047 wants them; the standard policy loses spaces where it folds."""
    if value.isascii() and "=?" not in value and len(value) < 900:
        return value
    return Header(value, "utf-8", maxlinelen=75, header_name=name).encode(splitchars="", linesep="\r\n")


class _Wire(EmailPolicy):
    """Fold the headers that Python's own folding spoils on some of its versions, and parse none: all are ours."""

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        """Keep headers as they were given.

        The standard way decodes what looks like encoded words, and a line break could hide in those.
        """
        return name, str(value)

    def header_fetch_parse(self, name: str, value: Any) -> Any:
        """Give them back the same: parsing each at every look is half of what a mail costs."""
        return value

    def fold_binary(self, name: str, value: str) -> bytes:
        """Write one header as it goes over the wire."""
        match name.lower():
            case "subject":
                lines = _encoded(name, str(value))
            case "from" | "to" | "reply-to":
                lines = _named(name, str(value))
            case "references" | "in-reply-to":
                # Long ids would become encoded words, which breaks the thread: one id a line instead.
                lines = "\r\n ".join(str(value).split())
            case _:
                return super().fold_binary(name, value)
        return f"{name}: {lines}\r\n".encode("ascii")
