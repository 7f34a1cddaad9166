"""What people read in Slack: every notice owed, drawn as it would be posted, with its buttons."""

from urllib.parse import parse_qs, urlsplit

from bot.outreach.incoming import replying
from bot.outreach.mailboxes import connecting
from bot.outreach.notices import troubling
from bot.outreach.notices.notifying import DueNotice, Posted
from bot.refusals import Gone
from bot.slack.views import reply as reply_view, trouble as trouble_view
from bot.workers.notifier import Notifier
from bot.workers.watchman import Watchman
from storage.database import Database
from tests.bot.workers.office import Office
from tests.builders import ANA, NOW


class Ears:
    """Slack, as far as reading goes."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.said: list[tuple[str, str]] = []

    def post(self, notice: DueNotice) -> Posted:
        """Read a notice as its recipient does; one that has lost its reason says nothing."""
        try:
            if notice.kind == "redraw":
                return Posted()
            if notice.kind == "reply":
                drawn = reply_view.build(replying.card(self.db, int(notice.about["inbound"]), NOW))
            else:
                url = "https://back.example"
                drawn = trouble_view.build(troubling.card(self.db, notice.about, now=NOW, url=url))
        except Gone:
            return Posted()
        labels = [
            element["text"]["text"]
            for block in drawn["blocks"]
            if block["type"] == "actions"
            for element in block["elements"]
        ]
        who = " ".join(
            piece["text"]
            for block in drawn["blocks"]
            if block["type"] == "context"
            for piece in block["elements"]
        )
        self.said.append((notice.recipient, " | ".join([drawn["text"], who, ", ".join(labels)])))
        return Posted(channel="D1", ts="1.0")


def heard(office: Office, *, by: str = "U0ANA") -> list[str]:
    """Let the watchman look and the notifier post; tell what somebody has just read."""
    Watchman(office.db, office.house, office.now).tick()
    ears = Ears(office.db)
    while Notifier(office.db, ears, office.house, office.now).tick():
        pass
    return [text.replace("\u2060", "") for recipient, text in ears.said if recipient == by]


def reconnect(office: Office) -> None:
    """Go through Google's consent page again as Ana."""
    door = connecting.Door(google=office.stand_in.google, redirect_uri="http://127.0.0.1:9/back")
    url = connecting.consent_link(office.db, door, who=ANA, now=office.now())
    location = office.stand_in.control("consent", url=url)["location"]
    came_back = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
    connecting.finish(office.db, door, state=came_back["state"], code=came_back["code"], clock=office.now)
