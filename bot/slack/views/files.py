"""The files of an email stage: those it has, and a place for more."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.rules import attachments
from bot.rules.attachments import Attached, Sized
from bot.slack.views import parts, values
from bot.slack.views.parts import Json

BLOCK = "stage_files"
CHOSEN = "stage_files_chosen"
FILE_BLOCK = "stage_file"
REMOVE = "stage_file_remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A file somebody uploaded into a form; its content is still at Slack."""

    name: str
    size: int
    kind: str
    url: str


def build(attached: Sequence[Attached]) -> Iterator[Json]:
    """Draw the files a stage has, each with a way to remove it, and a place for more."""
    for file in attached:
        remove = parts.button("Remove", REMOVE, value=str(file.id))
        yield parts.section(listed([file]), accessory=remove, block_id=f"{FILE_BLOCK}:{file.id}")
    left = attachments.MOST - len(attached)
    if left <= 0:
        return
    most = attachments.TOTAL_LIMIT // attachments.MEGABYTE
    hint = f"Up to {attachments.MOST} files, {most} MB together. Everybody gets them with this email."
    picker: Json = {"type": "file_input", "action_id": CHOSEN, "max_files": left}
    yield parts.field(
        BLOCK, "Attach more files" if attached else "Attach files", picker, hint=hint, optional=True
    )


def read(view: Mapping[str, Any], block: str = BLOCK) -> tuple[Chosen, ...]:
    """Read which files were uploaded into the form."""
    files = (values.element(view, block) or {}).get("files") or ()
    return tuple(
        Chosen(
            name=attachments.clean_name(str(file.get("name") or file.get("title") or "")),
            size=int(file.get("size") or 0),
            kind=str(file.get("mimetype") or ""),
            url=str(file.get("url_private_download") or file.get("url_private") or ""),
        )
        for file in files
    )


def removed(action: Mapping[str, Any]) -> int:
    """Read which file is to be removed."""
    return int(action.get("value") or 0)


def kept(files: Iterable[Attached]) -> list[Json]:
    """Write files down so that a form remembers them."""
    return [{"id": file.id, "name": file.name, "size": file.size} for file in files]


def known(kept: Iterable[Mapping[str, Any]]) -> tuple[Attached, ...]:
    """Read what `kept` wrote."""
    return tuple(Attached(id=int(one["id"]), name=str(one["name"]), size=int(one["size"])) for one in kept)


def listed(files: Iterable[Sized]) -> str:
    """List files by name and size, in mrkdwn."""
    return told(map(attachments.told, files))


def told(files: Iterable[str]) -> str:
    """List files as they were told, in mrkdwn."""
    return ", ".join(f":paperclip: {parts.label(file)}" for file in files)


def fetching(chosen: Iterable[Sized]) -> str:
    """Say that files are on their way, in mrkdwn."""
    return f"What you wrote is saved. Fetching {listed(chosen)} …"
