"""One JSON line a change: words and ids, never a body, an address or a secret."""

import logging
import sys
from typing import TextIO

import structlog

NOISY = ("apscheduler", "alembic", "slack_bolt", "slack_sdk", "googleapiclient", "urllib3", "uvicorn")


def configure(stream: TextIO | None = None) -> None:
    """Send our lines as JSON to a stream, and hush libraries below warnings."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_messages,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(stream or sys.stdout),
        cache_logger_on_first_use=False,
    )
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.ERROR)


def _without_messages(_: object, __: str, event: structlog.types.EventDict) -> structlog.types.EventDict:
    # An exception's text may quote what a person wrote; its type and place are enough to find it.
    error = event.pop("exc_info", None)
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["where"] = _places(error)
    return event


def _places(error: BaseException) -> list[str]:
    places = []
    trace = error.__traceback__
    while trace is not None:
        places.append(f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}")
        trace = trace.tb_next
    return places[-6:]
