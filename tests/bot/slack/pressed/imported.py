"""A file Ana imported."""

from bot.outreach.candidates import importing
from bot.workers.imports import Imports
from storage import sequences
from storage.attachments import File
from storage.database import Database
from tests.builders import ANA, HOUSE, NOW, TEAM

WRITTEN = b"First name,Email\nQuarnfile,quarnfile@example.com\n,quarnobody@example.com\n"


def build(db: Database, name: str) -> None:
    """Let Ana import a file of two into a sequence; one of them cannot come in."""
    kept = File(name="nightjar people.csv", kind="text/csv", content=WRITTEN)
    with db.reading() as tx:
        sequence = sequences.by_name(tx, TEAM, name)
        assert sequence is not None
        sequence_id = sequence.id
    form = importing.keep(db, ANA, kept, sequence_id, house=HOUSE, now=NOW)
    importing.begin(db, ANA, form.import_id, [one.meant for one in form.columns], now=NOW)
    Imports(db, HOUSE, lambda: NOW).tick()
