"""Every benchmark in one run, and whether the goals were met; `make bench` rewrites docs/performance.md from it.

`python -m tests.benchmarks --quick` uses small crowds; `--only touches --only client` runs some; `--write` runs none
and only draws what was measured before.
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks import (
    acks,
    apscheduler_baseline,
    client,
    floor,
    kills,
    places,
    procrastinate_baseline,
    results,
    touches,
    units,
)
from tests.benchmarks.results import Goal

PAGE = Path("docs/performance.md")
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
SMALL, LARGE = 10_000, 1_000_000

Figures = Any


def _touches(quick: bool) -> Figures:
    sizes = (SMALL,) if quick else touches.SIZES
    return [one for kind in places.KINDS for people in sizes for one in touches.measure(kind, people)]


def _apscheduler(quick: bool) -> Figures:
    sizes = (SMALL,) if quick else (SMALL, LARGE)
    return [apscheduler_baseline.measure(kind, people) for kind in places.KINDS for people in sizes]


def _procrastinate(quick: bool) -> Figures:
    sizes = procrastinate_baseline.SIZES[:1] if quick else procrastinate_baseline.SIZES
    return [
        procrastinate_baseline.measure(people, workers)
        for people in sizes
        for workers in procrastinate_baseline.WORKERS
    ]


def _client(quick: bool) -> Figures:
    return [client.five_calls(), *(client.measure(kind) for kind in places.KINDS)]


PARTS: dict[str, tuple[str, Callable[[bool], Figures], Callable[[Figures], str]]] = {
    "floor": ("The machine's floor", lambda _quick: floor.measure(), floor.tell),
    "touches": ("Touches settled, whole protocol, Gmail in memory", _touches, touches.tell),
    "apscheduler": ("The same stages, one APScheduler job each", _apscheduler, apscheduler_baseline.tell),
    "procrastinate": (
        "The same stages, one procrastinate task each",
        _procrastinate,
        procrastinate_baseline.tell,
    ),
    "client": ("Through the real Google client over HTTP", _client, client.tell),
    "acks": (
        "From request to acknowledgement",
        lambda _quick: [one for kind in places.KINDS for one in acks.measure(kind)],
        acks.tell,
    ),
    "units": ("Quota units", lambda _quick: units.measure(), units.tell),
    "kills": ("The same kill -9 for all three", lambda _quick: kills.measure(), kills.tell),
}


def goals(known: dict[str, Figures]) -> list[Goal]:
    """Compare what was measured with what was promised."""
    found: list[Goal] = []
    if "touches" in known:
        found += touches.goals(known["touches"]) + _against_others(known)
    for name, part in (
        ("client", client.goals),
        ("acks", acks.goals),
        ("units", units.goals),
        ("kills", kills.goals),
    ):
        if name in known:
            found += part(known[name])
    return found


def _against_others(known: dict[str, Figures]) -> list[Goal]:
    """Compare each with as many workers as suit it; APScheduler allows one process, with ten threads."""
    found: list[Goal] = []
    for kind in places.KINDS:
        ours = touches.best(known["touches"], what="touches", kind=kind, people=LARGE)
        theirs = touches.best(known.get("apscheduler", []), kind=kind, people=LARGE)
        if ours and theirs:
            what = f"with 1,000,000 waiting: ours / APScheduler, {kind}"
            found.append(_ratio(what, ours, theirs, 1.0))
    ours = touches.best(known["touches"], what="touches", kind="postgresql", people=LARGE)
    theirs = touches.best(known.get("procrastinate", []), people=LARGE)
    if ours and theirs:
        found.append(_ratio("with 1,000,000 waiting: ours / procrastinate, postgresql", ours, theirs, 20.0))
    return found


def _ratio(what: str, ours: Figures, theirs: Figures, wanted: float) -> Goal:
    return Goal(what=what, measured=ours["per_second"] / theirs["per_second"], wanted=wanted, at_most=False)


def summary(known: dict[str, Figures]) -> str:
    """Draw the goals, met or missed."""
    return results.table(["goal", "wanted", "measured", ""], [goal.told() for goal in goals(known)])


def per_floor(known: dict[str, Figures]) -> str:
    """Relate touches to what the machine can commit."""
    rows = []
    floors = {"sqlite": "SQLite commits/s (WAL, FULL)", "postgresql": "PostgreSQL commits/s, one connection"}
    for kind, name in floors.items():
        ours = touches.chosen(known.get("touches", []), what="touches", kind=kind, workers=1)
        if ours and "floor" in known:
            rows.append(
                [
                    kind,
                    float(known["floor"][name]),
                    ours["per_second"],
                    known["floor"][name] / ours["per_second"],
                ]
            )
    return results.table(
        ["database", "commits/s", "touches/s", "commits the machine could do in one touch"], rows
    )


def write(known: dict[str, Figures], machines: set[str]) -> None:
    """Put what was measured into the page, between its marks."""
    parts = [f"Measured on {' and '.join(sorted(machines))}.", "### Goals", summary(known)]
    for name, (title, _, tell) in PARTS.items():
        if name in known:
            parts += [f"### {title}", tell(known[name])]
        if name == "touches" and name in known:
            parts.append(per_floor(known))
    page = PAGE.read_text()
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(before + BEGIN + "\n\n" + "\n\n".join(parts) + "\n\n" + END + after)


def main() -> None:
    """Measure, draw, compare."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--only", action="append", choices=list(PARTS))
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    places.hush()
    for name in () if given.write else given.only or PARTS:
        title, measure, tell = PARTS[name]
        figures = measure(given.quick)
        results.keep(name, {"machine": results.machine(), "figures": figures})
        results.say(title, tell(figures))
    kept = {name: found for name in PARTS if (found := results.kept(name)) is not None}
    known = {name: found["figures"] for name, found in kept.items()}
    write(known, {found["machine"] for found in kept.values()})
    results.say("Goals", summary(known))


if __name__ == "__main__":
    main()
