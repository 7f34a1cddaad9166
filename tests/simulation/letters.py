"""What comes back to a recruiter: answers, absences, bounces, and what recruiters write by hand."""

from datetime import UTC, datetime

from gmail import messages
from gmail.inbound import Inbound
from tests.simulation.gmail import Account, Mail

NOBODY = datetime(2026, 1, 1, tzinfo=UTC)
REPORT = """\
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
Return-Path: <>
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
In-Reply-To: {rfc_id}
References: {rfc_id}
Content-Type: multipart/report; boundary="b"; report-type=delivery-status

--b
Content-Type: text/plain; charset="UTF-8"

It did not arrive.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com

Final-Recipient: rfc822; {who}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b
Content-Type: message/rfc822

From: {owner}
Message-ID: {rfc_id}
Subject: {subject}

Hello
--b--
"""
WORDS = "Thanks for writing, let us talk on Thursday."
LEAVE_ME = "Please remove me from your list and do not contact me again."


def _answer(mail: Mail, sender: str, **changes: object) -> Inbound:
    shown = mail.shown
    plain: dict[str, object] = {
        "id": "",
        "thread_id": "",
        "labels": frozenset({"INBOX"}),
        "received_at": NOBODY,
        "from_address": sender,
        "to": (shown.from_address,),
        "subject": f"Re: {shown.subject.removeprefix('Re: ')}",
        "in_reply_to": shown.rfc_id,
        "references": (*shown.references, shown.rfc_id),
    }
    return Inbound(**{**plain, **changes})  # type: ignore[arg-type]


def reply(account: Account, mail: Mail, *, sender: str = "") -> Mail:
    """Answer in the thread, from one's own or another address."""
    return account.arrive(_answer(mail, sender or mail.shown.to[0]), text=WORDS)


def reply_anew(account: Account, mail: Mail, *, naming: bool) -> Mail:
    """Answer under another subject, which Gmail puts into a thread of its own."""
    named = {} if naming else {"in_reply_to": "", "references": ()}
    return account.arrive(_answer(mail, mail.shown.to[0], subject="About your mail", **named), text=WORDS)


def opt_out(account: Account, mail: Mail) -> Mail:
    """Ask not to be written to."""
    return account.arrive(_answer(mail, mail.shown.to[0]), text=LEAVE_ME)


def absence(account: Account, mail: Mail) -> Mail:
    """Let a machine say that somebody is away."""
    headers = {"auto-submitted": ("auto-replied",)}
    subject = f"Automatic reply: {mail.shown.subject}"
    away = _answer(mail, mail.shown.to[0], headers=headers, subject=subject)
    return account.arrive(away, text="I am out of the office.")


def bounce(account: Account, mail: Mail) -> Mail:
    """Let a server report that there is no such person."""
    shown = mail.shown
    source = REPORT.format(rfc_id=shown.rfc_id, who=shown.to[0], owner=account.address, subject=shown.subject)
    raw = source.replace("\n", "\r\n").encode()
    read = messages.from_source(raw, id="", received_at=NOBODY, labels=frozenset({"INBOX"}))
    placed = _answer(mail, read.from_address, headers=read.headers, subject=read.subject)
    # Gmail keeps a report with the mail it is about, whatever its subject.
    account.by_rfc_id.setdefault(shown.rfc_id, mail)
    return account.arrive(placed, text=read.text, raw=raw)


def by_hand(account: Account, mail: Mail) -> Mail:
    """Let the recruiter write in the thread."""
    own = _answer(mail, account.address, labels=frozenset({"SENT"}), to=mail.shown.to)
    return account.arrive(own, text="Shall we speak?")
