"""The way to chat.unfurl: Slack's errors become ours, and while Slack asks for patience nothing is tried.

PreviewFailed -> PreviewLater | PreviewRefused | PreviewUnknown
"""

import threading
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

BUSY = 429
PATIENCE = 30


class PreviewFailed(Exception):
    """Nothing stands under a link."""


class PreviewLater(PreviewFailed):
    """Slack asks for patience: nothing was shown."""

    def __init__(self, after: timedelta) -> None:
        super().__init__(f"rate limited, not before {after}")
        self.after = after


class PreviewRefused(PreviewFailed):
    """Slack refuses it for good, in its own word: the message is gone, a scope is missing."""


class PreviewUnknown(PreviewFailed):
    """Slack did not answer in time; showing it again would show the same."""


class Previews:
    """Show previews under links, one process' share of them; nobody is owed one, so none is kept for later."""

    def __init__(self) -> None:
        self._rests_until: datetime | None = None
        self._lock = threading.Lock()

    def show(
        self, client: WebClient, event: Mapping[str, Any], drawn: Mapping[str, Any], now: datetime
    ) -> None:
        """Show what was drawn under the links of a message; raises PreviewFailed."""
        with self._lock:
            if self._rests_until is not None and now < self._rests_until:
                raise PreviewLater(self._rests_until - now)
        try:
            client.api_call("chat.unfurl", json={**_place(event), "unfurls": drawn})
        except SlackApiError as error:
            failed = _ours(error)
            if isinstance(failed, PreviewLater):
                self._rest(now + failed.after)
            raise failed from error
        except (SlackClientError, OSError) as error:
            raise PreviewUnknown(type(error).__name__) from error

    def _rest(self, until: datetime) -> None:
        with self._lock:
            self._rests_until = until


def _place(event: Mapping[str, Any]) -> dict[str, str]:
    if event.get("unfurl_id") and event.get("source"):
        return {"unfurl_id": str(event["unfurl_id"]), "source": str(event["source"])}
    return {"channel": str(event.get("channel", "")), "ts": str(event.get("message_ts", ""))}


def _ours(error: SlackApiError) -> PreviewFailed:
    name = str(error.response.get("error", ""))
    if error.response.status_code == BUSY or name in {"ratelimited", "rate_limited"}:
        return PreviewLater(timedelta(seconds=int(error.response.headers.get("Retry-After", PATIENCE))))
    return PreviewRefused(name)
