"""What a person sees of Google from outside: accounts, mailboxes, rules."""

from dataclasses import asdict
from typing import Any

from sandbox.google import reading
from sandbox.google.accounts import Account, Google
from sandbox.google.mailbox import Message

Json = dict[str, Any]


def state(google: Google) -> Json:
    """Show the accounts and what they have granted."""
    accounts = [
        {"address": a.address, "name": a.name, "role": a.role, "unread": a.mailbox.unread()}
        for a in google.accounts.values()
    ]
    granted = {a: sorted(google.grants.scopes_of(a)) for a in google.accounts}
    return {"accounts": accounts, "grants": [{"address": a, "scopes": s} for a, s in granted.items() if s]}


def mailbox(account: Account) -> Json:
    """Show a mailbox: threads, the newest first, each with its messages, the oldest first."""
    threads = [account.mailbox.thread(thread_id) for thread_id in account.mailbox.threads]
    threads.sort(key=lambda held: held[-1].id, reverse=True)
    return {
        "threads": [
            {
                "id": held[0].thread_id,
                "subject": held[0].letter.text("Subject"),
                "messages": [message(one) for one in held],
            }
            for held in threads
        ]
    }


def message(held: Message) -> Json:
    """Show a message with its text, its HTML and all its headers (the first of each name)."""
    letter = held.letter
    headers: dict[str, str] = {}
    for name, value in letter.headers():
        headers.setdefault(name, value)
    return {
        "id": held.id,
        "thread_id": held.thread_id,
        "draft_id": held.draft_id,
        "from": letter.text("From"),
        "to": letter.text("To"),
        "cc": letter.text("Cc"),
        "subject": letter.text("Subject"),
        "date": held.at.isoformat(),
        "labels": sorted(held.labels),
        "text": reading.text(letter),
        "html": reading.page(letter),
        "files": [
            {"name": file.name, "kind": file.kind, "size": len(file.content)}
            for file in reading.files(letter)
        ],
        "headers": headers,
        "message_id": letter.message_id(),
        "in_reply_to": letter.raw("In-Reply-To"),
        "references": letter.raw("References"),
    }


def rules(google: Google) -> Json:
    """Show how Google is today."""
    return asdict(google.rules)
