"""One thing done with many people of a sequence."""

from datetime import timedelta

import pytest

from bot.outreach.candidates import steering, steering_many
from bot.outreach.candidates.crowds import Progress, Wish
from bot.outreach.people import Who
from bot.refusals import NotAllowed, Refusal
from bot.rules.steers import Steer
from storage.database import Database
from storage.models import Enrollment, Notice
from storage.statuses import EnrollmentStatus
from tests import builders
from tests.builders import ANA, BEN, HOUSE, NOW, email


def crowd(db: Database, count: int = 3, who: Who = ANA) -> list[Enrollment]:
    return [
        builders.make_enrollment(db, email(), who=who, address=f"person.number{number}@example.com")
        for number in range(count)
    ]


def wish(every: list[Enrollment], deed: Steer = Steer.STOP, **more: object) -> Wish:
    ticked = tuple(one.id for one in every)
    return Wish(**{"sequence_id": every[0].sequence_id, "deed": deed, "ticked": ticked, **more})  # type: ignore[arg-type]


def done(db: Database, wanted: Wish, who: Who = ANA) -> Progress:
    errand = steering_many.begin(db, who, wanted, now=NOW)
    return steering_many.go_on(db, errand, house=HOUSE, now=NOW)


def standing(db: Database, every: list[Enrollment]) -> list[str]:
    return [builders.again(db, one).status.value for one in every]


@pytest.mark.parametrize(
    ("deed", "then"),
    [
        pytest.param(Steer.STOP, "stopped", id="stop"),
        pytest.param(Steer.PAUSE, "paused", id="pause"),
        pytest.param(Steer.MONTH, "active", id="snooze"),
    ],
)
def test_it_is_done_with_whoever_is_ticked_and_nobody_else(db: Database, deed: Steer, then: str) -> None:
    every = crowd(db)

    how = done(db, wish(every[:2], deed))

    assert (how.done, how.failed, how.left) == (2, 0, 0)
    assert standing(db, every) == [then, then, "active"]
    moved = [builders.the_touches(db, one)[0].due_at > NOW + timedelta(days=20) for one in every]
    assert moved == [deed is Steer.MONTH] * 2 + [False]


def test_everybody_who_stands_so_can_be_meant(db: Database) -> None:
    every = crowd(db)
    steering.pause(db, ANA, every[0].id, now=NOW)

    how = done(db, wish(every, Steer.GO_ON, ticked=(), everybody=True, status=EnrollmentStatus.PAUSED))

    assert (how.done, standing(db, every)) == (1, ["active"] * 3)


def test_who_it_cannot_be_done_with_is_named_and_keeps_nobody_else(db: Database) -> None:
    every = crowd(db)
    steering.pause(db, ANA, every[1].id, now=NOW)

    how = done(db, wish(every, Steer.PAUSE))

    assert (how.done, how.failed) == (2, 1)
    assert how.failures == (("Person Number1", "This sequence cannot be paused: it is paused."),)
    assert "Person Number1" in steering_many.told(how)


def test_one_who_breaks_keeps_nobody_else(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    every, stopped = crowd(db), steering.stopped

    def breaks(tx: object, enrollment: Enrollment, now: object) -> str:
        if enrollment.id == every[0].id:
            raise ZeroDivisionError
        return stopped(tx, enrollment, now)  # type: ignore[arg-type]

    monkeypatch.setattr(steering, "stopped", breaks)
    how = done(db, wish(every))

    assert (how.done, how.failures[0][1]) == (2, steering_many.BROKE)
    assert standing(db, every) == ["active", "stopped", "stopped"]


def test_they_move_together_and_what_is_missing_is_told_of_each(db: Database) -> None:
    every = crowd(db)
    other = builders.make_sequence(db, email(body="For {{reason}}"), name="The other")
    with db.transaction() as tx:
        tx.get_one(Enrollment, every[0].id).extras = {"reason": "your talk"}

    how = done(db, wish(every, Steer.MOVE, to=other.id))

    assert (how.done, how.failed) == (1, 2)
    assert standing(db, every) == ["stopped", "active", "active"]


def test_only_those_one_may_steer_are_shown_and_touched(db: Database) -> None:
    every, hers = crowd(db), builders.make_enrollment(db, who=BEN, address="ben.only@example.com")

    assert [one.name for one in steering_many.crowd(db, BEN, hers.sequence_id, now=NOW).members] == [
        "Ben Only"
    ]
    assert steering_many.crowd(db, ANA, hers.sequence_id, now=NOW).total == 4
    how = done(db, wish([*every, hers]), who=BEN)

    assert (how.done, standing(db, [*every, hers])) == (1, ["active"] * 3 + ["stopped"])


def test_who_has_nobody_there_is_told_so(db: Database) -> None:
    every = crowd(db)

    with pytest.raises(NotAllowed, match="yours to steer"):
        steering_many.crowd(db, BEN, every[0].sequence_id, now=NOW)
    with pytest.raises(Refusal, match="Nobody is chosen"):
        steering_many.begin(db, BEN, wish(every), now=NOW)


def test_what_was_broken_off_goes_on_and_its_beginner_is_told_once(db: Database) -> None:
    every = crowd(db, 4)
    errand = steering_many.begin(db, ANA, wish(every), now=NOW)
    assert steering_many.go_on(db, errand, house=HOUSE, now=NOW, most=2).left == 2

    assert steering_many.go_on_alone(db, HOUSE, NOW) == 0  # whoever began it may still be at it
    later = NOW + steering_many.PATIENCE
    assert steering_many.go_on_alone(db, HOUSE, later) == 1
    assert steering_many.go_on_alone(db, HOUSE, later) == 0

    assert standing(db, every) == ["stopped"] * 4
    with db.transaction() as tx:
        assert [row.about for row in tx.query(Notice)] == [{"news": "steered", "errand": errand}]
