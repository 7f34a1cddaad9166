"""One mailbox: each call to Gmail is a method that returns frozen values or raises one of our errors."""

import base64
import copy
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache, partial
from importlib import resources
from typing import Any, TypeVar
from urllib.parse import quote

from googleapiclient.discovery import Resource, build_from_document
from googleapiclient.errors import HttpError
from googleapiclient.http import HttpRequest, MediaInMemoryUpload

from gmail import answers, messages, oauth, problems, quota
from gmail.answers import Draft, HistoryPage, Listed, Profile, SendAs, Sent
from gmail.errors import CursorExpired, NotFound, OutcomeUnknown, Unavailable, Unreadable
from gmail.inbound import Inbound
from gmail.transport import Transport

SPARE = timedelta(seconds=60)
"""An access token is renewed this long before its end."""

MOST_PAGES = 1_000
JSON_LIMIT = 3_000_000
"""Bytes of a mail that may travel inside JSON; a larger one goes to the upload address."""

_ONE = "~one~"
"""What stands in a form for the one thing that is asked about; no address encodes a tilde."""

T = TypeVar("T")

Renewal = Callable[[], oauth.Access]
"""Fetches an access token where there is no refresh token: by delegation."""


class Gmail:
    """One mailbox; safe to use from any thread, one request at a time as Gmail wants it."""

    def __init__(self, google: oauth.Google, grant: str | Renewal, clock: Callable[[], datetime]) -> None:
        self._renew = partial(oauth.refresh, google, grant) if isinstance(grant, str) else grant
        self._clock = clock
        self._calls = _calls(google.api_url)
        self._transport = Transport(self._token)
        self._lock = threading.RLock()
        self._access = ""
        self._good_until = 0.0
        self._units = 0

    def spent(self) -> int:
        """Tell how many quota units this session has used since it was opened."""
        return self._units

    def profile(self) -> Profile:
        """Tell the mailbox's address and where its history stands."""
        return self._read(self._calls.users.getProfile(userId="me"), answers.profile)

    def send_as(self) -> tuple[SendAs, ...]:
        """List the addresses this mailbox may send from."""
        return self._read(self._calls.send_as.list(userId="me"), answers.send_as)

    def history(self, cursor: int, page: str = "") -> HistoryPage:
        """Read one page of what was added since the cursor; raise CursorExpired when it is too old."""
        request = _about(self._calls.read_on, str(cursor))
        if page:
            request.uri += f"&pageToken={quote(page, safe='')}"
        try:
            return self._read(request, answers.history)
        except NotFound:
            raise CursorExpired("the history cursor is too old") from None

    def message(self, id: str, *, full: bool = False) -> Inbound:
        """Read one message, its headers only or in full; raise Unreadable if it cannot be understood."""
        asked: dict[str, Any] = {"format": "full"} if full else _metadata(messages.HEADERS)
        answer = self._read(self._calls.messages.get(userId="me", id=id, **asked), _as_it_is)
        try:
            raw = self.source(id) if full and messages.has_hidden_text(answer) else b""
            return messages.inbound(answer, raw=raw)
        except answers.UNDERSTANDING as trouble:
            raise Unreadable(type(trouble).__name__) from None

    def message_id(self, id: str) -> str:
        """Read the Message-ID a mail left with; empty if it has none."""
        return self._read(_about(self._calls.name, id), messages.message_id)

    def reported(self, id: str) -> Inbound:
        """Read one message from its source, as a bounce must be; raise Unreadable like `message`."""
        answer = self._read(self._calls.messages.get(userId="me", id=id, format="raw"), _as_it_is)
        try:
            return messages.from_answer(answer)
        except answers.UNDERSTANDING as trouble:
            raise Unreadable(type(trouble).__name__) from None

    def source(self, id: str) -> bytes:
        """Fetch the source of one message."""
        request = self._calls.messages.get(userId="me", id=id, format="raw")
        return self._read(request, messages.source)

    def thread(self, id: str, *, headers: list[str] = messages.HEADERS) -> tuple[Inbound, ...]:
        """Read every message of a thread, oldest first, as far as these headers tell."""
        request = _about(_thread(self._calls.threads, tuple(headers)), id)
        return self._read(
            request, lambda answer: tuple(messages.inbound(entry) for entry in answer.get("messages", ()))
        )

    def search(self, query: str) -> tuple[Listed, ...]:
        """List the messages a search finds, spam and trash included; a miss proves nothing."""
        listed = self._calls.messages.list
        pages = self._pages(lambda page: listed(userId="me", q=query, includeSpamTrash=True, **page))
        return tuple(answers.listed(entry) for answer in pages for entry in answer.get("messages", ()))

    def create_draft(self, raw: bytes, thread_id: str = "") -> Draft:
        """Put a mail into the drafts, in a thread if one is named."""
        thread = {"threadId": thread_id} if thread_id else {}
        if len(raw) <= JSON_LIMIT:
            message = {"raw": base64.urlsafe_b64encode(raw).decode(), **thread}
            request = _saying(self._calls.create, {"message": message})
        else:
            # In one request of two parts: a resumable upload would be several, and one of them repeatable.
            media = MediaInMemoryUpload(raw, mimetype="message/rfc822", resumable=False)
            request = self._calls.drafts.create(userId="me", body={"message": thread}, media_body=media)
        return self._write(request, answers.draft)

    def draft(self, id: str) -> Draft:
        """Look at a draft; raise NotFound when it was sent or deleted."""
        return self._read(self._calls.drafts.get(userId="me", id=id, format="minimal"), answers.draft)

    def drafts(self) -> tuple[Draft, ...]:
        """List every draft, newest first."""
        listed = self._calls.drafts.list
        pages = self._pages(lambda page: listed(userId="me", **page))
        return tuple(answers.draft(entry) for answer in pages for entry in answer.get("drafts", ()))

    def send_draft(self, id: str) -> Sent:
        """Send a draft by exactly one POST; after OutcomeUnknown nobody may repeat it without evidence."""
        # A `message` in the body would replace the content of the draft.
        return self._write(_saying(self._calls.send, {"id": id}), answers.sent)

    def delete_draft(self, id: str) -> None:
        """Delete a draft; raise NotFound when it was sent or deleted before."""
        self._write(self._calls.drafts.delete(userId="me", id=id), lambda _answer: None)

    def _pages(self, asked: Callable[[dict[str, Any]], HttpRequest]) -> Iterator[dict[str, Any]]:
        page: dict[str, Any] = {"maxResults": 500}
        for _ in range(MOST_PAGES):
            answer = self._read(asked(page), _as_it_is)
            yield answer
            if not answer.get("nextPageToken"):
                return
            page = {**page, "pageToken": str(answer["nextPageToken"])}
        raise Unavailable("a list that does not end")

    def _read(self, request: HttpRequest, understand: Callable[[dict[str, Any]], T]) -> T:
        try:
            return understand(self._execute(request, write=False))
        except answers.UNDERSTANDING as trouble:
            raise Unavailable(f"unreadable answer: {type(trouble).__name__}") from None

    def _write(self, request: HttpRequest, understand: Callable[[dict[str, Any]], T]) -> T:
        try:
            return understand(self._execute(request, write=True))
        except answers.UNDERSTANDING as trouble:
            raise OutcomeUnknown(f"unreadable answer: {type(trouble).__name__}") from None

    def _execute(self, request: HttpRequest, *, write: bool) -> Any:
        with self._lock:
            self._units += quota.COSTS.get(request.methodId, quota.DEAREST)
            try:
                return request.execute(http=self._transport, num_retries=0)
            except HttpError as refused:
                refusal = problems.Refusal(
                    status=refused.resp.status, headers=refused.resp, content=refused.content, was_write=write
                )
        # Outside the handler, because the text of an HttpError holds the whole address, searches included.
        raise problems.ours(refusal, self._clock())

    def _token(self, refused: bool) -> str:
        if refused or time.monotonic() >= self._good_until:
            access = self._renew()
            self._good_until = time.monotonic() + (access.good_for - SPARE).total_seconds()
            self._access = access.token
        return self._access


class _Nowhere:
    """Stand in for the transport a service is built with: each call brings its own."""

    def request(self, *_args: object, **_words: object) -> None:
        raise RuntimeError("a request was executed without the mailbox's own transport")


@dataclass(frozen=True, slots=True)
class _Calls:
    """Google's resources, kept: making one costs more than a call through it.

    So are the requests every mail needs, as forms: `_about` and `_saying` fill in the one thing that changes.
    """

    users: Resource
    messages: Resource
    threads: Resource
    drafts: Resource
    send_as: Resource
    read_on: HttpRequest
    name: HttpRequest
    create: HttpRequest
    send: HttpRequest


@cache
def _calls(api_url: str) -> _Calls:
    packaged = resources.files("googleapiclient.discovery_cache") / "documents" / "gmail.v1.json"
    document = json.loads(packaged.read_bytes())
    root = api_url.rstrip("/") + "/"
    # Changed in the document and not by client_options: those leave batches and uploads at Google.
    document.update(rootUrl=root, baseUrl=root + document.get("servicePath", ""))
    document.pop("mtlsRootUrl", None)
    users = build_from_document(document, http=_Nowhere()).users()
    mails, drafts, history = users.messages(), users.drafts(), users.history()
    return _Calls(
        users=users,
        messages=mails,
        threads=users.threads(),
        drafts=drafts,
        send_as=users.settings().sendAs(),
        read_on=history.list(userId="me", startHistoryId=_ONE, historyTypes=["messageAdded"], maxResults=500),
        name=mails.get(userId="me", id=_ONE, **_metadata(["Message-ID"])),
        create=drafts.create(userId="me", body={}),
        send=drafts.send(userId="me", body={}),
    )


@lru_cache(maxsize=16)
def _thread(threads: Resource, headers: tuple[str, ...]) -> HttpRequest:
    """Give the form of a request for a thread, as far as these headers tell."""
    return threads.get(userId="me", id=_ONE, **_metadata(list(headers)))


def _about(form: HttpRequest, id: str) -> HttpRequest:
    """Ask what a form asks, about one thing."""
    request = _copied(form)
    request.uri = form.uri.replace(_ONE, quote(id, safe=""))
    return request


def _saying(form: HttpRequest, body: dict[str, Any]) -> HttpRequest:
    """Ask what a form asks, with this body; in ASCII, so that its length is that of its bytes."""
    request = _copied(form)
    request.body = json.dumps(body)
    request.body_size = len(request.body)
    return request


def _copied(form: HttpRequest) -> HttpRequest:
    request = copy.copy(form)
    request.headers = dict(form.headers)  # Google's client writes into them when it executes
    return request


def _metadata(headers: list[str]) -> dict[str, Any]:
    return {"format": "metadata", "metadataHeaders": headers}


def _as_it_is(answer: dict[str, Any]) -> dict[str, Any]:
    if not isinstance(answer, dict):
        raise TypeError("not an object")
    return answer
