"""A channel hears how it goes, once a period, whatever the clocks do; and Slack may be away for an hour."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot import app, settings
from tests.journeys import scenes
from tests.journeys.scenes import ALAN, ALAN_ADDRESS
from tests.journeys.story import Story, said, soon

CHANNEL = "C0RECRUIT"


def digests(story: Story) -> list[Any]:
    return [one for one in story.messages(CHANNEL) if "Outreach t" in one["text"]]


def until(story: Story, at: str) -> None:
    """Let time pass up to an instant, and Overture do what is due."""
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    story.pass_time(hours=(moment - story.world.now()).total_seconds() / 3600)
    story.work()


def test_it_comes_once_a_day_across_both_changes_of_the_clocks(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)
    story.command("/sequence digest #recruiting daily at 2:30 for Backend, Berlin", channel=CHANNEL)
    soon(lambda: [one for one in story.messages(CHANNEL) if "for Backend, Berlin only" in one["text"]])

    told = []
    for before, at in (
        ("2026-03-28T01:29", "2026-03-28T01:30"),  # winter, as every day
        ("2026-03-29T00:59", "2026-03-29T01:00"),  # 2:30 is skipped: at three
        ("2026-03-30T00:29", "2026-03-30T00:30"),  # summer
        ("2026-10-25T00:29", "2026-10-25T00:30"),  # 2:30 for the first time
        ("2026-10-26T01:29", "2026-10-26T01:30"),  # and not for the second, an hour later
    ):
        until(story, before)
        count = len(digests(story))
        until(story, at)
        story.restart()
        story.work()
        told.append(len(digests(story)) - count)

    assert told == [1, 1, 1, 1, 1]
    assert "Switched on by" in digests(story)[0]["text"]
    assert all("Switched on by" not in one["text"] for one in digests(story)[1:])
    assert "Grace" not in str(digests(story))


def test_a_channel_that_takes_nothing_rests_its_digest_until_it_is_mended(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)
    story.command("/sequence digest #recruiting daily at 9:00", channel=CHANNEL)
    soon(lambda: [one for one in story.messages(CHANNEL) if "gets the digest" in one["text"]])
    assert story.workspace is not None
    story.workspace.channels[CHANNEL].is_archived = True

    story.later(days=1)
    story.later(days=1)

    told = [one for one in story.messages() if "Your digest rests" in said(one)]
    assert len(told) == 1
    assert "archived" in said(told[0])
    story.workspace.channels[CHANNEL].is_archived = False
    story.click("digest_resume", on=story.home())
    soon(lambda: "Nothing is posted" not in str(story.home()))
    story.later(days=1)
    assert len(digests(story)) == 1


def test_slack_is_away_for_an_hour_and_everything_owed_comes_once_and_in_order(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)
    story.command("/sequence digest #recruiting daily at 11:00", channel=CHANNEL)
    soon(lambda: [one for one in story.messages(CHANNEL) if "gets the digest" in one["text"]])
    scenes.enrolled(story, ALAN, ALAN_ADDRESS)
    until(story, "2026-03-04T09:55")
    soon(lambda: len(digests(story)) == 1)  # yesterday's, told late
    before = len(story.messages())

    story.slack("fault", method="chat.postMessage", kind="503", times=10_000)
    story.slack("fault", method="auth.test", kind="503", times=10_000)
    story.google("answer", address=ALAN_ADDRESS, kind="reply", text="Gladly!")
    for address in (scenes.GRACE_ADDRESS, ALAN_ADDRESS):
        story.google("answer", address=address, kind="reply", text=f"Later, says {address}")
    for _ in range(12):
        story.later(minutes=5)
    assert (len(story.messages()), len(digests(story))) == (before, 1)

    assert story.workspace is not None
    story.workspace.faults.waiting.clear()
    for _ in range(90):
        story.later(minutes=1 / 60)

    heard = [said(one) for one in story.messages()[before:]]
    assert len([one for one in heard if "Gladly!" in one]) == 1
    assert len([one for one in heard if f"Later, says {scenes.GRACE_ADDRESS}" in one]) == 1
    assert heard.index(next(one for one in heard if "Gladly!" in one)) == 0
    assert len(digests(story)) == 2


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_two_processes_tell_a_channel_once(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)
    story.command("/sequence digest #recruiting daily at 9:00", channel=CHANNEL)
    soon(lambda: [one for one in story.messages(CHANNEL) if "gets the digest" in one["text"]])
    second = app.build(settings.load(story.environment()), clock=story.world.now)
    second.start(talk=False)

    for _ in range(3):
        story.pass_time(days=1)
        for _ in range(5):
            second.tick()
            story.work()
    second.stop()

    assert len(digests(story)) == 3
