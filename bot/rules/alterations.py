"""What one person still gets of a sequence, and what of it may be changed for them alone."""

from enum import StrEnum

from storage.statuses import TouchStatus


class Standing(StrEnum):
    """How one stage stands for one person."""

    GONE = "gone"
    PASSED = "passed"
    UNDER_WAY = "under_way"
    NEXT = "next"
    COMING = "coming"
    LEFT_OUT = "left_out"


class Change(StrEnum):
    """One thing that may be done with a stage for one person."""

    WORDS = "words"
    BEGIN = "begin"
    SKIP = "skip"
    KEEP = "keep"


_CHANGES = {
    Standing.NEXT: (Change.WORDS, Change.SKIP),
    Standing.COMING: (Change.WORDS, Change.BEGIN, Change.SKIP),
    Standing.LEFT_OUT: (Change.KEEP, Change.BEGIN),
}
_GONE = frozenset({TouchStatus.SENT, TouchStatus.DONE})
_UNDER_WAY = frozenset({TouchStatus.CLAIMED, TouchStatus.UNKNOWN})
_WAITS = frozenset({TouchStatus.SCHEDULED, TouchStatus.HELD})


def standing(
    status: TouchStatus | None,
    *,
    is_at_gmail: bool = False,
    is_behind: bool = False,
    is_left_out: bool = False,
) -> Standing:
    """Say how a stage stands; `status` is that of its touch, None where none was planned yet.

    A mail whose draft lies at Gmail, or that may have left, is under way: its words are fixed. What `is_behind` the
    place somebody stands at and has no touch never comes.
    """
    if status in _GONE:
        return Standing.GONE
    if status in _UNDER_WAY or (status in _WAITS and is_at_gmail):
        return Standing.UNDER_WAY
    if status in _WAITS:
        return Standing.NEXT
    if status is not None or is_behind:
        return Standing.PASSED
    return Standing.LEFT_OUT if is_left_out else Standing.COMING


def offered(standing: Standing, *, is_busy: bool) -> tuple[Change, ...]:
    """List what may be changed; nothing while a mail to the person `is_busy` leaving, for what follows hangs on it."""
    return () if is_busy else _CHANGES.get(standing, ())
