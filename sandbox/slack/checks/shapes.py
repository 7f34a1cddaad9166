"""The words checks are written in: what a value must be, and a report of what it is not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias


@dataclass(slots=True, kw_only=True)
class Report:
    """Collect what is wrong; `surface` is message, modal or home."""

    surface: str
    problems: list[str] = field(default_factory=list)

    def refuse(self, at: str, sentence: str) -> None:
        """Write down one problem and the place it is at."""
        self.problems.append(f"[ERROR] {sentence} [json-pointer:{at}]")


Check: TypeAlias = Callable[[Report, str, Any], None]


def string(most: int, *, least: int = 1) -> Check:
    """Want text of these many characters."""

    def check(report: Report, at: str, value: Any) -> None:
        if not isinstance(value, str):
            report.refuse(at, "must provide a string")
        else:
            length(report, at, value, most=most, least=least)

    return check


def length(report: Report, at: str, value: str, *, most: int, least: int = 1) -> None:
    """Refuse text that is too long or too short."""
    if len(value) > most:
        report.refuse(at, f"must be less than {most + 1} characters")
    elif len(value) < least:
        report.refuse(at, f"must be more than {least - 1} characters")


def whole(least: int, most: int | None = None) -> Check:
    """Want a whole number within these bounds."""

    def check(report: Report, at: str, value: Any) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            report.refuse(at, "must be an integer")
        elif value < least:
            report.refuse(at, f"must be at least {least}")
        elif most is not None and value > most:
            report.refuse(at, f"must be at most {most}")

    return check


def number(report: Report, at: str, value: Any) -> None:
    """Want a number."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        report.refuse(at, "must be a number")


def flag(report: Report, at: str, value: Any) -> None:
    """Want true or false."""
    if not isinstance(value, bool):
        report.refuse(at, "must be a boolean")


def one_of(*allowed: str) -> Check:
    """Want one of these words."""

    def check(report: Report, at: str, value: Any) -> None:
        if value not in allowed:
            report.refuse(at, f"must be one of: {', '.join(allowed)}")

    return check


def matching(pattern: Callable[[str], object], meant: str) -> Check:
    """Want text that has a certain form, named in words."""

    def check(report: Report, at: str, value: Any) -> None:
        if not isinstance(value, str) or not pattern(value):
            report.refuse(at, f"must be a valid {meant}")

    return check


def items(each: Check, *, most: int | None = None, least: int = 1) -> Check:
    """Want a list of these many things."""

    def check(report: Report, at: str, value: Any) -> None:
        if not isinstance(value, list):
            report.refuse(at, "must be an array")
            return
        if most is not None and len(value) > most:
            report.refuse(at, f"no more than {most} items allowed")
        if len(value) < least:
            report.refuse(at, f"no less than {least} items allowed")
        for index, item in enumerate(value):
            each(report, f"{at}/{index}", item)

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """Want an object with these fields, and no others but its type."""
    known = {**required, **(optional or {})}

    def check(report: Report, at: str, value: Any) -> None:
        if not isinstance(value, dict):
            report.refuse(at, "must be an object")
            return
        for name in required:
            if value.get(name) is None:
                report.refuse(at, f"missing required field: {name}")
        for name, content in value.items():
            if name not in known and name != "type":
                report.refuse(at, f"invalid additional property: {name}")
            elif name in known and content is not None:
                known[name](report, f"{at}/{name}", content)

    return check


def kind_of(value: object) -> str:
    """Give the type a block or element says it has."""
    return str(value.get("type", "")) if isinstance(value, dict) else ""


def typed(kinds: Mapping[str, Check]) -> Check:
    """Want an object whose type is one of these, checked as that type is."""

    def check(report: Report, at: str, value: Any) -> None:
        if not isinstance(value, dict):
            report.refuse(at, "must be an object")
        elif (known := kinds.get(kind_of(value))) is None:
            report.refuse(f"{at}/type", f"unsupported type: {kind_of(value)}")
        else:
            known(report, at, value)

    return check


def every(*checks: Check) -> Check:
    """Want all of these."""

    def check(report: Report, at: str, value: Any) -> None:
        for one in checks:
            one(report, at, value)

    return check


def anything(report: Report, at: str, value: Any) -> None:
    """Want nothing in particular."""
