"""What figures mean, in words and in numbers; and how they are said."""

from datetime import timedelta
from typing import Any

import pytest

from bot.rules import figures, measures, reasons
from bot.rules.figures import Figure, Pace, Tally
from bot.rules.measures import Share, Spell, Value

# Of 40 people 4 bounced; of the other 36 nine answered, three of them interested.
PEOPLE = Tally(sent=40, bounced=4, replied=9, interested=3)
NOBODY = Tally()
PACE = Pace(to_answer=(timedelta(hours=1), timedelta(hours=3), timedelta(days=9)), to_us=(), waiting=2)


@pytest.mark.parametrize(
    ("figure", "of", "value", "said"),
    [
        (figures.BOUNCE_RATE, PEOPLE, Share(part=4, whole=40), "10 % (4 of 40)"),
        (figures.DELIVERED, PEOPLE, 36, "36"),
        (figures.REPLY_RATE, PEOPLE, Share(part=9, whole=36), "25 % (9 of 36)"),
        (figures.INTEREST_RATE, PEOPLE, Share(part=3, whole=9), "33 % (3 of 9)"),
        (figures.REPLY_RATE, NOBODY, Share(part=0, whole=0), "no figure yet"),
        (figures.FIRST_REPLY, PACE, Spell(median=timedelta(hours=3), cases=3), "3 h (3 answers)"),
        (figures.OUR_ANSWER, PACE, Spell(), "no figure yet"),
        (figures.UNANSWERED, PACE, 2, "2"),
    ],
)
def test_a_figure_is_what_its_formula_says(figure: Figure[Any], of: Any, value: Value, said: str) -> None:
    assert figure.of(of) == value
    assert measures.in_full(value) == said


def test_no_two_figures_of_a_table_share_a_name_and_all_say_how_they_are_counted() -> None:
    for table in (
        figures.PEOPLE,
        figures.STAGES,
        figures.ACTIVITY,
        figures.BESIDES,
        figures.PACE,
        figures.REASONS,
    ):
        assert len({figure.name for figure in table}) == len(table)
        assert all(figure.formula for figure in table)


@pytest.mark.parametrize(
    ("time", "said"),
    [
        (timedelta(minutes=20), "20 min"),
        (timedelta(hours=3, minutes=20), "3 h 20 min"),
        (timedelta(hours=23, minutes=59, seconds=40), "1 day"),
        (timedelta(days=2, hours=4), "2 days 4 h"),
        (None, "–"),
    ],
)
def test_spells_of_time_are_said_in_their_largest_units(time: timedelta | None, said: str) -> None:
    assert measures.lasting(time) == said


def test_a_spreadsheet_gets_numbers() -> None:
    assert [measures.plain(value) for value in (1_000, Share(part=1, whole=3), Share(part=0, whole=0))] == [
        "1000",
        "0.3333",
        "",
    ]
    assert measures.plain(Spell(median=timedelta(minutes=90), cases=1)) == "1.50"


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Pay: Grace earns more", "Pay"),
        ("Location", "Location"),
        ("Grace moves to Mars", "Something else"),
        ("", "No reason given"),
    ],
)
def test_words_of_ones_own_are_never_counted_by_what_they_say(written: str, kind: str) -> None:
    assert reasons.kind(written) == kind
