"""Mail that is not an answer, or breaks us, or is read twice."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.outreach.notices import owing
from gmail import classify
from gmail.inbound import Inbound
from gmail.sync import SetAside
from storage import inbox, touches
from storage.database import Database, Transaction
from storage.errors import DatabaseBusy, LeaseLost
from storage.incoming import InboundMail, SetAside as Kept
from storage.models import Enrollment, Mailbox
from storage.statuses import EnrollmentStatus, TouchStatus
from tests import builders
from tests.bot.outreach.post import DAY, Post, rows, told, written_to
from tests.builders import GRACE, NOW, email, make_inbound


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


def test_a_mail_that_breaks_us_halfway_leaves_nothing_of_itself(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    strange, answered = written_to(db), builders.make_enrollment(db, email(), address="alan@example.com")
    with db.transaction() as tx:
        tx.get_one(Enrollment, answered.id).thread_id = "thread2"
    whole, met = owing.reply, list[InboundMail]()

    def breaks_once(tx: Transaction, mail: InboundMail, now: datetime) -> None:
        met.append(mail)
        if len(met) == 1:
            raise KeyError
        whole(tx, mail, now)

    monkeypatch.setattr(owing, "reply", breaks_once)

    Post(db).arrives(
        make_inbound("in1"), make_inbound("in2", thread_id="thread2", from_address="alan@example.com")
    )

    assert [kept.gmail_id for kept in rows(db, Kept)] == ["in1"]
    assert [mail.gmail_id for mail in rows(db, InboundMail)] == ["in2"]
    assert builders.again(db, strange).status is EnrollmentStatus.HELD
    assert builders.again(db, answered).status is EnrollmentStatus.REPLIED


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


def test_a_new_mail_from_somebody_in_two_sequences_stops_both(db: Database) -> None:
    one = written_to(db)
    other = builders.make_enrollment(db, email(), email(3), sequence="Second try")
    builders.went_out(db, other)

    Post(db).arrives(make_inbound(thread_id="a new one", subject="About your mail"))

    assert {builders.again(db, each).status for each in (one, other)} == {EnrollmentStatus.REPLIED}
    assert told(db) == ["reply"]


@pytest.mark.parametrize(
    ("status", "sending_at", "done_at"),
    [
        pytest.param(TouchStatus.UNKNOWN, NOW, None, id="Gmail's answer was lost"),
        pytest.param(TouchStatus.SENT, NOW, NOW + timedelta(minutes=4), id="our clock is ahead"),
    ],
)
def test_a_quick_answer_in_a_new_conversation_is_theirs_though_our_mail_is_hardly_gone(
    db: Database, status: TouchStatus, sending_at: datetime, done_at: datetime | None
) -> None:
    enrollment = builders.make_enrollment(db)
    with db.transaction() as tx:
        (touch,) = touches.of_enrollment(tx, enrollment.id)
        touch.status, touch.sending_at, touch.done_at = status, sending_at, done_at
        touch.gmail_id = "gmail1" if done_at else ""

    Post(db).arrives(make_inbound(thread_id="other", subject="About your mail"))

    assert builders.again(db, enrollment).status is EnrollmentStatus.REPLIED
