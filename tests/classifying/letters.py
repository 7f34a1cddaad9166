"""A mail with what a person says it is, and how such mail is put together."""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.header import Header

from gmail.classify import Kind
from gmail.failures import Bounce

GRACE = "grace@example.com"
OURS = "<CAF1+overture@mail.gmail.com>"
DATE = "Mon, 23 Nov 2026 09:00:00 +0000"

HARD, SOFT, POLICY = frozenset({Bounce.HARD}), frozenset({Bounce.SOFT}), frozenset({Bounce.POLICY})
NOT_HARD = SOFT | POLICY
PERSON = frozenset({Kind.HUMAN})
ASKED = frozenset({Kind.HUMAN, Kind.MAYBE_AUTO})
"""A person whose mail bears a mark: to ask is right as well, to go on is not."""

RETURNED = f"""\
From: Ana <ana@acme.example>
To: {GRACE}
Subject: A role for you
Message-ID: {OURS}
X-Overture-Id: tok-1

Hello Grace, would you like to talk? If not, just say so and I will stop writing.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail: `kinds` are right answers, `bounces` right verdicts; None where nothing is said of it.

    `own` is what its writer added.
    """

    source: str
    name: str
    raw: bytes
    kinds: frozenset[Kind]
    bounces: frozenset[Bounce] | None = None
    recipients: tuple[str, ...] | None = None
    own: str | None = None

    @property
    def is_from_giant(self) -> bool:
        """Tell whether Google or Microsoft wrote a report."""
        return self.source.startswith(("google", "microsoft"))


def mail(headers: Mapping[str, str], body: str, *, kind: str = "text/plain") -> bytes:
    """Put a mail together as its server would: encoded words in the head, base64 where a letter needs it."""
    plain = {
        "From": f"Grace Hopper <{GRACE}>",
        "To": "Ana <ana@acme.example>",
        "Subject": "Re: A role for you",
    }
    encoded = not body.isascii() and "Content-Transfer-Encoding" not in headers
    head = {
        **plain,
        "Date": DATE,
        "Message-ID": "<m1@example.com>",
        "MIME-Version": "1.0",
        "Content-Type": f'{kind}; charset="utf-8"',
        "Content-Transfer-Encoding": "base64" if encoded else "7bit",
        **headers,
    }
    text = base64.encodebytes(body.encode()).decode() if encoded else body
    return _joined(head, text)


def parts(headers: Mapping[str, str], *leaves: tuple[str, str], kind: str = "multipart/mixed") -> bytes:
    """Put a mail of several parts together, each with its content type."""
    bodies = "".join(f"--=_p\nContent-Type: {of}\n\n{body}\n\n" for of, body in leaves)
    head = {"Content-Transfer-Encoding": "8bit", "Content-Type": f'{kind}; boundary="=_p"'}
    return mail({**headers, **head}, f"{bodies}--=_p--\n")


def dsn(headers: Mapping[str, str], words: str, *blocks: str, mta: str = "mx.example.com") -> bytes:
    """Put a delivery report together as RFC 3464 has it."""
    status = f"Reporting-MTA: dns; {mta}\n\n" + "\n\n".join(blocks)
    head = {
        "Return-Path": "<>",
        "Content-Type": 'multipart/report; report-type=delivery-status; boundary="=_b"',
        "Content-Transfer-Encoding": "8bit",
        **headers,
    }
    leaves = (("text/plain; charset=utf-8", words), ("message/delivery-status", status))
    told = "".join(f"--=_b\nContent-Type: {of}\n\n{body}\n\n" for of, body in leaves)
    back = f"--=_b\nContent-Type: message/rfc822\n\n{RETURNED}\n--=_b--\n"
    return _joined({"Date": DATE, "MIME-Version": "1.0", "To": "ana@acme.example", **head}, told + back)


def block(status: str, said: str, *, action: str = "failed", who: str = GRACE) -> str:
    """Give what a report says of one recipient."""
    diagnostic = f"\nDiagnostic-Code: smtp; {said}" if said else ""
    return f"Final-Recipient: rfc822; {who}\nAction: {action}\nStatus: {status}{diagnostic}"


def bounced(
    source: str, name: str, raw: bytes, verdicts: frozenset[Bounce], recipients: Iterable[str] = (GRACE,)
) -> Letter:
    """Give a mail that came back."""
    found = frozenset({Kind.BOUNCE})
    return Letter(
        source=source, name=name, raw=raw, kinds=found, bounces=verdicts, recipients=tuple(recipients)
    )


def known(source: str, name: str, raw: bytes, *kinds: Kind) -> Letter:
    """Give a mail of which only its kind is said."""
    return Letter(source=source, name=name, raw=raw, kinds=frozenset(kinds))


def _joined(head: Mapping[str, str], body: str) -> bytes:
    lines = [f"{name}: {_encoded(value)}" for name, value in head.items() if value]
    return "\r\n".join([*lines, "", *body.splitlines(), ""]).encode()


def _encoded(value: str) -> str:
    return value if value.isascii() else Header(value, "utf-8", maxlinelen=900).encode()
