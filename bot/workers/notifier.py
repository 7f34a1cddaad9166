"""Notices we owe -> Slack, one at a time and no faster than Slack wants them."""

from typing import Protocol

import structlog

from bot.clock import Clock
from bot.outreach.house import House
from bot.outreach.notices import notifying
from bot.outreach.notices.notifying import DueNotice, PostAgain, Posted, PostLater, PostRefused, PostUnknown
from storage.database import Database

log = structlog.get_logger()

MOST_AT_ONCE = 2
"""So many messages leave in one tick, which is a second, and no two to the same person or channel."""


class Poster(Protocol):
    """What turns a notice into a message."""

    def post(self, notice: DueNotice) -> Posted:
        """Post it; raises PostLater, PostAgain, PostRefused or PostUnknown."""


class Notifier:
    """Post what is due; what breaks us is given up and the next one goes on."""

    def __init__(self, db: Database, poster: Poster, house: House, clock: Clock) -> None:
        self.db = db
        self.poster = poster
        self.house = house
        self.clock = clock

    def tick(self) -> int:
        """Post what is due and may leave in one second; tell how many were taken."""
        told: set[str] = set()
        while len(told) < MOST_AT_ONCE:
            notice = notifying.claim(self.db, self.house, self.clock(), beside=told)
            if notice is None:
                break
            told.add(notice.recipient)
            self._post(notice)
        return len(told)

    def _post(self, notice: DueNotice) -> None:
        try:
            where = self.poster.post(notice)
        except PostLater as pause:
            notifying.later(self.db, notice, pause, self.clock())
        except PostAgain as wait:
            notifying.again(self.db, notice, wait, self.clock())
        except PostRefused as refusal:
            notifying.refused(self.db, notice, str(refusal), self.clock())
        except PostUnknown:
            notifying.unclear(self.db, notice, self.house, self.clock())
        except Exception as error:  # noqa: BLE001  one notice that breaks us must not block the others
            log.error("notice broke", notice=notice.id, kind=notice.kind, exc_info=error)
            notifying.refused(self.db, notice, type(error).__name__, self.clock())
        else:
            notifying.posted(self.db, notice, where, self.clock())
