"""A mail that went, and whose enrollment or touch is not any more as it was when it was planned."""

import pytest

from bot.outreach.outgoing import advancing, planning, sending
from bot.outreach.outgoing.planning import Outgoing, Progress
from bot.outreach.outgoing.sending import Gone
from gmail.answers import Draft, Sent
from storage import postings
from storage.database import Database
from storage.mailboxes import Lease
from storage.models import Enrollment
from storage.statuses import EnrollmentStatus, TouchStatus
from tests import builders
from tests.builders import AT_ONCE, NOW, email

SENT = Sent(message_id="m1", thread_id="t1")


def on_the_wire(db: Database) -> tuple[Lease, Gone, Enrollment]:
    """Let the first of two mails be sent, which nobody has written down yet."""
    enrollment = builders.make_enrollment(db, email(), email(1))
    builders.make_mailbox(db, ready_at=NOW)
    lease = builders.claim(db, NOW)
    assert lease is not None
    mail = planning.next_outgoing(db, lease, AT_ONCE, NOW)
    assert isinstance(mail, Outgoing)
    sending.note_drafted(db, lease, mail.touch_id, Draft(id="d1", message_id="m0", thread_id="t1"), NOW)
    with db.transaction() as tx:
        assert postings.begin(tx, mail.touch_id, cursor=1, now=NOW)()
    gone = Gone(
        touch_id=mail.touch_id,
        mailbox_id=lease.mailbox_id,
        owner=mail.owner,
        subject=mail.subject,
        opens_subject=mail.opens_subject,
        asked_thread_id="",
        sent=SENT,
        at=NOW,
    )
    return lease, gone, enrollment


def stop(db: Database, gone: Gone) -> None:
    with db.transaction() as tx:
        enrollment_id = gone.owner.enrollment_id
        advancing.stop(tx, enrollment_id, status=EnrollmentStatus.REPLIED, why="they answered", now=NOW)


@pytest.mark.parametrize(
    "with_the_next", [pytest.param(False, id="alone"), pytest.param(True, id="with the next")]
)
def test_what_went_to_somebody_who_answered_meanwhile_is_written_down_and_nothing_follows(
    db: Database, with_the_next: bool
) -> None:
    lease, gone, enrollment = on_the_wire(db)
    other = builders.make_enrollment(db, email(), sequence="Other", address="other@example.com")
    stop(db, gone)

    if with_the_next:
        found = planning.next_outgoing(db, lease, AT_ONCE, NOW, Progress(gone=gone))
        assert isinstance(found, Outgoing)
        assert found.owner.enrollment_id == other.id
    else:
        sending.note_gone(db, lease, gone, AT_ONCE, NOW)

    assert builders.again(db, enrollment).status is EnrollmentStatus.REPLIED
    assert builders.statuses(db, enrollment) == ["sent"]


def test_what_somebody_else_has_settled_is_not_settled_again(db: Database) -> None:
    lease, gone, enrollment = on_the_wire(db)
    sending.note_sent(db, lease, gone.touch_id, SENT, AT_ONCE, NOW)

    assert planning.next_outgoing(db, lease, AT_ONCE, NOW, Progress(gone=gone)) is None

    sent, coming = builders.the_touches(db, enrollment)
    assert (sent.status, sent.gmail_id, coming.status) == (TouchStatus.SENT, "m1", TouchStatus.SCHEDULED)
