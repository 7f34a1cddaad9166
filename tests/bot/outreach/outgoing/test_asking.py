"""What may be an answer, what came twice, and what the recruiter wrote herself."""

from collections.abc import Callable
from typing import Any

import pytest

from gmail.inbound import Inbound
from storage.database import Database
from storage.incoming import InboundMail
from storage.statuses import EnrollmentStatus
from tests import builders
from tests.bot.outreach.post import DAY, SUBJECT, Post, rows, told, write, written_to
from tests.builders import BEN, GRACE, NOW, make_inbound

NEW: dict[str, Any] = {"thread_id": "a new one", "subject": "Hello"}


def likely(**changes: Any) -> Inbound:
    plain = {**NEW, "from_address": "robin@example.com", "subject": f"Re: {SUBJECT}"}
    return make_inbound(**{**plain, **changes})


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="a person"),
        pytest.param({"text": "Please remove me from your list."}, id="who wants out, for nobody knows whom"),
        pytest.param({"calendar": "BEGIN:VCALENDAR\nMETHOD:REQUEST\n"}, id="an invitation"),
        pytest.param({"headers": {"x-auto-response-suppress": ("All",)}}, id="perhaps a machine"),
    ],
)  # fmt: skip
def test_what_only_may_be_an_answer_is_held_and_asked_about(db: Database, changes: dict[str, Any]) -> None:
    grace = write(db, "grace", GRACE)

    Post(db).arrives(likely(**changes))

    assert builders.again(db, grace).status is EnrollmentStatus.HELD
    assert told(db) == ["not_sure"]
    assert [mail.enrollment_id for mail in rows(db, InboundMail)] == [grace.id]


def test_everybody_it_may_come_from_is_held_and_asked_about(db: Database) -> None:
    held = [write(db, name, f"{name}@example.com") for name in ("grace", "ada")]

    Post(db).arrives(likely())

    assert {builders.again(db, one).status for one in held} == {EnrollmentStatus.HELD}
    assert told(db) == ["not_sure", "not_sure"]


def test_a_mail_that_came_to_two_mailboxes_is_told_once(db: Database) -> None:
    builders.make_mailbox(db, BEN, ready_at=NOW + DAY)
    enrollment = written_to(db)
    sent = builders.the_touches(db, enrollment)[0]
    ana = Post(db)
    builders.make_mailbox(db, BEN, ready_at=NOW)
    ben = Post(db)
    answer = {"in_reply_to": sent.rfc_id, "rfc_id": "<answer@example.com>"}

    ana.arrives(make_inbound("in1", **answer))
    ben.arrives(make_inbound("in2", thread_id="at Ben's", **answer))

    assert (len(rows(db, InboundMail)), told(db)) == (1, ["reply"])


def by_hand(**changes: Any) -> Inbound:
    return make_inbound(labels=frozenset({"SENT"}), from_address="ana@acme.example", **changes)


@pytest.mark.parametrize(
    ("mail", "status"),
    [
        pytest.param(
            lambda: by_hand(thread_id="thread of grace", to=(GRACE,)), EnrollmentStatus.STOPPED, id="in it"
        ),
        pytest.param(
            lambda: by_hand(**NEW, to=(GRACE,), in_reply_to="<grace@ours>"),
            EnrollmentStatus.STOPPED,
            id="answering it under another subject",
        ),
        pytest.param(
            lambda: by_hand(**NEW, to=("mum@home.example",)), EnrollmentStatus.ACTIVE, id="to somebody else"
        ),
    ],
)
def test_what_the_recruiter_writes_in_the_thread_stops_the_robot(
    db: Database, mail: Callable[[], Inbound], status: EnrollmentStatus
) -> None:
    grace = write(db, "grace", GRACE)

    Post(db).arrives(mail())

    assert builders.again(db, grace).status is status
