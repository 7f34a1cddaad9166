"""Versions that were just saved, wait for approval or leave people behind, for the screens."""

from typing import Any

from bot.outreach.plans.editions import ApprovalCard, Inside, Leaving, News, SavedPage, StageChanged
from tests.bot.slack.views import cast
from tests.bot.slack.views.cast import NAME, Json


def inside(count: int = 2, words: str = NAME) -> Inside:
    """Make people who are in it by an older version, with so many stages that changed."""
    lines = (
        StageChanged(
            number=place + 1,
            stage=cast.stage(words),
            people=12,
            names=(words,) * 10,
            is_gone=bool(place % 2),
        )
        for place in range(min(count, 10))
    )
    return Inside(people=12, lines=tuple(lines))


def saved(count: int, words: str = NAME, **more: Any) -> SavedPage:
    """Make a version of so many stages that was just saved."""
    known: Json = {"sequence_id": 1, "version_id": 2, "number": 2, "name": words}
    known |= {"stages": cast.stages(count, words), "inside": inside(count, words)}
    return SavedPage(**(known | more))


def approval(count: int, words: str = NAME, **more: Any) -> ApprovalCard:
    """Make a version of so many stages that somebody is asked to approve."""
    known: Json = {"version_id": 2, "number": 4, "sequence": words, "author": words}
    return ApprovalCard(**(known | {"stages": cast.stages(count, words)} | more))


def news(words: str, **more: Any) -> News:
    """Make news with a note, for somebody whose people it may concern."""
    known: Json = {"text": words, "by": "U0BEN", "note": words, "version_id": 2, "inside": inside(2, words)}
    return News(**(known | more))


def leaving(words: str = NAME, people: int = 12) -> Leaving:
    """Make a sequence that is to be archived."""
    return Leaving(sequence_id=1, name=words, people=people)
