"""The API's small things: profile, labels, send-as addresses, and the push we cannot give."""

from sandbox.google import errors
from sandbox.google.calls import Call, Json
from sandbox.google.mailbox import SYSTEM_LABELS


def get(call: Call) -> Json:
    """Show the mailbox's address, its size and its newest history id."""
    return {
        "emailAddress": call.account.address,
        "messagesTotal": len(call.mailbox.messages),
        "threadsTotal": len(call.mailbox.threads),
        "historyId": str(call.mailbox.history.current),
    }


def labels(call: Call) -> Json:
    """List the labels every mailbox has."""
    return {"labels": [{"id": label, "name": label, "type": "system"} for label in SYSTEM_LABELS]}


def send_as(call: Call) -> Json:
    """List the addresses one may write from; the signature is for the web editor, the API adds none."""
    primary = {
        "sendAsEmail": call.account.address,
        "displayName": call.account.name,
        "replyToAddress": "",
        "signature": call.account.signature,
        "isPrimary": True,
    }
    others = [
        {
            "sendAsEmail": alias.address,
            "displayName": alias.name,
            "replyToAddress": alias.reply_to,
            "signature": alias.signature,
            "treatAsAlias": True,
            "verificationStatus": "accepted" if alias.accepted else "pending",
            **({"isDefault": True} if alias.default else {}),
        }
        for alias in call.account.aliases
    ]
    if not any(alias.default for alias in call.account.aliases):
        primary["isDefault"] = True
    return {"sendAs": [primary, *others]}


def watch(call: Call) -> Json:
    """Refuse to push: there is no topic in this project."""
    raise errors.invalid("Invalid topicName does not match projects/sandbox/topics/*")
