"""Files of the app: ask for a place, upload there, say that it is complete."""

from datetime import timedelta

from sandbox.slack import content, files, posting
from sandbox.slack.calls import Call, Method
from sandbox.slack.files import File
from sandbox.slack.wire import Payload, SlackError


def methods() -> dict[str, Method]:
    """List the methods about files."""
    write, read = ("files:write",), ("files:read",)
    return {
        "files.getUploadURLExternal": Method(act=_place, scopes=write),
        "files.completeUploadExternal": Method(act=_complete, scopes=write, changes=True),
        "files.info": Method(act=_info, scopes=read),
    }


def _place(call: Call) -> Payload:
    length = call.number("length", 0)
    if length <= 0:
        raise SlackError("invalid_arguments", messages=["[ERROR] must be more than 0 [json-pointer:/length]"])
    workspace = call.workspace
    file = File(
        id=workspace.ids.next("F"),
        name=call.needed("filename"),
        user=workspace.app.bot_user,
        created=int(workspace.world.now().timestamp()),
        length=length,
    )
    workspace.files[file.id] = file
    return {"upload_url": f"{workspace.origin}/slack/upload/{file.id}", "file_id": file.id}


def _complete(call: Call) -> Payload:
    named = call.decoded("files")
    if not isinstance(named, list) or not named:
        raise SlackError("invalid_arguments", messages=["[ERROR] missing required field: files"])
    uploaded = [_uploaded(call, one) for one in named]
    places = call.text("channels") or call.text("channel_id")
    channels = [posting.writable(call.workspace, name) for name in places.split(",") if name]
    said = content.read({"text": call.text("initial_comment"), "blocks": call.args.get("blocks")})
    for file in uploaded:
        file.complete = True
        file.ready_at = call.workspace.world.now() + timedelta(seconds=call.workspace.looking_through)
    shown = [_shown(call, file) for file in uploaded]
    for channel in channels:
        message = posting.say(call.workspace, channel, said, thread_ts=call.text("thread_ts") or None)
        message.files = shown
    return {"files": shown}


def _uploaded(call: Call, named: Payload) -> File:
    file = call.workspace.files.get(str(named.get("id", "")))
    if file is None or file.content is None:
        raise SlackError("file_not_found")
    file.title = str(named.get("title") or file.name)
    return file


def _info(call: Call) -> Payload:
    file = call.workspace.files.get(call.needed("file", trouble="file_not_found"))
    if file is None or not file.complete:
        raise SlackError("file_not_found")
    return {"file": _shown(call, file), "content": None}


def _shown(call: Call, file: File) -> Payload:
    shown = files.as_payload(file, origin=call.workspace.origin, team_id=call.workspace.team.id)
    if files.is_ready(file, call.workspace.world.now()):
        return shown
    return {**shown, "mimetype": "", "filetype": "", "pretty_type": ""}
