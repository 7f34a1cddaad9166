"""What was measured, as JSON beside each other and as tables people read."""

import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(os.environ.get("BENCH_RESULTS", ".bench"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A figure that was promised: `measured` must be at most or at least `wanted`."""

    what: str
    measured: float
    wanted: float
    at_most: bool

    @property
    def met(self) -> bool:
        return self.measured <= self.wanted if self.at_most else self.measured >= self.wanted

    def told(self) -> list[str]:
        """Give the goal as a row of a table."""
        sign = "≤" if self.at_most else "≥"
        return [
            self.what,
            f"{sign} {shown(self.wanted)}",
            shown(self.measured),
            "met" if self.met else "missed",
        ]


def keep(name: str, content: Mapping[str, Any]) -> None:
    """Keep what one benchmark measured."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.json").write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def kept(name: str) -> dict[str, Any] | None:
    """Give what one benchmark measured last, if it ran."""
    path = FOLDER / f"{name}.json"
    if not path.is_file():
        return None
    found: dict[str, Any] = json.loads(path.read_text())
    return found


def table(headers: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Draw a table as Markdown has it."""
    lines = [headers, ["---"] * len(headers), *[[shown(cell) for cell in row] for row in rows]]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def shown(cell: Any) -> str:
    """Write a figure with no more digits than it is worth."""
    if not isinstance(cell, float):
        return str(cell)
    if cell == int(cell) or abs(cell) >= 100:
        return f"{cell:,.0f}"
    return f"{cell:.1f}" if abs(cell) >= 10 else f"{cell:.2f}"


def machine() -> str:
    """Name what the figures were measured on."""
    cores = len(os.sched_getaffinity(0))
    return f"{cores} cores, {platform.system()} {platform.release().split('-')[0]}, CPython {platform.python_version()}"


def say(title: str, text: str) -> None:
    """Print a table under its title."""
    print(f"\n{title}\n\n{text}\n")
    sys.stdout.flush()
