"""Clicks and choices: in messages and modals, sent or only kept, allowed or not."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from sandbox.slack.workspace import Workspace
from tests.sandbox.slack import samples, valid_blocks
from tests.sandbox.slack.desk import Desk

Connect = Callable[[], SocketModeHandler]


@pytest.fixture
def heard(app: App, connect: Connect) -> samples.Heard:
    """Connect an app that notes every click."""
    bodies: samples.Heard = []
    app.action({"type": "block_actions", "action_id": "go"})(samples.note(bodies))
    app.command("/sequence")(samples.note(bodies))
    connect()
    return bodies


@pytest.fixture
def open_modal(client: WebClient, ana: Desk, heard: samples.Heard) -> Callable[..., str]:
    """Give the way to put a modal before Ana."""

    def opened(*blocks: dict[str, Any], **also: Any) -> str:
        ana.do("command", channel="", text="/sequence")
        trigger_id = heard.pop()["trigger_id"]
        return str(
            client.views_open(trigger_id=trigger_id, view=samples.modal(*blocks, **also))["view"]["id"]
        )

    return opened


def due(client: WebClient, *elements: dict[str, Any]) -> dict[str, str]:
    """Post a message with buttons to Ana; tell where it is."""
    shown = elements or (samples.button("go", value="7"),)
    posted = client.chat_postMessage(channel="U0ANA", text="Due", blocks=[samples.buttons(*shown)])
    return {"channel": posted["channel"], "ts": posted["ts"], "block_id": "buttons", "action_id": "go"}


def test_a_click_on_a_message_tells_the_message(client: WebClient, ana: Desk, heard: samples.Heard) -> None:
    place = due(client)

    assert ana.do("action", **place) == {"ok": True, "sent": True}

    (body,) = heard
    assert body["actions"][0]["value"] == "7"
    assert body["message"]["ts"] == body["container"]["message_ts"] == place["ts"]
    assert body["channel"] == {"id": "D0ANA", "name": "directmessage"}


def test_a_click_on_a_whisper_does_not_tell_it(client: WebClient, ana: Desk, heard: samples.Heard) -> None:
    blocks = [samples.buttons(samples.button("go"))]
    whisper = client.chat_postEphemeral(channel="C0RECRUIT", user="U0ANA", text="Psst", blocks=blocks)

    ana.do("action", channel="C0RECRUIT", ts=whisper["message_ts"], block_id="buttons", action_id="go")

    assert "message" not in heard[0]
    assert heard[0]["container"]["is_ephemeral"] is True
    ben = Desk(ana.address, "U0BEN")
    place = {"channel": "C0RECRUIT", "ts": whisper["message_ts"], "block_id": "buttons", "action_id": "go"}
    assert ben.attempt("action", **place)[0] == 404


def test_a_link_button_is_heard_and_opens(client: WebClient, ana: Desk, heard: samples.Heard) -> None:
    place = due(client, samples.button("go", url="https://example.com/profile"))
    assert ana.do("action", **place)["url"] == "https://example.com/profile"
    assert len(heard) == 1


def test_a_click_taken_back_in_the_confirmation_is_not_sent(
    client: WebClient, ana: Desk, heard: samples.Heard
) -> None:
    place = due(client, samples.button("go", confirm=valid_blocks.CONFIRM))
    assert ana.do("action", confirmed=False, **place) == {"ok": True, "sent": False}
    assert heard == []
    assert ana.do("action", **place)["sent"] is True


def test_a_choice_in_an_overflow_is_told_and_forgotten(
    client: WebClient, ana: Desk, heard: samples.Heard
) -> None:
    menu = {"type": "overflow", "action_id": "go", "options": [samples.option("edit")]}
    place = due(client, menu)
    ana.do("action", state={"selected_option": {"value": "edit"}}, **place)
    assert heard[0]["actions"][0]["selected_option"]["text"]["text"] == "edit"
    assert heard[0]["state"] == {"values": {}}


def test_a_feedback_is_told(client: WebClient, ana: Desk, heard: samples.Heard) -> None:
    feedback = {**valid_blocks.CONTEXT_ACTIONS[0], "action_id": "go"}
    blocks = [{"type": "context_actions", "block_id": "buttons", "elements": [feedback]}]
    posted = client.chat_postMessage(channel="U0ANA", text="Well?", blocks=blocks)
    place = {"channel": "D0ANA", "ts": posted["ts"], "block_id": "buttons", "action_id": "go"}
    ana.do("action", state={"value": "good"}, **place)
    assert heard[0]["actions"][0]["value"] == "good"


def test_a_button_inside_a_card_can_be_pressed(client: WebClient, ana: Desk, heard: samples.Heard) -> None:
    card = {
        "type": "card",
        "block_id": "buttons",
        "title": samples.plain("x"),
        "actions": [samples.button("go")],
    }
    posted = client.chat_postMessage(
        channel="U0ANA", text="x", blocks=[{"type": "carousel", "elements": [card]}]
    )
    ana.do("action", channel="D0ANA", ts=posted["ts"], block_id="buttons", action_id="go")
    assert len(heard) == 1


@pytest.mark.parametrize(
    ("change", "status"),
    [
        pytest.param({"action_id": "stop"}, 404, id="no such button"),
        pytest.param({"block_id": "elsewhere"}, 404, id="no such block"),
        pytest.param({"ts": "1.000000"}, 404, id="no such message"),
        pytest.param({"channel": "C404"}, 404, id="no such channel"),
        pytest.param({"user": "U404"}, 404, id="nobody"),
        pytest.param({"user": "U0BEN"}, 404, id="somebody else's direct message"),
    ],
)
def test_what_is_not_there_cannot_be_pressed(
    client: WebClient, ana: Desk, change: dict[str, str], status: int
) -> None:
    given, answer = ana.attempt("action", **{**due(client), **change})
    assert given == status
    assert answer["error"].endswith(".")


def test_an_option_not_on_offer_cannot_be_chosen(client: WebClient, ana: Desk) -> None:
    menu = {"type": "static_select", "action_id": "go", "options": [samples.option("a")]}
    status, _ = ana.attempt("action", state={"selected_option": {"value": "b"}}, **due(client, menu))
    assert status == 409


def test_a_choice_in_a_message_is_kept(client: WebClient, ana: Desk, heard: samples.Heard) -> None:
    menu = {"type": "static_select", "action_id": "go", "options": [samples.option("a")]}
    ana.do("action", state={"selected_option": {"value": "a"}}, **due(client, menu))
    kept = ana.messages()[0]["state"]["values"]["buttons"]["go"]["selected_option"]["value"]
    assert heard[0]["state"]["values"]["buttons"]["go"]["selected_option"]["value"] == kept == "a"


def test_typing_into_a_plain_input_is_kept_and_not_sent(open_modal: Callable[..., str], ana: Desk) -> None:
    open_modal()
    assert ana.type("name", "Backend") == {"ok": True, "sent": False}
    assert ana.modal()["state"]["values"]["name"]["value"]["value"] == "Backend"


def test_an_input_that_dispatches_is_sent(
    open_modal: Callable[..., str], ana: Desk, heard: samples.Heard
) -> None:
    element = {"type": "plain_text_input", "action_id": "go"}
    view_id = open_modal(samples.field("kind", element, dispatch_action=True))
    state = {"type": "plain_text_input", "value": "x"}
    ana.do("type", view_id=view_id, block_id="kind", action_id="go", state=state)
    assert heard[0]["actions"][0]["value"] == "x"


def test_a_view_beneath_cannot_be_touched(
    client: WebClient, open_modal: Callable[..., str], ana: Desk, heard: samples.Heard
) -> None:
    root = open_modal()
    ana.do("command", channel="", text="/sequence")
    client.views_push(trigger_id=heard.pop()["trigger_id"], view=samples.modal())

    for what in ("submit", "action", "close"):
        status, answer = ana.attempt(what, view_id=root, block_id="buttons", action_id="more")
        assert (status, answer["error"]) == (409, f"The view {root} is not on top.")


def test_a_disabled_submit_button_does_nothing(open_modal: Callable[..., str], ana: Desk) -> None:
    view_id = open_modal(submit_disabled=True)
    assert ana.attempt("submit", view_id=view_id)[0] == 409


def test_a_modal_without_submit_cannot_be_sent(open_modal: Callable[..., str], ana: Desk) -> None:
    view_id = open_modal(samples.section(), submit=None)
    assert ana.attempt("submit", view_id=view_id)[0] == 409


@pytest.mark.parametrize(
    ("element", "state", "problem"),
    [
        pytest.param({}, {"value": None}, "This is a required field", id="nothing typed"),
        pytest.param({}, {"value": "  "}, "This is a required field", id="only spaces"),
        pytest.param({"min_length": 3}, {"value": "ab"}, "This field requires at least 3 characters.", id="short"),
        pytest.param({"max_length": 3}, {"value": "abcd"}, "This field takes at most 3 characters.", id="long"),
        pytest.param({"type": "email_text_input"}, {"value": "ana"}, "Please enter a valid email address.", id="mail"),
        pytest.param({"type": "url_text_input"}, {"value": "ana"}, "Please enter a valid URL.", id="link"),
        pytest.param({"type": "number_input", "is_decimal_allowed": False}, {"value": "1.5"},
                     "Please enter a whole number.", id="decimals"),
        pytest.param({"type": "number_input", "is_decimal_allowed": True}, {"value": "many"},
                     "Please enter a number.", id="a word"),
        pytest.param({"type": "number_input", "is_decimal_allowed": True, "min_value": "2"}, {"value": "1"},
                     "Please enter a number of at least 2.", id="too little"),
        pytest.param({"type": "rich_text_input"}, {"rich_text_value": {"type": "rich_text", "elements": []}},
                     "This is a required field", id="empty rich text"),
        pytest.param({"type": "multi_users_select"}, {"selected_users": []}, "This is a required field", id="nobody"),
    ],
)  # fmt: skip
def test_slack_itself_checks_a_form_before_it_is_sent(
    open_modal: Callable[..., str],
    ana: Desk,
    heard: samples.Heard,
    element: dict[str, Any],
    state: dict[str, Any],
    problem: str,
) -> None:
    view_id = open_modal(samples.field("x", element))
    ana.do("type", view_id=view_id, block_id="x", action_id="value", state=state)

    assert ana.submit() == {"ok": False, "errors": {"x": problem}, "closed": False}
    assert ana.modal()["errors"] == {"x": problem}
    assert heard == []


def test_an_optional_input_may_stay_empty(app: App, open_modal: Callable[..., str], ana: Desk) -> None:
    app.view("editor")(lambda ack: ack())
    open_modal(samples.field("x", optional=True))
    assert ana.submit()["closed"] is True


def test_a_select_asks_the_app_for_options(app: App, open_modal: Callable[..., str], ana: Desk) -> None:
    app.options("find")(lambda ack, payload: ack(options=[samples.option(payload["value"])]))
    element = {"type": "external_select", "action_id": "find", "min_query_length": 2}
    place = {"view_id": open_modal(samples.field("who", element)), "block_id": "who", "action_id": "find"}

    assert ana.do("options", query="g", **place) == {"options": []}
    assert ana.do("options", query="grace", **place)["options"][0]["value"] == "grace"


def test_options_slack_cannot_use_are_trouble(app: App, open_modal: Callable[..., str], ana: Desk) -> None:
    app.options("find")(lambda ack: ack(options=[samples.option("x" * 80)]))
    element = {"type": "external_select", "action_id": "find", "min_query_length": 0}
    place = {"view_id": open_modal(samples.field("who", element)), "block_id": "who", "action_id": "find"}
    assert ana.do("options", query="g", **place) == {"options": []}
    assert ana.see()["notices"] == ["We had some trouble connecting. Try again?"]


def test_a_select_in_a_message_asks_the_app_too(
    app: App, client: WebClient, ana: Desk, heard: samples.Heard
) -> None:
    app.options("go")(lambda ack, body: ack(options=[samples.option(body["message"]["text"])]))
    place = due(client, {"type": "external_select", "action_id": "go", "min_query_length": 0})
    assert ana.do("options", query="", **place)["options"][0]["value"] == "Due"


def test_an_answer_url_works_five_times(client: WebClient, ana: Desk, heard: samples.Heard) -> None:
    ana.do("action", **due(client))
    answers = WebhookClient(heard[0]["response_url"])
    statuses = [answers.send(text=str(number)).status_code for number in range(6)]
    assert statuses == [200] * 5 + [404]
    assert [message["ephemeral"] for message in ana.messages()] == [False, *[True] * 5]


def test_an_answer_url_dies_after_half_an_hour(
    workspace: Workspace, client: WebClient, ana: Desk, heard: samples.Heard
) -> None:
    ana.do("action", **due(client))
    workspace.world.offset += (
        workspace.response_urls[heard[0]["response_url"][-32:]].until - workspace.world.now()
    )
    late = WebhookClient(heard[0]["response_url"]).send(text="Late")
    assert (late.status_code, "expired_url" in late.body) == (404, True)


def test_an_answer_may_replace_or_delete_the_message(
    client: WebClient, ana: Desk, heard: samples.Heard
) -> None:
    ana.do("action", **due(client))
    answers = WebhookClient(heard[0]["response_url"])

    answers.send(text="Sent", blocks=[], replace_original=True)
    assert [(message["text"], message["blocks"]) for message in ana.messages()] == [("Sent", [])]
    answers.send(delete_original=True)
    assert ana.messages() == []


def test_an_answer_may_be_for_everybody(client: WebClient, ana: Desk, heard: samples.Heard) -> None:
    ana.do("command", channel="C0RECRUIT", text="/sequence")
    WebhookClient(heard[0]["response_url"]).send(text="Look", response_type="in_channel")
    assert Desk(ana.address, "U0BEN").messages("C0RECRUIT")[0]["text"] == "Look"


def test_a_double_click_is_heard_twice(client: WebClient, ana: Desk, heard: samples.Heard) -> None:
    place = due(client)
    ana.do("action", **place)
    ana.do("action", **place)
    assert heard[0]["trigger_id"] != heard[1]["trigger_id"]
