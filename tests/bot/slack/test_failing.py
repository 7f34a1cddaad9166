"""Who submitted a form hears what went wrong, before and after Slack has had its answer."""

import json

from slack_bolt import Ack, Respond
from slack_sdk import WebClient

from bot.refusals import Refusal
from bot.slack import failing
from tests.gmail.servers import said, serving

BODY = {"type": "view_submission", "user": {"id": "U0ANA", "team_id": "T1"}, "view": {"type": "modal"}}
NO = Refusal("That draft was saved already.")


def unanswered() -> Ack:
    ack: Ack = Ack()  # type: ignore[no-untyped-call]
    return ack


def test_before_the_answer_the_sentence_is_laid_over_the_form() -> None:
    answer = failing.tell(NO, BODY, WebClient(token="x"), Respond(response_url=None), unanswered())

    told = json.loads(answer.body)
    assert told["response_action"] == "push"
    assert "That draft was saved already." in json.dumps(told)


def test_after_the_answer_the_sentence_comes_as_a_message() -> None:
    ack = unanswered()
    ack()
    with serving(postMessage=said(200, {"ok": True})) as server:
        client = WebClient(token="x", base_url=f"{server.url}/api/")
        failing.tell(NO, BODY, client, Respond(response_url=None), ack)

        [asked] = server.script.asked
    assert (asked.path, json.loads(asked.body)["channel"]) == ("/api/chat.postMessage", "U0ANA")
    assert "That draft was saved already." in json.loads(asked.body)["text"]
