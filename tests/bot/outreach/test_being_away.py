"""Away: nothing leaves, or a colleague stands in; back: no avalanche."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.outreach import being_away
from bot.outreach.outgoing import clearing, picturing, planning, prompting
from bot.outreach.outgoing.planning import Outgoing, Withheld
from bot.outreach.overview import mornings
from bot.outreach.people import Who
from bot.refusals import Refusal
from gmail.sync import Batch
from storage.database import Database
from storage.models import Enrollment, Notice, Touch
from storage.statuses import Cover, SendStep
from tests import builders
from tests.bot.outreach.post import Post
from tests.builders import ANA, AT_ONCE, BEN, HOUSE, NOW, TEAM, by_hand, email

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
MONDAY = date(2026, 11, 30)
BACK = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)  # eight o'clock in Berlin
WHY = "Ana is away until Mon 30 Nov."


def leave(
    db: Database, cover: Cover = Cover.EVERYTHING, *, back_on: date = MONDAY, deputy: Who | None = None
) -> None:
    being_away.leave(db, ANA, back_on, cover=cover, deputy=deputy, now=NOW)


def turn(db: Database, now: datetime) -> Outgoing | Withheld | None:
    """Let Ana's mailbox see what it may send."""
    builders.make_mailbox(db, lease_until=None, ready_at=now)
    lease = builders.claim(db, now)
    assert lease is not None
    return planning.next_outgoing(db, lease, AT_ONCE, now)


def the_touch(db: Database, enrollment: Enrollment) -> Touch:
    return builders.the_touches(db, enrollment)[0]


def notices(db: Database, *kinds: str) -> list[tuple[str, str]]:
    with db.transaction() as tx:
        rows = tx.query(Notice).filter(Notice.kind.in_(kinds)).order_by(Notice.id)
        return [(row.kind, row.recipient) for row in rows]


def test_nothing_leaves_in_the_name_of_who_wants_everything_to_wait(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(0))
    leave(db)

    assert isinstance(turn(db, NOW), Withheld)

    touch = the_touch(db, enrollment)
    assert (touch.status.value, touch.why, touch.due_at) == ("scheduled", WHY, BACK)
    assert turn(db, BACK - MINUTE) is None
    assert isinstance(turn(db, BACK), Outgoing)


@pytest.mark.parametrize("cover", [Cover.BY_HAND, Cover.DEPUTY])
def test_emails_go_on_where_only_what_is_done_by_hand_waits(db: Database, cover: Cover) -> None:
    builders.make_recruiter(db, BEN)
    builders.make_enrollment(db, email(0))
    leave(db, cover, deputy=BEN)

    assert isinstance(turn(db, NOW), Outgoing)


def test_a_mail_that_is_about_to_leave_does_not_either(db: Database) -> None:
    builders.make_enrollment(db, email(0))
    mail = turn(db, NOW)
    assert isinstance(mail, Outgoing)
    with db.transaction() as tx:
        tx.get_one(Touch, mail.touch_id).step = SendStep.DRAFTED
    builders.make_mailbox(db, lease_until=None)
    lease = builders.claim(db, NOW)
    assert lease is not None
    leave(db)

    assert not clearing.clear(
        db, lease, mail.touch_id, Batch(messages=(), cursor=1000), HOUSE, cursor=1000, now=NOW
    )


def test_nothing_leaves_the_mailbox_of_a_colleague_who_is_away(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(0), who=BEN)
    builders.make_mailbox(db, BEN, ready_at=NOW + 9 * DAY)
    anas, touch = builders.make_mailbox(db), the_touch(db, enrollment)
    with db.transaction() as tx:
        tx.get_one(Touch, touch.id).mailbox_id = anas.id
    leave(db)

    assert isinstance(turn(db, NOW), Withheld)
    assert the_touch(db, enrollment).why == WHY


@pytest.mark.parametrize("cover", [Cover.BY_HAND, Cover.EVERYTHING])
def test_reminders_wait_and_come_back_as_one_list(db: Database, cover: Cover) -> None:
    names = ("grace.hopper", "alan.turing", "ada.lovelace", "annie.easley")
    for number, name in enumerate(names):
        at = NOW + number * DAY
        builders.make_enrollment(db, by_hand(0), address=f"{name}@example.com", now=at)
    leave(db, cover)

    for number in range(5):
        assert prompting.owe_due(db, NOW + number * DAY) == 0
    assert prompting.owe_due(db, BACK) == 4

    assert notices(db, "reminder", "reminders") == [("reminders", ANA.slack_id)]


def test_who_is_back_early_has_it_at_once(db: Database) -> None:
    mail = builders.make_enrollment(db, email(0))
    call = builders.make_enrollment(db, by_hand(0), sequence="By hand", address="ada.lovelace@example.com")
    leave(db)
    turn(db, NOW)
    prompting.owe_due(db, NOW)
    assert {the_touch(db, one).due_at for one in (mail, call)} == {BACK}

    assert being_away.come_back(db, ANA, now=NOW + DAY)

    assert isinstance(turn(db, NOW + DAY), Outgoing)
    assert prompting.owe_due(db, NOW + DAY) == 1
    assert not being_away.come_back(db, ANA, now=NOW + DAY)


def test_an_absence_is_made_longer(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(0))
    leave(db)
    turn(db, NOW)

    leave(db, back_on=MONDAY + DAY)
    turn(db, NOW)

    assert the_touch(db, enrollment).due_at == BACK + DAY


def test_a_colleague_stands_in_for_what_is_done_by_hand_and_hears_of_answers(db: Database) -> None:
    builders.make_recruiter(db, BEN)
    enrollment = builders.make_enrollment(db, by_hand(0), email(3))
    leave(db, Cover.DEPUTY, deputy=BEN)

    prompting.owe_due(db, NOW)

    assert notices(db, "reminder") == [("reminder", BEN.slack_id)]
    card = picturing.card(db, the_touch(db, enrollment).id, NOW, viewer=BEN.slack_id)
    assert (card.handed_by, card.settled) == (ANA.slack_id, "")
    with db.transaction() as tx:
        tx.get_one(Enrollment, enrollment.id).thread_id = "thread1"
    Post(db).arrives(builders.make_inbound(), now=NOW + MINUTE)
    assert notices(db, "reply") == [("reply", ANA.slack_id), ("reply", BEN.slack_id)]
    assert builders.again(db, enrollment).status.value == "replied"


def test_who_stands_in_gets_nothing_of_a_sequence_they_may_not_use(db: Database) -> None:
    builders.make_recruiter(db, BEN)
    builders.make_sequence(db, by_hand(0), access="personal")
    builders.make_enrollment(db)
    leave(db, Cover.DEPUTY, deputy=BEN)

    assert prompting.owe_due(db, NOW) == 0
    assert prompting.owe_due(db, BACK) == 1
    assert notices(db, "reminder") == [("reminder", ANA.slack_id)]


def test_no_morning_is_told_to_who_is_away(db: Database) -> None:
    builders.make_enrollment(db, by_hand(0))
    leave(db, Cover.BY_HAND)
    for number in range(5):
        mornings.owe_due(db, HOUSE, NOW + number * DAY)
    assert notices(db, "morning") == []

    mornings.owe_due(db, HOUSE, BACK + timedelta(minutes=45))

    assert notices(db, "morning") == [("morning", ANA.slack_id)]


def test_what_cannot_be_arranged_is_said(db: Database) -> None:
    builders.make_recruiter(db)
    builders.make_recruiter(db, BEN, is_guest=True)

    for back_on in (NOW.date(), NOW.date() + 400 * DAY):
        with pytest.raises(Refusal):
            leave(db, back_on=back_on)
    for deputy in (None, ANA, BEN, Who(team=TEAM, slack_id="")):
        with pytest.raises(being_away.NoDeputy):
            leave(db, Cover.DEPUTY, deputy=deputy)
    assert being_away.standing(db, ANA, now=NOW).absence is None
