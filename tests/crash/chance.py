"""Deaths by chance: `python -m tests.crash.chance --seeds 100`, thousands if you like.

A seed decides who dies, freezes or loses what, how many workers there are, when the database server stops and
whether an older copy of the database is put back. What is decided by number is the same each time; when a
signal arrives is left to the machine, so a seed that failed once may want a few tries.
"""

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.crash import play as plays, server, theatre as theatres
from tests.crash.boundaries import Blow, Harm
from tests.crash.play import Play
from tests.crash.stores import File, Served, Store
from tests.crash.theatre import Theatre

SQLITE, POSTGRESQL = "sqlite", "postgresql"
MOST_BOUNDARIES = 40
BLOWS = (Harm.DIES_BEFORE, Harm.DIES_AFTER, Harm.LOSES, Harm.FREEZES, Harm.REFUSED)


@dataclass(kw_only=True)
class Luck:
    """What one seed has in store for a play."""

    play: Play
    store: Store
    rng: Random

    def strike(self) -> None:
        """Let one of the disasters happen to a day's work."""
        disasters: list[Callable[[], None]] = [self._pair, self._pair, self._signals, self._signals]
        disasters += [self._older_copy] + [self._fall] * (self.store.most_workers > 1)
        self.rng.choice(disasters)()

    def _pair(self) -> None:
        numbers = sorted(self.rng.sample(range(1, MOST_BOUNDARIES), 2))
        first, second = (Blow(at=number, harm=self.rng.choice(BLOWS)) for number in numbers)
        self.play.struck(first, second, looks=(0.0, 3.0))
        self.play.struck(second, looks=(0.0, 3.0))

    def _crowd(self) -> AbstractContextManager[list[int]]:
        return self.play.crowd(self.rng.randint(1, self.store.most_workers))

    def _signals(self) -> None:
        with self._crowd() as workers:
            for _ in range(self.rng.randint(1, 5)):
                time.sleep(self.rng.uniform(0.0, 0.2))
                place = self.rng.randrange(len(workers))
                workers[place] = self._signalled(workers[place])

    def _signalled(self, pid: int) -> int:
        if self.rng.random() < 0.5:
            self.play.kill(pid)
            return self.play.theatre.nursery.start(self.play.orders())
        os.kill(pid, signal.SIGSTOP)
        self.play.theatre.nursery.wait(pid)
        self.play.let_pass(minutes=3)
        time.sleep(self.rng.uniform(0.0, 0.2))
        os.kill(pid, signal.SIGCONT)
        return pid

    def _older_copy(self) -> None:
        if self.rng.random() < 0.5:
            self.play.struck(Blow(at=self.rng.randint(1, MOST_BOUNDARIES), harm=self.rng.choice(BLOWS)))
        self.store.copy()
        self._signals()
        self.play.let_pass(minutes=self.rng.choice((0, 3, 60)))
        self.store.put_back()

    def _fall(self) -> None:
        with self._crowd():
            for _ in range(self.rng.randint(1, 2)):
                time.sleep(self.rng.uniform(0.0, 0.3))
                self.store.fall()


def wrongs(theatre: Theatre, store: Store, seed: int, *, log: str = os.devnull) -> list[str]:
    """Play the story with the luck of one seed; list what was promised and not kept."""
    play = Play(theatre=theatre, stand_in=theatre.open(), url=store.url, log=log)
    luck = Luck(play=play, store=store, rng=Random(seed))
    play.enroll()
    luck.strike()
    plays.end_of_day(play)
    play.sleep()
    luck.strike()
    plays.finish(play)
    return play.wrongs()


@contextmanager
def stores(kind: str, theatre: Theatre) -> Iterator[Callable[[], Store]]:
    """Give what makes databases of a kind."""
    if kind == SQLITE:
        yield lambda: File(path=theatre.folder / "chance.db", empty=theatre.empty)
        return
    with (
        tempfile.TemporaryDirectory(prefix="overture-pg-") as folder,
        server.running(Path(folder)) as running,
    ):
        yield lambda: Served(running)


def main(words: list[str]) -> int:
    """Try many seeds; tell how to replay each that fails."""
    asked = argparse.ArgumentParser(prog="python -m tests.crash.chance")
    asked.add_argument("--seeds", type=int, default=1, help="how many")
    asked.add_argument("--seed", type=int, default=0, help="the first")
    asked.add_argument("--on", choices=(SQLITE, POSTGRESQL), default=SQLITE)
    asked.add_argument("--log", default=os.devnull, help="a file for the workers' lines")
    told = asked.parse_args(words)
    seeds = range(told.seed, told.seed + told.seeds)
    with theatres.opened() as theatre, stores(told.on, theatre) as make:
        failed = sum(_told(seed, told.on, _tried(theatre, make(), seed, told.log)) for seed in seeds)
    sys.stdout.write(f"{told.on}: seeds {seeds.start} to {seeds.stop - 1}, {failed} failed\n")
    return 1 if failed else 0


def _tried(theatre: Theatre, store: Store, seed: int, log: str) -> list[str]:
    try:
        return wrongs(theatre, store, seed, log=log)
    finally:
        store.forget()


def _told(seed: int, kind: str, found: list[str]) -> bool:
    if found:
        again = f"python -m tests.crash.chance --seed {seed} --on {kind}"
        sys.stdout.write(f"seed {seed}: {'; '.join(found)}\n  again: {again}\n")
        sys.stdout.flush()
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
