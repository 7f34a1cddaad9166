"""Too much of a sequence's mail comes back: a warning, then a pause."""

from dataclasses import replace

from bot.outreach.notices import troubling
from bot.outreach.plans import authoring
from storage import touches
from storage.database import Database
from storage.models import Enrollment, Notice, Sequence
from storage.statuses import SequenceStatus
from tests import builders
from tests.bot.outreach.incoming.test_reacting import Office, report
from tests.bot.outreach.post import DAY, rows, told
from tests.builders import ANA, HOUSE, NOW, email

LATER = NOW + DAY


def crowd(db: Database, count: int) -> list[Enrollment]:
    """Write to so many people of one sequence, each in a thread of their own."""
    found = []
    for place in range(count):
        enrollment = builders.make_enrollment(db, email(), email(3), address=f"p{place}@example.com")
        builders.went_out(db, enrollment)
        with db.transaction() as tx:
            tx.get_one(Enrollment, enrollment.id).thread_id = f"t{place}"
            for touch in touches.of_enrollment(tx, enrollment.id):
                touch.thread_id = f"t{place}" if touch.gmail_id else ""
        found.append(enrollment)
    return found


def bounce(office: Office, *places: int) -> None:
    for place in places:
        office.takes_in(report(f"b{place}", to=f"p{place}@example.com", thread_id=f"t{place}"))


def sequence_of(db: Database, enrollment: Enrollment) -> Sequence:
    with db.transaction() as tx:
        return tx.get_one(Sequence, enrollment.sequence_id)


def test_too_many_bounces_warn_and_then_pause_and_tell_owner_and_operator(db: Database) -> None:
    people = crowd(db, 25)
    office = Office(db, replace(HOUSE, admin_channel="C0ADMIN"))

    bounce(office, 0)
    assert told(db).count("breaker_warns") == 1  # 1 of 25 is four per cent
    assert sequence_of(db, people[0]).status is SequenceStatus.ACTIVE
    bounce(office, 1)

    found = sequence_of(db, people[0])
    assert (found.status, found.paused_why) == (SequenceStatus.PAUSED, "mail to 2 of 25 people came back")
    assert [kind for kind in told(db) if "breaker" in kind] == [
        "breaker_warns",
        "operator_breaker_warns",
        "breaker_breaks",
        "operator_breaker_breaks",
    ]
    said = [
        troubling.card(db, row.about, now=NOW)
        for row in rows(db, Notice)
        if "breaker" in str(row.about.get("kind"))
    ]
    assert said[2].what == "Backend, Berlin is paused: mail to 2 of 25 people came back."
    assert (said[3].what, said[3].person) == (
        "A sequence is paused: mail to 2 of 25 people came back.",
        "U0ANA",
    )


def test_a_few_people_break_nothing(db: Database) -> None:
    people = crowd(db, 19)
    bounce(Office(db), 0, 1, 2)

    assert sequence_of(db, people[0]).status is SequenceStatus.ACTIVE
    assert "breaker_warns" not in told(db)


def test_a_sequence_that_was_resumed_counts_anew(db: Database) -> None:
    people = crowd(db, 25)
    office = Office(db)
    bounce(office, 0, 1)
    authoring.turn(db, ANA, people[0].sequence_id, SequenceStatus.ACTIVE, now=LATER + DAY)

    bounce(office, 2, 3)

    found = sequence_of(db, people[0])
    assert (found.status, found.paused_why) == (SequenceStatus.ACTIVE, "")
