"""Every figure of a report, against a November counted by hand; the people and their fates are in `november`."""

from typing import Any

import pytest

from bot.outreach import people
from bot.outreach.overview import measuring
from bot.outreach.overview.report_pictures import Section, Tab
from bot.refusals import Gone, Refusal
from bot.rules import figures, measures
from storage import sequences
from storage.database import Database
from storage.statuses import Source
from tests import builders
from tests.bot.outreach.overview import november
from tests.builders import ANA, BEN, NOW, TEAM


@pytest.fixture
def lived(db: Database) -> Database:
    november.live(db)
    return db


def told(db: Database, tab: Tab, words: str = "team all", who: people.Who = BEN) -> dict[str, Section]:
    report = measuring.asked(db, who, words, tab, now=NOW)
    return {section.key: section for section in report.sections}


def said(section: Section) -> dict[str, str]:
    """Say each line as it is read: the values one after the other."""
    return {line.label: " ".join(measures.say(value) for value in line.values) for line in section.lines}


def shares(section: Section, figure: figures.Figure[Any]) -> list[str]:
    return [measures.in_full(value) for value in section.column(figure)]


def test_who_was_sent_to_bounced_was_reached_and_answered(lived: Database) -> None:
    # Sent: Grace, Alan, Edsger, Barbara, Donald, Ada, Grace in Design, Radia, Tim. Not Linus; Joan is hidden from Ben.
    # Bounced: Edsger. Replied: Grace, Alan, Donald, Tim. Not Barbara (out of office), Ada (no reply), Grace in Design
    # (she answered elsewhere), Radia (opted out). Interested: Grace.
    everybody = told(lived, Tab.FUNNEL)["everybody"]

    assert said(everybody) == {"All": "9 1 11 % 8 4 50 % 1 25 %"}
    assert shares(everybody, figures.BOUNCE_RATE) == ["11 % (1 of 9)"]
    assert shares(everybody, figures.REPLY_RATE) == ["50 % (4 of 8)"]
    assert shares(everybody, figures.INTEREST_RATE) == ["25 % (1 of 4)"]


def test_a_period_counts_whose_first_stage_went_within_it(lived: Database) -> None:
    # The last thirty days begin on 25 October: all but Tim.
    assert said(told(lived, Tab.FUNNEL, "team 30d")["everybody"]) == {"All": "8 1 12 % 7 3 43 % 1 33 %"}
    assert said(told(lived, Tab.FUNNEL, "team last month")["everybody"]) == {"All": "1 0 0 % 1 1 100 % 0 0 %"}
    assert told(lived, Tab.FUNNEL, "team this week")["everybody"].lines == ()


def test_each_stage_has_whom_it_reached_and_who_answered_after_it(lived: Database) -> None:
    # Stage 1 reached all eight but Edsger's; Alan and Tim answered after it. Stage 2: Grace, Barbara, Donald; Grace
    # and Donald answered after it. Stage 3: Barbara.
    assert said(told(lived, Tab.FUNNEL)["stages"]) == {
        "Stage 1": "8 2 25 % 0",
        "Stage 2": "3 2 67 % 1",
        "Stage 3": "1 0 0 % 0",
    }


def test_each_text_of_a_stage_is_counted(lived: Database) -> None:
    # Of Backend's first stage A reached Grace and Donald, who answered after the second; B reached Alan, who answered
    # after it, and Barbara. The second stage has one text only.
    assert said(told(lived, Tab.VARIANTS)["variants"]) == {
        "Backend, stage 1, A": "2 0 0 % 0",
        "Backend, stage 1, B": "2 1 50 % 0",
    }


def test_sequences_recruiters_and_sources_are_told_apart(lived: Database) -> None:
    # Backend: Grace, Alan, Edsger, Barbara, Donald. Design: Ada, Grace, Radia, Tim.
    assert said(told(lived, Tab.SEQUENCES)["sequences"]) == {
        "Backend": "5 1 20 % 4 3 75 % 1 33 %",
        "Design": "4 0 0 % 4 1 25 % 0 0 %",
    }
    # Ana: Grace twice, Alan, Donald, Ada. Ben: Edsger, Barbara, Radia, Tim.
    assert said(told(lived, Tab.RECRUITERS)["recruiters"]) == {
        "Ana Lovelace": "5 0 0 % 5 3 60 % 1 33 %",
        "Ben Okafor": "4 1 25 % 3 1 33 % 0 0 %",
    }
    sources = said(told(lived, Tab.SOURCES)["sources"])
    assert sources == {
        "typed or pasted after /enroll": "5 0 0 % 5 2 40 % 1 50 %",  # Grace twice, Barbara, Ada, Tim
        "a CSV file": "1 0 0 % 1 1 100 % 0 0 %",  # Alan
        "a link shared in a channel": "1 0 0 % 1 0 0 % 0 –",  # Radia
        "a list of links": "1 1 100 % 0 0 – 0 –",  # Edsger
        "a message in Slack": "1 0 0 % 1 1 100 % 0 0 %",  # Donald
    }


def test_every_source_has_words_of_its_own() -> None:
    assert set(measuring.SOURCES) == set(Source)
    assert len(set(measuring.SOURCES.values())) == len(Source)


def test_weeks_begin_on_monday_at_midnight_where_the_asker_is(lived: Database) -> None:
    # Edsger's went half an hour before midnight of Sunday 8 November, Barbara's half an hour after it.
    cohorts = said(told(lived, Tab.WEEKS)["cohorts"])

    assert {week: line for week, line in cohorts.items() if line[0] != "0"} == {
        "Mon 5 Oct 2026": "1 0 0 % 1 1 100 % 0 0 %",  # Tim
        "Mon 2 Nov 2026": "4 1 25 % 3 2 67 % 1 50 %",  # Grace twice, Alan, Edsger
        "Mon 9 Nov 2026": "4 0 0 % 4 1 25 % 0 0 %",  # Barbara, Donald, Ada, Radia
    }
    assert len(cohorts) == 13


def test_older_weeks_stand_together(lived: Database) -> None:
    november.move_back(lived, weeks=20)

    assert said(told(lived, Tab.WEEKS)["cohorts"])["Before"] == "9 1 11 % 8 4 50 % 1 25 %"


def test_each_week_has_what_was_done_and_what_came_in(lived: Database) -> None:
    activity = said(told(lived, Tab.WEEKS)["activity"])

    # Enrolled, emails, by hand, answers, bounces, by hand elsewhere. Grace's InMail; Grace's and Alan's answers.
    assert activity["Mon 2 Nov 2026"] == "4 4 1 2 0 0"
    # Linus too. Barbara's first and third, Donald's, Ada's, Radia's; Barbara's and Donald's InMails; Donald's and
    # Tim's answers; what went to Edsger came back.
    assert activity["Mon 9 Nov 2026"] == "5 5 2 2 1 0"
    assert activity["Mon 5 Oct 2026"] == "1 1 0 0 0 0"
    assert activity["Mon 23 Nov 2026"] == "0 0 0 0 0 0"


def test_how_long_they_took_and_how_long_we_took(lived: Database) -> None:
    # Alan one day, Grace three, Tim 38 days. We took two hours for Grace, six for Alan; Tim waits.
    (pace,) = told(lived, Tab.ANSWERS)["pace"].lines

    assert [measures.in_full(value) for value in pace.values] == [
        "3 days (3 answers)",
        "4 h (2 answers)",
        "1",
    ]


def test_reasons_are_counted_without_the_words_behind_them(lived: Database) -> None:
    reasons = told(lived, Tab.ANSWERS)["reasons"]

    assert said(reasons) == {"Pay": "1"}


def test_mine_is_what_one_enrolled_oneself(lived: Database) -> None:
    # Ana: Grace twice, Alan, Donald, Ada, and Joan in her own confidential sequence, who replied.
    assert said(told(lived, Tab.FUNNEL, "mine all", ANA)["everybody"]) == {"All": "6 0 0 % 6 4 67 % 1 25 %"}


def test_a_colleagues_confidential_sequence_is_in_no_name_and_no_total(lived: Database) -> None:
    everything = [measuring.asked(lived, BEN, "team all", tab, now=NOW) for tab in Tab]

    assert "Merger" not in str(everything)
    assert "Merger" in str(measuring.asked(lived, ANA, "team all", Tab.SEQUENCES, now=NOW))
    assert said(told(lived, Tab.FUNNEL, "team all", ANA)["everybody"])["All"].startswith("10 ")


def test_what_one_enrolled_counts_as_ones_own_though_the_sequence_is_hidden_now(lived: Database) -> None:
    builders.make_sequence(lived, name="Backend", access="confidential")

    mine = said(told(lived, Tab.SEQUENCES, "mine all")["sequences"])

    assert mine == {"Design": "2 0 0 % 2 1 50 % 0 0 %", measuring.HIDDEN: "2 1 50 % 1 0 0 % 0 –"}


def test_nobody_written_to_is_ever_named(lived: Database) -> None:
    everything = [measuring.asked(lived, ANA, "team all", tab, now=NOW) for tab in Tab]

    names = {life.name.title() for life in november.EVERYBODY}
    assert [name for name in names if name in str(everything)] == []


def test_one_sequence_since_it_began(lived: Database) -> None:
    with lived.reading() as tx:
        (backend,) = (row.id for row in sequences.of_team(tx, TEAM) if row.name == "Backend")
        (merger,) = (row.id for row in sequences.of_team(tx, TEAM) if row.name == "Merger")

    everybody, stages, *_ = measuring.of_sequence(lived, BEN, backend, now=NOW)

    assert said(everybody) == {"All": "5 1 20 % 4 3 75 % 1 33 %"}
    assert [line.label for line in stages.lines] == ["Stage 1", "Stage 2", "Stage 3"]
    with pytest.raises(Gone):
        measuring.of_sequence(lived, BEN, merger, now=NOW)


def test_the_whole_workspace_is_what_is_shared(lived: Database) -> None:
    report = measuring.of_team(lived, TEAM, "all", zone="Europe/Berlin", now=NOW)

    assert said(report.sections[0]) == {"All": "9 1 11 % 8 4 50 % 1 25 %"}
    assert "Merger" not in str(report)


@pytest.mark.parametrize("words", ["yesterday", "mine team", "0d", "99999d", "this fortnight", "team 7d 7d"])
def test_other_words_are_answered_with_those_there_are(db: Database, words: str) -> None:
    with pytest.raises(Refusal, match="which numbers") as refused:
        measuring.asked(db, ANA, words, Tab.FUNNEL, now=NOW)

    assert "`this month`" in refused.value.mend
