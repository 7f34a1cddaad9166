"""The clock that ticks: what fails comes round again, what is in flight is waited for."""

import threading

import pytest

from bot.workers.runner import Loop, Runner
from storage.errors import DatabaseBusy


class Counted:
    """A loop that counts its rounds and throws what it is told to."""

    def __init__(self, *troubles: Exception) -> None:
        self.rounds = 0
        self.troubles = list(troubles)
        self.went_well = threading.Event()

    def tick(self) -> int:
        """Do one round."""
        self.rounds += 1
        if self.troubles:
            raise self.troubles.pop(0)
        self.went_well.set()
        return 3


class Long:
    """A loop whose round lasts until it is let go."""

    def __init__(self) -> None:
        self.began = threading.Event()
        self.may_end = threading.Event()

    def tick(self) -> int:
        """Do one long round."""
        self.began.set()
        self.may_end.wait(10)
        return 1


def running(loop: Loop) -> Runner:
    runner = Runner({"loop": (loop, 0.01, 1)})
    runner.start()
    return runner


@pytest.mark.parametrize(
    "trouble",
    [pytest.param(KeyError("a bug"), id="a bug"), pytest.param(DatabaseBusy("Busy."), id="a busy database")],
)
def test_a_loop_that_fails_comes_round_again(trouble: Exception) -> None:
    loop = Counted(trouble)
    runner = running(loop)

    assert loop.went_well.wait(10)

    assert runner.stop(10)
    assert loop.rounds >= 2


def test_a_round_tells_how_much_was_done() -> None:
    runner = Runner({"good": (Counted(), 1, 1), "bad": (Counted(ValueError()), 1, 1)})

    assert (runner.tick("good"), runner.tick("bad")) == (3, 0)


def test_stopping_waits_for_what_is_in_flight() -> None:
    loop = Long()
    runner = running(loop)
    assert loop.began.wait(10)
    stopped: list[bool] = []
    stopping = threading.Thread(target=lambda: stopped.append(runner.stop(10)))

    stopping.start()
    stopping.join(0.05)
    assert stopped == []
    loop.may_end.set()
    stopping.join()

    assert stopped == [True]


def test_stopping_does_not_wait_for_ever() -> None:
    loop = Long()
    runner = running(loop)
    assert loop.began.wait(10)

    assert not runner.stop(0.01)

    loop.may_end.set()


def test_nothing_begins_after_stopping() -> None:
    loop = Counted()
    runner = Runner({"loop": (loop, 1, 1)})
    runner.stop(1)

    assert runner.tick("loop") == 0
    assert loop.rounds == 0
