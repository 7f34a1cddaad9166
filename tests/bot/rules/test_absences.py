"""The day somebody is back, as people write it, and how their absence is said."""

from datetime import UTC, date, datetime

import pytest

from bot.refusals import Refusal
from bot.rules import absences
from bot.rules.absences import Absence
from storage.statuses import Cover

TUESDAY = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("until 2026-03-09", date(2026, 3, 9)),
        ("9 March", date(2026, 3, 9)),
        ("until March 9", date(2026, 3, 9)),
        ("monday", date(2026, 3, 9)),
        ("tue", date(2026, 3, 10)),
        ("tomorrow", date(2026, 3, 4)),
        ("2026-12-24", date(2026, 12, 24)),
    ],
)
def test_a_day_is_read_as_people_write_it(words: str, day: date) -> None:
    assert absences.read(words, TUESDAY) == day


@pytest.mark.parametrize(
    "words",
    [
        "",
        "until",
        "soon",
        "2026-02-30",
        "2026-03-03",
        "2026-03-02",
        "2029-01-01",
        "9 March or 10 March",
        "<!here>",
    ],
)
def test_what_is_no_day_to_come_back_on_is_refused(words: str) -> None:
    with pytest.raises(Refusal):
        absences.read(words, TUESDAY)


def test_the_sentence_names_who_and_the_day() -> None:
    ends = absences.ends(date(2026, 3, 9), "America/New_York")
    absence = Absence(name="Ana Lovelace", until=ends, zone="America/New_York", cover=Cover.EVERYTHING)

    assert absence.why == "Ana is away until Mon 9 Mar."
    assert ends == datetime(2026, 3, 9, 4, 0, tzinfo=UTC)  # midnight, the day after the clocks changed
