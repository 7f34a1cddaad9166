"""The API's threads: list and get."""

from sandbox.google import listing, messages, reading, resources
from sandbox.google.calls import Call, Json


def list_(call: Call) -> Json:
    """List threads, the one with the newest message first."""
    newest = list(dict.fromkeys(message.thread_id for message in messages.find(call)))
    found, around = listing.page(call, newest)
    shown = [_outline(call, thread_id) for thread_id in found]
    return ({"threads": shown} if shown else {}) | around


def get(call: Call) -> Json:
    """Show a thread with all its messages, oldest first."""
    form, wanted = messages.shape(call), call.all("metadataHeaders")
    held = call.thread()
    return {
        "id": held[0].thread_id,
        "historyId": str(max(message.history_id for message in held)),
        "messages": [resources.message(message, form, wanted) for message in held],
    }


def _outline(call: Call, thread_id: str) -> Json:
    held = call.mailbox.thread(thread_id)
    return {
        "id": thread_id,
        "snippet": " ".join(reading.text(held[-1].letter).split())[: resources.SNIPPET],
        "historyId": str(max(message.history_id for message in held)),
    }
