"""Checks of a whole view."""

from sandbox.slack import surfaces
from sandbox.slack.checks import objects, tables, together
from sandbox.slack.checks.shapes import Check, Report, anything, flag, shape, string
from sandbox.slack.wire import Payload

_MOST_BLOCKS = 100


def check(view: Payload) -> list[str]:
    """Name what is wrong with a modal or Home tab."""
    kind = view.get("type")
    if kind not in {"modal", "home"}:
        return [f"[ERROR] unsupported type: {kind} [json-pointer:/view/type]"]
    report = Report(surface=str(kind))
    (_modal() if kind == "modal" else _home())(report, "/view", view)
    together.check(report, "/view/blocks", view.get("blocks", []), most=_MOST_BLOCKS)
    if not report.problems:
        _check_whole(report, view)
    return report.problems


def _check_whole(report: Report, view: Payload) -> None:
    blocks = view["blocks"]
    if not blocks:
        report.refuse("/view/blocks", "no less than 1 items allowed")
    found = list(surfaces.blocks_of(blocks))
    if view["type"] == "modal" and not view.get("submit") and any(one["type"] == "input" for one in found):
        report.refuse("/view", "missing required field: submit (there is an input block)")
    characters = sum(tables.characters(one) for one in found if one["type"] == "table")
    if characters > tables.MOST_TABLE_TEXT:
        report.refuse(
            "/view/blocks", f"no more than {tables.MOST_TABLE_TEXT} characters in table blocks allowed"
        )


def _modal() -> Check:
    short = objects.plain(24)
    flags = dict.fromkeys(("clear_on_close", "notify_on_close", "submit_disabled"), flag)
    return shape(
        {"title": short, "blocks": anything}, {"submit": short, "close": short, **flags, **_shared()}
    )


def _home() -> Check:
    return shape({"blocks": anything}, _shared())


def _shared() -> dict[str, Check]:
    return {
        "private_metadata": string(3_000, least=0),
        "callback_id": string(255, least=0),
        "external_id": string(255, least=0),
    }
