import pytest

from bot.rules import steers
from bot.rules.steers import SNOOZES, Steer
from storage.statuses import EnrollmentStatus


@pytest.mark.parametrize(
    ("status", "is_late", "expected"),
    [
        pytest.param("active", False, (Steer.PAUSE, *SNOOZES, Steer.STOP), id="running"),
        pytest.param("active", True, (Steer.GO_ON, Steer.PAUSE, *SNOOZES, Steer.STOP), id="away or snoozed"),
        pytest.param("paused", False, (Steer.GO_ON, *SNOOZES, Steer.STOP), id="paused"),
        pytest.param("held", True, (Steer.GO_ON, *SNOOZES, Steer.STOP), id="held"),
        pytest.param("replied", False, (), id="answered"),
        pytest.param("finished", True, (), id="finished"),
    ],
)
def test_what_is_offered_fits_how_somebody_stands(
    status: str, is_late: bool, expected: tuple[Steer, ...]
) -> None:
    assert steers.offered(EnrollmentStatus(status), is_late=is_late) == expected
