"""Evidence of what became of a draft whose sending was not answered, and the drafts nobody remembers."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from gmail.client import MOST_PAGES, Gmail
from gmail.errors import CursorExpired, NotFound, Rejected, Unavailable, Unreadable
from gmail.inbound import Inbound
from gmail.messages import OUR_HEADER

SWEEP_LIMIT = 100
"""Drafts one sweep looks into, newest first: each costs 20 units, and an orphan is young."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The draft is there, unchanged: it was not sent so far."""


@dataclass(frozen=True, slots=True)
class Edited:
    """The draft is there, but a person has changed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentAs:
    """The mail has left: here it is."""

    message_id: str
    thread_id: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """The draft is gone and no sent mail was found, or Gmail `refused` to show it: that proves nothing either way."""

    refused: str = ""


Evidence = Waiting | Edited | SentAs | Nothing


def evidence(
    gmail: Gmail, *, draft_id: str, draft_message_id: str, thread_id: str, token: str, cursor: int
) -> Evidence:
    """Find out what became of a draft; `cursor` is the history id noted just before it was sent."""
    try:
        try:
            draft = gmail.draft(draft_id)
        except NotFound:
            sent = _sent(gmail, thread_id=thread_id, token=token, cursor=cursor)
            return SentAs(message_id=sent.id, thread_id=sent.thread_id) if sent else Nothing()
    except Rejected as refusal:
        return Nothing(refused=f"{refusal.status} {refusal.reason}")
    return Waiting() if draft.message_id == draft_message_id else Edited()


def sent_in(gmail: Gmail, thread_id: str, *, token: str) -> SentAs | None:
    """Find a mail of ours in a thread by its token, whatever is remembered of it."""
    sent = _with_token(_thread(gmail, thread_id), token)
    return None if sent is None else SentAs(message_id=sent.id, thread_id=sent.thread_id)


def sweep(gmail: Gmail, *, token: str, keep: str) -> tuple[str, ...]:
    """Delete the drafts that carry our token, all but the recorded one; tell which."""
    deleted = []
    for draft in gmail.drafts()[:SWEEP_LIMIT]:
        if draft.id == keep:
            continue
        message = _look(gmail, draft.message_id)
        if message is None or message.token != token:
            continue
        try:
            gmail.delete_draft(draft.id)
        except NotFound:
            continue  # its owner was faster
        deleted.append(draft.id)
    return tuple(deleted)


def newer_than_ours(gmail: Gmail, thread_id: str, *, known: Collection[str] = ()) -> tuple[Inbound, ...]:
    """List what came into a thread since our first mail that is neither ours, nor a draft, nor `known`.

    `known` are ids of messages we sent or have taken in already. An empty answer lets a follow-up go.
    """
    marked = gmail.thread(thread_id, headers=[OUR_HEADER])  # all that tells whose a mail is
    if not _newer(marked, known):
        return ()
    return _newer(gmail.thread(thread_id), known)


def _newer(thread: tuple[Inbound, ...], known: Collection[str]) -> tuple[Inbound, ...]:
    began = min((mail.received_at for mail in thread if is_ours(mail)), default=None)
    return tuple(
        mail
        for mail in thread
        if mail.id not in known
        and not is_ours(mail)
        and not mail.labels & {"DRAFT", "CHAT"}
        and (began is None or mail.received_at >= began)
    )


def is_ours(mail: Inbound) -> bool:
    """Tell whether we sent a mail; a header alone is no proof, anybody can write one."""
    return bool(mail.token) and "SENT" in mail.labels


def _sent(gmail: Gmail, *, thread_id: str, token: str, cursor: int) -> Inbound | None:
    try:
        added = tuple(_sent_since(gmail, cursor))
    except CursorExpired:
        return _with_token(_thread(gmail, thread_id), token)
    return _with_token((mail for id in added if (mail := _look(gmail, id))), token)


def _sent_since(gmail: Gmail, cursor: int) -> dict[str, None]:
    found: dict[str, None] = {}
    page = ""
    for _ in range(MOST_PAGES):
        answer = gmail.history(cursor, page)
        found.update((added.id, None) for added in answer.added if "SENT" in added.labels)
        page = answer.next_page
        if not page:
            return found
    raise Unavailable("a history that does not end")


def _with_token(messages: Iterable[Inbound], token: str) -> Inbound | None:
    return next((mail for mail in messages if mail.token == token and is_ours(mail)), None)


def _look(gmail: Gmail, id: str) -> Inbound | None:
    try:
        return gmail.message(id)
    except (NotFound, Unreadable):
        return None


def _thread(gmail: Gmail, thread_id: str) -> tuple[Inbound, ...]:
    try:
        return gmail.thread(thread_id)
    except NotFound:
        return ()
