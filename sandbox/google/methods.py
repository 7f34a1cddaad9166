"""Every method of the Gmail API that the stand-in has: its address, its price, its scopes, its function."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.google import changes, drafts, messages, profile, threads
from sandbox.google.calls import Call, Json

MAIL = "https://mail.google.com/"
AUTH = "https://www.googleapis.com/auth/gmail."
PATH = re.compile(r"(?P<upload>/upload)?/gmail/v1/users/(?P<user>[^/]+)/(?P<rest>.+)")


def _scopes(*names: str) -> frozenset[str]:
    return frozenset({MAIL, *(AUTH + name for name in names)})


READ = _scopes("metadata", "modify", "readonly")
SEE_DRAFTS = _scopes("compose", "modify", "readonly")
COMPOSE = _scopes("compose", "modify")


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One method. `path` is what follows users/<user>/, with {names} for ids; `units` is its price."""

    name: str
    verb: str
    path: str
    units: int
    scopes: frozenset[str]
    run: Callable[[Call], Json]

    def match(self, verb: str, rest: str) -> dict[str, str] | None:
        """Give the ids in an address when it is this method's."""
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.path)
        found = re.fullmatch(pattern, rest) if verb == self.verb else None
        return found.groupdict() if found else None


def _method(
    name: str, address: str, units: int, scopes: frozenset[str], run: Callable[[Call], Json]
) -> Method:
    verb, _, path = address.partition(" ")
    return Method(name=name, verb=verb, path=path, units=units, scopes=scopes, run=run)


METHODS = (
    _method("getProfile", "GET profile", 1, READ | COMPOSE, profile.get),
    _method("watch", "POST watch", 100, READ, profile.watch),
    _method("labels.list", "GET labels", 1, READ | _scopes("labels"), profile.labels),
    _method(
        "settings.sendAs.list",
        "GET settings/sendAs",
        1,
        _scopes("modify", "readonly", "settings.basic"),
        profile.send_as,
    ),
    _method("history.list", "GET history", 2, READ, changes.list_),
    _method("messages.list", "GET messages", 5, READ, messages.list_),
    _method("messages.send", "POST messages/send", 100, COMPOSE | _scopes("send"), messages.send),
    _method("messages.modify", "POST messages/{id}/modify", 5, _scopes("modify"), messages.modify),
    _method("messages.get", "GET messages/{id}", 20, READ, messages.get),
    _method(
        "messages.attachments.get",
        "GET messages/{messageId}/attachments/{id}",
        20,
        _scopes("modify", "readonly"),
        messages.attachment,
    ),
    _method("threads.list", "GET threads", 10, READ, threads.list_),
    _method("threads.get", "GET threads/{id}", 40, READ, threads.get),
    _method("drafts.list", "GET drafts", 5, SEE_DRAFTS, drafts.list_),
    _method("drafts.create", "POST drafts", 10, COMPOSE, drafts.create),
    _method("drafts.send", "POST drafts/send", 100, COMPOSE, drafts.send),
    _method("drafts.get", "GET drafts/{id}", 20, SEE_DRAFTS, drafts.get),
    _method("drafts.update", "PUT drafts/{id}", 15, COMPOSE, drafts.update),
    _method("drafts.delete", "DELETE drafts/{id}", 10, COMPOSE, drafts.delete),
)
UPLOADS = frozenset({"messages.send", "drafts.create", "drafts.update", "drafts.send"})


def find(verb: str, rest: str, *, upload: bool) -> tuple[Method, dict[str, str]] | None:
    """Find the method of an address and the ids in it; only some have an upload address."""
    for method in METHODS:
        found = method.match(verb, rest)
        if found is not None and (not upload or method.name in UPLOADS):
            return method, found
    return None
