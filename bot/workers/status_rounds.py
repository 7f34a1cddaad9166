"""Slack statuses of those who allow it -> who is away."""

import time
from collections.abc import Callable

import structlog

from bot.clock import Clock
from bot.outreach import heeding_status
from bot.outreach.heeding_status import Asked, StatusLater, StatusUnknown
from bot.outreach.people import Who
from bot.rules.slack_status import Status
from storage.database import Database

log = structlog.get_logger()

MOST_AT_ONCE = 5
"""So many statuses are asked for in one tick, which is five seconds: sixty a minute, of the hundred Slack allows."""


class StatusRounds:
    """Look at each status that is due; whose status cannot be told stays as they were.

    `read` raises StatusLater or StatusUnknown; `redraw` is told whose absence began, changed or ended.
    """

    def __init__(
        self,
        db: Database,
        read: Callable[[Who], Status],
        redraw: Callable[[Who], None],
        clock: Clock,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.db = db
        self.read = read
        self.redraw = redraw
        self.clock = clock
        self.monotonic = monotonic
        self.patient_until = monotonic()

    def tick(self) -> int:
        """Look at some; tell at how many."""
        done = 0
        while done < MOST_AT_ONCE and self.monotonic() >= self.patient_until:
            asked = heeding_status.claim(self.db, self.clock())
            if asked is None:
                break
            self._look(asked)
            done += 1
        return done

    def _look(self, asked: Asked) -> None:
        try:
            status = self.read(asked.who)
        except StatusLater as pause:
            self.patient_until = self.monotonic() + pause.after.total_seconds()
            heeding_status.put_off(self.db, asked, pause.after, self.clock())
            log.info("statuses wait", seconds=pause.after.total_seconds())
        except StatusUnknown as trouble:
            log.warning("status not read", recruiter=asked.recruiter_id, reason=str(trouble))
        else:
            if heeding_status.take_in(self.db, asked, status, self.clock()):
                self.redraw(asked.who)
