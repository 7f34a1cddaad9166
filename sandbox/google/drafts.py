"""Drafts: a stable id around a message that is new at each edit; sent once, then gone."""

from typing import Any

from sandbox.google import calls, errors, grouping, ids, listing, messages, resources, sending, writing
from sandbox.google.accounts import Account, Google
from sandbox.google.calls import Call, Json
from sandbox.google.letters import Letter
from sandbox.google.mailbox import Message
from sandbox.google.writing import Note


def create(call: Call) -> Json:
    """Keep a mail as a draft."""
    message = call.json.get("message")
    letter, thread_id = call.letter(message), calls.thread_id(message)
    thread = grouping.outgoing(call.mailbox, letter, thread_id)
    draft_id = ids.draft()
    return _shown(draft_id, put(call.google, call.account, draft_id, letter, thread_id=thread))


def update(call: Call) -> Json:
    """Replace what is in a draft."""
    held = _held(call)
    return _shown(held.draft_id, replace(call.google, call.account, held, *_content(call, held)))


def get(call: Call) -> Json:
    """Show a draft."""
    held = _held(call)
    return {"id": held.draft_id, "message": resources.message(held, messages.shape(call))}


def list_(call: Call) -> Json:
    """List drafts, newest first."""
    found, around = listing.page(call, [message for message in messages.find(call) if message.draft_id])
    shown = [{"id": m.draft_id, "message": resources.reference(m, labels=False)} for m in found]
    return ({"drafts": shown} if shown else {}) | around


def delete(call: Call) -> Json:
    """Delete a draft for good."""
    discard(call.google, call.account, _held(call))
    return {}


def send(call: Call) -> Json:
    """Send a draft, with new content if the call brings some; its id is then used up."""
    held = find(call.account, str(call.json.get("id") or ""))
    message = call.json.get("message")
    replaced = call.media is not None or (isinstance(message, dict) and message.get("raw"))
    letter, thread_id = _content(call, held) if replaced else (held.letter, held.thread_id)
    return resources.reference(dispatch(call.google, call.account, held, letter, thread_id))


def find(account: Account, draft_id: str) -> Message:
    """Find the message in a draft; raise ApiError 404 when there is no such draft."""
    message_id = account.mailbox.drafts.get(draft_id)
    if message_id is None:
        raise errors.not_found()
    return account.mailbox.messages[message_id]


def put(google: Google, account: Account, draft_id: str, letter: Letter, *, thread_id: str = "") -> Message:
    """Put a mail into a draft. Its Message-ID is its own, not the one it will be sent with."""
    now = google.world.now()
    kept = sending.stamped(google, account, letter, now, "Message-Id")
    message = account.mailbox.add(kept, ("DRAFT",), now=now, thread_id=thread_id)
    message.draft_id = draft_id
    account.mailbox.drafts[draft_id] = message.id
    google.world.changed()
    return message


def replace(google: Google, account: Account, held: Message, letter: Letter, thread_id: str) -> Message:
    """Edit a draft: same draft id, new message."""
    message = put(google, account, held.draft_id, letter, thread_id=thread_id)
    account.mailbox.remove(held, google.world.now())
    return message


def edit(google: Google, account: Account, held: Message, text: str) -> Message:
    """Write other words into a draft in the web editor; headers unknown there do not survive."""
    letter = held.letter
    kept = {name: letter.raw(name) for name in ("In-Reply-To", "References", "Cc", "Bcc")}
    sender = next(iter(letter.addresses("From")), (account.name, account.address))
    note = Note(sender=sender, to=letter.raw("To"), subject=letter.text("Subject"), text=text, headers=kept)
    return replace(google, account, held, writing.letter(note), held.thread_id)


def discard(google: Google, account: Account, held: Message) -> None:
    """Throw a draft away."""
    del account.mailbox.drafts[held.draft_id]
    account.mailbox.remove(held, google.world.now())
    google.world.changed()


def dispatch(google: Google, account: Account, held: Message, letter: Letter, thread_id: str) -> Message:
    """Send what is in a draft: the draft goes, a new message with a new id comes under SENT."""
    sent = sending.send(google, account, letter, thread_id=thread_id, stays=True)
    if not google.rules.drafts_stay:
        discard(google, account, held)
    return sent


def _held(call: Call) -> Message:
    return find(call.account, call.ids["id"])


def _content(call: Call, held: Message) -> tuple[Letter, str]:
    message: Any = call.json.get("message")
    letter = call.letter(message)
    same = grouping.core(letter.text("Subject")) == grouping.core(held.letter.text("Subject"))
    stays = held.thread_id if same else ""
    return letter, grouping.outgoing(call.mailbox, letter, calls.thread_id(message)) or stays


def _shown(draft_id: str, message: Message) -> Json:
    return {"id": draft_id, "message": resources.reference(message)}
