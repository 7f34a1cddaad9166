"""Home tabs are drawn once for all that happened, and a busy Slack is asked again."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.outreach.people import Who
from bot.slack.homes import HomeDrawer, Homes
from tests.builders import ANA, BEN


class Tabs:
    """Stands where Slack is: counts what is drawn, and may refuse."""

    def __init__(self) -> None:
        self.drawn: list[Who] = []
        self.trouble: Exception | None = None

    def draw(self, who: Who) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.drawn.append(who)


@pytest.fixture
def tabs() -> Tabs:
    return Tabs()


@pytest.fixture
def homes() -> Homes:
    return Homes()


@pytest.fixture
def drawer(homes: Homes, tabs: Tabs) -> HomeDrawer:
    return HomeDrawer(homes, tabs.draw)


def refused(status: int, error: str) -> SlackApiError:
    nothing: Any = None
    response = SlackResponse(
        client=nothing,
        http_verb="POST",
        api_url="",
        req_args={},
        data={"error": error},
        headers={},
        status_code=status,
    )
    return SlackApiError(error, response)  # type: ignore[no-untyped-call]


def test_much_that_happens_at_once_is_one_drawing(homes: Homes, drawer: HomeDrawer, tabs: Tabs) -> None:
    for _ in range(50):
        homes.ask(ANA)
    homes.ask(BEN)

    drawer.tick()
    drawer.tick()

    assert tabs.drawn == [ANA, BEN]


def test_a_tab_slack_has_no_time_for_comes_round_again(homes: Homes, drawer: HomeDrawer, tabs: Tabs) -> None:
    homes.ask(ANA)
    tabs.trouble = refused(429, "ratelimited")
    drawer.tick()
    tabs.trouble = None

    drawer.tick()

    assert tabs.drawn == [ANA]


@pytest.mark.parametrize("trouble", [refused(200, "user_not_found"), OSError("no line")])
def test_a_tab_that_cannot_be_drawn_keeps_no_other_waiting(
    homes: Homes, drawer: HomeDrawer, tabs: Tabs, trouble: Exception
) -> None:
    homes.ask(ANA)
    tabs.trouble = trouble
    drawer.tick()
    tabs.trouble = None
    homes.ask(BEN)

    drawer.tick()

    assert tabs.drawn == [BEN]
