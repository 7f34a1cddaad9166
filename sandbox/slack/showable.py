"""What this workspace cannot show in a message: kinds of block it does not have yet, files that are not there."""

from collections.abc import Iterator

from sandbox.slack import files, surfaces
from sandbox.slack.content import Content
from sandbox.slack.wire import Payload, SlackError
from sandbox.slack.workspace import Workspace

_PICTURES = {"image/png", "image/jpeg", "image/gif"}


def demand(workspace: Workspace, said: Content) -> None:
    """Refuse blocks this workspace cannot show, with `invalid_blocks`."""
    problems = list(_problems(workspace, said.blocks or []))
    if problems:
        raise SlackError("invalid_blocks", messages=problems, also={"errors": problems})


def _problems(workspace: Workspace, blocks: list[Payload]) -> Iterator[str]:
    for place, block in enumerate(blocks):
        kinds = {one["type"] for one in surfaces.blocks_of([block])}
        for kind in sorted(kinds & workspace.refused_blocks):
            yield f"[ERROR] unsupported type: {kind} [json-pointer:/blocks/{place}/type]"
        if (file := block.get("slack_file")) is not None and not _is_shown(workspace, file):
            yield f"[ERROR] invalid slack file [json-pointer:/blocks/{place}/slack_file]"


def _is_shown(workspace: Workspace, named: Payload) -> bool:
    found = [
        file
        for file in workspace.files.values()
        if file.id == named.get("id") or str(named.get("url", "")).endswith(f"/slack/files/{file.id}")
    ]
    return any(
        files.is_ready(file, workspace.world.now()) and files.mimetype(file) in _PICTURES for file in found
    )
