"""The report as a page: everything on it, nothing fetched, no name able to do harm."""

import csv
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot import __main__ as command_line
from bot.outreach.overview.report_pictures import Report
from bot.refusals import Refusal
from bot.report import charts, page
from bot.rules import figures, measures
from storage.database import Database
from tests.bot import environment
from tests.bot.outreach.overview import november
from tests.bot.slack.views import counted
from tests.builders import NOW, TEAM
from tests.conftest import KEY

HOSTILE = "<script>alert(1)</script> \"'&amp;{{ 7*7 }} datum.x =1+1 \u202e\x00\ud800\x07"


class Read(HTMLParser):
    """What a browser makes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.texts: list[str] = []
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = {name: value or "" for name, value in attrs}
        self.ids += [given["id"]] if "id" in given else []
        self.addresses += [
            given[name] for name in ("href", "src", "xlink:href", "action", "data") if name in given
        ]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def drawn(count: int = 3, words: str = "Backend") -> str:
    return page.build(counted.report(count, words), now=NOW)


def test_every_figure_stands_on_it_with_its_formula(db: Database) -> None:
    november.live(db)
    report = page.count(db, team="", period="all", zone="Europe/Berlin", now=NOW)

    told = Read(page.build(report, now=NOW)).texts

    missing = [one for one in _expected(report) if one not in told]
    assert missing == []
    assert "Merger" not in " ".join(told)


def _expected(report: Report) -> list[str]:
    formulas = [figure.formula for section in report.sections if section.lines for figure in section.figures]
    lines = [line for section in report.sections for line in section.lines]
    return [
        *formulas,
        *(line.label for line in lines),
        *(measures.say(value) for line in lines for value in line.values),
    ]


def test_nothing_is_fetched_from_anywhere() -> None:
    written = drawn()

    assert {address[0] for address in Read(written).addresses} == {"#"}
    assert re.findall(r"https?:|//[a-z]|@import|url\((?!#)", written) == []
    assert "<svg" in written


def test_what_a_sequence_is_called_is_only_words() -> None:
    read = Read(drawn(words=HOSTILE))

    assert "script" not in read.tags
    assert any(text.startswith("<script>alert(1)") for text in read.texts)
    assert "49" not in " ".join(read.texts)


def test_it_can_be_read_without_seeing_it() -> None:
    read = Read(drawn())

    assert len(set(read.ids)) == len(read.ids)
    assert read.tags.count("table") == read.tags.count("section") == read.tags.count("h2")
    assert 'lang="en"' in drawn()


def test_a_time_with_nothing_in_it_says_so() -> None:
    assert "Nothing to count in this time." in drawn(count=0)


def test_the_command_writes_both_files_of_a_real_database(
    database_url: str, db: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    november.live(db)
    given = {**environment.COMPLETE, "DATABASE_URL": database_url, "ENCRYPTION_KEYS": KEY}
    words = [
        "report",
        "--html",
        str(tmp_path / "r.html"),
        "--csv",
        str(tmp_path / "r.csv"),
        "--period",
        "all",
    ]

    assert command_line.main(words, given) == 0

    rows = list(csv.reader((tmp_path / "r.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert ["Backend", "5", "1", "0.2000", "4", "3", "0.7500", "1", "0.3333"] in rows
    assert "Backend" in (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "without a network" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["report"], "--html report.html"),
        (["report", "--html", "r.html", "--period", "tomorrow"], "which numbers"),
        (["report", "--html", "r.html", "--zone", "Mars/Olympus"], "not a time zone"),
        (["report", "--html", "no/such/folder/r.html"], "No such file"),
    ],
)
def test_what_cannot_be_written_is_said_in_a_sentence(
    words: list[str], told: str, database_url: str, db: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {**environment.COMPLETE, "DATABASE_URL": database_url, "ENCRYPTION_KEYS": KEY}

    assert command_line.main(words, given) in {1, 2}

    assert told in capsys.readouterr().err


def test_of_several_workspaces_one_must_be_named(db: Database) -> None:
    november.live(db)
    with db.transaction() as tx:
        november.another_team(tx, "T2")

    with pytest.raises(Refusal, match="--team T1 or --team T2"):
        page.count(db, team="", period="all", zone="UTC", now=NOW)
    assert page.count(db, team=TEAM, period="all", zone="UTC", now=NOW).sections


@pytest.mark.parametrize("key", ["sequences", "cohorts"])
def test_an_axis_knows_no_half_of_a_person(key: str) -> None:
    tally = figures.Tally(sent=2, replied=1)
    [section] = [one for one in counted.report(2, "Backend").sections if one.key == key]
    lines = (replace(line, values=tuple(one.of(tally) for one in section.figures)) for line in section.lines)

    drawn = charts.draw(replace(section, lines=tuple(lines)))

    assert re.findall(r">([0-9.]+)</text>", drawn) == ["0", "1", "2"]
