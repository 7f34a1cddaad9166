"""Members come in, others hear one polite sentence; administrators see and change what is not theirs."""

import json
from typing import Any

import pytest

from bot.outreach.overview import reporting
from bot.outreach.people import Who
from storage.models import Sequence
from storage.statuses import Access, SequenceStatus
from tests.journeys import scenes
from tests.journeys.story import Story, ask, soon

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

BEN = "U0BEN"
REFUSED = "Overture works for members of this workspace only"
OUTSIDERS = [pytest.param("is_guest", id="a guest"), pytest.param("is_stranger", id="of another company")]


def bens(story: Story) -> Any:
    return ask(f"{story.address}/sandbox/slack/state?user={BEN}")


def heard(story: Story) -> str:
    found = [one["messages"] for one in bens(story)["channels"] if one["id"] == "D0BEN"]
    return json.dumps(found, ensure_ascii=False)


def typed(story: Story, text: str) -> None:
    story.slack("command", user=BEN, channel="D0BEN", text=text)


@pytest.mark.parametrize("what", OUTSIDERS)
def test_an_outsider_is_refused_politely_and_sees_nothing(story: Story, what: str) -> None:
    scenes.write_sequence(story)
    setattr(story.workspace.people[BEN], what, True)

    typed(story, "/sequence list")

    soon(lambda: REFUSED in heard(story))
    assert "Backend" not in heard(story)


def test_the_home_tab_of_an_outsider_says_it_and_no_message_is_sent(story: Story) -> None:
    story.workspace.people[BEN].is_guest = True

    story.slack("home", user=BEN)

    soon(lambda: REFUSED in json.dumps(bens(story)["home"]))
    assert REFUSED not in heard(story)


def test_somebody_who_became_a_member_comes_in_the_day_after(story: Story) -> None:
    story.workspace.people[BEN].is_guest = True
    typed(story, "/sequence list")
    soon(lambda: REFUSED in heard(story))
    story.workspace.people[BEN].is_guest = False

    story.pass_time(days=1, minutes=1)
    typed(story, "/sequence list")

    soon(lambda: "There is no sequence yet" in heard(story))


def personal(story: Story) -> int:
    scenes.write_sequence(story)
    assert story.overture is not None
    with story.overture.db.transaction() as tx:
        found = tx.query(Sequence).one()
        found.access = Access.PERSONAL
        return found.id


def seen_by_ben(story: Story) -> list[str]:
    assert story.overture is not None
    lines = reporting.visible(
        story.overture.db, Who(team=story.workspace.team.id, slack_id=BEN), now=story.world.now()
    )
    return [line.name for line in lines]


def led_by_ben(story: Story) -> None:
    """Let Ben be an administrator by his group, and see Ana's personal sequence."""
    story.workspace.app.scopes.add("usergroups:read")
    story.changes["ADMINS"] = "S0LEADS"
    story.restart()
    personal(story)
    typed(story, "/sequence list")
    soon(lambda: "Backend, Berlin" in heard(story))


def test_everybody_in_the_group_of_administrators_sees_and_pauses_what_is_personal(story: Story) -> None:
    led_by_ben(story)
    typed(story, "/sequence pause Backend, Berlin")
    soon(lambda: "is paused now" in heard(story))

    assert story.overture is not None
    with story.overture.db.transaction() as tx:
        assert tx.query(Sequence).one().status is SequenceStatus.PAUSED


def test_who_leaves_the_group_is_an_administrator_no_longer(story: Story) -> None:
    led_by_ben(story)
    story.workspace.groups["S0LEADS"] = []

    assert story.overture is not None
    story.overture.loops.tick("admins")

    assert seen_by_ben(story) == []


def test_a_group_that_cannot_be_read_leaves_the_administrators_as_they_are(story: Story) -> None:
    led_by_ben(story)
    story.workspace.app.scopes.discard("usergroups:read")

    assert story.overture is not None
    story.overture.loops.tick("admins")

    assert seen_by_ben(story) == ["Backend, Berlin"]
