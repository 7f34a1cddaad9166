"""The chart of a digest as a picture, for a workspace that takes no charts and lets the app upload files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from slack_sdk import WebClient

from bot.outreach.notices.notifying import DueNotice, PostAgain
from bot.outreach.overview.digest_pictures import Digest, Drawing, NotDrawn
from bot.slack import uploads
from bot.slack.slack_door import SlackDoor
from bot.slack.uploads import NotUploaded
from bot.slack.views import digest as digest_view

log = structlog.get_logger()

Paint = Callable[[Drawing], bytes]
KEPT = "picture"
FIRST_LOOK = timedelta(seconds=2)
MOST_LOOKS = 4
"""Slack takes a second or so to look through a picture. After half a minute in all, the digest goes without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that lies in Slack for a notice, and how often a message with it was refused."""

    file_id: str
    looks: int = 0

    def later(self) -> PostAgain:
        """Look again after twice as long as the last time."""
        keeping = {KEPT: {"file": self.file_id, "looks": self.looks + 1}}
        return PostAgain(FIRST_LOOK * 2**self.looks, keeping=keeping)

    @property
    def is_given_up(self) -> bool:
        """Tell whether it was looked for often enough."""
        return self.looks >= MOST_LOOKS


class Illustrator:
    """Get the chart of a digest into Slack as a picture; where that fails the digest goes without."""

    def __init__(self, client: WebClient, door: SlackDoor, paint: Paint) -> None:
        self._client = client
        self._door = door
        self._paint = paint

    def kept(self, notice: DueNotice) -> Picture | None:
        """Give the picture that was uploaded for a notice at an earlier try."""
        known: Mapping[str, Any] | None = notice.about.get(KEPT)
        return Picture(file_id=str(known["file"]), looks=int(known["looks"])) if known else None

    def uploaded(self, digest: Digest) -> Picture | None:
        """Paint and upload a picture; None where there is nothing to paint, or no way."""
        drawing = digest_view.drawing(digest)
        if drawing is None or not self._door.may(uploads.SCOPE):
            return None
        try:
            painted = self._paint(drawing)
            file_id = uploads.put(self._client, "digest.png", painted, title=drawing.title)
        except (NotDrawn, NotUploaded) as failure:
            log.warning("digest goes without a picture", reason=str(failure))
            return None
        return Picture(file_id=file_id)
