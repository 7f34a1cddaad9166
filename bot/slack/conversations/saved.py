"""After a sequence was saved: take the people in it along, ask for a second pair of eyes."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach.notices import announcing
from bot.outreach.people import Who
from bot.outreach.plans import approving, bringing_along
from bot.outreach.plans.editions import News
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import news as news_view, saved as view

Body = Mapping[str, Any]


def drawn(room: Room, who: Who, version_id: int, *, note: str = "", asked: str = "") -> dict[str, Any]:
    """Draw what was saved as it stands."""
    page = bringing_along.saved_page(room.db, who, version_id, house=room.house, now=room.now())
    return view.build(page, note=note, asked=asked)


def also_them(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Let the people of older versions go on by this one, and say what became of them."""
    ack()
    who, version_id = people.who(body), view.read(body["actions"][0]["value"])
    done = bringing_along.bring(room.db, who, version_id, house=room.house, now=room.now())
    told = announcing.told(done)
    if body.get("view"):
        showing.update(client, body["view"], view.outcome(done.name, told))
        return
    showing.message(client, body, news_view.build(News(text=f"{done.name}: {told}")))


def chosen(ack: Ack) -> None:
    """Wait for the button: who was chosen comes along with it."""
    ack()


def ask(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Ask whoever is chosen to approve it."""
    ack()
    who, version_id = people.who(body), view.read(body["actions"][0]["value"])
    slack_id = view.read_eyes(body["view"])
    if not slack_id:
        showing.update(client, body["view"], drawn(room, who, version_id, note=view.NOBODY))
        return
    other = people.introduced(room, client, Who(team=who.team, slack_id=slack_id))
    click = showing.click(body)
    name = approving.ask(room.db, who, version_id, other, click=click, now=room.now())
    showing.update(client, body["view"], drawn(room, who, version_id, asked=name or "Your colleague"))
