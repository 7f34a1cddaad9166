"""A command, a modal, a click, a submission: with a real Bolt app over a real socket."""

from collections.abc import Callable
from threading import Event, Thread
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from sandbox.slack.workspace import Workspace
from tests.sandbox.slack import samples
from tests.sandbox.slack.desk import Desk, soon

Connect = Callable[[], SocketModeHandler]


@pytest.fixture
def editor(app: App, connect: Connect, ana: Desk) -> Desk:
    """Let Ana open a modal by a command."""
    opens(app, samples.modal(notify_on_close=True))
    connect()
    ana.do("command", channel="", text="/sequence new Backend")
    soon(lambda: ana.see()["modals"])
    return ana


def opens(app: App, view: dict[str, Any]) -> None:
    """Let /sequence open a view."""

    @app.command("/sequence")
    def open_view(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=view)


def test_a_command_is_answered_for_one_person_only(app: App, connect: Connect, ana: Desk) -> None:
    app.command("/sequence")(lambda ack, body: ack(f"You said {body['text']} in {body['channel_name']}"))
    connect()

    answer = ana.do("command", channel="C0RECRUIT", text="/sequence list")

    assert answer["response"]["text"] == "You said list in recruiting"
    assert [message["ephemeral"] for message in ana.messages("C0RECRUIT")] == [True]
    assert Desk(ana.address, "U0BEN").messages("C0RECRUIT") == []


def test_a_command_may_answer_to_everybody(app: App, connect: Connect, ana: Desk) -> None:
    app.command("/why")(lambda ack: ack(text="Because", response_type="in_channel"))
    connect()
    ana.do("command", channel="C0RECRUIT", text="/why")
    assert [message["text"] for message in Desk(ana.address, "U0BEN").messages("C0RECRUIT")] == ["Because"]


def test_a_command_carries_escaped_channels_people_and_links(app: App, connect: Connect, ana: Desk) -> None:
    app.command("/sequence")(lambda ack, body: ack(body["text"]))
    connect()

    answer = ana.do("command", channel="", text="/sequence digest #recruiting @ben https://example.com/x")

    said = "digest <#C0RECRUIT|recruiting> <@U0BEN|ben> <https://example.com/x>"
    assert answer["response"]["text"] == said


def test_a_command_opens_a_modal(editor: Desk) -> None:
    modal = editor.modal()
    assert (modal["type"], modal["callback_id"]) == ("modal", "editor")
    assert modal["state"]["values"] == {"name": {"value": {"type": "plain_text_input", "value": None}}}


def test_a_click_reaches_bolt_with_the_view_and_what_was_typed(app: App, editor: Desk) -> None:
    heard: list[dict[str, Any]] = []
    app.action("more")(samples.note(heard))
    editor.type("name", "Backend, Berlin")

    editor.press("more")

    (body,) = heard
    assert body["view"]["state"]["values"]["name"]["value"]["value"] == "Backend, Berlin"
    assert body["container"] == {"type": "view", "view_id": body["view"]["id"]}
    assert body["view"]["root_view_id"] == body["view"]["id"]
    assert body["actions"][0]["type"] == "button"


def test_an_empty_acknowledgement_closes_the_modal(app: App, editor: Desk) -> None:
    heard: list[dict[str, Any]] = []
    app.view("editor")(samples.note(heard))
    editor.type("name", "Backend")

    assert editor.submit() == {"ok": True, "errors": {}, "closed": True}
    assert heard[0]["type"] == "view_submission"
    assert editor.see()["modals"] == []


def test_errors_are_shown_at_their_inputs(app: App, editor: Desk) -> None:
    app.view("editor")(lambda ack: ack(response_action="errors", errors={"name": "Taken"}))
    editor.type("name", "Backend")

    assert editor.submit() == {"ok": False, "errors": {"name": "Taken"}, "closed": False}
    assert editor.modal()["errors"] == {"name": "Taken"}


def test_typing_again_takes_the_error_away(app: App, editor: Desk) -> None:
    app.view("editor")(lambda ack: ack(response_action="errors", errors={"name": "Taken"}))
    editor.type("name", "Backend")
    editor.submit()
    editor.type("name", "Frontend")
    assert editor.modal()["errors"] == {}


def test_an_error_at_something_that_is_no_input_is_trouble(app: App, editor: Desk) -> None:
    app.view("editor")(lambda ack: ack(response_action="errors", errors={"buttons": "Wrong place"}))
    editor.type("name", "Backend")

    assert editor.submit()["closed"] is False
    assert editor.see()["notices"] == ["We had some trouble connecting. Try again?"]
    assert editor.calls()[-1]["method"] == "(answer to view_submission)"


def test_a_submission_may_update_the_view(app: App, editor: Desk) -> None:
    saved = samples.modal(samples.section("Saved."))
    app.view("editor")(lambda ack: ack(response_action="update", view=saved))
    editor.type("name", "Backend")

    assert editor.submit()["closed"] is False
    assert editor.modal()["blocks"][0]["text"]["text"] == "Saved."


def test_a_submission_may_push_a_view(app: App, editor: Desk) -> None:
    app.view("editor")(lambda ack: ack(response_action="push", view=samples.modal(callback_id="second")))
    editor.type("name", "Backend")
    editor.submit()
    assert [view["callback_id"] for view in editor.see()["modals"]] == ["editor", "second"]


def test_a_submission_may_clear_the_stack(app: App, editor: Desk) -> None:
    pushes(app)
    app.view("second")(lambda ack: ack(response_action="clear"))
    editor.press("more")
    soon(lambda: len(editor.see()["modals"]) == 2)
    editor.type("name", "Backend")

    assert editor.submit()["closed"] is True
    assert editor.see()["modals"] == []


def test_a_pushed_view_that_closes_shows_the_one_beneath(app: App, editor: Desk) -> None:
    pushes(app)
    app.view("second")(lambda ack: ack())
    editor.press("more")
    pushed = soon(lambda: editor.see()["modals"][1:])[0]
    editor.type("name", "Stage")

    editor.submit()

    assert [view["callback_id"] for view in editor.see()["modals"]] == ["editor"]
    assert pushed["callback_id"] == "second"


def test_a_submission_nobody_acknowledges_leaves_the_modal_open(workspace: Workspace, editor: Desk) -> None:
    workspace.ack_deadline = 0.1
    editor.type("name", "Backend")

    assert editor.submit() == {"ok": False, "errors": {}, "closed": False}
    assert editor.see()["notices"] == ["We had some trouble connecting. Try again?"]


def test_a_modal_on_its_way_is_not_sent_twice(app: App, editor: Desk) -> None:
    on_its_way, let_go = Event(), Event()

    @app.view("editor")
    def submitted(ack: Ack) -> None:
        on_its_way.set()
        let_go.wait(2)
        ack()

    editor.type("name", "Backend")
    view_id = editor.modal()["id"]
    sending = Thread(target=editor.submit)
    sending.start()
    on_its_way.wait(2)
    assert editor.modal()["busy"] is True
    assert editor.attempt("submit", view_id=view_id)[0] == 409
    let_go.set()
    sending.join()
    assert editor.see()["modals"] == []


def test_an_invalid_view_in_an_answer_is_trouble_and_written_down(app: App, editor: Desk) -> None:
    broken = samples.modal(title=samples.plain("x" * 25))
    app.view("editor")(lambda ack: ack(response_action="update", view=broken))
    editor.type("name", "Backend")

    assert editor.submit()["closed"] is False
    assert editor.see()["notices"] == ["We had some trouble connecting. Try again?"]
    assert "/view/title/text" in editor.calls()[-1]["args"]["problems"][0]


def test_an_invalid_answer_to_a_command_is_trouble(app: App, connect: Connect, ana: Desk) -> None:
    app.command("/why")(lambda ack: ack(blocks=[{"type": "marquee"}]))
    connect()
    ana.do("command", channel="", text="/why")
    assert ana.see()["notices"] == ['/why failed with the error "invalid_command_response"']
    assert ana.messages() == []


def test_cancel_tells_that_one_view_closed(app: App, editor: Desk) -> None:
    heard: list[dict[str, Any]] = []
    app.view_closed("editor")(samples.note(heard))
    editor.do("close", view_id=editor.modal()["id"])
    assert [(body["type"], body["is_cleared"]) for body in heard] == [("view_closed", False)]


def test_the_cross_closes_the_whole_stack(app: App, editor: Desk) -> None:
    heard: list[dict[str, Any]] = []
    app.view_closed("editor")(samples.note(heard))
    pushes(app)
    editor.press("more")
    soon(lambda: len(editor.see()["modals"]) == 2)

    editor.do("close", view_id=editor.modal()["id"], all=True)

    assert editor.see()["modals"] == []
    assert [body["is_cleared"] for body in heard] == [True]


def pushes(app: App) -> None:
    """Let the button push a second view."""

    @app.action("more")
    def push(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_push(trigger_id=body["trigger_id"], view=samples.modal(callback_id="second"))
