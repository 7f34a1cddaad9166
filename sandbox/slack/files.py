"""Uploaded files."""

import mimetypes
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from sandbox.slack.wire import Payload


@dataclass(slots=True, kw_only=True)
class File:
    """A file; `complete` once the app said so, `created` in seconds since 1970.

    Until `ready_at` Slack looks through it: its kind is not known yet, and no block shows it. None is at once.
    """

    id: str
    name: str
    user: str
    created: int
    length: int
    title: str = ""
    content: bytes | None = None
    complete: bool = False
    ready_at: datetime | None = None


def is_ready(file: File, now: datetime) -> bool:
    """Tell whether Slack is done with looking through a file."""
    return file.complete and (file.ready_at is None or file.ready_at <= now)


def mimetype(file: File) -> str:
    """Tell the kind of a file by its name."""
    return mimetypes.guess_type(file.name)[0] or "application/octet-stream"


def as_payload(file: File, *, origin: str, team_id: str) -> Payload:
    """Show a file as files.info does."""
    address = f"{origin}/slack/files/{file.id}"
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": mimetype(file),
        "filetype": PurePosixPath(file.name).suffix.lstrip(".").lower() or "text",
        "pretty_type": mimetype(file),
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
