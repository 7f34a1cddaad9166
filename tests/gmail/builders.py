"""Inbound mail for tests: defaults, and what a test is about on top."""

from datetime import UTC, datetime, timedelta
from typing import Any

from gmail import messages
from gmail.inbound import Inbound

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""A Monday."""

OWN = ("ana@acme.example", "talent@acme.example")


def make_inbound(id: str = "m1", *, minutes: int = 0, **changes: Any) -> Inbound:
    """Make a mail as Gmail's headers would show it."""
    plain = {
        "thread_id": "t1",
        "labels": frozenset({"INBOX"}),
        "received_at": NOW + timedelta(minutes=minutes),
        "from_address": "grace@example.com",
        "to": ("ana@acme.example",),
        "subject": "Re: A role for you",
    }
    return Inbound(id=id, **{**plain, **changes})


def make_mail(source: str, *, labels: frozenset[str] = frozenset({"INBOX"})) -> Inbound:
    """Make a mail from its source, with the headers a test does not care about filled in."""
    head, _, body = source.lstrip("\n").partition("\n\n")
    named = {line.partition(":")[0].lower() for line in head.splitlines() if line[:1].strip()}
    defaults = {"From": "Grace Hopper <grace@example.com>", "To": "ana@acme.example", "Subject": "Re: A role"}
    lines = [f"{name}: {value}" for name, value in defaults.items() if name.lower() not in named]
    raw = "\r\n".join([*lines, *head.splitlines(), "", *body.splitlines(), ""]).encode()
    return messages.from_source(raw, id="m1", thread_id="t1", received_at=NOW, labels=labels)
