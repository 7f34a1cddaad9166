"""Notices we owe -> Slack, one at a time."""

from typing import Protocol

import structlog

from bot.clock import Clock
from bot.outreach.notices import notifying
from bot.outreach.notices.notifying import DueNotice, Posted, PostLater, PostRefused, PostUnknown
from storage.database import Database

log = structlog.get_logger()

MOST_AT_ONCE = 50


class Poster(Protocol):
    """What turns a notice into a message."""

    def post(self, notice: DueNotice) -> Posted:
        """Post it; raises PostLater, PostRefused or PostUnknown."""


class Notifier:
    """Post what is due; what breaks us is given up and the next one goes on."""

    def __init__(self, db: Database, poster: Poster, clock: Clock) -> None:
        self.db = db
        self.poster = poster
        self.clock = clock

    def tick(self) -> int:
        """Post what is due; tell how many were taken."""
        done = 0
        while done < MOST_AT_ONCE and (notice := notifying.claim(self.db, self.clock())) is not None:
            self._post(notice)
            done += 1
        return done

    def _post(self, notice: DueNotice) -> None:
        try:
            where = self.poster.post(notice)
        except PostLater as pause:
            notifying.later(self.db, notice, self.clock() + pause.after)
        except PostRefused as refusal:
            notifying.refused(self.db, notice, str(refusal))
        except PostUnknown:
            notifying.unclear(self.db, notice, self.clock())
        except Exception as error:  # noqa: BLE001  one notice that breaks us must not block the others
            log.error("notice broke", notice=notice.id, kind=notice.kind, exc_info=error)
            notifying.refused(self.db, notice, type(error).__name__)
        else:
            notifying.posted(self.db, notice, where)
