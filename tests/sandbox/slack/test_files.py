"""Files: from the app into a channel, from a person into a form; and the whole workspace into a file."""

from collections.abc import Callable
from pathlib import Path

import pytest
import urllib3
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from sandbox.memory import Memory
from sandbox.slack.workspace import Workspace
from sandbox.world import World
from tests.sandbox.slack import samples
from tests.sandbox.slack.desk import Desk, send

BEARER = {"authorization": "Bearer xoxb-sandbox"}


def open_form(app: App, client: WebClient, connect: Callable[[], SocketModeHandler], ana: Desk) -> str:
    """Put a modal with a place for one CSV file before Ana."""
    heard: samples.Heard = []
    app.command("/enroll")(samples.note(heard))
    connect()
    ana.do("command", channel="", text="/enroll csv")
    element = {"type": "file_input", "filetypes": ["csv"], "max_files": 1}
    view = samples.modal(samples.field("list", element))
    return str(client.views_open(trigger_id=heard[0]["trigger_id"], view=view)["view"]["id"])


def test_the_app_uploads_a_file_into_a_channel(client: WebClient, ana: Desk) -> None:
    done = client.files_upload_v2(
        channel="C0RECRUIT", content="name\nGrace\n", filename="people.csv", initial_comment="Here"
    )

    (message,) = ana.messages("C0RECRUIT")
    assert (message["text"], message["files"][0]["name"]) == ("Here", "people.csv")
    info = client.files_info(file=done["files"][0]["id"])["file"]
    assert send(info["url_private"], headers=BEARER) == (200, "name\nGrace\n")


def test_a_file_is_not_for_strangers(client: WebClient) -> None:
    done = client.files_upload_v2(content="secret", filename="s.txt")
    address = client.files_info(file=done["files"][0]["id"])["file"]["url_private"]
    assert send(address)[0] == 403
    assert send(f"{address}?user=U0ANA")[0] == 200


def test_a_token_slack_does_not_know_is_shown_to_the_login_page(client: WebClient) -> None:
    done = client.files_upload_v2(content="secret", filename="s.txt")
    address = client.files_info(file=done["files"][0]["id"])["file"]["url_private_download"]

    answer = urllib3.request(
        "GET", address, headers={"authorization": "Bearer xoxb-other"}, redirect=False, retries=False
    )

    assert (answer.status, answer.data) == (302, b"")
    assert answer.headers["location"].endswith("/slack/login")


@pytest.mark.parametrize(
    ("kind", "status"),
    [("500", 500), ("503", 503), ("ratelimited", 429), ("error:file_not_found", 404), ("slow", 200)],
)
def test_an_ordered_trouble_strikes_a_download_once(
    client: WebClient, ana: Desk, kind: str, status: int
) -> None:
    done = client.files_upload_v2(content="plan", filename="plan.txt")
    address = client.files_info(file=done["files"][0]["id"])["file"]["url_private_download"]
    ana.do("fault", method="files.download", kind=kind, retry_after=0)

    assert [send(address, headers=BEARER)[0] for _ in range(2)] == [status, 200]


def test_a_person_fills_a_file_input(
    app: App, client: WebClient, connect: Callable[[], SocketModeHandler], ana: Desk
) -> None:
    submitted: samples.Heard = []
    app.view("editor")(samples.note(submitted))
    place = {"view_id": open_form(app, client, connect, ana), "block_id": "list", "action_id": "value"}
    assert ana.submit()["errors"] == {"list": "This is a required field"}

    assert ana.upload("people.csv", b"name\nGrace\n", **place)[0] == 200
    assert ana.submit()["closed"] is True

    (file,) = submitted[0]["view"]["state"]["values"]["list"]["value"]["files"]
    assert (file["name"], file["filetype"], file["user"]) == ("people.csv", "csv", "U0ANA")
    assert send(file["url_private_download"], headers=BEARER)[1] == "name\nGrace\n"


def test_a_file_of_another_kind_or_one_too_many_is_refused(
    app: App, client: WebClient, connect: Callable[[], SocketModeHandler], ana: Desk
) -> None:
    place = {"view_id": open_form(app, client, connect, ana), "block_id": "list", "action_id": "value"}
    assert ana.upload("people.pdf", b"x", **place)[0] == 409
    assert ana.upload("people.csv", b"x", **place)[0] == 200
    assert ana.upload("more.csv", b"x", **place) == (409, {"error": "No more files fit here."})


def test_a_file_is_taken_out_of_the_form_again(
    app: App, client: WebClient, connect: Callable[[], SocketModeHandler], ana: Desk
) -> None:
    place = {"view_id": open_form(app, client, connect, ana), "block_id": "list", "action_id": "value"}
    ana.upload("people.csv", b"x", **place)

    ana.do("type", state={"type": "file_input", "files": []}, **place)

    assert ana.submit()["errors"] == {"list": "This is a required field"}
    assert ana.upload("others.csv", b"y", **place)[0] == 200


def test_a_workspace_lives_on_after_a_restart(
    app: App,
    client: WebClient,
    connect: Callable[[], SocketModeHandler],
    ana: Desk,
    workspace: Workspace,
    tmp_path: Path,
) -> None:
    open_form(app, client, connect, ana)
    client.chat_postMessage(channel="C0RECRUIT", text="Kept")
    Memory(folder=tmp_path, world=workspace.world).keep(workspace, None)

    world = World()
    recalled = Memory(folder=tmp_path, world=world).recall()

    assert recalled is not None
    kept: Workspace = recalled.workspace
    assert kept.world is world
    assert [view.content["callback_id"] for view in kept.stack("U0ANA")] == ["editor"]
    assert kept.channels["C0RECRUIT"].messages[0].text == "Kept"
    assert kept.connected is False
