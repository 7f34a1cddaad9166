"""Files of people, and what a recruiter does with them."""

import csv
import io
from collections.abc import Sequence

from bot.outreach.candidates import importing
from bot.outreach.candidates.import_pictures import ImportCard, ImportForm
from bot.outreach.people import Who
from bot.workers.imports import Imports
from storage.attachments import File
from storage.database import Database
from tests.builders import ANA, HOUSE, NOW

HEADER = ("First name", "Last name", "Email", "Company")


def file(*rows: Sequence[str], header: Sequence[str] = HEADER, name: str = "people.csv") -> File:
    """Write a file as a spreadsheet does."""
    written = io.StringIO()
    csv.writer(written).writerows([header, *rows])
    return File(name=name, kind="text/csv", content=written.getvalue().encode())


def people(count: int) -> list[tuple[str, ...]]:
    """Make up so many people."""
    return [(f"Ada{n}", "Byron", f"ada{n}@example.com", "Navy") for n in range(count)]


def upload(db: Database, given: File, sequence_id: int, *, who: Who = ANA) -> ImportForm:
    """Upload a file and see what would become of it."""
    return importing.keep(db, who, given, sequence_id, house=HOUSE, now=NOW)


def begin(db: Database, given: File, sequence_id: int, *, who: Who = ANA) -> int:
    """Upload a file and let it be imported; nothing of it is done yet."""
    form = upload(db, given, sequence_id, who=who)
    begun = importing.begin(db, who, form.import_id, [one.meant for one in form.columns], now=NOW)
    assert isinstance(begun, ImportCard), begun
    return form.import_id


def work(db: Database) -> None:
    """Let a worker go on until nothing is left to do."""
    worker = Imports(db, HOUSE, lambda: NOW)
    while worker.tick():
        pass


def bring(db: Database, given: File, sequence_id: int) -> ImportCard:
    """Have a file imported to its end."""
    import_id = begin(db, given, sequence_id)
    work(db)
    return importing.card(db, import_id)
