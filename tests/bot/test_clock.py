"""One clock for several machines."""

from datetime import UTC, datetime, timedelta

from bot.clock import RESYNC_SECONDS, SharedClock

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Machine:
    """A machine whose own clock says nothing, a steady one, and the clock it asks."""

    def __init__(self) -> None:
        self.steady = 0.0
        self.told: datetime | None = NOON
        self.asked = 0

    def ask(self) -> datetime | None:
        self.asked += 1
        return self.told

    def clock(self) -> SharedClock:
        return SharedClock(self.ask, steady=lambda: self.steady)


def test_the_shared_clock_is_asked_now_and_then_and_counted_on_between() -> None:
    machine = Machine()
    clock = machine.clock()

    assert clock() == NOON
    machine.steady = 5.0
    assert clock() == NOON + timedelta(seconds=5)
    assert machine.asked == 1
    machine.steady, machine.told = RESYNC_SECONDS, NOON + timedelta(minutes=5)
    assert clock() == NOON + timedelta(minutes=5)


def test_a_database_that_does_not_answer_stops_no_clock() -> None:
    machine = Machine()
    clock = machine.clock()
    clock()
    machine.steady, machine.told = 60.0, None

    assert clock() == NOON + timedelta(seconds=60)


def test_before_the_first_answer_the_machine_s_own_clock_must_do() -> None:
    machine = Machine()
    machine.told = None

    assert abs(machine.clock()() - datetime.now(UTC)) < timedelta(minutes=1)


def test_the_shared_clock_is_gone_by_as_soon_as_it_can_be_asked() -> None:
    machine = Machine()
    machine.told = None
    clock = machine.clock()
    clock()

    machine.told = NOON

    assert clock() == NOON
