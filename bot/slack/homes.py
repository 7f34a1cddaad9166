"""Home tabs that are to be drawn anew: much may happen at once, and each tab is drawn once for all of it."""

import threading
from collections.abc import Callable

import structlog
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.outreach.people import Who
from bot.refusals import Refusal

log = structlog.get_logger()


class Homes:
    """Remember whose tab is out of date; in this process only, for a tab is drawn anew whenever it is opened."""

    def __init__(self) -> None:
        self._stale: dict[Who, None] = {}
        self._lock = threading.Lock()

    def ask(self, who: Who) -> None:
        """Have somebody's tab drawn anew soon, once however often it is asked for."""
        with self._lock:
            self._stale[who] = None

    def take(self) -> list[Who]:
        """Give those whose tab is out of date, and forget them."""
        with self._lock:
            stale, self._stale = list(self._stale), {}
        return stale


class HomeDrawer:
    """Draw the tabs that are out of date."""

    def __init__(self, homes: Homes, draw: Callable[[Who], None]) -> None:
        self._homes = homes
        self._draw = draw

    def tick(self) -> int:
        """Draw each of them once; tell how many. One that Slack has no time for now comes round again."""
        stale = self._homes.take()
        for who in stale:
            try:
                self._draw(who)
            except SlackApiError as error:
                if error.response.status_code == 429:
                    self._homes.ask(who)
                log.info("home not drawn", reason=str(error.response.get("error", "")))
            except (SlackClientError, OSError, Refusal) as error:
                log.info("home not drawn", reason=type(error).__name__)
        return len(stale)
