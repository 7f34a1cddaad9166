"""What a person does at Google by hand, and what tests do to it, as JSON over HTTP."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sandbox.google import (
    consent,
    delivery,
    drafts,
    faults,
    letters,
    people,
    sending,
    tokens,
    views,
    writing,
)
from sandbox.google.accounts import Account, Alias, Google
from sandbox.google.consent import ConsentError
from sandbox.google.errors import ApiError
from sandbox.google.faults import Fault, UnknownFault
from sandbox.google.mailbox import Message
from sandbox.google.people import Answer, Occasion
from sandbox.google.writing import Note

Json = dict[str, Any]
Control = Callable[[Google, Json], Json]


class ControlError(Exception):
    """Say in a sentence why something cannot be done; `status` is 400 or 404."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


def candidates(google: Google, asked: Json) -> Json:
    """Make a candidate's mailbox."""
    address = _text(asked, "address")
    if not sending.ADDRESS.fullmatch(address):
        raise ControlError(f"{address} is no address.")
    account = google.welcome(address, str(asked.get("name") or ""))
    google.world.changed()
    return {"address": account.address, "name": account.name}


def answer(google: Google, asked: Json) -> Json:
    """Let a candidate, or the mail system, answer a mail the candidate has got."""
    account = _account(google, asked)
    occasion = Occasion(
        google=google,
        account=account,
        original=_original(account, str(asked.get("message_id") or "")),
        text=str(asked.get("text") or ""),
        until=_day(str(asked.get("until") or "")),
    )
    message = people.answer(_kind(asked), occasion)
    return {"id": message.id, "thread_id": message.thread_id}


def compose(google: Google, asked: Json) -> Json:
    """Write a mail by hand; in a thread it answers the last message of it."""
    account = _account(google, asked)
    thread = account.mailbox.thread(str(asked.get("thread_id") or ""))
    if asked.get("thread_id") and not thread:
        raise ControlError("There is no such thread.", 404)
    last = next((message for message in reversed(thread) if not message.draft_id), None)
    note = Note(
        sender=(account.name, account.address),
        to=str(asked.get("to") or "") or (last.letter.raw("From") if last else ""),
        subject=str(asked.get("subject") or "") or (writing.reply_subject(last.letter) if last else ""),
        text=_text(asked, "text"),
        headers=writing.answering(last.letter) if last else {},
    )
    chosen = last.thread_id if last else ""
    message = sending.send(google, account, writing.letter(note), thread_id=chosen)
    return {"id": message.id, "thread_id": message.thread_id}


def deliver(google: Google, asked: Json) -> Json:
    """Let any mail come in, byte for byte as somebody's mail program wrote it."""
    try:
        letter = letters.read(_text(asked, "source").encode())
    except letters.Unreadable as error:
        raise ControlError(f"That is no mail: {error}.") from error
    message = delivery.receive(google, _account(google, asked), letter)
    google.world.changed()
    return {"id": message.id, "thread_id": message.thread_id}


def draft(google: Google, asked: Json) -> Json:
    """Send, delete or edit a draft in the web editor."""
    account = _account(google, asked)
    held = drafts.find(account, _text(asked, "draft_id"))
    match asked.get("op"):
        case "send":
            message = drafts.dispatch(google, account, held, held.letter, held.thread_id)
        case "delete":
            drafts.discard(google, account, held)
            return {}
        case "edit":
            message = drafts.edit(google, account, held, str(asked.get("text") or "Edited by hand."))
        case _:
            raise ControlError("op is send, delete or edit.")
    return {"id": message.id, "thread_id": message.thread_id}


def read(google: Google, asked: Json) -> Json:
    """Mark a thread as read."""
    account = _account(google, asked)
    for message in account.mailbox.thread(_text(asked, "thread_id")):
        account.mailbox.relabel(message, (), ("UNREAD",), google.world.now())
    google.world.changed()
    return {}


def revoke(google: Google, asked: Json) -> Json:
    """Take an application's access away."""
    google.revoke(_account(google, asked).address)
    return {}


def grant(google: Google, asked: Json) -> Json:
    """Grant scopes without the page."""
    return {"refresh_token": google.grant(_account(google, asked).address, asked.get("scopes") or [])}


def decide(google: Google, asked: Json) -> Json:
    """Do what a person does at the consent page, boxes unticked included."""
    query = parse_qs(urlsplit(_text(asked, "url")).query, keep_blank_values=True)
    request = consent.read({name: values[0] for name, values in query.items()})
    unticked = [tokens.SHORT.get(scope, scope) for scope in asked.get("untick") or []]
    location = consent.settle(
        google,
        request,
        account=str(asked.get("account") or request.text("login_hint")),
        ticked=[scope for scope in request.scopes if scope not in unticked],
        decision=str(asked.get("decision") or "allow"),
    )
    return {"location": location}


def fault(google: Google, asked: Json) -> Json:
    """Plan trouble for the next calls."""
    google.faults.add(Fault(
        path=str(asked.get("path") or ""),
        method=str(asked.get("method") or "").upper(),
        kind=_text(asked, "kind"),
        times=int(asked.get("times") or 1),
    ))  # fmt: skip
    return {}


def expire_history(google: Google, asked: Json) -> Json:
    """Make every history id of a mailbox too old."""
    _account(google, asked).mailbox.history.expire()
    return {}


def rules(google: Google, asked: Json) -> Json:
    """Change how Google is today: search lag, limits, empty pages."""
    for name, value in asked.items():
        if name not in google.rules.__slots__ or not isinstance(value, int):
            raise ControlError(f"{name} is no rule, or its value is no whole number.")
        setattr(google.rules, name, value)
    return views.rules(google)


def service_account(google: Google, asked: Json) -> Json:
    """Make a service account; the administrator authorises it for the scopes named. Its key is the answer."""
    key = google.services.register(frozenset(asked.get("scopes") or []))
    google.world.changed()
    return key


def delegation(google: Google, asked: Json) -> Json:
    """Let the administrator authorise a service account for other scopes, or for none."""
    service = google.services.known.get(_text(asked, "client_email"))
    if service is None:
        raise ControlError("There is no such service account.", 404)
    service.scopes = frozenset(asked.get("scopes") or [])
    google.world.changed()
    return {"client_id": service.client_id, "scopes": sorted(service.scopes)}


def alias(google: Google, asked: Json) -> Json:
    """Add another address one may write from, or change it; `remove` takes it away."""
    account, address = _account(google, asked), _text(asked, "alias").lower()
    known = {one.address: one for one in account.aliases}
    found = known.pop(address, Alias(address=address, name=""))
    if not asked.get("remove"):
        names = ("name", "accepted", "signature", "reply_to", "default")
        known[address] = replace(found, **{name: asked[name] for name in names if name in asked})
    account.aliases = tuple(known.values())
    google.world.changed()
    return {"aliases": sorted(known)}


def perform(control: Control, google: Google, asked: Json) -> tuple[int, Json]:
    """Do what was asked; what goes wrong becomes a status and a sentence."""
    try:
        return 200, control(google, asked)
    except (ControlError, ApiError, ConsentError) as error:
        sentence = error.sentence if isinstance(error, ConsentError) else str(error)
        return error.status, {"error": sentence}
    except UnknownFault as error:
        return 400, {"error": f"{error} is no kind of fault. {faults.Fault.__doc__}"}
    except ValueError as error:
        return 400, {"error": f"A value cannot be used: {error}"}


def account_of(google: Google, address: str) -> Account:
    """Find an account; raise ControlError 404 when there is none."""
    account = google.find(address)
    if account is None:
        raise ControlError(f"There is no mailbox {address}.", 404)
    return account


def _account(google: Google, asked: Json) -> Account:
    return account_of(google, _text(asked, "address"))


def _text(asked: Json, name: str) -> str:
    value = asked.get(name)
    if not value or not isinstance(value, str):
        raise ControlError(f"{name} is missing.")
    return value


def _kind(asked: Json) -> Answer:
    try:
        return Answer(str(asked.get("kind")))
    except ValueError as error:
        raise ControlError(f"kind is one of {', '.join(Answer)}.") from error


def _day(value: str) -> datetime | None:
    try:
        day = datetime.fromisoformat(value) if value else None
    except ValueError as error:
        raise ControlError("until is a date such as 2026-12-14.") from error
    return day if day is None or day.tzinfo else day.replace(tzinfo=UTC)


def _original(account: Account, message_id: str) -> Message:
    if message_id:
        found = account.mailbox.messages.get(message_id) or account.mailbox.named(message_id)
    else:
        found = next((m for m in account.mailbox.newest() if not m.labels & {"SENT", "DRAFT"}), None)
    if found is None:
        raise ControlError(f"{account.address} has got no such mail.", 404)
    return found
