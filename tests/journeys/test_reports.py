"""The numbers over the wire: asked for, turned over, taken along."""

import json

import pytest

from tests.journeys import scenes
from tests.journeys.scenes import GRACE_ADDRESS
from tests.journeys.story import Story, said

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_ana_looks_at_her_numbers_and_takes_them_along(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)
    assert scenes.mails(story, GRACE_ADDRESS)

    story.command("/sequence report mine 7d")

    funnel = story.dm("Funnel: my people, last 7 days")
    assert "*Everybody*\n*All*: Sent 1 · Bounced 0" in funnel["text"]
    assert "Reply rate: replied ÷ delivered" in said(funnel)
    story.click("report_tab_sequences", on=funnel)
    sequences = story.dm("Sequences: my people")
    assert "*Backend, Berlin*: Sent 1" in said(sequences)
    story.choose("report_period", "This month", on=sequences)
    month = story.dm("Sequences: my people, this month")
    story.click("report_csv", on=month)
    assert "By sequence: Sequence,Sent,Bounced" in json.dumps(story.modal("report_exported"))

    story.command("/sequence status Backend")

    assert "*Stage 1*: Delivered 1 · Replied 0" in said(story.dm("How long it takes"))
