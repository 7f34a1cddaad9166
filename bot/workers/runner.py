"""APScheduler is the clock that ticks; what is due lives in the database, never here."""

import threading
from collections.abc import Mapping
from typing import Protocol

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from storage.errors import DatabaseTrouble

log = structlog.get_logger()


class Loop(Protocol):
    """Something that does one round at a time."""

    def tick(self) -> int:
        """Do one round; tell how much was done."""


class Runner:
    """Tick every loop at its pace until stopped; a loop that fails is logged and comes round again.

    `seconds` is the pause between two rounds of each loop; `abreast` how many rounds of one loop may run at once.
    """

    def __init__(self, loops: Mapping[str, tuple[Loop, float, int]]) -> None:
        self._loops = loops
        self._stopping = threading.Event()
        self._busy = 0
        self._idle = threading.Condition()
        threads = sum(abreast for _, _, abreast in loops.values())
        self._scheduler = BackgroundScheduler(
            executors={"default": ThreadPoolExecutor(threads)},
            job_defaults={"coalesce": True, "misfire_grace_time": None},
            timezone="UTC",
        )

    def start(self) -> None:
        """Begin to tick."""
        for name, (_, seconds, abreast) in self._loops.items():
            self._scheduler.add_job(
                self.tick, "interval", args=[name], seconds=seconds, id=name, max_instances=abreast
            )
        self._scheduler.start()

    def tick(self, name: str) -> int:
        """Do one round of one loop, whatever it throws."""
        if self._stopping.is_set():
            return 0
        with self._idle:
            self._busy += 1
        try:
            return self._loops[name][0].tick()
        except DatabaseTrouble as trouble:
            log.warning("loop waits for the database", loop=name, reason=type(trouble).__name__)
            return 0
        except Exception as error:  # noqa: BLE001  the one broad except: the next round comes
            log.error("loop failed", loop=name, exc_info=error)
            return 0
        finally:
            with self._idle:
                self._busy -= 1
                self._idle.notify_all()

    def stop(self, patience: float) -> bool:
        """Claim nothing more and let what is in flight finish, `patience` seconds at most; tell whether it did."""
        self._stopping.set()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        with self._idle:
            return self._idle.wait_for(lambda: self._busy == 0, patience)
