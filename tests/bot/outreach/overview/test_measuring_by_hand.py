"""What was done and said outside the mailbox, counted by hand: touches besides every sequence, and a no elsewhere."""

from datetime import datetime
from typing import Any

import pytest

from bot.outreach import people
from bot.outreach.overview import measuring
from bot.outreach.overview.report_pictures import Section, Tab
from bot.rules import figures, measures
from storage import candidates, recruiters
from storage.database import Database, Transaction
from storage.household import LoggedTouch
from storage.models import Enrollment, Touch
from storage.statuses import EnrollmentStatus, Mark, StageKind
from tests.bot.outreach.overview import november
from tests.bot.outreach.overview.november import at
from tests.builders import ANA, BEN, NOW, TEAM

LOGGED = (
    (ANA, "grace", at(3)),
    (ANA, "grace", at(8, 23, 30)),  # half an hour before the week ends in Berlin
    (ANA, "alan", at(9, 0, 30)),  # in London still Sunday
    (ANA, "joan", at(10)),  # whom only Ana knows, from her confidential sequence
    (BEN, "linus", at(12)),
    (BEN, "stranger", at(13)),  # who was never in a sequence
    (BEN, "barbara", at(20, month=10)),
)


@pytest.fixture
def lived(db: Database) -> Database:
    november.live(db)
    with db.transaction() as tx:
        for who, name, moment in LOGGED:
            log(tx, who, f"{name}@example.com", moment)
    return db


def log(tx: Transaction, who: people.Who, address: str, moment: datetime) -> None:
    person = candidates.by_address(tx, TEAM, address)
    if person is None:
        person = candidates.add(tx, TEAM, NOW)
        candidates.add_address(tx, person, address, address)
    doer = recruiters.by_slack_id(tx, team=TEAM, slack_id=who.slack_id)
    assert doer is not None
    logged = {"candidate_id": person.id, "recruiter_id": doer.id, "kind": StageKind.CALL}
    tx.add(LoggedTouch(team_id=TEAM, at=moment, created_at=NOW, **logged))


def told(db: Database, tab: Tab, words: str = "team all", who: people.Who = BEN) -> dict[str, Section]:
    report = measuring.asked(db, who, words, tab, now=NOW)
    return {section.key: section for section in report.sections}


def said(section: Section) -> dict[str, str]:
    return {line.label: " ".join(measures.say(value) for value in line.values) for line in section.lines}


def by_week(db: Database, words: str = "team all", who: people.Who = BEN) -> dict[str, Any]:
    activity = told(db, Tab.WEEKS, words, who)["activity"]
    counted = zip(activity.lines, activity.column(figures.ELSEWHERE), strict=True)
    return {line.label: count for line, count in counted if count}


def test_each_week_has_what_was_done_besides_every_sequence(lived: Database) -> None:
    # Barbara; Grace twice; Alan, Linus and the stranger. Of Joan Ben knows nothing.
    assert by_week(lived) == {"Mon 19 Oct 2026": 1, "Mon 2 Nov 2026": 2, "Mon 9 Nov 2026": 3}
    assert by_week(lived, who=ANA)["Mon 9 Nov 2026"] == 4
    assert by_week(lived, "mine 30d") == {"Mon 9 Nov 2026": 2}
    assert by_week(lived, "team last month") == {"Mon 19 Oct 2026": 1}


def test_each_recruiter_has_the_touches_and_the_people(lived: Database) -> None:
    # Ana: Grace twice, Alan. Ben: Linus, the stranger, Barbara.
    assert said(told(lived, Tab.RECRUITERS)["besides"]) == {"Ana Lovelace": "3 2", "Ben Okafor": "3 3"}
    assert said(told(lived, Tab.RECRUITERS, "team 30d")["besides"])["Ben Okafor"] == "2 2"
    assert said(told(lived, Tab.RECRUITERS, "mine all", ANA)["besides"]) == {"Ana Lovelace": "4 3"}


def test_no_other_figure_and_no_rate_knows_of_them(lived: Database) -> None:
    assert said(told(lived, Tab.FUNNEL)["everybody"]) == {"All": "9 1 11 % 8 4 50 % 1 25 %"}
    assert said(told(lived, Tab.RECRUITERS)["recruiters"])["Ben Okafor"] == "4 1 25 % 3 1 33 % 0 0 %"
    assert said(told(lived, Tab.WEEKS)["activity"])["Mon 9 Nov 2026"] == "5 5 2 2 1 3"


def test_the_page_of_the_command_line_counts_what_is_shared(lived: Database) -> None:
    report = measuring.of_team(lived, TEAM, "all", zone="Europe/Berlin", now=NOW)

    [besides] = [section for section in report.sections if section.key == "besides"]
    assert said(besides) == {"Ana Lovelace": "3 2", "Ben Okafor": "3 3"}


def say_no(db: Database, name: str, reason: str = "") -> None:
    """Let somebody have said no anywhere but in a mail, as it is marked after their last stage."""
    with db.transaction() as tx:
        person = candidates.by_address(tx, TEAM, f"{name}@example.com")
        assert person is not None
        found = tx.query(Touch).join(Enrollment).filter(Enrollment.candidate_id == person.id)
        last = found.order_by(Touch.done_at.desc()).first()
        assert last is not None
        last.mark, last.reason = Mark.NOT_INTERESTED, reason


def test_who_said_no_elsewhere_is_among_the_reasons(lived: Database) -> None:
    # Alan by mail because of the pay; Donald at LinkedIn.
    say_no(lived, "donald")
    assert said(told(lived, Tab.ANSWERS)["reasons"]) == {"Pay": "1", "No reason given": "1"}

    say_no(lived, "donald", "Location: will not leave Utrecht")
    assert said(told(lived, Tab.ANSWERS)["reasons"]) == {"Pay": "1", "Location": "1"}

    with lived.transaction() as tx:  # it was no answer after all: the sequence has gone on
        found = tx.query(Enrollment).join(Touch, Touch.enrollment_id == Enrollment.id)
        found.filter(Touch.mark.is_not(None)).one().status = EnrollmentStatus.FINISHED
    assert said(told(lived, Tab.ANSWERS)["reasons"]) == {"Pay": "1"}


def test_who_said_no_twice_is_one_person(lived: Database) -> None:
    say_no(lived, "alan", "Location")

    assert said(told(lived, Tab.ANSWERS)["reasons"]) == {"Pay": "1"}
