"""Mails that come through the upload address: alone, beside their JSON, or in two requests."""

import json
from dataclasses import replace
from email import message_from_bytes
from email.message import Message as Part
from typing import Any

from sandbox.google import errors, ids
from sandbox.google.accounts import Google
from sandbox.google.asks import Answer, Ask

LARGEST = 36_700_160
LARGEST_JSON = 5_242_880
KIND = "message/rfc822"


def media(ask: Ask) -> tuple[dict[str, Any], bytes | None]:
    """Read the JSON and the mail of a simple or multipart upload; raise ApiError for what is neither."""
    if len(ask.body) > LARGEST:
        raise errors.ApiError(413, "Request Too Large", "uploadTooLarge")
    if ask.first("uploadType") == "multipart":
        return _related(ask)
    if ask.first("uploadType") != "media":
        raise errors.invalid("Invalid upload request: uploadType is media, multipart or resumable")
    _demand_mail(ask.headers.get("content-type", ""))
    return {}, ask.body


def plain(ask: Ask) -> dict[str, Any]:
    """Read the JSON of a call without upload; raise ApiError for more than such a call may carry."""
    if len(ask.body) > LARGEST_JSON:
        raise errors.ApiError(413, f"Request payload size exceeds the limit: {LARGEST_JSON} bytes.")
    return ask.json()


def open_(google: Google, ask: Ask) -> Answer:
    """Begin a resumable upload: keep the JSON, tell where the mail is to go."""
    upload_id = ids.secret("AB")
    google.uploads[upload_id] = {"json": ask.json(), "method": ask.method}
    location = f"{ask.root}{ask.path}?uploadType=resumable&upload_id={upload_id}"
    return Answer(headers={"Location": location, "X-GUploader-UploadID": upload_id})


def resumed(google: Google, ask: Ask) -> tuple[Ask, dict[str, Any]]:
    """Give the request a resumable upload began with, and its JSON; raise ApiError 404 for a stranger."""
    kept = google.uploads.pop(ask.first("upload_id"), None)
    if kept is None:
        raise errors.not_found()
    return replace(ask, method=kept["method"]), kept["json"]


def _related(ask: Ask) -> tuple[dict[str, Any], bytes | None]:
    head = f"Content-Type: {ask.headers.get('content-type', '')}\r\n\r\n".encode()
    parts = message_from_bytes(head + ask.body).get_payload()
    if not isinstance(parts, list) or len(parts) != 2:
        raise errors.invalid("Invalid multipart request: two parts are wanted")
    first, second = (part for part in parts if isinstance(part, Part))
    try:
        value = json.loads(_bytes(first) or b"{}")
    except ValueError as error:
        raise errors.ApiError(400, "Parse Error", "parseError") from error
    _demand_mail(second.get_content_type())
    return value, _mail(ask)


def _demand_mail(kind: str) -> None:
    if not kind.startswith(KIND):
        raise errors.ApiError(400, f"Media type is not supported. Valid media types: [{KIND}]")


def _mail(ask: Ask) -> bytes:
    # The mail is cut out by its boundary: a mail parser would change what it parses.
    boundary = Part()
    boundary["Content-Type"] = ask.headers["content-type"]
    mark = b"--" + str(boundary.get_param("boundary")).encode()
    part = ask.body.split(mark)[2]
    content = part.lstrip(b"\r\n").replace(b"\r\n", b"\n").partition(b"\n\n")[2]
    return content.removesuffix(b"\n")


def _bytes(part: Part) -> bytes:
    value = part.get_payload(decode=True)
    return value if isinstance(value, bytes) else b""
