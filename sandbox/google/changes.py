"""The API's history: what changed since an id."""

from datetime import timedelta

from sandbox.google import errors
from sandbox.google.calls import Call, Json
from sandbox.google.history import Change, Record

KEYS = {
    Change.ADDED: "messagesAdded",
    Change.DELETED: "messagesDeleted",
    Change.LABELS_ADDED: "labelsAdded",
    Change.LABELS_REMOVED: "labelsRemoved",
}
USUAL = 100
MOST = 500


def list_(call: Call) -> Json:
    """List changes after an id, oldest first; a page may be empty and still have a next one."""
    history = call.mailbox.history
    history.forget(call.now - timedelta(days=call.google.rules.history_days))
    start, page_token = _start(call), call.number("pageToken", 0)
    limit = max(1, call.number("maxResults", USUAL, MOST))
    around: Json = {"historyId": str(history.current)}
    if not page_token and history.current > start and history.skips(call.google.rules.empty_page_every):
        return around | {"nextPageToken": str(start)}
    page = history.page(page_token or start, limit, _changes(call), call.first("labelId"))
    if page.token:
        around["nextPageToken"] = str(page.token)
    return around | ({"history": [_shown(record) for record in page.records]} if page.records else {})


def _start(call: Call) -> int:
    if not call.first("startHistoryId"):
        raise errors.invalid("Missing required parameter: startHistoryId")
    start = call.number("startHistoryId", 0)
    if not call.mailbox.history.knows(start):
        raise errors.not_found()
    return start


def _changes(call: Call) -> list[Change]:
    try:
        return [Change(value) for value in call.all("historyTypes")]
    except ValueError as error:
        raise errors.invalid("Invalid value at 'history_types'") from error


def _shown(record: Record) -> Json:
    bare = {"id": record.message_id, "threadId": record.thread_id}
    entry: Json = {"message": bare | {"labelIds": list(record.labels)}}
    if record.about:
        entry["labelIds"] = list(record.about)
    return {"id": str(record.id), "messages": [bare], KEYS[record.change]: [entry]}
