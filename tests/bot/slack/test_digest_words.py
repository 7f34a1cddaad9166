"""How often and when, as people type it after `/sequence digest #channel`."""

from datetime import time

import pytest

from bot.refusals import Refusal
from bot.slack.conversations import digest
from storage.statuses import Cadence


@pytest.mark.parametrize(
    ("words", "cadence", "hour"),
    [
        ("", Cadence.DAILY, time(9)),
        ("daily at 9:00", Cadence.DAILY, time(9)),
        ("every day at 9:30 am", Cadence.DAILY, time(9, 30)),
        ("daily at 5 PM", Cadence.DAILY, time(17)),
        ("daily at 12am", Cadence.DAILY, time(0)),
        ("12:15 pm, weekdays", Cadence.WEEKDAYS, time(12, 15)),
        ("each weekday at 8.45", Cadence.WEEKDAYS, time(8, 45)),
        ("weekly at 17 Uhr", Cadence.WEEKLY, time(17)),
        ("weekly on Monday at 9", Cadence.WEEKLY, time(9)),
        ("Mondays at 10h", Cadence.WEEKLY, time(10)),
    ],
)
def test_how_often_and_when_is_understood_as_people_say_it(words: str, cadence: Cadence, hour: time) -> None:
    assert digest.when(words) == (cadence, hour)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("daily at noon", "I do not understand “noon”"),
        ("on Tuesdays at 9:00", "I do not understand “tuesdays”"),
        ("daily at 25:00", "“25:00” is no time of day"),
        ("daily at 9:75", "“9:75” is no time of day"),
    ],
)
def test_other_words_are_refused_with_those_there_are(words: str, told: str) -> None:
    with pytest.raises(Refusal, match=told) as refused:
        digest.when(words)

    assert "`daily`, `weekdays` or `weekly` (on Mondays)" in str(refused.value)
