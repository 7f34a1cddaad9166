"""What Gmail answers, as frozen values; a KeyError, TypeError or ValueError means it was not understood."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]

UNDERSTANDING = (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError)
"""How reading a strange answer fails."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The mailbox itself; `history_id` is where its history stands now."""

    address: str
    history_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SendAs:
    """An address this mailbox may send from; `signature` is HTML as its owner wrote it."""

    address: str
    name: str
    signature: str
    is_default: bool
    is_primary: bool
    is_accepted: bool
    reply_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A message that was added to the mailbox; `at` is the history id of that, from which one may read on."""

    id: str
    thread_id: str
    labels: frozenset[str]
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """One page of history; `cursor` is where the next reading starts, `next_page` is empty on the last."""

    added: tuple[Added, ...]
    cursor: int
    next_page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A message as a search lists it."""

    id: str
    thread_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft; its id survives edits, its message id does not."""

    id: str
    message_id: str
    thread_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A mail that has left."""

    message_id: str
    thread_id: str


def profile(answer: Json) -> Profile:
    """Read users.getProfile."""
    return Profile(address=str(answer["emailAddress"]).lower(), history_id=int(answer["historyId"]))


def send_as(answer: Json) -> tuple[SendAs, ...]:
    """Read settings.sendAs.list."""
    return tuple(_send_as(entry) for entry in answer.get("sendAs", ()))


def history(answer: Json) -> HistoryPage:
    """Read history.list; a page without `history` is an empty page."""
    added = [
        _added(entry["message"], int(record["id"]))
        for record in answer.get("history", ())
        for entry in record.get("messagesAdded", ())
    ]
    return HistoryPage(
        added=tuple(added), cursor=int(answer["historyId"]), next_page=str(answer.get("nextPageToken", ""))
    )


def listed(entry: Json) -> Listed:
    """Read one entry of messages.list."""
    return Listed(id=_id(entry["id"]), thread_id=str(entry.get("threadId", "")))


def draft(answer: Json) -> Draft:
    """Read drafts.get, drafts.create or one entry of drafts.list."""
    message = answer["message"]
    return Draft(id=_id(answer["id"]), message_id=_id(message["id"]), thread_id=message.get("threadId", ""))


def sent(answer: Json) -> Sent:
    """Read drafts.send; an answer without an id is none."""
    return Sent(message_id=_id(answer["id"]), thread_id=str(answer.get("threadId", "")))


def _id(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("no id")
    return value


def _added(message: Json, at: int) -> Added:
    return Added(
        id=_id(message["id"]),
        thread_id=str(message.get("threadId", "")),
        labels=frozenset(message.get("labelIds", ())),
        at=at,
    )


def _send_as(entry: Json) -> SendAs:
    primary = bool(entry.get("isPrimary"))
    return SendAs(
        address=str(entry["sendAsEmail"]).lower(),
        name=str(entry.get("displayName", "")),
        signature=str(entry.get("signature", "")),
        is_default=bool(entry.get("isDefault")),
        is_primary=primary,
        is_accepted=primary or entry.get("verificationStatus") == "accepted",
        reply_to=str(entry.get("replyToAddress", "")).lower(),
    )
