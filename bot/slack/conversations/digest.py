"""`/sequence digest #channel daily at 9:00`."""

import re
from collections.abc import Mapping
from datetime import time
from typing import Any

from slack_bolt import Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.outreach.overview import reporting, subscribing
from bot.refusals import Refusal
from bot.slack import people
from bot.slack.room import Room
from bot.slack.views import digest_settings as view
from storage.statuses import Cadence

Body = Mapping[str, Any]

CHANNEL = re.compile(r"<#([CG][A-Z0-9]+)(?:\|[^>]*)?>|\b([CG][A-Z0-9]{6,})\b|#?([\w.-]+)")
HOUR = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(am|pm|uhr|h)?")
HALF = re.compile(r"(\d)\s+(am|pm|uhr|h)\b")
"""A word that belongs to the hour before it."""

SMALL = re.compile(r"\b(?:at|every|each|on)\b|,")
SPOKEN = {
    "day": Cadence.DAILY,
    "weekday": Cadence.WEEKDAYS,
    "week": Cadence.WEEKLY,
    "monday": Cadence.WEEKLY,
    "mondays": Cadence.WEEKLY,
}
FOR = re.compile(r"\bfor\b", re.IGNORECASE)
NINE = time(9)


def asked(room: Room, respond: Respond, body: Body, client: WebClient, words: str) -> None:
    """Subscribe a channel, end it, or say which there are."""
    who, now = people.meet(room, client, body), room.now()
    if not words.strip():
        respond(**view.build(reporting.digests_of(room.db, who, now=now)))
        return
    named, _, rest = words.strip().partition(" ")
    channel = _channel(client, body, named)
    if rest.strip().casefold() in {"off", "stop", "end"}:
        subscribing.end(room.db, who, channel)
        respond(**view.turned_off(channel))
        return
    said, _, only = FOR.sub("\0", rest, count=1).partition("\0")
    cadence, at = when(said)
    line = subscribing.subscribe(room.db, who, channel, cadence=cadence, at=at, now=now, only=only)
    respond(**view.turned_on(line))


def _channel(client: WebClient, body: Body, named: str) -> str:
    """Find the channel that was named; Slack gives its id only where commands are escaped."""
    match = CHANNEL.fullmatch(named)
    if match is None:
        raise Refusal("Which channel?", view.USAGE)
    if found := match[1] or match[2]:
        return str(found)
    if named.lstrip("#") in {"here", "this", body.get("channel_name")}:
        return str(body["channel_id"])
    return _by_name(client, named.lstrip("#"))


def _by_name(client: WebClient, name: str) -> str:
    """Find a channel by its name.

    Commands are escaped and name a channel by its id; without that Slack posts to a name as well as to an id, and
    listing channels needs a scope we do not ask for. So the name stands, unless Slack can tell that we are not there.
    """
    cursor = ""
    while True:
        try:
            page = client.users_conversations(exclude_archived=True, limit=200, cursor=cursor)
        except SlackApiError:
            return f"#{name}"
        for channel in page.get("channels") or []:
            if channel.get("name") == name:
                return str(channel["id"])
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            break
    raise Refusal(
        f"I am in no channel called #{name}.",
        "Invite me there first, or type the command in that channel: `/sequence digest here daily at 9:00`.",
    )


def when(words: str) -> tuple[Cadence, time]:
    """Understand how often and at what hour, in the words people type; raises Refusal for other words."""
    cadence, at = Cadence.DAILY, NINE
    for word in HALF.sub(r"\1\2", SMALL.sub(" ", words.casefold())).split():
        if word in set(Cadence):
            cadence = Cadence(word)
        elif word in SPOKEN:
            cadence = SPOKEN[word]
        else:
            at = _hour(word)
    return cadence, at


def _hour(word: str) -> time:
    match = HOUR.fullmatch(word)
    if match is None:
        raise Refusal(f"I do not understand “{word}”.", view.USAGE)
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3] in {"am", "pm"} and 0 < hour < 13:
        hour = hour % 12 + (12 if match[3] == "pm" else 0)
    if hour > 23 or minute > 59:
        raise Refusal(f"“{word}” is no time of day.", view.USAGE)
    return time(hour, minute)
