"""Mail that came in: whom it concerns, and what it does to their sequence."""

from datetime import UTC, datetime
from typing import Any

import pytest

from storage import candidates, suppressions
from storage.database import Database
from storage.incoming import InboundMail, SetAside as Kept
from storage.statuses import EnrollmentStatus, TouchStatus
from tests import builders
from tests.bot.outreach.post import DAY, Post, rows, told, written_to
from tests.builders import GRACE, NOW, TEAM, by_hand, email, make_inbound

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

    assert (len(rows(db, InboundMail)), rows(db, Kept), told(db)) == (1, [], ["reply"])
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
    assert told(db) == ["left"]


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
