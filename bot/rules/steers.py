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


SNOOZES = (Steer.WEEK, Steer.MONTH, Steer.QUARTER, Steer.DAY)


def offered(status: EnrollmentStatus, *, is_late: bool) -> tuple[Steer, ...]:
    """List what fits an enrollment; `is_late` tells that it waits for the end of an absence or a snooze."""
    if not status.is_open:
        return ()
    if status is not EnrollmentStatus.ACTIVE:
        return (Steer.GO_ON, *SNOOZES, Steer.STOP)
    return (*((Steer.GO_ON,) if is_late else ()), Steer.PAUSE, *SNOOZES, Steer.STOP)
