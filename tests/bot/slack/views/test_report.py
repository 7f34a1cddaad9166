"""A report in Slack: the same numbers as text, as chart and as table, and buttons that say what they open."""

from dataclasses import replace

from bot.outreach.overview.report_pictures import Line, Tab
from bot.rules import figures
from bot.slack.views import report
from tests.bot.slack.views import counted, reading
from tests.bot.slack.views.cast import Json


def test_every_figure_stands_in_the_text_and_has_its_formula() -> None:
    drawn = report.build(counted.report(2, "Backend"), Tab.SEQUENCES)

    assert "*Backend*: Sent 40,000 · Bounced 4 · Bounce rate 0 % (4 of 40,000)" in drawn["text"]
    assert any("Reply rate: replied ÷ delivered" in text for text in reading.mrkdwn_of(drawn))


def test_a_week_in_which_nothing_happened_is_said_in_a_word() -> None:
    _, weeks = counted.sections(1, "Backend")
    empty = Line(label="Mon 2 Nov 2026", values=tuple(one.of(figures.Tally()) for one in figures.PEOPLE))

    said = list(report.rows(replace(weeks, lines=(*weeks.lines, empty))))

    assert "*Mon 2 Nov 2026*: nothing" in str(said)
    assert "no figure yet" not in str(said)


def test_a_workspace_without_charts_gets_the_same_lines_as_tables() -> None:
    charted = report.build(counted.report(3, "Backend"), Tab.SEQUENCES)
    plain = report.build(counted.report(3, "Backend"), Tab.SEQUENCES, charted=False)

    assert [kind(charted, "data_visualization"), kind(charted, "table")] == [2, 0]
    assert [kind(plain, "data_visualization"), kind(plain, "table")] == [0, 2]
    assert charted["text"] == plain["text"]


def test_what_a_button_asks_for_is_read_back() -> None:
    drawn = report.build(counted.report(1, "Backend"), Tab.SEQUENCES)
    elements = {
        one["action_id"]: one
        for block in drawn["blocks"]
        for one in block.get("elements", [])
        if "action_id" in one
    }

    assert report.read(elements[report.TABS[Tab.WEEKS]]) == report.Wanted(tab=Tab.WEEKS, words="team 30d")
    assert report.read(elements[report.WHOSE]) == report.Wanted(tab=Tab.SEQUENCES, words="mine 30d")
    month = next(one for one in elements[report.PERIOD]["options"] if one["text"]["text"] == "This month")
    assert report.read({"selected_option": month}) == report.Wanted(
        tab=Tab.SEQUENCES, words="team this month"
    )


def test_csv_comes_in_pieces_and_says_what_did_not_fit() -> None:
    drawn = report.exported("Sequences", "Backend,1,2,3\r\n" * 3_000)

    pieces = [one for one in drawn["blocks"] if one["type"] == "rich_text"]
    assert 1 < len(pieces) < 10
    assert "more lines did not fit" in str(drawn)


def kind(drawn: Json, wanted: str) -> int:
    return sum(block["type"] == wanted for block in drawn["blocks"])
