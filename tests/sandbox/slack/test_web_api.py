"""The Web API, called by the real client."""

import json
import urllib.parse
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.slack.workspace import Workspace
from tests.sandbox.slack import samples
from tests.sandbox.slack.conftest import Running
from tests.sandbox.slack.desk import Desk, send


def refusal(client: WebClient, method: str, **args: Any) -> Any:
    """Call what must be refused; give the answer."""
    with pytest.raises(SlackApiError) as raised:
        client.api_call(method, json=args)
    return raised.value.response


def test_the_bot_learns_who_it_is(client: WebClient) -> None:
    me = client.auth_test()
    assert (me["user_id"], me["bot_id"], me["team_id"]) == ("U0OVERTURE", "B0OVERTURE", "T0OVERTURE")


def test_a_person_has_a_zone_and_no_address_without_the_scope(client: WebClient) -> None:
    person = client.users_info(user="U0BEN")["user"]
    assert person["tz"] == "America/New_York"
    assert "email" not in person["profile"]


def test_the_address_comes_with_its_scope(workspace: Workspace, client: WebClient) -> None:
    workspace.app.scopes.add("users:read.email")
    assert client.users_info(user="U0ANA")["user"]["profile"]["email"] == "ana@acme.example"


def test_people_are_listed_page_by_page(client: WebClient) -> None:
    first = client.users_list(limit=2)
    rest = client.users_list(limit=2, cursor=first["response_metadata"]["next_cursor"])
    names = [person["name"] for page in (first, rest) for person in page["members"]]
    assert names == ["ana", "ben", "overture"]


def test_a_message_to_a_person_opens_the_direct_message(client: WebClient, ana: Desk) -> None:
    posted = client.chat_postMessage(channel="U0ANA", text="Good morning")
    assert posted["channel"] == "D0ANA"
    assert [message["text"] for message in ana.messages()] == ["Good morning"]


def test_an_update_changes_only_what_it_mentions(client: WebClient, ana: Desk) -> None:
    posted = client.chat_postMessage(channel="U0ANA", text="Due", blocks=[samples.section("Due")])

    client.chat_update(channel=posted["channel"], ts=posted["ts"], text="Sent")

    (message,) = ana.messages()
    assert (message["text"], message["blocks"][0]["text"]["text"]) == ("Sent", "Due")
    assert message["edited"]


def test_a_deleted_message_is_gone(client: WebClient, ana: Desk) -> None:
    posted = client.chat_postMessage(channel="U0ANA", text="Oops")
    client.chat_delete(channel=posted["channel"], ts=posted["ts"])
    assert ana.messages() == []


def test_a_whisper_is_seen_by_one(client: WebClient, ana: Desk) -> None:
    client.chat_postEphemeral(channel="C0RECRUIT", user="U0ANA", text="Psst")
    assert [message["text"] for message in ana.messages("C0RECRUIT")] == ["Psst"]
    assert Desk(ana.address, "U0BEN").messages("C0RECRUIT") == []


def test_a_permalink_leads_to_the_message(client: WebClient) -> None:
    posted = client.chat_postMessage(channel="C0RECRUIT", text="Digest")
    link = client.chat_getPermalink(channel="C0RECRUIT", message_ts=posted["ts"])["permalink"]
    assert link.endswith("/archives/C0RECRUIT/p" + posted["ts"].replace(".", ""))


def test_a_very_long_text_is_cut(client: WebClient, ana: Desk) -> None:
    client.chat_postMessage(channel="U0ANA", text="x" * 40_001)
    assert len(ana.messages()[0]["text"]) == 40_000


@pytest.mark.parametrize(
    ("method", "args", "error"),
    [
        pytest.param("chat.postPigeon", {}, "unknown_method", id="no such method"),
        pytest.param("chat.postMessage", {"channel": "C404", "text": "x"}, "channel_not_found", id="channel"),
        pytest.param("chat.postMessage", {"channel": "C0GENERAL", "text": "x"}, "not_in_channel", id="stranger"),
        pytest.param("chat.postMessage", {"channel": "U0ANA"}, "no_text", id="nothing said"),
        pytest.param("chat.postMessage", {"channel": "U0ANA", "blocks": "{"}, "invalid_blocks_format", id="blocks"),
        pytest.param("chat.update", {"channel": "C0RECRUIT", "ts": "1.2", "text": "x"}, "message_not_found", id="ts"),
        pytest.param("chat.postEphemeral", {"channel": "U0ANA", "user": "U0BEN", "text": "x"}, "user_not_in_channel",
                     id="not among the members"),
        pytest.param("users.info", {"user": "U404"}, "user_not_found", id="person"),
        pytest.param("conversations.list", {}, "missing_scope", id="scope"),
        pytest.param("apps.connections.open", {}, "not_allowed_token_type", id="kind of token"),
        pytest.param("views.open", {"trigger_id": "1.x", "view": samples.modal()}, "invalid_trigger_id", id="trigger"),
        pytest.param("views.update", {"view_id": "V404", "view": samples.modal()}, "not_found", id="view"),
        pytest.param("views.publish", {"user_id": "U404", "view": {"type": "home", "blocks": [samples.section()]}},
                     "user_not_found", id="nobody's home"),
        pytest.param("files.info", {"file": "F404"}, "file_not_found", id="file"),
    ],
)  # fmt: skip
def test_what_slack_refuses_is_refused_by_its_name(
    client: WebClient, method: str, args: dict[str, Any], error: str
) -> None:
    assert refusal(client, method, **args)["error"] == error


def test_a_missing_scope_is_named(client: WebClient) -> None:
    answer = refusal(client, "conversations.open", users="U0ANA")
    assert (answer["error"], answer["needed"]) == ("missing_scope", "im:write")


def test_channels_are_read_with_the_scope(workspace: Workspace, client: WebClient) -> None:
    workspace.app.scopes |= {"channels:read", "channels:join", "im:write"}
    client.conversations_join(channel="C0GENERAL")

    listed = client.conversations_list()["channels"]

    assert {channel["name"]: channel["is_member"] for channel in listed} == {
        "recruiting": True,
        "general": True,
    }
    assert "U0BEN" in client.conversations_members(channel="C0GENERAL")["members"]
    assert client.conversations_info(channel="C0RECRUIT")["channel"]["name"] == "recruiting"
    assert client.conversations_open(users="U0ANA")["channel"]["id"] == "D0ANA"


def test_an_archived_channel_takes_nothing(workspace: Workspace, client: WebClient) -> None:
    workspace.channels["C0RECRUIT"].is_archived = True
    assert refusal(client, "chat.postMessage", channel="C0RECRUIT", text="x")["error"] == "is_archived"


def test_a_persons_message_cannot_be_changed(client: WebClient, ana: Desk) -> None:
    ts = ana.do("message", channel="C0RECRUIT", text="Mine")["message"]["ts"]
    answer = refusal(client, "chat.update", channel="C0RECRUIT", ts=ts, text="Yours")
    assert answer["error"] == "cant_update_message"


def test_an_update_over_four_thousand_characters_is_refused(client: WebClient) -> None:
    posted = client.chat_postMessage(channel="C0RECRUIT", text="x")
    answer = refusal(client, "chat.update", channel="C0RECRUIT", ts=posted["ts"], text="x" * 4_001)
    assert answer["error"] == "msg_too_long"


@pytest.mark.parametrize(
    ("token", "error"),
    [
        pytest.param("", "not_authed", id="no token"),
        pytest.param("xoxb-else", "invalid_auth", id="a wrong one"),
    ],
)
def test_a_caller_without_the_token_is_refused(running: Running, token: str, error: str) -> None:
    stranger = WebClient(token=token, base_url=f"{running.address}/api/", retry_handlers=[])
    assert refusal(stranger, "auth.test")["error"] == error


def test_an_uninstalled_app_is_inactive(client: WebClient, ana: Desk) -> None:
    ana.do("uninstall")
    assert refusal(client, "auth.test")["error"] == "account_inactive"
    ana.do("install")
    assert client.auth_test()["ok"]


def test_arguments_may_come_as_a_form_with_json_inside(running: Running, ana: Desk) -> None:
    fields = {
        "token": "xoxb-sandbox",
        "channel": "U0ANA",
        "blocks": json.dumps([samples.section("In a form")]),
    }
    form = urllib.parse.urlencode(fields).encode()
    headers = {"content-type": "application/x-www-form-urlencoded"}

    _, answer = send(f"{running.address}/api/chat.postMessage", form, headers)

    assert answer["ok"]
    assert ana.messages()[0]["blocks"][0]["text"]["text"] == "In a form"


def test_broken_json_is_called_that(running: Running) -> None:
    headers = {"content-type": "application/json", "authorization": "Bearer xoxb-sandbox"}
    assert send(f"{running.address}/api/auth.test", b"{", headers)[1]["error"] == "invalid_json"


def test_every_call_is_written_down_without_its_token(client: WebClient, ana: Desk) -> None:
    client.auth_test()
    refusal(client, "users.info", user="U404")
    entries = [(entry["method"], entry["ok"], entry["error"]) for entry in ana.calls()]
    assert entries == [("auth.test", True, None), ("users.info", False, "user_not_found")]
    assert "xoxb" not in json.dumps(ana.calls())


def test_oauth_hands_out_the_bots_token(client: WebClient) -> None:
    answer = client.oauth_v2_access(client_id="c", client_secret="s", code="code")
    assert answer["access_token"] == "xoxb-sandbox"


def test_the_bell_rings_when_something_changed_and_not_for_reading(
    workspace: Workspace, client: WebClient
) -> None:
    before = workspace.world.version
    client.users_info(user="U0ANA")
    assert workspace.world.version == before
    client.chat_postMessage(channel="U0ANA", text="x")
    assert workspace.world.version > before


def test_the_small_questions_are_answered(workspace: Workspace, client: WebClient) -> None:
    workspace.app.scopes |= {"team:read", "channels:read"}
    assert client.team_info()["team"]["domain"] == "acme-talent"
    assert client.bots_info(bot="B0OVERTURE")["bot"]["app_id"] == "A0OVERTURE"
    assert client.api_test(foo="bar")["args"]["foo"] == "bar"
    mine = client.users_conversations(types="public_channel,im")["channels"]
    assert [channel["id"] for channel in mine] == ["C0RECRUIT", "D0ANA", "D0BEN"]


def test_blocks_can_be_validated_without_a_token(running: Running) -> None:
    stranger = WebClient(base_url=f"{running.address}/api/", retry_handlers=[])
    assert stranger.blocks_validate(blocks=[samples.section()])["ok"]
    assert stranger.blocks_validate(view=samples.modal())["ok"]
    assert stranger.blocks_validate(message={"text": "x", "blocks": [samples.section()]})["ok"]
    with pytest.raises(SlackApiError) as raised:
        stranger.blocks_validate(blocks=[samples.section("")])
    (problem,) = raised.value.response["response_metadata"]["messages"]
    assert problem.endswith("[json-pointer:/blocks/0/text/text]")


def test_invalid_blocks_are_refused_with_their_places(client: WebClient) -> None:
    header = {"type": "header", "text": samples.plain("x" * 151)}
    answer = refusal(client, "chat.postMessage", channel="U0ANA", blocks=[header])
    problem = "[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]"
    assert (answer["error"], answer["response_metadata"]["messages"]) == ("invalid_blocks", [problem])


def test_too_much_text_in_all_blocks_is_refused(client: WebClient) -> None:
    blocks = [samples.section("x" * 3_000) for _ in range(5)]
    answer = refusal(client, "chat.postMessage", channel="U0ANA", text="x", blocks=blocks)
    assert answer["error"] == "msg_blocks_too_long"


def test_blocks_inside_attachments_are_checked_too(client: WebClient) -> None:
    answer = refusal(client, "chat.postMessage", channel="U0ANA", attachments=[{"blocks": [{"type": "x"}]}])
    assert answer["error"] == "invalid_attachments"
    assert "/attachments/0/blocks/0/type" in answer["errors"][0]


def test_what_people_type_is_stored_with_slacks_marks(ana: Desk) -> None:
    text = "R&D: @ben, ask grace@example.com in #general <soon> https://example.com/?a=1&b=2"
    stored = ana.do("message", channel="C0RECRUIT", text=text)["message"]["text"]
    assert stored == (
        "R&amp;D: <@U0BEN|ben>, ask <mailto:grace@example.com|grace@example.com> in <#C0GENERAL|general>"
        " &lt;soon&gt; <https://example.com/?a=1&amp;b=2>"
    )


def test_a_person_sees_everything_the_page_draws(ana: Desk) -> None:
    state = ana.see()
    assert state["team"] == {"id": "T0OVERTURE", "name": "Acme Talent"}
    assert (state["me"]["real_name"], state["me"]["tz"]) == ("Ana Lovelace", "Europe/Berlin")
    assert [command["command"] for command in state["commands"]] == ["/sequence", "/enroll", "/why"]
    assert [channel["id"] for channel in state["channels"]] == ["C0RECRUIT", "C0GENERAL", "D0ANA"]
    assert {shortcut["callback_id"] for shortcut in state["shortcuts"]} == {
        "sequence_new",
        "enroll_from_message",
    }
    assert (state["home"], state["modals"], state["notices"]) == (None, [], [])


@pytest.mark.parametrize(
    ("what", "body", "status"),
    [
        pytest.param("command", {"channel": "", "text": "sequence"}, 400, id="a command without a slash"),
        pytest.param("command", {"channel": "C404", "text": "/why"}, 404, id="a channel nobody knows"),
        pytest.param("message", {"channel": "C0RECRUIT"}, 400, id="a message without words"),
        pytest.param("submit", {"view_id": "V404"}, 404, id="a view nobody opened"),
        pytest.param("close", {"view_id": "V404", "all": True}, 404, id="closing what is not open"),
        pytest.param("home", {"tab": "attic"}, 400, id="a tab the app does not have"),
        pytest.param("home", {"user": "U0OVERTURE"}, 404, id="a bot at a desk"),
        pytest.param("refresh", {"reason": "mood"}, 400, id="a refresh without reason"),
        pytest.param("pace", {"generosity": 0}, 400, id="no pace at all"),
    ],
)
def test_what_a_person_cannot_do_is_refused_in_a_sentence(
    ana: Desk, what: str, body: dict[str, Any], status: int
) -> None:
    given, answer = ana.attempt(what, **body)
    assert given == status
    assert answer["error"].endswith(".")
