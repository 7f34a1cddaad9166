"""Answers to external selects."""

from sandbox.slack.checks import objects
from sandbox.slack.checks.shapes import Report, items
from sandbox.slack.wire import Payload


def check_answer(answer: Payload) -> list[str]:
    """Name what is wrong with the options an app offers."""
    report = Report(surface="modal")
    if "option_groups" in answer:
        objects.option_groups()(report, "/option_groups", answer["option_groups"])
    elif "options" in answer:
        # No options at all is a fair answer to a query that matches nothing.
        items(objects.option(), most=100, least=0)(report, "/options", answer["options"])
    else:
        report.refuse("/", "missing required field: options")
    return report.problems
