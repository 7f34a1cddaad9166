"""The numbers: asked for in words, turned over by tabs, taken along as CSV."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from slack_bolt import Ack, Respond
from slack_sdk import WebClient

from bot.outreach.overview import exporting, measuring
from bot.outreach.overview.report_pictures import Report, Tab
from bot.slack import people
from bot.slack.room import Room
from bot.slack.views import report as view

Body = Mapping[str, Any]


def asked(room: Room, respond: Respond, body: Body, words: str) -> None:
    """Show the numbers of a time, first as a funnel."""
    _show(respond, _counted(room, body, Tab.FUNNEL, words), Tab.FUNNEL, replace=False)


def turned(room: Room, ack: Ack, body: Body, respond: Respond) -> None:
    """Show another tab, another time, or somebody else's numbers, in the place of those that are there."""
    ack()
    wanted = view.read(body["actions"][0])
    _show(respond, _counted(room, body, wanted.tab, wanted.words), wanted.tab, replace=True)


def exported(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Show a tab as CSV, to be copied."""
    ack()
    wanted = view.read(body["actions"][0])
    report = _counted(room, body, wanted.tab, wanted.words)
    text = exporting.as_csv(report)
    client.views_open(trigger_id=body["trigger_id"], view=view.exported(view.NAMES[wanted.tab], text))


def _counted(room: Room, body: Body, tab: Tab, words: str) -> Report:
    return measuring.asked(room.db, people.who(body), words, tab, now=room.now())


def _show(respond: Respond, report: Report, tab: Tab, *, replace: bool) -> None:
    shown = partial(respond, response_type="ephemeral", replace_original=replace or None)
    answered = shown(**view.build(report, tab))
    # Charts are not there for every workspace yet; what is refused was not shown.
    if answered.status_code != 200 or "invalid_blocks" in str(answered.body):
        shown(**view.build(report, tab, charted=False))
