"""What falls due by hand in Ana's world: some alone, three that a colleague may do, and a list of thirteen."""

from collections.abc import Callable
from datetime import timedelta

from bot.outreach import being_away
from bot.outreach.outgoing import prompting
from bot.outreach.people import Who
from storage.database import Database
from storage.models import Touch
from storage.statuses import Cover
from tests.builders import NOW

ALONE = {"reminded": "Nightjar by hand", "done": "Nightjar by hand", "told": "Nightjar told"}
LENT = dict.fromkeys(("given", "kept", "said"), "Nightjar lent")
MANY = {f"many{number}": "Nightjar many" for number in range(13)}


def fall_due(db: Database, enroll: Callable[[str, str], object]) -> None:
    """Let Ana be reminded of all of it; `enroll` puts somebody into a sequence, by their names."""
    for people in (ALONE, LENT, MANY):
        for name, sequence in people.items():
            enroll(name, sequence)
        _remind(db)


def go_away(db: Database, who: Who) -> None:
    """Let somebody be away for a week."""
    being_away.leave(db, who, NOW.date() + timedelta(days=7), cover=Cover.EVERYTHING, now=NOW)


def _remind(db: Database) -> None:
    """Remind her, some time before what she is reminded of next."""
    prompting.owe_due(db, NOW)
    with db.transaction() as tx:
        for touch in tx.query(Touch).filter(Touch.reminded_at.is_not(None)):
            touch.reminded_at = NOW - timedelta(hours=1)
