"""Two people who are one, written to from two mailboxes: what goes on waits until the other was read, too."""

from datetime import timedelta
from typing import Any

import pytest

from bot.outreach.candidates import merging
from bot.outreach.house import House
from bot.outreach.outgoing.planning import Outgoing, Withheld
from bot.rules.stopping import Reach
from storage.database import Database
from storage.models import Enrollment
from storage.statuses import EnrollmentStatus
from tests import builders
from tests.bot.outreach.pair import DAY, Pair
from tests.builders import ANA, AT_ONCE, BEN, HOUSE, NOW, email, make_inbound

ADMIRAL = "admiral.hopper@example.org"
SOON = NOW + DAY
SEQUENCE = "Backend, Berlin"


def one_person(
    db: Database, *, other: str = SEQUENCE, house: House = HOUSE, **changes: Any
) -> tuple[Pair, Enrollment, Enrollment]:
    """Let Ana and Ben each have written to one of two people, and these be one: Ana's goes on."""
    stages = (email(), email(1), email(1))
    pair = Pair(db)
    hers = builders.make_enrollment(db, *stages, house=AT_ONCE)
    for day in range(2):  # hers has come further, so that it is the one that goes on
        pair.send(ANA, NOW + day * DAY)
    his = builders.make_enrollment(
        db, email(), email(4), who=BEN, address=ADMIRAL, sequence=other, house=AT_ONCE
    )
    pair.send(BEN, SOON)
    with db.transaction() as tx:
        for name, value in changes.items():
            setattr(tx.get_one(Enrollment, his.id), name, value)
    builders.make_recruiter(db, ANA, is_admin=True)
    merging.merge(db, ANA, hers.candidate_id, his.candidate_id, house=house, now=SOON)
    return pair, hers, his


def judged(pair: Pair, days: int = 3) -> Outgoing | Withheld | None:
    return pair.judge(ANA, NOW + days * DAY)


def why(db: Database, enrollment: Enrollment) -> str:
    return builders.the_touches(db, enrollment)[-1].why


def test_a_stage_waits_until_the_other_mailbox_was_read(db: Database) -> None:
    pair, hers, his = one_person(db)
    at = NOW + 3 * DAY
    assert builders.again(db, his).status is EnrollmentStatus.STOPPED
    pair.heard(BEN, at - timedelta(minutes=5))

    assert isinstance(judged(pair), Withheld)
    assert why(db, hers) == "The answers in the mailbox of Ben Okafor are read first."
    assert pair.box(BEN).ready_at == at

    pair.heard(BEN, at + timedelta(seconds=10))
    assert isinstance(pair.judge(ANA, at + timedelta(seconds=20)), Outgoing)


def test_an_answer_in_the_other_mailbox_ends_it(db: Database) -> None:
    pair, hers, his = one_person(db)
    thread = builders.the_touches(db, his)[0].thread_id

    pair.arrives(BEN, make_inbound(thread_id=thread, from_address=ADMIRAL), now=SOON + timedelta(hours=1))

    assert builders.again(db, hers).status is EnrollmentStatus.REPLIED
    assert judged(pair) is None


def test_a_mailbox_that_is_lost_holds_what_it_might_stop(db: Database) -> None:
    pair, hers, _ = one_person(db)
    builders.make_mailbox(db, BEN, status="lost")

    assert isinstance(judged(pair), Withheld)
    assert "Ben Okafor is not connected" in why(db, hers)


@pytest.mark.parametrize(
    ("house", "waits"),
    [
        pytest.param(HOUSE, HOUSE.reach is Reach.EVERYONE, id="as it is set"),
        pytest.param(House(reach=Reach.EVERYONE), True, id="an answer ends everything"),
        pytest.param(House(reach=Reach.SEQUENCE), False, id="an answer ends its own sequence"),
    ],
)
def test_another_sequence_is_listened_to_as_far_as_an_answer_reaches(
    db: Database, house: House, waits: bool
) -> None:
    pair, _, _ = one_person(db, other="Research", house=house)

    assert isinstance(judged(pair), Withheld if waits else Outgoing)


def test_what_was_long_over_is_not_waited_for(db: Database) -> None:
    past: dict[str, Any] = {
        "status": EnrollmentStatus.FINISHED,
        "created_at": NOW - 90 * DAY,
        "ended_at": NOW - 60 * DAY,
    }
    pair, _, _ = one_person(db, **past)

    assert isinstance(judged(pair), Outgoing)
