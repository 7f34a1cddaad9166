"""Somebody's status, as Slack tells it to whoever may read people (the scope users:read)."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.outreach.heeding_status import StatusLater, StatusUnknown
from bot.outreach.people import Who
from bot.rules.slack_status import Status
from bot.slack import runner

PATIENCE = 30
BUSY = {"ratelimited", "rate_limited"}


class StatusReader:
    """Ask Slack for statuses."""

    def __init__(self, client: WebClient) -> None:
        self._client = client

    def __call__(self, who: Who) -> Status:
        """Tell somebody's status; raises StatusLater, or StatusUnknown where Slack does not say."""
        try:
            answer = self._client.users_info(user=who.slack_id)
        except SlackApiError as error:
            raise _meant(error) from error
        except (SlackClientError, OSError, HTTPException) as error:
            raise StatusUnknown(type(error).__name__) from error
        profile = (answer.get("user") or {}).get("profile")
        if not isinstance(profile, Mapping) or not profile:
            raise StatusUnknown("no_profile")
        return _read(profile)


def _meant(error: SlackApiError) -> StatusLater | StatusUnknown:
    reason = runner.reason(error)
    if error.response.status_code != 429 and reason not in BUSY:
        return StatusUnknown(reason)
    asked = str(error.response.headers.get("Retry-After", ""))
    return StatusLater(timedelta(seconds=int(asked) if asked.isdecimal() else PATIENCE))


def _read(profile: Mapping[str, Any]) -> Status:
    """Read what is told; what nobody supplied may be absent, null or empty, and a status that never ends has a 0."""
    try:
        ends = int(profile.get("status_expiration") or 0)
        until = datetime.fromtimestamp(ends, UTC) if ends > 0 else None
    except (ValueError, TypeError, OverflowError, OSError) as error:
        raise StatusUnknown("odd_expiration") from error
    return Status(
        text=str(profile.get("status_text") or ""),
        emoji=str(profile.get("status_emoji") or "").strip(":"),
        proposed=str(profile.get("status_text_canonical") or ""),
        until=until,
    )
