"""One by one, as one list, or a little later together."""

from datetime import timedelta

import pytest

from bot.rules import gathering
from bot.rules.gathering import Later, Singly, Together
from tests.builders import NOW

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("due", "told", "how"),
    [
        pytest.param([], [], Singly(count=0), id="nothing"),
        pytest.param([0, 0, 0], [], Singly(count=3), id="three come one by one"),
        pytest.param([0, 0, 0, 0], [], Together(), id="four are a list"),
        pytest.param([0, 1, 3, 5], [], Together(), id="within the same minutes they are a list, too"),
        pytest.param([0, 4], [], Singly(count=1), id="what is only due soon waits for its time"),
        pytest.param([0], [-2, -9], Singly(count=1), id="the third of a quarter of an hour still comes"),
        pytest.param([0], [-2, -9, -14], Later(until=NOW + MINUTE), id="the fourth waits for the others"),
        pytest.param([0], [-15, -16, -17], Singly(count=1), id="what was said long ago does not count"),
        pytest.param([3], [-1, -1, -1], Singly(count=0), id="what is not due keeps nobody waiting"),
        pytest.param([0, 0, 0, 0], [-1, -1, -1], Together(), id="a list comes at once"),
    ],
)
def test_how_somebody_hears_of_what_is_due(due: list[int], told: list[int], how: object) -> None:
    found = gathering.gather([NOW + at * MINUTE for at in due], [NOW + at * MINUTE for at in told], NOW)

    assert found == how
