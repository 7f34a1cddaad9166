"""Payloads as signed HTTP requests, for apps that do not use Socket Mode."""

import hashlib
import hmac
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass

from sandbox.slack.wire import Payload


class NotAccepted(Exception):
    """The app could not be reached, or answered with something else than 200."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A body ready to travel."""

    body: bytes
    content_type: str


def letter(payload: Payload, *, form: bool, wrapped: bool = False) -> Letter:
    """Write a payload as JSON, as form fields, or as the one form field called payload."""
    if not form:
        return Letter(json.dumps(payload).encode(), "application/json")
    fields = {"payload": json.dumps(payload)} if wrapped else payload
    return Letter(urllib.parse.urlencode(fields).encode(), "application/x-www-form-urlencoded")


def headers(sent: Letter, *, secret: str) -> dict[str, str]:
    """Sign a body as Slack does; the timestamp is real time, because receivers compare it with theirs."""
    at = str(int(time.time()))
    base = f"v0:{at}:".encode() + sent.body
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {
        "Content-Type": sent.content_type,
        "X-Slack-Request-Timestamp": at,
        "X-Slack-Signature": f"v0={digest}",
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
    }


def send(address: str, sent: Letter, named: dict[str, str], *, timeout: float) -> Payload:
    """Send a signed body and read the answer; raise NotAccepted or TimeoutError."""
    request = urllib.request.Request(address, data=sent.body, headers=named, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=timeout) as response:
            return _read(response.read(), response.headers.get_content_type())
    except TimeoutError:
        raise
    except urllib.error.HTTPError as error:
        error.close()
        raise NotAccepted from error
    except (urllib.error.URLError, OSError) as error:
        if isinstance(getattr(error, "reason", None), TimeoutError):
            raise TimeoutError from error
        raise NotAccepted from error


def _read(body: bytes, content_type: str) -> Payload:
    if not body:
        return {}
    if content_type != "application/json":
        return {"text": body.decode()}
    answer = json.loads(body)
    return answer if isinstance(answer, dict) else {"text": str(answer)}
