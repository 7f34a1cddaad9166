"""Mail that came in: whom it concerns, and what it does to their sequence."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.outreach import receiving, sending
from gmail import classify
from gmail.inbound import Inbound
from gmail.sync import Batch, SetAside
from storage import candidates, inbox, suppressions
from storage.database import Database
from storage.errors import DatabaseBusy, LeaseLost
from storage.mailboxes import Lease
from storage.models import Enrollment, InboundMail, Mailbox, Notice, SetAside as Kept, Touch
from storage.statuses import EnrollmentStatus, TouchStatus
from tests import builders
from tests.builders import GRACE, HOUSE, NOW, TEAM, by_hand, email, make_inbound

DAY = timedelta(days=1)
AWAY = {"auto-submitted": ("auto-replied",), "precedence": ("bulk",)}
BOUNCED = b"""From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
To: ana@acme.example
Subject: Delivery Status Notification (Failure)
Auto-Submitted: auto-replied
X-Failed-Recipients: grace.hopper@example.com
MIME-Version: 1.0
Content-Type: multipart/report; boundary="b"; report-type=delivery-status

--b
Content-Type: text/plain

Address not found
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com

Final-Recipient: rfc822; grace.hopper@example.com
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 The email account that you tried to reach does not exist.
--b--
"""


class Post:
    """A mailbox under a lease, and the mail that comes into it."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.cursor = 1000
        lease = sending.claim_mailbox(db, NOW)
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


def rows(db: Database, kind: type) -> list[Any]:
    with db.transaction() as tx:
        return tx.query(kind).order_by(kind.id).all()  # type: ignore[attr-defined]


def told(db: Database) -> list[str]:
    return [str(row.about.get("kind", row.kind)) for row in rows(db, Notice)]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="in the thread"),
        pytest.param({"from_address": "grace@home.example"}, id="in the thread, from another address"),
        pytest.param({"from_address": "robin@example.com"}, id="in the thread, from somebody else"),
        pytest.param(
            {"thread_id": "other", "from_address": "grace@home.example", "references": ("<1@mail.example>",)},
            id="by References, from another address in another thread",
        ),
        pytest.param(
            {"thread_id": "other", "from_address": "grace@home.example", "in_reply_to": "<1@mail.example>"},
            id="by In-Reply-To",
        ),
        pytest.param(
            {"thread_id": "other", "subject": "About that role"}, id="from their address, in a new thread"
        ),
        pytest.param(
            {"thread_id": "other", "from_address": "Grace.Hopper+work@example.com"},
            id="from a tagged address",
        ),
    ],
)
def test_an_answer_ends_the_sequence_and_is_told(db: Database, changes: dict[str, Any]) -> None:
    enrollment = written_to(db)

    Post(db).arrives(make_inbound(**changes))

    found = builders.again(db, enrollment)
    assert (found.status, found.ended_at) == (EnrollmentStatus.REPLIED, NOW + DAY)
    assert builders.statuses(db, enrollment) == ["sent", "cancelled"]
    assert told(db) == ["reply"]
    assert [mail.text for mail in rows(db, InboundMail)] == ["Thanks for writing, let us talk."]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"thread_id": "other", "from_address": "alan@example.com"}, id="from a stranger"),
        pytest.param(
            {"thread_id": "other", "from_address": "a@b.example", "references": ("<x@y.example>",)},
            id="about another mail",
        ),
    ],
)
def test_mail_that_concerns_nobody_changes_nothing(db: Database, changes: dict[str, Any]) -> None:
    enrollment = written_to(db)

    Post(db).arrives(make_inbound(**changes))

    assert builders.statuses(db, enrollment) == ["sent", "scheduled"]
    assert (rows(db, InboundMail), told(db)) == ([], [])


def test_mail_from_somebody_not_written_to_yet_changes_nothing(db: Database) -> None:
    enrollment = builders.make_enrollment(db)

    Post(db).arrives(make_inbound(thread_id="other"))

    assert builders.statuses(db, enrollment) == ["scheduled"]


def test_the_same_mail_is_taken_in_once(db: Database) -> None:
    enrollment = written_to(db)
    post = Post(db)

    post.arrives(make_inbound(), make_inbound())
    post.arrives(make_inbound())

    assert (len(rows(db, InboundMail)), told(db)) == (1, ["reply"])
    assert builders.again(db, enrollment).status is EnrollmentStatus.REPLIED


def test_an_answer_stops_stages_done_by_hand(db: Database) -> None:
    enrollment = written_to(db, email(), by_hand(0))

    Post(db).arrives(make_inbound())

    assert builders.statuses(db, enrollment) == ["sent", "cancelled"]


def test_an_answer_after_the_last_stage_counts(db: Database) -> None:
    enrollment = written_to(db, email())
    assert builders.again(db, enrollment).status is EnrollmentStatus.FINISHED

    Post(db).arrives(make_inbound())

    assert builders.again(db, enrollment).status is EnrollmentStatus.REPLIED
    assert told(db) == ["reply"]


def test_an_absence_postpones_and_the_answer_after_it_stops(db: Database) -> None:
    enrollment = written_to(db)
    post = Post(db)
    note = make_inbound(
        "away",
        headers=AWAY,
        subject="Automatic reply: A role",
        text="I am out of the office until 2026-12-07.",
    )

    post.arrives(note)

    waits = builders.the_touches(db, enrollment)[1]
    assert (waits.status, waits.due_at) == (TouchStatus.SCHEDULED, datetime(2026, 12, 8, 7, 0, tzinfo=UTC))
    assert (builders.again(db, enrollment).status, told(db)) == (EnrollmentStatus.ACTIVE, ["away"])
    post.arrives(make_inbound("answer"))
    assert builders.again(db, enrollment).status is EnrollmentStatus.REPLIED


def test_an_absence_never_brings_a_stage_forward(db: Database) -> None:
    enrollment = written_to(db, email(), email(30))
    before = builders.the_touches(db, enrollment)[1].due_at

    Post(db).arrives(make_inbound(headers=AWAY, text="I am out of the office."))

    assert builders.the_touches(db, enrollment)[1].due_at == before


def test_whoever_has_left_the_company_is_not_written_to_again(db: Database) -> None:
    enrollment = written_to(db)

    Post(db).arrives(make_inbound(headers=AWAY, text="Grace is no longer with the company."))

    assert builders.again(db, enrollment).status is EnrollmentStatus.STOPPED
    assert told(db) == ["info"]


def test_a_bounce_stops_and_marks_the_address(db: Database) -> None:
    from gmail import messages

    enrollment = written_to(db)
    raw = BOUNCED.replace(b"\n", b"\r\n")

    Post(db).arrives(messages.from_source(raw, id="b1", thread_id="thread1", received_at=NOW))

    assert builders.again(db, enrollment).status is EnrollmentStatus.BOUNCED
    assert (builders.statuses(db, enrollment), told(db)) == (["sent", "cancelled"], ["bounce"])
    with db.transaction() as tx:
        person = candidates.by_address(tx, TEAM, GRACE)
        assert person is not None
        assert person.addresses[0].bounced_at == NOW + DAY


def test_a_wish_to_be_left_alone_is_kept_for_the_whole_workspace(db: Database) -> None:
    enrollment = written_to(db)

    Post(db).arrives(make_inbound(text="Please remove me from your list."))

    assert builders.again(db, enrollment).status is EnrollmentStatus.OPTED_OUT
    with db.transaction() as tx:
        assert suppressions.why(tx, TEAM, GRACE) == "they asked not to be written to"
    assert told(db) == ["opted_out"]


def test_a_mail_of_our_own_hand_ends_the_sequence(db: Database) -> None:
    enrollment = written_to(db)
    own = make_inbound(labels=frozenset({"SENT"}), from_address="ana@acme.example", to=(GRACE,))

    Post(db).arrives(own)

    found = builders.again(db, enrollment)
    assert (found.status, found.why) == (EnrollmentStatus.STOPPED, "you wrote to them yourself")


def test_what_may_be_automatic_is_held_and_asked_about(db: Database) -> None:
    enrollment = written_to(db)

    Post(db).arrives(make_inbound(subject="Out of office", headers={"precedence": ("bulk",)}, text="Hello"))

    assert builders.again(db, enrollment).status is EnrollmentStatus.HELD
    assert told(db) == ["not_sure"]


def test_our_own_mail_the_database_forgot_is_adopted(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email(3))
    token = builders.the_touches(db, enrollment)[0].token
    sent = make_inbound(
        "sent1",
        thread_id="t9",
        labels=frozenset({"SENT"}),
        token=token,
        rfc_id="<9@mail.example>",
        received_at=NOW,
    )

    Post(db).arrives(sent)

    touch = builders.the_touches(db, enrollment)[0]
    assert (touch.status, touch.gmail_id, touch.rfc_id) == (TouchStatus.SENT, "sent1", "<9@mail.example>")
    assert builders.statuses(db, enrollment) == ["sent", "scheduled"]
    assert builders.the_touches(db, enrollment)[1].due_at == NOW + 3 * DAY


def test_our_header_on_a_mail_that_came_in_proves_nothing(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email(3))
    token = builders.the_touches(db, enrollment)[0].token

    Post(db).arrives(make_inbound(thread_id="t9", token=token, from_address="mallory@evil.example"))

    assert builders.statuses(db, enrollment) == ["scheduled"]


def breaking(name: str) -> Callable[..., Any]:
    """Break on one mail only."""
    whole = classify.classify

    def understood(message: Inbound, **words: Any) -> Any:
        if message.id == name:
            raise KeyError(name)
        return whole(message, **words)

    return understood


def test_a_mail_that_breaks_us_is_set_aside_and_the_others_are_taken_in(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    strange, answered = (
        written_to(db),
        builders.make_enrollment(db, email(), email(3), address="alan@example.com"),
    )
    with db.transaction() as tx:
        tx.get_one(Enrollment, answered.id).thread_id = "thread2"
    monkeypatch.setattr(classify, "classify", breaking("in1"))

    Post(db).arrives(
        make_inbound("in1"), make_inbound("in2", thread_id="thread2", from_address="alan@example.com")
    )

    assert [(kept.gmail_id, kept.why) for kept in rows(db, Kept)] == [("in1", "KeyError")]
    assert builders.again(db, strange).status is EnrollmentStatus.HELD
    assert builders.again(db, answered).status is EnrollmentStatus.REPLIED
    assert sorted(told(db)) == ["not_sure", "reply"]


def test_a_mail_nobody_can_read_holds_its_thread_once(db: Database) -> None:
    enrollment = written_to(db)
    post = Post(db)
    broken = SetAside(id="in1", thread_id="thread1", why="Unreadable")

    post.arrives(aside=(broken,))
    post.arrives(aside=(broken,))

    assert builders.again(db, enrollment).status is EnrollmentStatus.HELD
    assert (len(rows(db, Kept)), told(db)) == (1, ["not_sure"])


def test_a_busy_database_is_no_fault_of_the_mail(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    enrollment = written_to(db)

    def busy(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    with monkeypatch.context() as patched:
        patched.setattr(inbox, "add", busy)
        with pytest.raises(DatabaseBusy):
            Post(db).arrives(make_inbound())

    assert (rows(db, Kept), rows(db, Mailbox)[0].cursor) == ([], 1000)
    assert builders.again(db, enrollment).status is EnrollmentStatus.ACTIVE


def test_two_readings_from_the_same_cursor_do_not_both_count(db: Database) -> None:
    enrollment = written_to(db)
    post = Post(db)
    post.arrives()
    post.cursor = 1000

    with pytest.raises(LeaseLost):
        post.arrives(make_inbound())

    assert (rows(db, Mailbox)[0].cursor, rows(db, InboundMail)) == (1001, [])
    assert builders.again(db, enrollment).status is EnrollmentStatus.ACTIVE


def test_a_worker_that_lost_its_lease_takes_nothing_in(db: Database) -> None:
    enrollment = written_to(db)
    post = Post(db)
    builders.make_mailbox(db, lease_until=None)
    Post(db)

    with pytest.raises(LeaseLost):
        post.arrives(make_inbound())

    assert builders.again(db, enrollment).status is EnrollmentStatus.ACTIVE


def test_an_answer_goes_to_the_running_sequence_of_a_person(db: Database) -> None:
    old = written_to(db, email())
    running = builders.make_enrollment(db, email(), email(3), sequence="Second try")
    builders.went_out(db, running)

    Post(db).arrives(make_inbound())

    assert builders.again(db, running).status is EnrollmentStatus.REPLIED
    assert builders.again(db, old).status is EnrollmentStatus.FINISHED


def test_what_is_read_for_is_everybody_written_to_lately(db: Database) -> None:
    written_to(db)
    post = Post(db)

    asked = receiving.reading(db, post.lease, NOW + DAY)

    assert (asked.cursor, asked.since) == (1000, NOW)
    assert asked.watching.threads == {"thread1"}
    assert asked.watching.concerns(make_inbound(thread_id="x"))
    assert asked.known == {rows(db, Touch)[0].gmail_id}
    late = receiving.reading(db, post.lease, NOW + 61 * DAY)
    assert late.watching.threads == set()
