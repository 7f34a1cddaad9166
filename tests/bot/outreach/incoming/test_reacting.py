"""What a mail that came in does beyond its own sequence: other sequences, addresses, the breaker, stages by hand."""

from dataclasses import replace
from typing import Any

import pytest

from bot.outreach.candidates import mending, steering
from bot.outreach.house import House
from bot.outreach.incoming import receiving
from bot.outreach.notices import troubling
from bot.outreach.outgoing import reminding
from bot.refusals import Gone
from bot.rules.stopping import Reach
from gmail import messages
from gmail.inbound import Inbound
from gmail.sync import Batch
from storage.database import Database
from storage.incoming import InboundMail
from storage.models import Enrollment, Notice
from storage.statuses import EnrollmentStatus
from tests import builders
from tests.bot.outreach.post import DAY, Post, rows, told, written_to
from tests.builders import ANA, BEN, HOUSE, NOW, by_hand, email, make_inbound

LATER = NOW + DAY
FULL = "452 4.2.2 The email account that you tried to reach is over quota"
GONE = "550 5.1.1 The email account that you tried to reach does not exist"
POLICY = "550 5.7.1 Message rejected as spam"


def report(id: str = "b1", *, said: str = GONE, to: str = builders.GRACE, **changes: Any) -> Inbound:
    """Make what Gmail writes when a mail cannot be delivered."""
    raw = f"""From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
Subject: Delivery Status Notification (Failure)
Auto-Submitted: auto-replied
X-Failed-Recipients: {to}
MIME-Version: 1.0
Content-Type: multipart/report; boundary="b"; report-type=delivery-status

--b
Content-Type: text/plain

{said}
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com

Final-Recipient: rfc822; {to}
Action: failed
Status: {said.split()[1]}
Diagnostic-Code: smtp; {said}
--b--
"""
    plain: dict[str, Any] = {"thread_id": "thread1", "received_at": NOW} | changes
    return messages.from_source(raw.replace("\n", "\r\n").encode(), id=id, **plain)


class Office(Post):
    """A mailbox under a lease, in a house with rules of its own."""

    def __init__(self, db: Database, house: House = HOUSE) -> None:
        super().__init__(db)
        self.house = house

    def takes_in(self, *mails: Inbound) -> None:
        """Take in what came."""
        batch = Batch(messages=mails, cursor=self.cursor + 1)
        receiving.take_in(self.db, self.lease, batch, self.house, cursor=self.cursor, now=LATER)
        self.cursor += 1


def standing(db: Database, *enrollments: Enrollment) -> list[str]:
    return [builders.again(db, one).status.value for one in enrollments]


@pytest.mark.parametrize(
    ("reach", "stand"),
    [
        (Reach.SEQUENCE, ["replied", "active", "active"]),
        (Reach.RECRUITER, ["replied", "replied", "active"]),
        (Reach.EVERYONE, ["replied", "replied", "replied"]),
    ],
)
def test_an_answer_reaches_as_far_as_the_house_wants(db: Database, reach: Reach, stand: list[str]) -> None:
    first = written_to(db)
    mine = builders.make_enrollment(db, email(), sequence="Data, Paris")
    theirs = builders.make_enrollment(db, email(), sequence="Sales, Rome", who=BEN)

    Office(db, replace(HOUSE, reach=reach)).takes_in(make_inbound())

    assert standing(db, first, mine, theirs) == stand
    named = {"Data, Paris": stand[1] == "replied", "Sales, Rome": stand[2] == "replied"}
    also = ", ".join(name for name, stopped in named.items() if stopped)
    effect = "Nothing more goes out." + (f" Also stopped: {also}." if also else "")
    assert [mail.effect for mail in rows(db, InboundMail)] == [effect]


def test_an_opt_out_reaches_everybody_whatever_the_house_wants(db: Database) -> None:
    first = written_to(db)
    theirs = builders.make_enrollment(db, email(), sequence="Sales, Rome", who=BEN)

    Office(db, replace(HOUSE, reach=Reach.SEQUENCE)).takes_in(make_inbound(text="Unsubscribe me, please."))

    assert standing(db, first, theirs) == ["opted_out", "opted_out"]


def test_an_absence_leaves_other_sequences_alone(db: Database) -> None:
    written_to(db)
    mine = builders.make_enrollment(db, email(), sequence="Data, Paris")

    Office(db).takes_in(make_inbound(headers={"auto-submitted": ("auto-replied",)}, text="I am away."))

    assert standing(db, mine) == ["active"]


def test_a_mail_their_mailbox_may_take_another_day_goes_on_in_a_week_if_wanted(db: Database) -> None:
    enrollment = written_to(db)
    Office(db).takes_in(report(said=FULL))
    assert (standing(db, enrollment), told(db)) == (["held"], ["soft_bounce"])

    assert mending.in_a_week(db, ANA, enrollment.id, house=HOUSE, now=LATER) == "Tue 1 Dec, 8:00"

    assert standing(db, enrollment) == ["active"]
    assert builders.the_touches(db, enrollment)[1].due_at >= LATER + 6 * DAY
    with pytest.raises(Gone, match="settled already"):
        mending.in_a_week(db, ANA, enrollment.id, house=HOUSE, now=LATER)


def test_what_waits_for_something_else_meanwhile_does_not_go_on_in_a_week(db: Database) -> None:
    enrollment = written_to(db)
    Office(db).takes_in(report(said=FULL))
    with db.transaction() as tx:
        tx.get_one(Enrollment, enrollment.id).why = "A mail came that may be their answer."

    with pytest.raises(Gone, match="waits for something else"):
        mending.in_a_week(db, ANA, enrollment.id, house=HOUSE, now=LATER)

    assert standing(db, enrollment) == ["held"]


def test_a_second_mail_their_mailbox_does_not_take_ends_it(db: Database) -> None:
    enrollment = written_to(db)
    office = Office(db)
    office.takes_in(report(said=FULL))
    steering.resume(db, ANA, enrollment.id, now=LATER)

    office.takes_in(report("b2", said=FULL))

    assert standing(db, enrollment) == ["bounced"]
    assert builders.again(db, enrollment).why == "their mailbox did not take the mail twice"


@pytest.mark.parametrize(("said", "stands"), [(GONE, "bounced"), (POLICY, "bounced"), (FULL, "finished")])
def test_mail_that_comes_back_after_the_last_stage_is_told(db: Database, said: str, stands: str) -> None:
    enrollment = written_to(db, email())
    assert standing(db, enrollment) == ["finished"]

    Office(db).takes_in(report(said=said))

    assert standing(db, enrollment) == [stands]
    assert len(told(db)) == 1


def test_who_bounced_goes_on_by_hand_if_wanted(db: Database) -> None:
    enrollment = written_to(db, email(), email(3), by_hand(2), email(3), by_hand(2))
    Office(db).takes_in(report())
    (owed,) = rows(db, Notice)
    assert troubling.card(db, owed.about, now=NOW).may_go_on_by_hand

    mending.keep_manual(db, ANA, enrollment.id, house=HOUSE, now=LATER)

    kinds = [
        (touch.position, touch.kind.value, touch.status.value)
        for touch in builders.the_touches(db, enrollment)
    ]
    assert kinds == [(0, "email", "sent"), (1, "email", "skipped"), (2, "inmail", "scheduled")]
    with pytest.raises(Gone, match="mended already"):
        mending.keep_manual(db, ANA, enrollment.id, house=HOUSE, now=LATER)


def test_who_was_enrolled_anew_does_not_go_on_by_hand_as_well(db: Database) -> None:
    enrollment = written_to(db, email(), by_hand(2))
    Office(db).takes_in(report())
    mending.fix_address(db, ANA, enrollment.id, "grace@new.example", house=HOUSE, now=LATER)

    with pytest.raises(Gone, match="mended already"):
        mending.keep_manual(db, ANA, enrollment.id, house=HOUSE, now=LATER)


def test_by_hand_the_next_stage_by_hand_follows_and_then_the_end(db: Database) -> None:
    enrollment = written_to(db, email(), by_hand(2), email(3), by_hand(2))
    Office(db).takes_in(report())
    mending.keep_manual(db, ANA, enrollment.id, house=HOUSE, now=LATER)

    for position in (1, 3):
        touch = next(one for one in builders.the_touches(db, enrollment) if one.position == position)
        assert touch.status.value == "scheduled"
        reminding.mark_sent(db, ANA, touch.id, house=HOUSE, now=LATER)

    assert standing(db, enrollment) == ["finished"]
    assert [touch.position for touch in builders.the_touches(db, enrollment)] == [0, 1, 3]


def test_by_hand_is_not_offered_where_no_such_stage_is_left(db: Database) -> None:
    enrollment = written_to(db, by_hand(0), email(), email(3))
    Office(db).takes_in(report())

    (owed,) = rows(db, Notice)
    assert not troubling.card(db, owed.about, now=NOW).may_go_on_by_hand
    with pytest.raises(Gone, match="No stage done by hand"):
        mending.keep_manual(db, ANA, enrollment.id, house=HOUSE, now=LATER)


def test_who_has_left_can_be_given_another_address(db: Database) -> None:
    enrollment = written_to(db)
    away = {"auto-submitted": ("auto-replied",)}
    Office(db).takes_in(make_inbound(headers=away, text="Grace is no longer with the company."))

    assert told(db) == ["left"]
    mending.fix_address(db, ANA, enrollment.id, "grace@new.example", house=HOUSE, now=LATER)

    with db.transaction() as tx:
        fresh = tx.query(Enrollment).order_by(Enrollment.id.desc()).first()
        assert fresh is not None
        assert (fresh.status, fresh.address.address if fresh.address else "") == (
            EnrollmentStatus.ACTIVE,
            "grace@new.example",
        )
