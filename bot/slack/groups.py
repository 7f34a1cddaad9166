"""Who the administrators are: people named by their ids, and everybody in the user groups that are named."""

from collections.abc import Collection

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.slack import runner

log = structlog.get_logger()

GROUP = "S"
"""What the id of a user group begins with; those of people begin with U or W."""


class Roll:
    """Call the roll of those named in ADMINS."""

    def __init__(self, client: WebClient, named: Collection[str]) -> None:
        self._client = client
        self._people = frozenset(one for one in named if not one.startswith(GROUP))
        self._groups = tuple(one for one in named if one.startswith(GROUP))

    def __call__(self) -> frozenset[str] | None:
        """List their Slack ids; None if Slack did not tell who is in a group (it needs the scope usergroups:read)."""
        found = set(self._people)
        for group in self._groups:
            try:
                found |= set(self._client.usergroups_users_list(usergroup=group).get("users") or ())
            except (SlackClientError, OSError) as error:
                log.warning("group not read", group=group, reason=runner.reason(error))
                return None
        return frozenset(found)
