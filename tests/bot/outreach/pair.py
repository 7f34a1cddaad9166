"""Ana's sequence sends from Ben's mailbox as well as from her own."""

from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from bot.outreach.incoming import receiving
from bot.outreach.outgoing import planning, sending
from bot.outreach.outgoing.planning import Outgoing, Withheld
from bot.outreach.outgoing.sending import Gone
from bot.outreach.people import Who
from gmail.answers import Sent
from gmail.inbound import Inbound
from gmail.sync import Batch
from storage import permissions, recruiters
from storage.database import Database
from storage.mailboxes import Lease
from storage.models import Enrollment, Mailbox, Notice
from storage.statuses import PermissionStatus
from tests import builders
from tests.builders import ANA, AT_ONCE, BEN, HOUSE, NOW, email

DAY = timedelta(days=1)
PARKED = NOW + timedelta(days=400)


class Pair:
    """Two connected mailboxes, Ana's and Ben's, and a worker that takes up either of them."""

    def __init__(self, db: Database, *, allowed: bool = True) -> None:
        self.db = db
        self.ana = builders.make_mailbox(db, ANA, signature="Ana, Acme")
        self.ben = builders.make_mailbox(db, BEN, signature="Ben, Acme")
        self.cursors = {ANA: 1000, BEN: 1000}
        self.is_allowed = allowed

    def enroll(self, *stages: Any, **changes: Any) -> Enrollment:
        """Enroll Grace with Ana; Ben has allowed what leaves in his name unless he has not."""
        sequence = builders.make_sequence(self.db, *stages)
        if self.is_allowed:
            self.allow(sequence.id)
        return builders.make_enrollment(self.db, house=AT_ONCE, **changes)

    def allow(self, sequence_id: int, status: PermissionStatus = PermissionStatus.ALLOWED) -> None:
        """Let Ben have said so of a sequence."""
        with self.db.transaction() as tx:
            ana = recruiters.by_slack_id(tx, team=ANA.team, slack_id=ANA.slack_id)
            assert ana is not None
            found = permissions.ensure(
                tx,
                colleague_id=self.ben.recruiter_id,
                asker_id=ana.id,
                sequence_id=sequence_id,
                now=NOW,
            )
            found.status = status

    def first(self, **changes: Any) -> Any:
        """Plan an email from Ben."""
        return email(sender_id=self.ben.recruiter_id, **changes)

    def lease(self, who: Who, now: datetime) -> Lease:
        """Take up one of the mailboxes."""
        other = BEN if who is ANA else ANA
        builders.make_mailbox(self.db, other, ready_at=PARKED)
        builders.make_mailbox(self.db, who, ready_at=now, lease_until=None)
        lease = builders.claim(self.db, now)
        assert lease is not None
        return lease

    def judge(self, who: Who, now: datetime = NOW) -> Outgoing | Withheld | None:
        """Judge what is next in one of the mailboxes."""
        return planning.next_outgoing(self.db, self.lease(who, now), AT_ONCE, now)

    def send(self, who: Who, now: datetime = NOW) -> EmailMessage:
        """Let what is next in one of the mailboxes leave; give the mail."""
        lease = self.lease(who, now)
        found = planning.next_outgoing(self.db, lease, AT_ONCE, now)
        assert isinstance(found, Outgoing), found
        name = f"{who.slack_id}-{found.touch_id}"
        with self.db.transaction() as tx:
            gone = Gone(
                touch_id=found.touch_id,
                mailbox_id=lease.mailbox_id,
                owner=found.owner,
                subject=found.subject,
                opens_subject=found.opens_subject,
                asked_thread_id=found.thread_id,
                sent=Sent(message_id=f"m-{name}", thread_id=found.thread_id or f"t-{name}"),
                at=now,
            )
            sending.settle(tx, gone, AT_ONCE)
        sending.note_message_id(self.db, lease, found.touch_id, f"<{name}@mail.example>", now)
        return message_from_bytes(found.mime, policy=policy.default)

    def arrives(self, who: Who, mail: Inbound, now: datetime = NOW + DAY) -> None:
        """Let a mail come into one of the mailboxes."""
        lease, cursor = self.lease(who, now), self.cursors[who]
        batch = Batch(messages=(mail,), cursor=cursor + 1)
        receiving.take_in(self.db, lease, batch, HOUSE, cursor=cursor, now=now)
        self.cursors[who] = cursor + 1

    def heard(self, who: Who, at: datetime) -> None:
        """Let a mailbox have been read up to an instant."""
        builders.make_mailbox(self.db, who, heard_at=at)

    def box(self, who: Who) -> Mailbox:
        """Look at a mailbox anew."""
        return builders.make_mailbox(self.db, who)

    def told(self, kind: str) -> list[tuple[str, Any]]:
        """List who is owed news of a kind, and of what."""
        with self.db.transaction() as tx:
            return [
                (row.recipient, row.about) for row in tx.query(Notice).order_by(Notice.id) if row.kind == kind
            ]
