"""The way of a mail from one account to all it is written to."""

from datetime import datetime
from email.utils import format_datetime

from sandbox.google import dsn, grouping
from sandbox.google.accounts import Account, Google
from sandbox.google.letters import Letter
from sandbox.google.mailbox import Message

NOBODY = "nobody"


def deliver(google: Google, sender: Account, letter: Letter, own: Message) -> None:
    """Bring a sent mail to everyone in To, Cc and Bcc; addresses nobody has come back as a report.

    What the sender wrote to themselves is the sent message itself, in the inbox as well.
    """
    now = google.world.now()
    reached: set[str] = set()
    for address in recipients(letter):
        if address.startswith(NOBODY) and google.find(address) is None:
            receive(google, sender, dsn.failure(letter, sender=sender.address, recipient=address, now=now))
            continue
        account = google.welcome(address)
        if account.address in reached:
            continue
        reached.add(account.address)
        if account is sender:
            own_copy(sender, own, now)
        else:
            receive(google, account, _travelled(letter, sender.address, address, now))


def receive(google: Google, account: Account, letter: Letter) -> Message:
    """Put a mail into an inbox, in the thread Gmail would choose."""
    thread_id = grouping.incoming(account.mailbox, letter)
    now = google.world.now()
    labels = ("INBOX", "UNREAD", "CATEGORY_PERSONAL")
    return account.mailbox.add(letter, labels, now=now, thread_id=thread_id)


def own_copy(account: Account, message: Message, now: datetime) -> None:
    """Show a mail to oneself in the inbox."""
    account.mailbox.relabel(message, ("INBOX", "UNREAD"), (), now)


def recipients(letter: Letter) -> list[str]:
    """List everyone a mail goes to, once each, in lower case."""
    return list(dict.fromkeys(address.lower() for _, address in letter.addresses("To", "Cc", "Bcc")))


def _travelled(letter: Letter, sender: str, recipient: str, now: datetime) -> Letter:
    stamp = format_datetime(now)
    automatic = letter.raw("Auto-Submitted").lower() not in {"", "no"}
    server = "mx.google.com" if automatic else "gmailapi.google.com with HTTPREST"
    message_id = letter.message_id()
    received = letter.without("Bcc", "Return-Path").having("Message-ID", message_id)
    return received.topped(
        [
            ("Delivered-To", recipient),
            ("Return-Path", "<>" if automatic else f"<{sender}>"),
            ("Received", f"from 100000000001 named unknown by {server}; {stamp}"),
        ]
    )
