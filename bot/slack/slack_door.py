"""Whether Slack takes anything from us just now, and what its errors mean for what we post."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.outreach.notices.notifying import PostLater, PostRefused, PostUnknown

log = structlog.get_logger()

WHOLE_WORKSPACE = {"account_inactive", "token_revoked", "invalid_auth", "not_authed", "token_expired"}
THEIR_FAULT = {"internal_error", "fatal_error", "service_unavailable"}
LONG_PAUSE = timedelta(minutes=10)
PAUSE = timedelta(seconds=30)
BLOCKS_REFUSED = {"invalid_blocks", "invalid_blocks_format"}
FRESH = timedelta(seconds=30)
"""For so long after its last answer Slack is taken to be there."""


class PictureNotReady(PostRefused):
    """Slack cannot show a file in a message: it looks through what was uploaded for some seconds first."""


class SlackDoor:
    """Knock before posting what cannot be posted twice.

    A message whose answer is lost is in doubt, and a digest in doubt is lost. So nothing is posted into a Slack that
    does not answer a question first: what is owed while it is down waits, and only what was on its way can be in doubt.
    """

    def __init__(self, client: WebClient) -> None:
        self._client = client
        self._answered_at: datetime | None = None
        self._scopes: frozenset[str] | None = None

    def knock(self, now: datetime) -> None:
        """Ask whether Slack is there, if it has not just answered; raises PostLater for everybody if it is not."""
        if self._answered_at is not None and now - self._answered_at < FRESH:
            return
        try:
            answer = self._client.auth_test()
        except SlackApiError as error:
            meant = ours(error)
            raise PostLater(meant.after if isinstance(meant, PostLater) else PAUSE, everybody=True) from error
        except (SlackClientError, OSError) as error:
            log.warning("slack does not answer", reason=type(error).__name__)
            raise PostLater(PAUSE, everybody=True) from error
        self._answered_at, self._scopes = now, _scopes(answer.headers)

    def may(self, scope: str) -> bool:
        """Tell whether the app was given a scope, as Slack said at the last knock; True where it did not say."""
        return self._scopes is None or scope in self._scopes

    def doubt(self) -> None:
        """Knock again before the next message: an answer was lost."""
        self._answered_at = None


def ours(error: SlackApiError) -> Exception:
    """Say what an answer of Slack's means for the notice."""
    name = str(error.response.get("error", ""))
    if error.response.status_code == 429 or name in {"ratelimited", "rate_limited"}:
        return PostLater(timedelta(seconds=int(error.response.headers.get("Retry-After", 30))))
    if name in WHOLE_WORKSPACE:
        log.error("slack refuses the token", reason=name)
        return PostLater(LONG_PAUSE, everybody=True)
    if error.response.status_code >= 500 or name in THEIR_FAULT:
        return PostUnknown()
    if name in BLOCKS_REFUSED and _is_about_a_file(error.response.data):
        return PictureNotReady(name)
    return PostRefused(name)


def _scopes(headers: Mapping[str, str]) -> frozenset[str] | None:
    granted = next((value for name, value in headers.items() if name.lower() == "x-oauth-scopes"), None)
    return None if granted is None else frozenset(one.strip() for one in granted.split(","))


def _is_about_a_file(answer: object) -> bool:
    # "invalid slack file [json-pointer:/blocks/1/slack_file]", in `errors` and in `response_metadata` alike.
    return "slack_file" in json.dumps(answer, default=str)
