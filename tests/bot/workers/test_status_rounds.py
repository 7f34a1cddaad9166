"""Statuses are asked for at a pace, and what Slack does not tell changes nobody's absence."""

from datetime import datetime, timedelta

import pytest

from bot.outreach import being_away, heeding_status
from bot.outreach.heeding_status import StatusLater, StatusUnknown
from bot.outreach.people import Who
from bot.rules.slack_status import Status
from bot.workers.status_rounds import MOST_AT_ONCE, StatusRounds
from storage.database import Database
from storage.statuses import Cover
from tests.builders import ANA, NOW, TEAM

HOLIDAY = Status(text="Vacationing", emoji="palm_tree")


class Workspace:
    """Slack as far as statuses go, with a clock on the wall and one that only runs forward."""

    def __init__(self, db: Database) -> None:
        self.now, self.steady = NOW, 100.0
        self.says: Status | Exception = HOLIDAY
        self.asked: list[Who] = []
        self.redrawn: list[Who] = []
        self.rounds = StatusRounds(
            db, self.read, self.redrawn.append, self.clock, monotonic=lambda: self.steady
        )

    def clock(self) -> datetime:
        return self.now

    def passes(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)
        self.steady += 60 * minutes

    def read(self, who: Who) -> Status:
        self.asked.append(who)
        if isinstance(self.says, Exception):
            raise self.says
        return self.says


@pytest.fixture
def workspace(db: Database) -> Workspace:
    allow(db, ANA)
    return Workspace(db)


def allow(db: Database, who: Who) -> None:
    being_away.arrange(db, who, None, cover=Cover.EVERYTHING, by_status=True, now=NOW)


def is_away(db: Database, now: datetime) -> bool:
    return being_away.standing(db, ANA, now=now).absence is not None


def test_who_goes_away_by_their_status_sees_it_on_their_home_tab(db: Database, workspace: Workspace) -> None:
    assert workspace.rounds.tick() == 1
    workspace.passes(10)
    assert workspace.rounds.tick() == 1

    assert is_away(db, workspace.now)
    assert workspace.redrawn == [ANA]


@pytest.mark.parametrize("was_away", [True, False])
def test_what_slack_does_not_tell_leaves_everything_as_it_was(
    db: Database, workspace: Workspace, was_away: bool
) -> None:
    workspace.says = HOLIDAY if was_away else Status()
    workspace.rounds.tick()
    workspace.says = StatusUnknown("no_profile")

    for _ in range(20):
        workspace.passes(10)
        assert workspace.rounds.tick() == 1

    assert is_away(db, workspace.now) is was_away


def test_while_slack_asks_for_patience_nobody_is_asked_about(db: Database, workspace: Workspace) -> None:
    allow(db, Who(team=TEAM, slack_id="U0BEN"))
    workspace.says = StatusLater(timedelta(seconds=90))
    assert workspace.rounds.tick() == 1

    workspace.says = HOLIDAY
    workspace.passes(1)
    assert workspace.rounds.tick() == 0
    workspace.passes(0.5)
    assert workspace.rounds.tick() == 2

    assert workspace.asked.count(ANA) == 2


def test_many_people_are_asked_about_a_few_at_a_time(db: Database, workspace: Workspace) -> None:
    for number in range(7):
        allow(db, Who(team=TEAM, slack_id=f"U0{number}"))

    assert [workspace.rounds.tick() for _ in range(3)] == [MOST_AT_ONCE, 8 - MOST_AT_ONCE, 0]
    assert len(set(workspace.asked)) == 8


def test_two_workers_do_not_ask_about_the_same_person(db: Database, workspace: Workspace) -> None:
    assert heeding_status.claim(db, NOW) is not None
    assert workspace.rounds.tick() == 0
