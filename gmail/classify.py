"""What an inbound mail is. The order of the tests is the contract: a bounce calls itself an automatic answer.

A person is never taken for a machine: only what a machine alone writes counts as proof.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from gmail import absences, addresses, bounces, quotes, returning, wishes
from gmail.bounces import ReportKind
from gmail.failures import Bounce
from gmail.inbound import Inbound
from gmail.phrases import any_of
from gmail.wishes import Hint


class Kind(StrEnum):
    """What a mail is."""

    OWN = "own"
    DRAFT = "draft"
    BOUNCE = "bounce"
    DELAY = "delay"
    LIMIT = "limit"
    COMPLAINT = "complaint"
    LIST = "list"
    CALENDAR = "calendar"
    CHALLENGE = "challenge"
    AUTO_REPLY = "auto_reply"
    MAYBE_AUTO = "maybe_auto"
    HUMAN = "human"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a mail means; `why` is a phrase without any of its content, `text` its writer's own words.

    `recipients` are those a report is about, lower-case; `about` and `token` are the Message-ID and our header
    of the mail a report gives back. `returns_on` is the day an absent person names, by their calendar.
    """

    kind: Kind
    why: str
    text: str = ""
    bounce: Bounce | None = None
    recipients: tuple[str, ...] = ()
    returns_on: date | None = None
    left: bool = False
    opted_out: bool = False
    hint: Hint | None = None
    about: str = ""
    token: str = ""


_CHALLENGE = any_of(
    r"boxbe|spam ?arrest|mailinblack|spamblocker|challenge[ /-]response|approved senders? list",
    r"sender (?:verification|authentication) (?:request|required)",
    r"(?:confirm|verify|prove) (?:that )?you(?: a|['’])re not (?:a )?(?:spam\w*|robot|machine)",
    r"(?:confirm|verify|prove) (?:that )?you(?: a|['’])re a (?:real )?(?:person|human)",
    r"(?:have|get) your (?:message|e-?mail) delivered,? (?:please )?(?:click|reply)",
    r"(?:your (?:message|e-?mail)|it) (?:is being held|will be delivered) (?:until|once|after|as soon as) you",
    r"your (?:message|e-?mail)\b.{0,80}\b(?:is (?:being )?held|was waitlisted|is quarantined)",
    r"(?:allow|accept)\w* (?:incoming )?(?:messages|mail|e-?mails?) only from senders",
    r"(?:click|reply|respond)\b.{0,80}\bto (?:confirm|verify|authenticate)",
    r"(?:click|reply|respond)\b.{0,80}\badded to (?:my|the|his|her|their) (?:\w+ ){0,2}list",
    r"added to (?:the recipient['’]s|my|his|her) (?:allowed|approved|safe|white|guest) ?(?:list|senders)",
    r"to (?:release|deliver) your (?:message|e-?mail)|list of (?:approved|allowed) senders",
    r"(?:bestätigen|beweisen) sie\b.{0,60}\b(?:kein (?:roboter|spammer)|ein mensch)",
    r"absender(?:bestätigung|verifizierung)",
    r"vous authentifier en cliquant|demande d['’]authentification|(?:prouver|confirmer) que vous (?:êtes|n['’]êtes)",
    r"(?:confirme|demuestre|verifique) que (?:no es un robot|es una persona)|confirme que você não é um robô",
    r"(?:conferma|dimostra)\w* (?:che )?(?:non )?(?:sei|essere) (?:un robot|una persona)",
)
_ASKS_TO_ACT = any_of(r"https?://|<a\b|reply to this (?:message|e-?mail)")
_REPLIED = re.compile(r"PARTSTAT=(\w[\w-]*)", re.IGNORECASE)
_METHOD = re.compile(r"^METHOD:(\w+)", re.IGNORECASE | re.MULTILINE)
_FROM_SERVER = {
    ReportKind.BOUNCE: Kind.BOUNCE,
    ReportKind.DELAY: Kind.DELAY,
    ReportKind.LIMIT: Kind.LIMIT,
    ReportKind.RECEIPT: Kind.AUTO_REPLY,
}


@dataclass(frozen=True, kw_only=True)
class _Mail:
    """A mail, and the addresses of the mailbox it came to."""

    inbound: Inbound
    own: Collection[str]

    @cached_property
    def words(self) -> str:
        """Give its writer's own words, which take long to find."""
        return quotes.own_words(self.inbound.text)


def classify(inbound: Inbound, *, own: Collection[str]) -> Meaning:
    """Say what a mail is; `own` are the addresses of the mailbox. Never raises."""
    mail = _Mail(inbound=inbound, own=own)
    tests: tuple[Callable[[_Mail], Meaning | None], ...] = (
        _ours,
        _report,
        _complaint,
        _list,
        _calendar,
        _challenge,
        _automatic,
    )
    for test in tests:
        meaning = test(mail)
        if meaning is not None:
            return meaning
    return _human(mail)


def _ours(mail: _Mail) -> Meaning | None:
    inbound = mail.inbound
    if "DRAFT" in inbound.labels:
        return Meaning(kind=Kind.DRAFT, why="it is a draft")
    if "SENT" in inbound.labels or _is_among(inbound.from_address, mail.own):
        return Meaning(kind=Kind.OWN, why="it comes from this mailbox")
    return None


def _report(mail: _Mail) -> Meaning | None:
    inbound = mail.inbound
    report = bounces.read(inbound)
    if report is None or _CHALLENGE.search(inbound.from_address):
        return None  # some filters put their question into a delivery report
    return Meaning(
        kind=_FROM_SERVER[report.kind],
        why=report.why,
        text=inbound.text[: quotes.READ_LIMIT],
        bounce=report.bounce,
        recipients=report.recipients,
        about=report.about,
        token=report.token,
    )


def _complaint(mail: _Mail) -> Meaning | None:
    inbound = mail.inbound
    kind = inbound.header("content-type").lower()
    from_hotmail = inbound.from_address == "staff@hotmail.com" and inbound.subject.startswith(
        "complaint about"
    )
    if from_hotmail or ("multipart/report" in kind and "feedback-report" in kind):
        return Meaning(kind=Kind.COMPLAINT, why="a provider forwards a complaint")
    if "multipart/report" in kind and "disposition-notification" in kind:
        return Meaning(kind=Kind.AUTO_REPLY, why="a reading receipt")
    return None


def _list(mail: _Mail) -> Meaning | None:
    inbound = mail.inbound
    name = inbound.header("list-id").lower()
    # An answer may come through a group address of ours; one that names a mail it answers is a person's.
    if inbound.in_reply_to or inbound.references or not (name or _is_newsletter(inbound)):
        return None
    if name and any(address.lower().replace("@", ".") in name for address in mail.own):
        return None
    return Meaning(kind=Kind.LIST, why="it comes from a mailing list")


def _is_newsletter(inbound: Inbound) -> bool:
    """Tell whether a mail offers to leave a list in the ways only mail to very many does."""
    is_bulk = inbound.header("precedence").strip().lower() in {"bulk", "list", "junk"}
    offers = bool(inbound.header("list-unsubscribe"))
    return offers and (is_bulk or bool(inbound.header("list-unsubscribe-post")))


def _calendar(mail: _Mail) -> Meaning | None:
    inbound = mail.inbound
    method = _METHOD.search(inbound.calendar)
    if not method or method.group(1).upper() not in {"REPLY", "REQUEST", "COUNTER"}:
        return None
    replied = _REPLIED.search(inbound.calendar)
    declined = method.group(1).upper() == "REPLY" and replied and replied.group(1).upper() == "DECLINED"
    return Meaning(
        kind=Kind.CALENDAR,
        why="an invitation was declined" if declined else "an invitation was made or accepted",
        text=mail.words,
        hint=None if declined else Hint.INTERESTED,
    )


def _challenge(mail: _Mail) -> Meaning | None:
    inbound = mail.inbound
    words = " ".join(f"{inbound.from_address} {inbound.subject} {mail.words}".split())
    if not _CHALLENGE.search(words):
        return None
    # A person may write about such a service; a service marks its mail, writes in its own name, or says where to go.
    marks = absences.marks(inbound)
    if marks.strong or marks.weak or _CHALLENGE.search(f"{inbound.from_address} {inbound.from_name}"):
        return Meaning(
            kind=Kind.CHALLENGE, why="a filter asks to confirm the sender", text=inbound.text[:4_000]
        )
    if not _ASKS_TO_ACT.search(inbound.text[:4_000]):
        return None
    return Meaning(
        kind=Kind.MAYBE_AUTO, why="it only speaks of confirming the sender", text=inbound.text[:4_000]
    )


def _automatic(mail: _Mail) -> Meaning | None:
    inbound = mail.inbound
    marks = absences.marks(inbound)
    if not marks.strong and not marks.weak:
        return None
    words = mail.words
    told = f"{inbound.subject}\n\n{words}"
    return Meaning(
        kind=Kind.AUTO_REPLY if marks.strong else Kind.MAYBE_AUTO,
        why=marks.strong or marks.weak,
        text=words,
        returns_on=returning.returns_on(told, inbound.received_at.date()),
        left=absences.has_left(told),
        opted_out=not marks.strong and wishes.wants_out(words),
        hint=None if marks.strong else wishes.hint(words),
    )


def _human(mail: _Mail) -> Meaning:
    words = mail.words
    return Meaning(
        kind=Kind.HUMAN,
        why="nothing says that a machine wrote it",
        text=words,
        opted_out=wishes.wants_out(words),
        hint=wishes.hint(words),
    )


def _is_among(address: str, own: Collection[str]) -> bool:
    return bool(address) and addresses.folded(address) in {addresses.folded(mine) for mine in own}
