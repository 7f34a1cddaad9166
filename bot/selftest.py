"""`python -m bot selftest`: ask Gmail, on the operator's own account, what its documentation leaves open."""

import textwrap
import time
from collections.abc import Callable, Iterator, Sequence

from bot import app
from bot.clock import Clock, system_clock
from bot.outreach.mailboxes import proving
from bot.outreach.mailboxes.connecting import Sessions
from bot.outreach.mailboxes.proving import Subject
from bot.rules.proofs import Proof
from bot.settings import Settings
from gmail.client import Gmail
from storage import migrate
from storage.database import Database
from storage.vault import Vault

WIDTHS = (34, 36, 3, 44)
HEAD = ("What was tried", "What Gmail did", "", "What follows")

Say = Callable[[str], object]


def run(
    settings: Settings,
    address: str,
    *,
    say: Say,
    agreed: Callable[[str], bool],
    clock: Clock = system_clock,
    wait: Callable[[float], None] = time.sleep,
) -> int:
    """Test one mailbox and tell the exit status.

    Raises storage.errors.DatabaseTrouble, also when another process works on the same SQLite file, and Refusal.
    """
    database = Database(settings.database_url, Vault(settings.encryption_keys))
    try:
        database.claim_for_one_process()
        migrate.demand_current(database)
        one = proving.subject(database, address)
        if not agreed(_question(one)):
            say("Nothing was sent.")
            return 1
        found = proving.prove(one, _opener(database, settings, one, clock), wait)
        proving.remember(database, one, found, clock())
    finally:
        database.close()
    for line in table(found):
        say(line)
    return 0 if all(proof.good for proof in found) else 1


def table(found: Sequence[Proof]) -> Iterator[str]:
    """Draw the answers, the good ones with `ok`, the others with `BAD`."""
    yield from _row(HEAD)
    yield "  ".join("-" * width for width in WIDTHS)
    for proof in found:
        yield from _row((proof.question, proof.answer, "ok" if proof.good else "BAD", proof.follows))


def _row(cells: Sequence[str]) -> Iterator[str]:
    columns = [textwrap.wrap(cell, width) or [""] for cell, width in zip(cells, WIDTHS, strict=True)]
    for place in range(max(len(column) for column in columns)):
        shown = (column[place] if place < len(column) else "" for column in columns)
        yield "  ".join(text.ljust(width) for text, width in zip(shown, WIDTHS, strict=True)).rstrip()


def _question(one: Subject) -> str:
    return (
        f"This sends four mails or so from {one.address} to {one.address}, and to nobody else. They stay there, under"
        f" the subject “{proving.SUBJECT}”, until you delete them. It takes a minute or two."
    )


def _opener(database: Database, settings: Settings, one: Subject, clock: Clock) -> Callable[[], Gmail]:
    google, delegated = app.google_of(settings), settings.delegated_mailboxes
    # A session makes one request at a time, and one trial needs two at once: each is opened anew.
    return lambda: Sessions(database, google, clock, delegated=delegated).open(one.mailbox_id)
