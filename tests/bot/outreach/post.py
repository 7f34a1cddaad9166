"""A mailbox under a lease, and the mail that comes into it."""

from datetime import datetime, timedelta
from typing import Any

from bot.outreach.incoming import receiving
from bot.outreach.people import Who
from gmail.inbound import Inbound
from gmail.sync import Batch, SetAside
from storage.database import Database
from storage.mailboxes import Lease
from storage.models import Enrollment, Notice, Touch
from tests import builders
from tests.builders import ANA, HOUSE, NOW, email

DAY = timedelta(days=1)
SUBJECT = "A role for you"


class Post:
    """A mailbox under a lease, and the mail that comes into it."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.cursor = 1000
        lease = builders.claim(db, NOW)
        assert lease is not None
        self.lease: Lease = lease

    def arrives(self, *mails: Inbound, aside: tuple[SetAside, ...] = (), now: datetime = NOW + DAY) -> None:
        """Take in what came, and move the cursor."""
        batch = Batch(messages=mails, cursor=self.cursor + 1, set_aside=aside)
        receiving.take_in(self.db, self.lease, batch, HOUSE, cursor=self.cursor, now=now)
        self.cursor += 1


def written_to(db: Database, *stages: Any) -> Enrollment:
    """Enroll Grace and let the first mail go out in thread1."""
    enrollment = builders.make_enrollment(db, *(stages or (email(), email(3), email(3))))
    builders.went_out(db, enrollment)
    return enrollment


def write(db: Database, name: str, address: str, *, who: Who = ANA, **changes: Any) -> Enrollment:
    """Enroll somebody and let the first mail go out in a thread and under a Message-ID that bear a name."""
    enrollment = builders.make_enrollment(db, email(), email(3), who=who, address=address, **changes)
    sent = builders.went_out(db, enrollment)
    with db.transaction() as tx:
        row, touch = tx.get_one(Enrollment, enrollment.id), tx.get_one(Touch, sent.id)
        row.subject, row.thread_id = SUBJECT, f"thread of {name}"
        touch.thread_id, touch.rfc_id = row.thread_id, f"<{name}@ours>"
    return enrollment


def rows(db: Database, kind: type) -> list[Any]:
    """List every row of a table."""
    with db.transaction() as tx:
        return tx.query(kind).order_by(kind.id).all()  # type: ignore[attr-defined]


def told(db: Database) -> list[str]:
    """List what people are owed, by what it is about."""
    return [str(row.about.get("kind", row.kind)) for row in rows(db, Notice)]
