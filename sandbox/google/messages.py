"""The API's messages: list, get, send, modify, attachments."""

from datetime import timedelta

from sandbox.google import calls, errors, listing, resources, search, sending
from sandbox.google.calls import METADATA, Call, Json
from sandbox.google.mailbox import SYSTEM_LABELS, Message

FIXED = frozenset({"SENT", "DRAFT", "CHAT"})


def find(call: Call) -> list[Message]:
    """List what the call's q, labelIds and includeSpamTrash let through, newest first."""
    query = call.first("q")
    if query and METADATA in call.scopes:
        raise errors.ApiError(403, "Metadata scope does not support 'q' parameter")
    indexed = call.now - timedelta(seconds=call.google.rules.search_lag)
    found = search.find(call.mailbox.newest(), query, hidden=call.flag("includeSpamTrash"), indexed=indexed)
    wanted = set(call.all("labelIds"))
    return [message for message in found if wanted <= message.labels]


def shape(call: Call) -> str:
    """Read the form a message is wanted in; the metadata scope refuses bodies."""
    form = call.first("format", "full").lower()
    if form in {"full", "raw"} and METADATA in call.scopes:
        raise errors.ApiError(403, f"Metadata scope doesn't allow format {form.upper()}")
    return form


def list_(call: Call) -> Json:
    """List messages."""
    found, around = listing.page(call, find(call))
    shown = [resources.reference(message, labels=False) for message in found]
    return ({"messages": shown} if shown else {}) | around


def get(call: Call) -> Json:
    """Show one message."""
    return resources.message(call.message(), shape(call), call.all("metadataHeaders"))


def send(call: Call) -> Json:
    """Send a mail."""
    thread_id = calls.thread_id(call.json)
    sent = sending.send(call.google, call.account, call.letter(call.json), thread_id=thread_id)
    return resources.reference(sent)


def modify(call: Call) -> Json:
    """Add and take labels."""
    message = call.message()
    add, remove = call.json.get("addLabelIds") or [], call.json.get("removeLabelIds") or []
    for label in (*add, *remove):
        if label not in SYSTEM_LABELS or label in FIXED:
            raise errors.invalid(f"Invalid label: {label}")
    call.mailbox.relabel(message, add, remove, call.now)
    call.google.world.changed()
    return resources.reference(message)


def attachment(call: Call) -> Json:
    """Show the content of one part."""
    message = call.mailbox.messages.get(call.ids["messageId"])
    if message is None:
        raise errors.not_found()
    return resources.attachment(message, call.ids["id"])
