"""A recruiter's own settings: what is kept, what is refused, and what they do to what is planned."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.outreach import people, preferring
from bot.outreach.outgoing import replanning
from bot.outreach.people import Profile
from bot.outreach.plans import authoring, drafting
from bot.rules.pacing import Pace
from bot.rules.preferences import Preferences
from storage.database import Database
from storage.models import Mailbox, Recruiter
from storage.statuses import Access
from tests import builders
from tests.builders import ANA, HOUSE, NOW, email

AFTERNOONS = Preferences(hours="Mon-Fri 14:00-16:00")
CAPPED = replace(HOUSE, pace=Pace(daily_cap=150))
OURS = replanning.circumstances(HOUSE, NOW.year)


def save(db: Database, asked: Preferences, cap: int | None = None) -> list[str]:
    found = preferring.save(db, ANA, asked, cap, house=CAPPED, now=NOW)
    return [problem.field for problem in found]


def replanned(db: Database, now: datetime = NOW) -> None:
    replanning.notice(db, OURS, now)
    while replanning.go_on(db, HOUSE, OURS, now):
        pass


def test_own_hours_move_what_is_planned(db: Database) -> None:
    early = NOW - timedelta(hours=3)  # 7:00 in Berlin: the house opens at 8:00
    enrollment = builders.make_enrollment(db, email(), email(), now=early)

    assert save(db, AFTERNOONS) == []
    replanned(db, early)

    (touch,) = builders.the_touches(db, enrollment)
    assert touch.due_at == datetime(2026, 11, 23, 13, 0, tzinfo=UTC)  # 14:00 in Berlin


def test_what_is_planned_later_counts_by_own_hours_at_once(db: Database) -> None:
    builders.make_mailbox(db)
    save(db, AFTERNOONS)

    enrollment = builders.make_enrollment(db, email())

    assert builders.the_touches(db, enrollment)[0].due_at == datetime(2026, 11, 23, 13, 0, tzinfo=UTC)


def test_a_limit_of_ones_own_is_the_mailboxs(db: Database) -> None:
    builders.make_mailbox(db)

    assert save(db, Preferences(), cap=40) == []

    with db.reading() as tx:
        assert tx.query(Mailbox).one().daily_cap == 40
    assert preferring.settings(db, ANA, house=CAPPED, now=NOW).cap == 40


@pytest.mark.parametrize("cap", [0, 151, -3])
def test_nobody_sends_more_than_the_house_allows(db: Database, cap: int) -> None:
    builders.make_mailbox(db)

    assert save(db, Preferences(), cap=cap) == ["cap"]

    with db.reading() as tx:
        assert tx.query(Mailbox).one().daily_cap is None


def test_a_problem_changes_nothing(db: Database) -> None:
    assert save(db, Preferences(hours="whenever", zone="Asia/Tokyo")) == ["hours"]

    assert preferring.settings(db, ANA, house=HOUSE, now=NOW).preferences == Preferences()


def test_a_zone_of_ones_own_stays_whatever_slack_says(db: Database) -> None:
    save(db, Preferences(zone="Asia/Tokyo"))

    people.refresh(db, ANA, Profile(name="Ana", title="", zone="Europe/Paris"), NOW + timedelta(days=1))

    assert people.zone_of(db, ANA) == "Asia/Tokyo"


def test_giving_the_own_zone_up_asks_slack_again(db: Database) -> None:
    save(db, Preferences(zone="Asia/Tokyo"))
    people.refresh(db, ANA, Profile(name="Ana", title="", zone="Europe/Paris"), NOW)

    save(db, Preferences())

    assert people.is_stale(db, ANA, NOW)
    people.refresh(db, ANA, Profile(name="Ana", title="", zone="Europe/Paris"), NOW)
    assert people.zone_of(db, ANA) == "Europe/Paris"


def test_new_sequences_start_as_was_set(db: Database) -> None:
    save(db, Preferences(access=Access.PERSONAL))

    editor = drafting.open_editor(db, ANA, name="Quiet", now=NOW)
    again = authoring.start_over(db, ANA, editor.draft_id, now=NOW)

    assert editor.draft.access is again.draft.access is Access.PERSONAL


def test_one_recruiters_settings_are_nobody_elses(db: Database) -> None:
    save(db, AFTERNOONS)

    enrollment = builders.make_enrollment(db, email(), who=builders.BEN)

    assert builders.the_touches(db, enrollment)[0].due_at == NOW
    with db.reading() as tx:
        assert {row.slack_id: bool(row.preferences) for row in tx.query(Recruiter)}["U0BEN"] is False
