"""The seed's story, step by step, over real wires."""

from tests.journeys.story import Story, find, said


def test_ana_connects_her_gmail_and_slack_tells_her_so(story: Story) -> None:
    home = story.home()
    _, button = find(home["blocks"], "home_connect")

    back = story.google("consent", url=button["url"], account="ana@acme.example")["location"]
    page = story.visit(back)

    assert "ana@acme.example" in page
    assert "Connected" in page
    assert "ana@acme.example is connected" in said(story.dm("is connected"))
