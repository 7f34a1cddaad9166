"""What `make test` leaves to `make check`: rings that take long; of the longest the everyday suite has an example."""

from collections.abc import Iterable
from pathlib import Path

import pytest

HERE = Path(__file__).parent

LONG = (
    "journeys",
    "simulation",
    "classifying",
    "bot/outreach/candidates/test_importing.py",
    "bot/outreach/candidates/test_importing_meanwhile.py",
    "bot/outreach/overview",
    "bot/report",
    "bot/rules/links/test_any_text.py",
    "bot/slack/test_wrong_person.py",
    "bot/slack/views/test_saved.py",
    "bot/test_doctor.py",
    "bot/test_house.py",
    "bot/test_lint.py",
    "bot/test_main.py",
    "bot/workers",
    "gmail/test_hostile_mail.py",
    "storage/test_migrations.py",
)
EXAMPLES = ("journeys/test_story.py", "bot/workers/test_rounds.py")


def mark(items: Iterable[pytest.Item]) -> None:
    """Mark what only `make check` runs."""
    for item in items:
        if _is_in(item.path, LONG) and not _is_in(item.path, EXAMPLES):
            item.add_marker("whole")


def _is_in(path: Path, places: tuple[str, ...]) -> bool:
    return any(path.is_relative_to(HERE / place) for place in places)
