"""Do a whole round once, so that the workers forked afterwards find everything loaded and configured."""

import contextlib
import io
from datetime import timedelta

from bot import logs
from bot.outreach.mailboxes.connecting import Sessions
from bot.workers.rounds import Rounds
from gmail.client import Gmail
from gmail.errors import Unavailable
from gmail.oauth import Google
from gmail.transport import Transport
from storage.database import Database
from storage.vault import Vault
from tests import builders
from tests.bot.outreach.candidates import tables
from tests.builders import NOW, email
from tests.conftest import KEY
from tests.crash.worker import HOUSE
from tests.fakes import FakeGmail


class FakeSessions(Sessions):
    """Open a mailbox in memory: a forked process must not inherit a connection."""

    gmail: FakeGmail

    def open(self, mailbox_id: int) -> Gmail:
        """Give the one mailbox there is."""
        held: object = self.gmail
        found: Gmail = held  # type: ignore[assignment]
        return found


def warm_up(google: Google, empty: str) -> None:
    """Send two stages from a mailbox in memory and bring a file in, in a database nobody needs afterwards."""
    logs.configure(io.StringIO())
    Gmail(google, "", lambda: NOW)
    with contextlib.suppress(Unavailable):
        # Certificates are read before anybody is called, and nobody listens there.
        Transport(lambda refused: "").request("http://127.0.0.1:1/")
    db = Database(empty, Vault([KEY]))
    builders.make_enrollment(db, email(), email(1), house=HOUSE)
    sessions = FakeSessions(db, google, lambda: NOW)
    sessions.gmail = FakeGmail()
    now = [NOW]
    tables.bring(
        db, tables.file(*tables.people(1)), builders.make_sequence(db, email(0), name="From a file").id
    )
    for _ in range(2):
        Rounds(db, sessions, HOUSE, lambda: now[0]).tick()
        now[0] += timedelta(days=1)
    db.close()
