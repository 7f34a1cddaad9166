"""Slack people -> who asks, with a name and a zone that are at most a day old."""

from collections.abc import Mapping
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.outreach import people
from bot.outreach.people import Profile, Who
from bot.slack.room import Room

OUTSIDE = ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "deleted")
"""What Slack says of people who are no full members of the workspace."""

log = structlog.get_logger()


def who(body: Mapping[str, Any]) -> Who:
    """Read who clicked, typed or came; commands, events and interactions each say it their own way."""
    event = body.get("event", {})
    user = body.get("user") or body.get("user_id") or event.get("user", "")
    team = body.get("team") or body.get("team_id", "")
    return Who(
        team=str(team["id"] if isinstance(team, Mapping) else team),
        slack_id=str(user["id"] if isinstance(user, Mapping) else user),
    )


def meet(room: Room, client: WebClient, body: Mapping[str, Any]) -> Who:
    """Say who asks, and ask Slack for their name and zone if ours are older than a day."""
    return introduced(room, client, who(body))


def introduced(room: Room, client: WebClient, found: Who) -> Who:
    """Ask Slack for somebody's name and zone if ours are older than a day."""
    if people.is_stale(room.db, found, room.now()):
        profile = _profile(client, found.slack_id)
        if profile is not None:
            people.refresh(room.db, found, profile, room.now())
    return found


def address(client: WebClient, who: Who) -> str:
    """Ask Slack for a person's email address; empty if it does not tell (it needs the scope users:read.email)."""
    try:
        user: dict[str, Any] = client.users_info(user=who.slack_id).get("user") or {}
    except (SlackClientError, OSError) as error:
        log.warning("address not looked up", reason=type(error).__name__)
        return ""
    return str((user.get("profile") or {}).get("email") or "").lower()


def _profile(client: WebClient, slack_id: str) -> Profile | None:
    try:
        user: dict[str, Any] = client.users_info(user=slack_id).get("user") or {}
    except (SlackClientError, OSError) as error:
        log.warning("person not looked up", reason=type(error).__name__)
        return None
    shown = user.get("profile", {})
    return Profile(
        name=str(user.get("real_name") or shown.get("real_name") or user.get("name", "")),
        title=str(shown.get("title", "")),
        zone=str(user.get("tz") or "UTC"),
        is_guest=any(user.get(mark) for mark in OUTSIDE),
    )
