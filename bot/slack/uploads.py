"""Put a picture into Slack, where only the app sees it until a message shows it."""

from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

SCOPE = "files:write"


class NotUploaded(Exception):
    """The picture is not in Slack, or nobody knows whether it is; its text says why in a word."""


def put(client: WebClient, name: str, content: bytes, *, title: str) -> str:
    """Upload a file to nobody and give its id; raises NotUploaded. Each of its three calls has the client's time."""
    try:
        answer = client.files_upload_v2(filename=name, content=content, title=title)
    except SlackApiError as error:
        raise NotUploaded(str(error.response.get("error", "refused"))) from error
    # What Slack's SDK lets through beside its own errors: a broken line, half an answer, one without the file.
    except (SlackClientError, OSError, HTTPException, ValueError, TypeError) as error:
        raise NotUploaded(type(error).__name__) from error
    file = answer.get("file")
    if not isinstance(file, dict) or not file.get("id"):
        raise NotUploaded("no file")
    return str(file["id"])
