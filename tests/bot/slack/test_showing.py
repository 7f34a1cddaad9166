"""What is drawn where another click was faster: what is stored by then, until it is the same."""

from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack import showing

VIEW = {"id": "V1", "hash": "of before"}


class Changed(WebClient):
    """A Slack whose view was drawn by another click meanwhile."""

    def __init__(self) -> None:
        super().__init__(token="x")
        self.drawn: list[Any] = []

    def views_update(self, **asked: Any) -> Any:
        if "hash" in asked:
            raise SlackApiError("no", {"ok": False, "error": "hash_conflict"})  # type: ignore[no-untyped-call]
        self.drawn.append(asked["view"]["stages"])


def test_it_draws_what_is_stored_until_that_stays_the_same() -> None:
    client, stored = Changed(), iter([2, 3, 3])

    showing.update(client, VIEW, {"stages": 1}, anew=lambda: {"stages": next(stored)})

    assert client.drawn == [2, 3]


def test_it_draws_nothing_over_what_was_saved_meanwhile() -> None:
    client = Changed()

    showing.update(client, VIEW, {"stages": 1}, anew=lambda: None)

    assert client.drawn == []


def test_whose_screen_says_all_is_drawn_as_it_is() -> None:
    client = Changed()

    showing.update(client, VIEW, {"stages": 1})

    assert client.drawn == [1]
