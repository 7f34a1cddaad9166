"""What may be done by hand with somebody who is in a sequence, as they stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from storage.statuses import EnrollmentStatus, TouchStatus


class Steer(StrEnum):
    """One thing a recruiter may do with an enrollment."""

    GO_ON = "go_on"
    PAUSE = "pause"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    DAY = "day"
    STAGES = "stages"
    MOVE = "move"
    UNDO = "undo"
    STOP = "stop"


class Mending(StrEnum):
    """The one thing that lets a sequence go on that waits, where a button does it."""

    FILL_IN = "fill_in"
    FIX_ADDRESS = "fix_address"
    RECONNECT = "reconnect"
    GO_ON = "go_on"


SNOOZES = (Steer.WEEK, Steer.MONTH, Steer.QUARTER, Steer.DAY)
LEFT = frozenset({TouchStatus.SENT, TouchStatus.DONE})
IN_DOUBT = frozenset({TouchStatus.CLAIMED, TouchStatus.UNKNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Footprint:
    """One touch of a person, as far as it has come: `was_sending` tells that its mail may have been on the wire.

    It `shows` where a draft at Gmail or a card in Slack speaks of it.
    """

    status: TouchStatus
    was_sending: bool = False
    shows: bool = False

    @property
    def has_left(self) -> bool:
        """Tell whether it went, was done by hand, is on its way, or may have left."""
        return self.status in LEFT or self.status in IN_DOUBT or self.was_sending


def offered(
    status: EnrollmentStatus, *, is_late: bool, is_own: bool = False, has_begun: bool = True
) -> tuple[Steer, ...]:
    """List what fits an enrollment; `is_late` tells that it waits for the end of an absence or a snooze.

    `is_own` tells that whoever asks may write in its name, `has_begun` that something has left.
    """
    if not status.is_open:
        return ()
    going = status is EnrollmentStatus.ACTIVE
    return (
        *((Steer.GO_ON,) if is_late or not going else ()),
        *((Steer.PAUSE,) if going else ()),
        *SNOOZES,
        *((Steer.STAGES, Steer.MOVE) if is_own else ()),
        *(() if has_begun else (Steer.UNDO,)),
        Steer.STOP,
    )


def mending(
    status: EnrollmentStatus,
    *,
    may: tuple[Steer, ...],
    is_theirs: bool,
    is_lost: bool = False,
    is_incomplete: bool = False,
    is_asked: bool = False,
    is_waiting: bool = False,
) -> Mending | None:
    """Name what mends an enrollment that waits or has bounced; None where nothing does, or not for this person.

    `is_theirs` tells that it is in their own name, `is_lost` that their own mailbox is, `is_incomplete` that a value is
    missing, `is_asked` that the answer to another question is waited for, `is_waiting` that its emails wait for an
    address.
    """
    if status is EnrollmentStatus.BOUNCED or is_waiting:
        return Mending.FIX_ADDRESS if is_theirs else None
    if not status.is_open:
        return None
    if is_lost:
        return Mending.RECONNECT
    if is_incomplete:
        return Mending.FILL_IN if is_theirs else None
    return Mending.GO_ON if Steer.GO_ON in may and not is_asked else None


def has_begun(trail: Iterable[Footprint]) -> bool:
    """Tell whether anything of an enrollment has left or may have: then it cannot be as if it had not been."""
    return any(one.has_left for one in trail)
