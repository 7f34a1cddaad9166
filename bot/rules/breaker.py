"""When too much of a sequence's mail comes back: first a warning, then it is paused; mailbox providers look, too."""

from enum import StrEnum

LEAST_MAILED = 20
WARNS_AT, BREAKS_AT = 4, 8
"""Per cent of the people a first mail has gone to."""


class Alarm(StrEnum):
    WARNS = "warns"
    BREAKS = "breaks"


def judge(*, mailed: int, bounced: int) -> Alarm | None:
    """Say what a sequence deserves whose mail to `bounced` of `mailed` people came back."""
    if mailed < LEAST_MAILED or bounced * 100 < WARNS_AT * mailed:
        return None
    return Alarm.BREAKS if bounced * 100 >= BREAKS_AT * mailed else Alarm.WARNS
