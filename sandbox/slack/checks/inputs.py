"""Elements that stand in input blocks only: text, rich text, addresses, links, numbers, files."""

from typing import Any

from sandbox.slack.checks import objects, rich_text
from sandbox.slack.checks.shapes import Check, Report, every, flag, items, matching, shape, string, whole

_NAME = string(255)


def kinds() -> dict[str, Check]:
    """List the elements by type."""
    return {
        "plain_text_input": every(shape({}, _plain_text()), _lengths_in_order),
        "email_text_input": shape({}, {"initial_value": string(3_000, least=0), **_typed()}),
        "url_text_input": shape({}, {"initial_value": string(3_000, least=0), **_typed()}),
        "number_input": every(shape({"is_decimal_allowed": flag}, _number()), _values_in_order),
        "rich_text_input": every(shape({}, _rich_text()), _lines_in_order),
        "file_input": shape(
            {},
            {"action_id": _NAME, "filetypes": items(string(255)), "max_files": whole(1, 10)},
        ),
    }


def _typed() -> dict[str, Check]:
    return {
        "action_id": _NAME,
        "placeholder": objects.plain(150),
        "dispatch_action_config": objects.dispatch_action_config(),
        "focus_on_load": flag,
    }


def _plain_text() -> dict[str, Check]:
    return {
        **_typed(),
        "initial_value": string(3_000, least=0),
        "multiline": flag,
        "min_length": whole(0, 3_000),
        "max_length": whole(1, 3_000),
    }


def _number() -> dict[str, Check]:
    written = matching(_is_number, "number written as a string")
    return {**_typed(), "initial_value": written, "min_value": written, "max_value": written}


def _rich_text() -> dict[str, Check]:
    return {
        **_typed(),
        "initial_value": rich_text.block(),
        "min_lines": whole(1, 100),
        "max_lines": whole(1, 100),
    }


def _is_number(text: str) -> bool:
    return text.lstrip("-").replace(".", "", 1).isdecimal()


def _lengths_in_order(report: Report, at: str, value: Any) -> None:
    least, most = value.get("min_length"), value.get("max_length")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        report.refuse(f"{at}/min_length", "must not be more than max_length")


def _lines_in_order(report: Report, at: str, value: Any) -> None:
    least, most = value.get("min_lines"), value.get("max_lines")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        report.refuse(f"{at}/min_lines", "must not be more than max_lines")


def _values_in_order(report: Report, at: str, value: Any) -> None:
    least, most = str(value.get("min_value", "")), str(value.get("max_value", ""))
    if _is_number(least) and _is_number(most) and float(least) > float(most):
        report.refuse(f"{at}/min_value", "must not be more than max_value")
