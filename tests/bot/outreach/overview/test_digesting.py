"""What a channel hears: counted right, grown since the last one, and never what is nobody's business."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from bot.outreach.notices import notifying
from bot.outreach.notices.notifying import Posted, PostLater
from bot.outreach.overview import digesting, subscribing
from bot.outreach.overview.digest_pictures import Digest, Growth
from bot.refusals import Refusal
from storage.database import Database
from storage.household import DigestSubscription
from storage.incoming import InboundMail
from storage.models import Enrollment, Notice
from storage.statuses import Access, Cadence, EnrollmentStatus, Mark, SequenceStatus
from tests import builders
from tests.builders import ANA, BEN, HOUSE, NOW, by_hand, email

DAY = timedelta(days=1)
HIDDEN = [Access.PERSONAL, Access.CONFIDENTIAL]


def subscribe(db: Database, only: str = "", **changes: Any) -> int:
    known: dict[str, Any] = {"cadence": Cadence.DAILY, "at": time(9), "now": NOW, "only": only}
    return subscribing.subscribe(db, ANA, "C1", **(known | changes)).id


def drawn(db: Database, **changes: Any) -> Digest:
    with db.reading() as tx:
        found = tx.query(DigestSubscription).first()
        digest_id = found.id if found else 0
    told = digesting.draw(db, digest_id or subscribe(db), **({"now": NOW} | changes))
    assert told is not None
    return told


def stands(db: Database, told: Digest, days: int = 1) -> None:
    """Let a digest be owed, drawn and taken by Slack."""
    assert subscribing.owe_due(db, NOW + days * DAY) == 1
    notice = notifying.claim(db, HOUSE, NOW + days * DAY)
    assert notice is not None
    notifying.posted(db, notice, Posted(channel="C1", ts="1.0", kept=told.kept), NOW)


def enroll(db: Database, *addresses: str, sequence: str = "Backend, Berlin", **changes: Any) -> None:
    for address in addresses:
        builders.make_enrollment(
            db, email(), by_hand(5), address=f"{address}@example.com", sequence=sequence, **changes
        )


@pytest.mark.parametrize("access", HIDDEN)
def test_what_is_hidden_never_stands_in_a_channel(db: Database, access: Access) -> None:
    enroll(db, "grace.hopper", sequence="Secret merger", status=EnrollmentStatus.HELD, why="secret")
    builders.make_sequence(db, name="Secret merger", access=access)

    found = drawn(db)

    assert (found.rows, found.held) == ((), ())


def test_what_was_shared_when_it_was_chosen_is_told_no_more_once_it_is_not(db: Database) -> None:
    enroll(db, "grace.hopper")
    subscribe(db, "backend")
    builders.make_sequence(db, access=Access.CONFIDENTIAL)

    assert drawn(db).rows == ()


def test_what_is_archived_stands_in_no_digest(db: Database) -> None:
    enroll(db, "grace.hopper")
    builders.make_sequence(db, status=SequenceStatus.ARCHIVED)

    assert drawn(db).rows == ()


def test_nothing_is_said_to_go_out_of_a_sequence_that_is_paused(db: Database) -> None:
    enroll(db, "grace.hopper")
    assert drawn(db).rows[0].emails == 1

    builders.make_sequence(db, status=SequenceStatus.PAUSED)

    assert (drawn(db).rows[0].emails, drawn(db).rows[0].next_at) == (0, None)


def test_a_digest_counts_people_and_names_nobody(db: Database) -> None:
    people(db)

    found = drawn(db, now=NOW + timedelta(hours=3))

    (row,) = found.rows
    counts = row.line.counts
    assert (counts.enrolled, counts.active, counts.replied, counts.held, counts.bounced) == (5, 2, 1, 1, 1)
    assert (counts.interested, counts.delivered) == (0, 2)
    assert (row.emails, row.by_hand, row.next_at is not None) == (1, 0, True)
    assert (row.unanswered, row.waits_since) == (1, NOW)
    assert row.held == (("a value is missing", 1),)
    assert "Grace" not in str(found)
    assert "hopper" not in str(found).casefold()


def people(db: Database) -> None:
    """Enroll five people who stand differently."""
    stages = (email(), by_hand(5))
    answered = builders.make_enrollment(db, *stages)
    builders.went_out(db, answered)
    replies(db, answered.id)
    bounced = builders.make_enrollment(db, *stages, address="a.one@example.com")
    builders.went_out(db, bounced)
    with db.transaction() as tx:
        tx.get_one(Enrollment, bounced.id).status = EnrollmentStatus.BOUNCED
    goes_on = builders.make_enrollment(db, *stages, address="b.two@example.com")
    builders.went_out(db, goes_on)
    enroll(db, "c.three")
    enroll(db, "d.four", status=EnrollmentStatus.HELD, why="it lacks reason")


def replies(db: Database, enrollment_id: int, mark: Mark | None = None) -> None:
    with db.transaction() as tx:
        reached = tx.get_one(Enrollment, enrollment_id)
    builders.went_out(db, reached)
    with db.transaction() as tx:
        row = tx.get_one(Enrollment, enrollment_id)
        row.status = EnrollmentStatus.REPLIED
        tx.add(InboundMail(
            mailbox_id=row.mailbox_id, gmail_id=f"in{row.id}", thread_id="thread1", enrollment_id=row.id,
            kind="human", why="", text="Yes", received_at=NOW, taken_in_at=NOW, mark=mark,
        ))  # fmt: skip


def test_it_tells_what_came_since_the_last_one_that_stands(db: Database) -> None:
    enroll(db, "grace.hopper", "alan.turing")
    first = drawn(db)
    assert (first.since, first.rows[0].growth) == (None, Growth())
    stands(db, first)

    enroll(db, "ada.lovelace")
    replies(db, 1, Mark.INTERESTED)
    second = drawn(db, now=NOW + DAY)

    assert (second.since, second.rows[0].growth) == (
        date(2026, 11, 23),
        Growth(enrolled=1, replied=1, interested=1),
    )
    assert second.switched_on_by == ""


def test_a_digest_slack_did_not_take_is_no_last_one(db: Database) -> None:
    enroll(db, "grace.hopper")
    stands(db, drawn(db))
    enroll(db, "alan.turing")
    assert subscribing.owe_due(db, NOW + 2 * DAY) == 1
    notice = notifying.claim(db, HOUSE, NOW + 2 * DAY)
    assert notice is not None
    notifying.later(db, notice, PostLater(timedelta(minutes=1)), NOW + 2 * DAY)

    assert drawn(db, now=NOW + 3 * DAY).rows[0].growth == Growth(enrolled=1)


def test_a_sequence_begun_since_then_has_grown_from_nothing(db: Database) -> None:
    enroll(db, "grace.hopper")
    stands(db, drawn(db))
    enroll(db, "ada.lovelace", "alan.turing", sequence="Frontend")
    enroll(db, "mary.keller", sequence="Was personal")
    builders.make_sequence(db, name="Frontend", created_at=NOW + timedelta(hours=2))

    grown = {row.line.name: row.growth.enrolled for row in drawn(db, now=NOW + DAY).rows}

    assert grown == {"Frontend": 2, "Backend, Berlin": 0, "Was personal": 0}
    assert list(grown)[0] == "Frontend"


def test_with_nothing_to_say_only_the_first_one_comes(db: Database) -> None:
    builders.make_sequence(db)
    digest_id = subscribe(db)
    first = digesting.draw(db, digest_id, now=NOW)
    assert first is not None
    stands(db, first)

    assert digesting.draw(db, digest_id, now=NOW + DAY) is None
    assert digesting.draw(db, 99, now=NOW) is None


def test_who_switched_it_on_or_changed_it_is_told_until_it_stands(db: Database) -> None:
    enroll(db, "grace.hopper")
    first = drawn(db)
    assert (first.switched_on_by, first.is_changed) == ("U0ANA", False)
    stands(db, first)
    assert drawn(db).switched_on_by == ""

    builders.make_recruiter(db, BEN)
    subscribing.subscribe(db, BEN, "C1", cadence=Cadence.WEEKLY, at=time(9), now=NOW)

    changed = drawn(db)
    assert (changed.switched_on_by, changed.is_changed) == (BEN.slack_id, True)


def test_only_the_chosen_sequences_are_told(db: Database) -> None:
    for name in ("Backend, Berlin", "Frontend", "Design"):
        enroll(db, f"{name[:3]}.somebody", sequence=name)

    subscribe(db, "backend, berlin and front")

    assert {row.line.name for row in drawn(db).rows} == {"Backend, Berlin", "Frontend"}


@pytest.mark.parametrize(
    ("only", "said", "mend"),
    [
        ("Fronted", "no shared sequence called “Fronted”", "Frontend"),
        ("front", "Several sequences begin with “front”", "Frontend or Frontier"),
        ("my own", "My own is not shared", "/sequence edit"),
        ("bens", "no shared sequence called “bens”", "sequence list"),
        (" , ", "Which sequences?", "for"),
    ],
)
def test_a_name_that_is_none_says_which_there_are(db: Database, only: str, said: str, mend: str) -> None:
    builders.make_recruiter(db, BEN)
    builders.make_sequence(db, name="Frontend")
    builders.make_sequence(db, name="Frontier")
    builders.make_sequence(db, name="My own", access=Access.PERSONAL)
    builders.make_sequence(db, name="Bens", who=BEN, access=Access.CONFIDENTIAL)

    with pytest.raises(Refusal, match=said) as refused:
        subscribe(db, only)

    assert mend in refused.value.mend


def test_while_one_waits_for_slack_a_later_one_takes_its_place(db: Database) -> None:
    enroll(db, "grace.hopper")
    subscribe(db)

    for days in (1, 2):
        assert subscribing.owe_due(db, NOW + days * DAY) == 1

    with db.reading() as tx:
        assert [row.status.value for row in tx.query(Notice).order_by(Notice.id)] == ["failed", "owed"]
