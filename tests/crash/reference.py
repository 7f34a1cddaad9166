"""The reference run: the story without any harm, its boundaries written down, and the evening to come back to."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import cycle
from pathlib import Path

from tests.crash import play as plays
from tests.crash.boundaries import Blow, Boundary, Harm
from tests.crash.play import Play
from tests.crash.stores import Store
from tests.crash.theatre import Moment, Theatre


class Day(StrEnum):
    """Which part of the story a harm comes in: first mails, or an answer and follow-ups."""

    FIRST = "first mails"
    SECOND = "follow-ups"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One harm at one boundary of one day."""

    day: Day
    boundary: Boundary
    harm: Harm

    def __str__(self) -> str:
        """Name the case as its test id does."""
        return f"{self.day} {self.boundary.number:02}: {self.harm} {self.boundary.name}"

    @property
    def blow(self) -> Blow:
        """Give the blow that a worker is told of."""
        return Blow(at=self.boundary.number, harm=self.harm)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What the run without harm has shown."""

    evening: Moment
    met: dict[Day, tuple[Boundary, ...]]

    def cases(self) -> Iterator[Case]:
        """List every boundary with everything that can happen there.

        Dying makes a difference only where something lasting is done: between two such boundaries a process that
        dies leaves the same database and the same mailbox behind, wherever it was.
        """
        for day, met in self.met.items():
            for boundary in met:
                if boundary.lasts:
                    yield Case(day=day, boundary=boundary, harm=Harm.DIES_BEFORE)
                    yield Case(day=day, boundary=boundary, harm=Harm.DIES_AFTER)
                yield Case(day=day, boundary=boundary, harm=Harm.LOSES)
                yield Case(day=day, boundary=boundary, harm=Harm.FREEZES)

    def some_cases(self) -> Iterator[Case]:
        """List one harm for each boundary that changes something, every kind in turn."""
        lasting = [(day, one) for day, met in self.met.items() for one in met if one.lasts]
        harms = cycle((Harm.DIES_AFTER, Harm.FREEZES, Harm.LOSES, Harm.DIES_BEFORE))
        for (day, boundary), harm in zip(lasting, harms, strict=False):
            yield Case(day=day, boundary=boundary, harm=harm)


def record(theatre: Theatre) -> Reference:
    """Play the story once on SQLite, harming nobody."""
    play = morning(theatre, Path(os.devnull))
    first = traced(play, 0.0)
    plays.end_of_day(play)
    kept = theatre.keep(play.stand_in, theatre.folder / "case.db", "evening")
    play = evening(theatre, kept, Path(os.devnull))
    second = traced(play, 0.0)
    plays.finish(play)
    assert play.wrongs() == []
    return Reference(evening=kept, met={Day.FIRST: first, Day.SECOND: second})


def morning(theatre: Theatre, log: Path) -> Play:
    """Begin the story: everybody is enrolled, nothing has gone out."""
    url = f"sqlite:///{theatre.file(theatre.empty)}"
    play = Play(theatre=theatre, stand_in=theatre.open(), url=url, log=str(log))
    play.enroll()
    return play


def evening(theatre: Theatre, kept: Moment, log: Path) -> Play:
    """Come back to the evening: everybody has got the first mail, and one has answered; a night passes."""
    url = f"sqlite:///{theatre.file(kept.file)}"
    play = Play(theatre=theatre, stand_in=theatre.come_back(kept), url=url, log=str(log))
    play.look(0.0)  # a worker sees that this file is a copy: nothing is sent for two minutes
    play.sleep()
    return play


def begun(theatre: Theatre, reference: Reference, day: Day, log: Path) -> Play:
    """Begin with a day, on SQLite."""
    return morning(theatre, log) if day is Day.FIRST else evening(theatre, reference.evening, log)


def played_on(store: Store, theatre: Theatre, case: Case, log: Path) -> Play:
    """Play the whole story with one harm in it, on a database of any kind."""
    play = Play(theatre=theatre, stand_in=theatre.open(), url=store.url, log=str(log))
    play.enroll()
    if case.day is Day.FIRST:
        play.struck(case.blow)
        plays.go_on(play, from_first=True)
        return play
    play.struck()
    plays.end_of_day(play)
    play.sleep()
    play.struck(case.blow)
    plays.finish(play)
    return play


def played(theatre: Theatre, reference: Reference, case: Case, log: Path) -> Play:
    """Play the story with one harm in it, on SQLite."""
    play = begun(theatre, reference, case.day, log)
    play.struck(case.blow)
    plays.go_on(play, from_first=case.day is Day.FIRST)
    return play


def first(reference: Reference, day: Day, name: str) -> int:
    """Number the first boundary of a name."""
    return next(one.number for one in reference.met[day] if one.name == name)


def lasting_after(reference: Reference, day: Day, number: int) -> int:
    """Number the next boundary that changes something."""
    return next(one.number for one in reference.met[day] if one.lasts and one.number > number)


def lasting_before(reference: Reference, day: Day, number: int) -> int:
    """Number the last boundary before that changes something."""
    return max(one.number for one in reference.met[day] if one.lasts and one.number < number)


def traced(play: Play, *looks: float) -> tuple[Boundary, ...]:
    """Let a worker look unharmed, and tell which boundaries it met."""
    trace = play.theatre.folder / "trace"
    trace.write_text("", encoding="utf-8")
    fate = play.theatre.nursery.run(play.orders(*looks, trace=str(trace)))
    assert fate.code == 0
    lines = [line.partition(" ") for line in trace.read_text(encoding="utf-8").splitlines()]
    return tuple(
        Boundary(number=number, name=name, lasts=lasts == "1")
        for number, (lasts, _, name) in enumerate(lines, 1)
    )
