"""Triggers, the stack, hashes and what survives an update."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.slack.workspace import Workspace
from tests.sandbox.slack import samples
from tests.sandbox.slack.desk import Desk


@pytest.fixture
def trigger(app: App, connect: Callable[[], SocketModeHandler], ana: Desk) -> Callable[[], str]:
    """Give fresh triggers, as commands bring them."""
    heard: samples.Heard = []
    app.command("/sequence")(samples.note(heard))
    connect()

    def fresh() -> str:
        ana.do("command", channel="C0RECRUIT", text="/sequence")
        return str(heard[-1]["trigger_id"])

    return fresh


Trigger = Callable[[], str]


def refused(call: Callable[[], Any]) -> str:
    """Call what must be refused; give the error's name."""
    with pytest.raises(SlackApiError) as raised:
        call()
    return str(raised.value.response["error"])


def test_a_trigger_opens_one_modal_only(client: WebClient, trigger: Trigger) -> None:
    name = trigger()
    client.views_open(trigger_id=name, view=samples.modal())
    again = refused(lambda: client.views_open(trigger_id=name, view=samples.modal()))
    assert again == "exchanged_trigger_id"


def test_a_trigger_dies_after_its_seconds(workspace: Workspace, client: WebClient, trigger: Trigger) -> None:
    workspace.triggers.life = 0.0
    name = trigger()
    late = refused(lambda: client.views_open(trigger_id=name, view=samples.modal()))
    assert late == "expired_trigger_id"


def test_a_refused_view_leaves_the_trigger_usable(client: WebClient, trigger: Trigger) -> None:
    name = trigger()
    broken = samples.modal(title=samples.plain("x" * 25))
    assert refused(lambda: client.views_open(trigger_id=name, view=broken)) == "invalid_arguments"
    assert client.views_open(trigger_id=name, view=samples.modal())["ok"]


def test_a_stack_is_three_high(client: WebClient, trigger: Trigger, ana: Desk) -> None:
    client.views_open(trigger_id=trigger(), view=samples.modal())
    for _ in range(2):
        client.views_push(trigger_id=trigger(), view=samples.modal())

    refusal = refused(lambda: client.views_push(trigger_id=trigger(), view=samples.modal()))

    views = ana.see()["modals"]
    assert (refusal, len(views)) == ("push_limit_reached", 3)


def test_nothing_can_be_pushed_where_nothing_is_open(client: WebClient, trigger: Trigger) -> None:
    assert refused(lambda: client.views_push(trigger_id=trigger(), view=samples.modal())) == "not_found"


def test_a_pushed_view_knows_its_root_and_the_one_before(client: WebClient, trigger: Trigger) -> None:
    root = client.views_open(trigger_id=trigger(), view=samples.modal())["view"]
    second = client.views_push(trigger_id=trigger(), view=samples.modal())["view"]
    third = client.views_push(trigger_id=trigger(), view=samples.modal())["view"]
    assert (third["root_view_id"], third["previous_view_id"]) == (root["id"], second["id"])


def test_a_stale_hash_is_a_conflict(client: WebClient, trigger: Trigger) -> None:
    view = client.views_open(trigger_id=trigger(), view=samples.modal())["view"]
    client.views_update(view_id=view["id"], hash=view["hash"], view=samples.modal())
    stale = refused(lambda: client.views_update(view_id=view["id"], hash=view["hash"], view=samples.modal()))
    assert stale == "hash_conflict"


def test_a_view_beneath_the_top_can_be_updated(client: WebClient, trigger: Trigger, ana: Desk) -> None:
    root = client.views_open(trigger_id=trigger(), view=samples.modal(external_id="root"))["view"]
    client.views_push(trigger_id=trigger(), view=samples.modal())

    client.views_update(external_id="root", view=samples.modal(samples.section("New")))

    below = ana.see()["modals"][0]
    assert (below["id"], below["blocks"][0]["text"]["text"]) == (root["id"], "New")


def test_an_external_id_is_taken_once(client: WebClient, trigger: Trigger) -> None:
    client.views_open(trigger_id=trigger(), view=samples.modal(external_id="one"))
    twice = refused(lambda: client.views_push(trigger_id=trigger(), view=samples.modal(external_id="one")))
    assert twice == "duplicate_external_id"


def test_a_view_of_250_kilobytes_is_too_large(client: WebClient, trigger: Trigger) -> None:
    large = samples.modal(*[samples.section("x" * 2_990) for _ in range(90)])
    assert refused(lambda: client.views_open(trigger_id=trigger(), view=large)) == "view_too_large"


def test_what_was_typed_survives_where_both_names_stay(
    client: WebClient, trigger: Trigger, ana: Desk
) -> None:
    view = client.views_open(trigger_id=trigger(), view=samples.modal(samples.field("name")))["view"]
    ana.type("name", "Typed")
    again = samples.field("name", {"initial_value": "Ignored"})
    renamed = samples.field("name:2", {"initial_value": "Fresh"})

    client.views_update(view_id=view["id"], view=samples.modal(again, renamed))

    values = ana.modal()["state"]["values"]
    assert values["name"]["value"]["value"] == "Typed"
    assert values["name:2"]["value"]["value"] == "Fresh"


def test_an_option_no_longer_offered_is_forgotten(client: WebClient, trigger: Trigger, ana: Desk) -> None:
    def menu(*names: str) -> dict[str, Any]:
        options = [samples.option(name) for name in names]
        return samples.modal(samples.field("kind", {"type": "static_select", "options": options}))

    view = client.views_open(trigger_id=trigger(), view=menu("email", "call"))["view"]
    ana.press("value", "kind", state={"type": "static_select", "selected_option": {"value": "call"}})
    client.views_update(view_id=view["id"], view=menu("email", "text"))
    assert ana.modal()["state"]["values"]["kind"]["value"]["selected_option"] is None


def test_a_home_tab_is_published_and_seen(client: WebClient, ana: Desk) -> None:
    home = client.views_publish(user_id="U0ANA", view={"type": "home", "blocks": [samples.section("Hi")]})
    again = {"type": "home", "blocks": [samples.section("Again")]}
    client.views_publish(user_id="U0ANA", hash=home["view"]["hash"], view=again)

    assert ana.see()["home"]["blocks"][0]["text"]["text"] == "Again"
    stale = refused(lambda: client.views_publish(user_id="U0ANA", hash=home["view"]["hash"], view=again))
    assert stale == "hash_conflict"


def test_a_new_modal_replaces_the_open_stack(client: WebClient, trigger: Trigger, ana: Desk) -> None:
    client.views_open(trigger_id=trigger(), view=samples.modal())
    client.views_open(trigger_id=trigger(), view=samples.modal(callback_id="other"))
    assert [view["callback_id"] for view in ana.see()["modals"]] == ["other"]


def test_blocks_and_texts_are_stored_with_names_and_flags(client: WebClient, trigger: Trigger) -> None:
    blocks = [samples.section(accessory={"type": "button", "text": samples.plain("Go")})]
    view = client.views_open(trigger_id=trigger(), view=samples.modal(*blocks))["view"]
    (block,) = view["blocks"]
    assert block["block_id"]
    assert block["accessory"]["action_id"]
    assert (block["text"]["verbatim"], block["accessory"]["text"]["emoji"]) == (False, True)


def test_the_current_conversation_is_chosen_by_itself(client: WebClient, trigger: Trigger, ana: Desk) -> None:
    picker = {"type": "conversations_select", "default_to_current_conversation": True}
    client.views_open(trigger_id=trigger(), view=samples.modal(samples.field("where", picker)))
    state = ana.modal()["state"]["values"]["where"]["value"]
    assert state == {"type": "conversations_select", "selected_conversation": "C0RECRUIT"}


def test_a_field_that_is_null_counts_as_absent(client: WebClient, trigger: Trigger, ana: Desk) -> None:
    element = {
        "type": "static_select",
        "options": [samples.option("a")],
        "option_groups": None,
        "placeholder": None,
    }
    client.views_open(trigger_id=trigger(), view=samples.modal(samples.field("kind", element), close=None))
    ana.press("value", "kind", state={"selected_option": {"value": "a"}})
    assert "option_groups" not in ana.modal()["blocks"][0]["element"]
