"""A sequence is archived: what happens to the people in it."""

import pytest

from bot.outreach.candidates import enrolling
from bot.outreach.candidates.knowing import Asked
from bot.outreach.notices import announcing
from bot.outreach.outgoing import prompting
from bot.outreach.plans import authoring, going_through, putting_away
from bot.outreach.plans.editions import Fate
from bot.refusals import Gone, NotAllowed
from bot.workers.replans import WAYS
from storage import queues
from storage.database import Database
from storage.household import Change
from storage.models import Enrollment, Notice, Sequence
from storage.statuses import Deed, SequenceStatus
from tests import builders
from tests.builders import ANA, BEN, GRACE, HOUSE, NOW, by_hand, email

ALAN = "alan.turing@example.com"


def put_away(db: Database, enrollment: Enrollment, fate: Fate) -> None:
    putting_away.put_away(db, ANA, enrollment.sequence_id, fate, house=HOUSE, now=NOW)


def status(db: Database, enrollment: Enrollment) -> SequenceStatus:
    with db.transaction() as tx:
        return tx.get_one(Sequence, enrollment.sequence_id).status


def waiting_mails(db: Database, enrollment: Enrollment) -> int:
    with db.transaction() as tx:
        return len(queues.heads(tx, enrollment.mailbox_id or 0))


def test_they_finish_it_and_nobody_new_comes_in(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(0), by_hand(2))

    put_away(db, enrollment, Fate.FINISH)

    assert waiting_mails(db, enrollment) == 1
    builders.went_out(db, enrollment)
    assert prompting.owe_due(db, NOW + builders.hours(48)) == 1
    asked = Asked(address=ALAN, first_name="Alan", sequence_id=enrollment.sequence_id)
    assert not isinstance(enrolling.enroll(db, ANA, asked, house=HOUSE, now=NOW), enrolling.Enrolled)


def test_stopping_them_all_stops_everybody(db: Database) -> None:
    people = [builders.make_enrollment(db, address=address) for address in (GRACE, ALAN)]

    put_away(db, people[0], Fate.STOP)

    assert status(db, people[0]) is SequenceStatus.ARCHIVED
    assert [builders.again(db, one).status.value for one in people] == ["stopped", "stopped"]
    assert [builders.statuses(db, one) for one in people] == [["cancelled"], ["cancelled"]]


def test_a_stopping_broken_off_goes_on_and_tells(db: Database) -> None:
    people = [builders.make_enrollment(db, address=address) for address in (GRACE, ALAN)]
    recruiter = builders.make_recruiter(db)
    with db.transaction() as tx:
        run = going_through.Run(
            way=putting_away.NAME, sequence_id=people[0].sequence_id, by=recruiter.id, began=NOW.isoformat()
        )
        going_through.begin(tx, run, NOW)

    for _ in range(3):
        going_through.go_on(db, WAYS, HOUSE, NOW, most=1)

    assert [builders.again(db, one).status.value for one in people] == ["stopped", "stopped"]
    with db.transaction() as tx:
        (about,) = [row.about for row in tx.query(Notice) if row.kind == "news"]
    assert announcing.news(db, about).text == "Backend, Berlin is archived, and 2 people in it stopped."


def test_resuming_brings_an_archived_sequence_back(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    put_away(db, enrollment, Fate.FINISH)

    authoring.turn(db, ANA, enrollment.sequence_id, SequenceStatus.ACTIVE, now=NOW)

    assert status(db, enrollment) is SequenceStatus.ACTIVE
    assert waiting_mails(db, enrollment) == 1


def test_who_was_to_finish_can_still_be_stopped(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    put_away(db, enrollment, Fate.FINISH)

    put_away(db, enrollment, Fate.STOP)

    assert builders.again(db, enrollment).status.value == "stopped"
    with pytest.raises(Gone):
        put_away(db, enrollment, Fate.STOP)


def test_it_is_asked_only_of_who_may_and_counts_who_is_in_it(db: Database) -> None:
    enrollment = builders.make_enrollment(db)

    assert putting_away.ask(db, ANA, enrollment.sequence_id, now=NOW).people == 1
    with pytest.raises(NotAllowed):
        putting_away.ask(db, BEN, enrollment.sequence_id, now=NOW)


def test_the_history_says_what_became_of_them(db: Database) -> None:
    enrollment = builders.make_enrollment(db)

    put_away(db, enrollment, Fate.STOP)

    with db.transaction() as tx:
        change = tx.query(Change).filter(Change.deed == Deed.ARCHIVED).one()
        assert change.details == {"people": "stop", "count": 1}
