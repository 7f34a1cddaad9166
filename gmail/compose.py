"""One mail as the bytes we hand to Gmail: pure ASCII, CRLF, text and HTML saying the same, files after them.

Gmail replaces the Message-ID and the Date, so our own header is what we recognise our mail by.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import quoprimime
from email.header import Header
from email.utils import format_datetime, quote
from functools import lru_cache

import nh3

from gmail import attachments, bodies
from gmail.attachments import Attachment
from gmail.messages import OUR_HEADER

REFERENCES_LIMIT = 30
LINE = 78
"""Characters in a line of a body."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_BODY_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_BIDI = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ADDRESS = re.compile(
    r"(?=[^@]{1,64}@.{1,190}\Z)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*"
)
_MESSAGE_ID = re.compile(r"<[\x21-\x3b\x3d\x3f-\x7e]{1,900}>")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,60}")
_BLANKS = re.compile(r"  +")
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
    head, words = _headers(letter, date), _words(letter)
    if not letter.attachments:
        return head + words
    # Neither boundary is the beginning of the other, nor can one stand in quoted-printable or base64.
    boundary = f"=_files_{letter.token}"
    kind = f'Content-Type: multipart/mixed;\r\n boundary="{boundary}"\r\n\r\n'
    mark = f"--{boundary}".encode()
    parts = [words, *(_enclosed(file) for file in letter.attachments)]
    inside = b"".join(mark + b"\r\n" + part.removesuffix(b"\r\n") + b"\r\n" for part in parts)
    return head + kind.encode() + inside + mark + b"--\r\n"


def _headers(letter: Letter, date: datetime | None) -> bytes:
    """Write the headers, all but the last, which says what is in it."""
    # Not by EmailMessage, which parses and folds each of them anew, and on some versions of Python spoils them.
    lines = [
        f"From: {_person('From', letter.from_name, letter.from_address)}",
        f"To: {_person('To', letter.to_name, letter.to_address)}",
    ]
    if letter.reply_to:
        lines.append(f"Reply-To: {_checked(_ADDRESS, letter.reply_to, 'reply_to')}")
    lines.append(f"Subject: {_encoded('Subject', _plain(letter.subject, 'subject'))}")
    if date is not None:
        lines.append(f"Date: {format_datetime(date.astimezone(UTC))}")
    if letter.in_reply_to:
        lines.append(f"In-Reply-To: {_checked(_MESSAGE_ID, letter.in_reply_to, 'in_reply_to')}")
    if letter.references:
        # Long ids would become encoded words, which breaks the thread: one id a line instead.
        ids = "\r\n ".join(_checked(_MESSAGE_ID, id, "references") for id in letter.references)
        lines.append(f"References: {ids}")
    lines.append(f"{OUR_HEADER}: {_checked(_TOKEN, letter.token, 'token')}")
    return "\r\n".join([*lines, "MIME-Version: 1.0", ""]).encode("ascii")


def _words(letter: Letter) -> bytes:
    """Write both halves as one part, with its header."""
    boundary = f"=_{letter.token}"  # "=_" cannot stand in quoted-printable text
    head = f'Content-Type: multipart/alternative;\r\n boundary="{boundary}"\r\n\r\n'
    halves = (("plain", letter.text), ("html", letter.html))
    parts = (f"--{boundary}\r\n{_half(kind, text)}\r\n" for kind, text in halves)
    return f"{head}{''.join(parts)}--{boundary}--\r\n".encode("ascii")


def _half(kind: str, text: str) -> str:
    # Quoted-printable for both: Gmail wraps long lines of a 7bit part again.
    head = (
        f'Content-Type: text/{kind}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    )
    encoded = quoprimime.body_encode(_body(text).encode().decode("latin-1"), LINE)
    return head + encoded.replace("\n", "\r\n")


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
    clean, words = _signature(signature_html)
    if not words and "<img" not in clean:
        return text, html
    signed_html = f'{html}<br><div class="gmail_signature">{clean}</div>'
    signed_text = f"{text.rstrip()}\n\n-- \n{words}\n" if words else text
    return signed_text, signed_html


@lru_cache(maxsize=256)
def _signature(html: str) -> tuple[str, str]:
    clean = _harmless(html)
    return clean, bodies.from_html(clean)


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


def _person(header: str, name: str, address: str) -> str:
    """Write a person: the name quoted or encoded where needed, the address in brackets."""
    side = header.lower()
    spec = _checked(_ADDRESS, address, f"{side}_address")
    plain = _BLANKS.sub(" ", _plain(name, f"{side}_name"))
    if not plain:
        return spec
    shown = _encoded(header, plain)
    if shown == plain and not _ATOMS.fullmatch(plain):
        shown = f'"{quote(plain)}"'
    gap = "\r\n " if len(shown) + len(spec) > 60 else " "
    return f"{shown}{gap}<{spec}>"


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
