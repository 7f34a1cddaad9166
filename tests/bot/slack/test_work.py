"""What comes after an acknowledgement: it waits for nobody's answer, its trouble is told, and it is finished."""

import threading
from types import SimpleNamespace
from typing import Any

import pytest

from bot.refusals import Refusal
from bot.slack.work import Work

PATIENCE = 5.0


class Slack:
    """Stands where Slack is: what was said, and whether it was answered."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.answered = threading.Event()

    def ack(self) -> None:
        self.answered.set()

    def chat_postMessage(self, **words: Any) -> None:  # noqa: N802  the SDK's own name
        self.said.append(str(words))

    def respond(self, **words: Any) -> None:
        self.said.append(str(words))


@pytest.fixture
def work() -> Work:
    return Work()


@pytest.fixture
def slack() -> Slack:
    return Slack()


def typed(listener: Any, work: Work, slack: Slack) -> None:
    body = {"command": "/sequence", "text": "list", "user_id": "U1", "team_id": "T1"}
    args: Any = SimpleNamespace(ack=slack.ack, body=body, client=slack, respond=slack.respond)
    work.after_ack(listener)(args)
    assert slack.answered.is_set()


def test_slack_is_answered_while_the_work_still_goes_on(work: Work, slack: Slack) -> None:
    go, done = threading.Event(), threading.Event()

    def slow(body: dict[str, Any]) -> None:
        go.wait(PATIENCE)
        done.set()

    typed(slow, work, slack)

    assert not done.is_set()
    go.set()
    assert work.rest(PATIENCE)
    assert done.is_set()


def test_what_was_acknowledged_is_finished_before_we_leave(work: Work, slack: Slack) -> None:
    done = []
    for _ in range(20):
        typed(lambda body: done.append(body["text"]), work, slack)

    assert work.leave(PATIENCE)

    assert done == ["list"] * 20


def test_work_that_does_not_end_is_left_behind(work: Work, slack: Slack) -> None:
    never = threading.Event()
    typed(lambda body: never.wait(PATIENCE), work, slack)

    assert not work.leave(0.05)
    never.set()


def test_a_refusal_is_told_to_whoever_asked(work: Work, slack: Slack) -> None:
    def refuse(body: dict[str, Any]) -> None:
        raise Refusal("There is no such sequence.", "`/sequence list` shows them.")

    typed(refuse, work, slack)
    work.rest(PATIENCE)

    (said,) = slack.said

    assert "There is no such sequence." in said


def test_work_that_breaks_is_told_and_the_next_is_done(work: Work, slack: Slack) -> None:
    done = []

    def broken(body: dict[str, Any]) -> None:
        raise ZeroDivisionError

    typed(broken, work, slack)
    typed(lambda body: done.append(1), work, slack)
    work.rest(PATIENCE)

    assert "Something went wrong on our side" in slack.said[0]
    assert done == [1]
