"""A line of the log is JSON with words and ids; what people wrote never gets into it."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot import logs

SECRET = "Dear Grace, my number is 555-0100"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Catch the log; put everything back afterwards."""
    levels = {name: logging.getLogger(name).level for name in logs.NOISY}
    stream = io.StringIO()
    logs.configure(stream)
    yield stream
    structlog.reset_defaults()
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    """Read what was logged."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def wrong() -> Exception:
    """Break the way a bad mail breaks us: with what a person wrote in the error's text."""
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        return error


def test_a_line_is_json_with_words_ids_and_an_instant(stream: io.StringIO) -> None:
    structlog.get_logger().info("touch sent", touch=7, mailbox=3)

    (line,) = lines(stream)
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "touch sent", "level": "info", "touch": 7, "mailbox": 3}


def test_an_error_is_logged_by_its_type_and_place(stream: io.StringIO) -> None:
    structlog.get_logger().error("loop failed", loop="rounds", exc_info=wrong())

    (line,) = lines(stream)
    assert line["error"] == "ValueError"
    assert line["where"][-1].startswith("tests.bot.test_logs:")


@pytest.mark.parametrize("told", ["given", "current"])
def test_the_text_of_an_error_never_gets_into_the_log(stream: io.StringIO, told: str) -> None:
    log = structlog.get_logger()
    try:
        raise wrong()
    except ValueError as error:
        log.error("loop failed", exc_info=error if told == "given" else True)

    assert len(lines(stream)) == 1
    assert "Grace" not in stream.getvalue()


def test_the_text_of_what_caused_an_error_stays_out_as_well(stream: io.StringIO) -> None:
    error = RuntimeError("the mail broke us")
    error.__cause__ = wrong()

    structlog.get_logger().error("mail set aside", exc_info=error)

    assert "Grace" not in stream.getvalue()


@pytest.mark.parametrize("name", logs.NOISY)
def test_libraries_are_silent_below_errors(stream: io.StringIO, name: str) -> None:
    assert logging.getLogger(name).getEffectiveLevel() == logging.ERROR
