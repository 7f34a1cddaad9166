"""What Gmail makes of a mail before it goes out."""

import re
from datetime import datetime
from email.utils import format_datetime, formataddr

from sandbox.google import delivery, errors, grouping, ids
from sandbox.google.accounts import Account, Google
from sandbox.google.letters import Letter
from sandbox.google.mailbox import Message

MOST_RECIPIENTS = 100
ADDRESS = re.compile(r"[^\s@<>(),;:\"]+@[^\s@<>(),;:\"]+")


def send(
    google: Google, account: Account, letter: Letter, *, thread_id: str = "", stays: bool = False
) -> Message:
    """Send a mail: check it, make it Gmail's own, keep it under SENT, deliver it.

    `thread_id` is only what the caller wishes for, unless it `stays`: then it is a thread already chosen.
    """
    now = google.world.now()
    _check(letter)
    chosen = thread_id if stays else grouping.outgoing(account.mailbox, letter, thread_id)
    google.meter.send(account.address, now, per_day=google.rules.sends_per_day)
    sent = _spoilt(google, account, stamped(google, account, letter, now, "Message-Id"))
    message = account.mailbox.add(sent, ("SENT",), now=now, thread_id=chosen)
    delivery.deliver(google, account, sent, message)
    google.world.changed()
    return message


def stamped(google: Google, account: Account, letter: Letter, now: datetime, name: str) -> Letter:
    """Give a mail Gmail's Message-ID, today's date and a sender who may be one."""
    own = letter.without("Return-Path", "Received", "Delivered-To").having(name, ids.message_id())
    own = own.having("Date", format_datetime(now.replace(microsecond=0)))
    own = own if own.raw("MIME-Version") else own.topped([("MIME-Version", "1.0")])
    return own if google.rules.takes_any_sender else own.having("From", _sender(account, letter))


def _spoilt(google: Google, account: Account, sent: Letter) -> Letter:
    """Do to a mail on its way out what today's rules want done."""
    rules = google.rules
    if rules.rewrites_aliases:
        sent = sent.having("From", formataddr((account.name, account.address)))
    if rules.strips_own_headers:
        sent = sent.without(*(name for name, _ in sent.headers() if name.lower().startswith("x-")))
    return sent


def _sender(account: Account, letter: Letter) -> str:
    allowed = account.addresses()
    display, address = next(iter(letter.addresses("From")), ("", ""))
    if address.lower() not in allowed:
        return formataddr((account.name, account.address))
    return letter.raw("From") if display else formataddr((allowed[address.lower()], address))


def _check(letter: Letter) -> None:
    for name in ("To", "Cc", "Bcc"):
        bad = [address for _, address in letter.addresses(name) if not ADDRESS.fullmatch(address)]
        if bad or (letter.raw(name) and not letter.addresses(name)):
            raise errors.invalid(f"Invalid {name} header")
    written_to = delivery.recipients(letter)
    if not written_to:
        raise errors.invalid("Recipient address required")
    if len(written_to) > MOST_RECIPIENTS:
        raise errors.invalid("Too many recipients")
