"""Let the process die when a step of a round is on disk."""

from typing import Any

import pytest

from bot.outreach.outgoing import clearing, planning, resting, sending
from tests.bot.workers.office import Killed

STEPS: dict[str, tuple[Any, str, int]] = {
    "a draft may exist": (planning, "next_outgoing", 1),
    "the draft is known": (sending, "note_drafted", 1),
    "it is being sent": (clearing, "clear", 1),
    "it went": (planning, "next_outgoing", 2),
    "the mailbox rests": (resting, "rest", 1),
}
"""Each step: whose function writes it down, and at which of its calls in a round."""


def dies_after(monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Let the process die when a step is on disk."""
    module, name, left = STEPS[step]
    whole, times = getattr(module, name), [None] * left

    def last(*args: Any, **words: Any) -> Any:
        done = whole(*args, **words)
        times.pop()
        if not times:
            raise Killed
        return done

    monkeypatch.setattr(module, name, last)
