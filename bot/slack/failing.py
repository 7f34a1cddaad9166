"""When a listener says no or breaks: tell the person who clicked, where they clicked, and lose nothing they typed."""

import json
import secrets
from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt import Ack, BoltResponse, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.refusals import Refusal
from bot.slack import people, runner
from bot.slack.views import refusal as view
from storage.errors import DatabaseTrouble

log = structlog.get_logger()

BROKEN = Refusal("Something went wrong on our side; nothing was changed.", "Try again in a moment.")


def tell(
    error: Exception, body: Mapping[str, Any], client: WebClient, respond: Respond, ack: Ack
) -> BoltResponse:
    """Say what is wrong: over the modal, in an answer only they see, or in a DM."""
    refusal, incident = _named(error, body)
    if body.get("type") == "view_submission" and ack.response is None:
        return _pushed(refusal, incident)
    try:
        _say(refusal, incident, body, client, respond)
    except (SlackClientError, OSError) as trouble:
        log.error("nobody was told", incident=incident, reason=runner.reason(trouble))
    return BoltResponse(status=200, body="")


def _named(error: Exception, body: Mapping[str, Any]) -> tuple[Refusal, str]:
    if isinstance(error, Refusal):
        return error, ""
    if isinstance(error, DatabaseTrouble):
        log.warning("listener met a database in trouble", reason=type(error).__name__)
        return Refusal(error.what, "Try again in a moment."), ""
    incident = secrets.token_hex(4)
    reason = runner.reason(error)
    log.error(
        "listener failed", incident=incident, kind=body.get("type", "command"), reason=reason, exc_info=error
    )
    return BROKEN, incident


def _pushed(refusal: Refusal, incident: str) -> BoltResponse:
    """Lay the sentence over the form, so that what was typed stays beneath."""
    answer = {"response_action": "push", "view": view.modal(refusal, incident=incident)}
    return BoltResponse(status=200, body=json.dumps(answer), headers={"content-type": ["application/json"]})


def _say(
    refusal: Refusal, incident: str, body: Mapping[str, Any], client: WebClient, respond: Respond
) -> None:
    if body.get("response_url") or body.get("response_urls"):
        respond(replace_original=False, response_type="ephemeral", **view.message(refusal, incident=incident))
        return
    if body.get("view", {}).get("type") == "modal" and _lay_over(refusal, incident, body, client):
        return
    client.chat_postMessage(channel=people.who(body).slack_id, **view.message(refusal, incident=incident))


def _lay_over(refusal: Refusal, incident: str, body: Mapping[str, Any], client: WebClient) -> bool:
    try:
        client.views_push(trigger_id=body["trigger_id"], view=view.modal(refusal, incident=incident))
    except (SlackClientError, KeyError):
        return False
    return True
