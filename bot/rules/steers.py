"""What may be done by hand with somebody who is in a sequence, as they stand."""

from enum import StrEnum

from storage.statuses import EnrollmentStatus


class Steer(StrEnum):
    """One thing a recruiter may do with an enrollment."""

    GO_ON = "go_on"
    PAUSE = "pause"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    DAY = "day"
    STOP = "stop"


class Mending(StrEnum):
    """The one thing that lets a sequence go on that waits, where a button does it."""

    FILL_IN = "fill_in"
    FIX_ADDRESS = "fix_address"
    RECONNECT = "reconnect"
    GO_ON = "go_on"


SNOOZES = (Steer.WEEK, Steer.MONTH, Steer.QUARTER, Steer.DAY)


def offered(status: EnrollmentStatus, *, is_late: bool) -> tuple[Steer, ...]:
    """List what fits an enrollment; `is_late` tells that it waits for the end of an absence or a snooze."""
    if not status.is_open:
        return ()
    if status is not EnrollmentStatus.ACTIVE:
        return (Steer.GO_ON, *SNOOZES, Steer.STOP)
    return (*((Steer.GO_ON,) if is_late else ()), Steer.PAUSE, *SNOOZES, Steer.STOP)


def mending(
    status: EnrollmentStatus,
    *,
    may: tuple[Steer, ...],
    is_theirs: bool,
    is_lost: bool = False,
    is_incomplete: bool = False,
    is_asked: bool = False,
) -> Mending | None:
    """Name what mends an enrollment that waits or has bounced; None where nothing does, or not for this person.

    `is_theirs` tells that it is in their own name, `is_lost` that their own mailbox is, `is_incomplete` that a value is
    missing, `is_asked` that the answer to another question is waited for.
    """
    if status is EnrollmentStatus.BOUNCED:
        return Mending.FIX_ADDRESS if is_theirs else None
    if not status.is_open:
        return None
    if is_lost:
        return Mending.RECONNECT
    if is_incomplete:
        return Mending.FILL_IN if is_theirs else None
    return Mending.GO_ON if Steer.GO_ON in may and not is_asked else None
