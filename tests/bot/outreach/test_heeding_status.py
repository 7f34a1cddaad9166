"""A Slack status says that somebody is away, and that they are back; what they say themselves counts for more."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.outreach import being_away, heeding_status
from bot.outreach.candidates import explaining
from bot.outreach.outgoing import planning, prompting
from bot.outreach.outgoing.planning import Outgoing, Withheld
from bot.outreach.overview.home_pictures import Standing
from bot.outreach.people import Who
from bot.refusals import Refusal
from bot.rules.slack_status import Status
from storage.database import Database
from storage.models import Recruiter, StatusReading
from storage.statuses import Cover
from tests import builders
from tests.builders import ANA, AT_ONCE, BEN, HOUSE, NOW, by_hand, email

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
MONDAY = date(2026, 11, 30)
BACK = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)  # eight o'clock in Berlin
WHY = "Ana is away until their Slack status changes."
HOLIDAY = Status(text="Vacationing", emoji="palm_tree")
TO_FRIDAY = Status(
    text="Vacationing", emoji="palm_tree", until=datetime(2026, 11, 27, 22, 59, 59, tzinfo=UTC)
)
NOTHING = Status()


def allow(
    db: Database, cover: Cover = Cover.EVERYTHING, *, back_on: date | None = None, deputy: Who | None = None
) -> Standing:
    builders.make_recruiter(db)
    return being_away.arrange(db, ANA, back_on, cover=cover, by_status=True, deputy=deputy, now=NOW)


def forbid(db: Database, now: datetime = NOW) -> Standing:
    return being_away.arrange(db, ANA, None, cover=Cover.EVERYTHING, by_status=False, now=now)


def look(db: Database, status: Status, now: datetime = NOW) -> bool:
    """Let Ana's status be looked at, as often as it is due."""
    asked = heeding_status.claim(db, now)
    return asked is not None and heeding_status.take_in(db, asked, status, now)


def standing(db: Database, now: datetime = NOW) -> Standing:
    return being_away.standing(db, ANA, now=now)


def is_away(db: Database, now: datetime = NOW) -> bool:
    return standing(db, now).absence is not None


def turn(db: Database, now: datetime) -> Outgoing | Withheld | None:
    """Let Ana's mailbox see what it may send."""
    builders.make_mailbox(db, lease_until=None, ready_at=now)
    lease = builders.claim(db, now)
    assert lease is not None
    return planning.next_outgoing(db, lease, AT_ONCE, now)


def test_nothing_leaves_until_the_status_has_changed_and_then_it_goes(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(0))
    allow(db)

    assert look(db, HOLIDAY)

    for day in (0, 1, 42):
        assert isinstance(turn(db, NOW + day * DAY), Withheld)
    [touch] = builders.the_touches(db, enrollment)
    assert touch.why == WHY
    later = NOW + 42 * DAY + MINUTE
    assert look(db, NOTHING, later)
    assert isinstance(turn(db, later), Outgoing)
    assert not is_away(db, later)


def test_no_day_is_named_on_which_nobody_knows_whether_they_are_back(db: Database) -> None:
    builders.make_enrollment(db, email(0))
    allow(db)
    look(db, HOLIDAY)
    turn(db, NOW)

    [told] = explaining.why(db, ANA, "grace", house=HOUSE, now=NOW)

    assert (told.next, told.rule) == ("Stage 1 (email) has no day yet.", WHY)


def test_what_is_done_by_hand_waits_as_well_and_comes_as_one_list(db: Database) -> None:
    for name in ("grace.hopper", "alan.turing", "ada.lovelace", "annie.easley"):
        builders.make_enrollment(db, by_hand(0), address=f"{name}@example.com")
    allow(db, Cover.BY_HAND)
    look(db, HOLIDAY)

    for day in range(4):
        assert prompting.owe_due(db, NOW + day * DAY) == 0
    look(db, NOTHING, NOW + 3 * DAY + MINUTE)

    assert prompting.owe_due(db, NOW + 3 * DAY + MINUTE) == 4


def test_a_status_that_ends_by_itself_needs_nobody_to_look(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(0))
    allow(db)
    look(db, TO_FRIDAY)
    turn(db, NOW)

    [touch] = builders.the_touches(db, enrollment)
    assert (touch.why, touch.due_at) == ("Ana is away until Sat 28 Nov.", BACK)
    assert isinstance(turn(db, BACK), Outgoing)


def test_a_status_that_ends_within_a_day_says_at_what_hour(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(0))
    allow(db)
    look(db, Status(text="Out sick", until=NOW + 2 * timedelta(hours=1)))
    turn(db, NOW)

    [touch] = builders.the_touches(db, enrollment)
    assert touch.why == "Ana is away until Mon 23 Nov, 12:00 (their time)."
    assert touch.due_at == NOW + timedelta(hours=2)


def test_a_status_that_lasts_longer_is_followed(db: Database) -> None:
    builders.make_enrollment(db, email(0))
    allow(db)
    look(db, TO_FRIDAY)
    turn(db, NOW)

    assert look(db, HOLIDAY, NOW + DAY)

    assert isinstance(turn(db, BACK), Withheld)


def test_nobody_looks_at_a_status_unless_it_is_allowed(db: Database) -> None:
    builders.make_recruiter(db)
    assert heeding_status.claim(db, NOW) is None

    allow(db)
    asked = heeding_status.claim(db, NOW)
    assert asked is not None
    forbid(db)

    assert not heeding_status.take_in(db, asked, HOLIDAY, NOW)
    assert not is_away(db)


def test_who_allows_it_no_more_is_back(db: Database) -> None:
    allow(db)
    look(db, HOLIDAY)

    assert forbid(db).absence is None
    with pytest.raises(Refusal, match="No day is chosen"):
        forbid(db)


def test_each_status_is_looked_at_every_ten_minutes(db: Database) -> None:
    allow(db)
    assert heeding_status.claim(db, NOW)

    for minutes, is_due in ((0, False), (9, False), (10, True), (11, False)):
        assert (heeding_status.claim(db, NOW + minutes * MINUTE) is not None) is is_due
    assert heeding_status.claim(db, NOW - DAY)  # the clock was set back


def test_i_am_back_counts_for_more_than_the_same_status_until_it_changes(db: Database) -> None:
    allow(db)
    look(db, HOLIDAY)
    being_away.come_back(db, ANA, now=NOW + MINUTE)

    assert not look(db, HOLIDAY, NOW + DAY)
    assert not is_away(db, NOW + DAY)
    assert look(db, TO_FRIDAY, NOW + 2 * DAY)
    being_away.come_back(db, ANA, now=NOW + 2 * DAY)
    look(db, NOTHING, NOW + 3 * DAY)
    assert look(db, TO_FRIDAY, NOW + 4 * DAY)


@pytest.mark.parametrize("status", [NOTHING, TO_FRIDAY, HOLIDAY], ids=["none", "shorter", "longer"])
def test_an_absence_set_by_hand_is_neither_shortened_nor_lengthened(db: Database, status: Status) -> None:
    allow(db, back_on=MONDAY)

    assert not look(db, status)

    before = datetime(2026, 11, 29, 22, 59, tzinfo=UTC)
    assert is_away(db, before)
    assert not look(db, status, before + MINUTE)
    assert not is_away(db, before + MINUTE)


def test_an_absence_set_by_hand_takes_the_place_of_one_by_the_status(db: Database) -> None:
    allow(db)
    look(db, HOLIDAY)

    being_away.leave(db, ANA, MONDAY, cover=Cover.BY_HAND, now=NOW)
    look(db, NOTHING, NOW + DAY)

    found = standing(db, NOW + DAY)
    assert found.absence is not None
    assert (found.absence.end, found.is_by_status) == ("Mon 30 Nov", False)


def test_what_waits_can_be_changed_meanwhile(db: Database) -> None:
    builders.make_recruiter(db, BEN)
    builders.make_enrollment(db, email(0))
    allow(db)
    look(db, HOLIDAY)
    turn(db, NOW)

    found = allow(db, Cover.DEPUTY, deputy=BEN)

    assert (found.is_by_status, found.deputy) == (True, BEN.slack_id)
    assert isinstance(turn(db, NOW), Outgoing)


def test_what_somebody_writes_in_their_status_is_kept_nowhere(db: Database) -> None:
    allow(db)
    look(db, Status(text="Out sick", emoji="face_with_thermometer"))

    with db.reading() as tx:
        rows = [tx.query(StatusReading).one(), tx.query(Recruiter).one()]
        kept = "".join(str({name: value for name, value in vars(row).items()}) for row in rows)
    assert "sick" not in kept
    assert "thermometer" not in kept
