"""Uploaded files."""

import mimetypes
from dataclasses import dataclass
from pathlib import PurePosixPath

from sandbox.slack.wire import Payload


@dataclass(slots=True, kw_only=True)
class File:
    """A file; `complete` once Slack may show it, `created` in seconds since 1970."""

    id: str
    name: str
    user: str
    created: int
    length: int
    title: str = ""
    content: bytes | None = None
    complete: bool = False


def as_payload(file: File, *, origin: str, team_id: str) -> Payload:
    """Show a file as files.info does."""
    mimetype = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    address = f"{origin}/slack/files/{file.id}"
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": mimetype,
        "filetype": PurePosixPath(file.name).suffix.lstrip(".").lower() or "text",
        "pretty_type": mimetype,
        "user": file.user,
        "user_team": team_id,
        "editable": False,
        "size": len(file.content or b""),
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": False,
        "public_url_shared": False,
        "url_private": address,
        "url_private_download": address,
        "permalink": address,
        "file_access": "visible",
    }
