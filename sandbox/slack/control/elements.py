"""People click, choose, type and upload."""

from pathlib import PurePosixPath

from starlette.datastructures import UploadFile

from sandbox.slack import answers, delivery, files, inputs, interactions
from sandbox.slack.control.asked import Asked
from sandbox.slack.delivery import Kind
from sandbox.slack.files import File
from sandbox.slack.messages import Message
from sandbox.slack.surfaces import Placed
from sandbox.slack.views import View
from sandbox.slack.wire import Payload, Refused
from sandbox.slack.workspace import Workspace


async def act(asked: Asked) -> Payload:
    """Use an element of a view or message; the app hears of it unless it is an input that only keeps."""
    user = asked.user()
    surface = asked.surface()
    if isinstance(surface, View) and surface.busy:
        raise Refused("This view is being sent; wait for its answer.")
    placed = asked.placed(surface)
    if placed.element.get("confirm") and asked.body.get("confirmed") is False:
        return {"ok": True, "sent": False}
    state = inputs.checked(placed.element, asked.part("state"))
    inputs.keep(surface, placed, state)
    if isinstance(surface, View):
        surface.errors.pop(placed.block["block_id"], None)
    asked.workspace.world.changed()
    if not placed.dispatches:
        return {"ok": True, "sent": False}
    return await _tell(asked.workspace, surface, placed, user=user, state=state)


async def suggest(asked: Asked) -> Payload:
    """Type into an external select and see what the app offers."""
    user, query = asked.user(), asked.text("query")
    surface = asked.surface()
    placed = asked.placed(surface)
    if placed.element["type"] not in {"external_select", "multi_external_select"}:
        raise Refused("Only an external select asks the app for options.")
    if len(query) < placed.element.get("min_query_length", 3):
        return {"options": []}
    told = interactions.suggestion(asked.workspace, surface, placed, query=query, user=user)
    answer = await delivery.ask(asked.workspace, Kind.INTERACTION, told)
    return answers.to_suggestion(asked.workspace, user, answer)


async def upload(asked: Asked, sent: UploadFile) -> Payload:
    """Put a file into a file input."""
    user, view = asked.user(), asked.view()
    placed, workspace = asked.placed(view), asked.workspace
    if placed.element["type"] != "file_input":
        raise Refused("Only a file input takes files.")
    content = await sent.read()
    name = PurePosixPath(sent.filename or "file").name
    state = view.values[placed.block["block_id"]][placed.element["action_id"]]
    _refuse_unwanted(placed.element, name, taken=len(state["files"]))
    file = _store(workspace, name, content, user=user)
    shown = files.as_payload(file, origin=workspace.origin, team_id=workspace.team.id)
    inputs.keep(view, placed, {**state, "files": [*state["files"], shown]})
    view.errors.pop(placed.block["block_id"], None)
    workspace.world.changed()
    return {"ok": True, "file": shown}


async def _tell(
    workspace: Workspace, surface: View | Message, placed: Placed, *, user: str, state: Payload
) -> Payload:
    if isinstance(surface, View):
        told = interactions.view_action(workspace, surface, placed, state=state)
    else:
        told = interactions.message_action(workspace, surface, placed, state=state, user=user)
    answer = await delivery.ask(workspace, Kind.INTERACTION, told)
    answers.to_click(workspace, user, answer)
    result: Payload = {"ok": answer.arrived, "sent": True}
    if url := (state.get("selected_option") or placed.element).get("url"):
        result["url"] = url
    return result


def _store(workspace: Workspace, name: str, content: bytes, *, user: str) -> File:
    file = File(
        id=workspace.ids.next("F"),
        name=name,
        user=user,
        created=int(workspace.world.now().timestamp()),
        length=len(content),
        content=content,
        complete=True,
    )
    workspace.files[file.id] = file
    return file


def _refuse_unwanted(element: Payload, name: str, *, taken: int) -> None:
    wanted = element.get("filetypes")
    if wanted and PurePosixPath(name).suffix.lstrip(".").lower() not in wanted:
        raise Refused(f"Only these kinds of files are taken here: {', '.join(wanted)}.")
    if taken >= element.get("max_files", 10):
        raise Refused("No more files fit here.")
