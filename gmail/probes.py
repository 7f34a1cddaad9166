"""Try on one mailbox what nobody promises: it mails to itself only, and no draft is left behind."""

import email
import email.policy
import secrets
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage

from gmail import compose
from gmail.answers import Draft, SendAs, Sent
from gmail.client import Gmail
from gmail.compose import Letter
from gmail.errors import (
    CursorExpired,
    GmailError,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Unavailable,
    Unreadable,
)
from gmail.inbound import Inbound
from gmail.observed import Copies, Disguise, Journey, Observed

SUBJECT = "Overture self-test"
LONG = "This line is longer than any mail program would leave it, so that it shows whether somebody wraps it again: "
TEXT = f"{LONG * 3}end.\n\nUmlauts: äöü €. A dot alone:\n.\nFrom here on: > no quote.\n"
HTML = "<p>This mail was sent by Overture's self-test, from this mailbox to itself. You may delete it.</p>"
PATIENCE = 60.0
PAUSE = 2.0
LATE = 5.0
"""Seconds a second copy is waited for."""

Open = Callable[[], Gmail]
Wait = Callable[[float], None]


class WrongMailbox(Exception):
    """Refuse to mail anywhere but to the mailbox itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trial:
    draft: Draft
    token: str
    cursor: int


class Bench:
    """One mailbox under trial; `opened` gives a new session each time, because one makes one request at a time."""

    def __init__(
        self,
        opened: Open,
        address: str,
        *,
        wait: Wait = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._gmail, self._other = opened(), opened()
        self._address = address
        self._wait = wait
        self._monotonic = monotonic

    def observe(self) -> Observed:
        """Try everything once; raises WrongMailbox, or a GmailError that broke the trials off."""
        if self._gmail.profile().address != self._address.lower():
            raise WrongMailbox
        addresses = self._gmail.send_as()
        journey, second = self._journey()
        return Observed(
            journey=journey,
            second=second,
            parallel=self._parallel(),
            unverified=self._disguise(_unverified(addresses, self._address)),
            alias=self._alias(addresses),
        )

    def _journey(self) -> tuple[Journey, Copies]:
        with self._drafted(self._address) as trial:
            draft = self._gmail.message(trial.draft.message_id)
            began = self._monotonic()
            sent = self._gmail.send_draft(trial.draft.id)
            in_history = self._until(began, lambda: self._in_history(trial.cursor, sent.message_id))
            in_thread = self._until(began, lambda: self._in_thread(sent))
            was_received = self._until(began, lambda: self._received(trial) is not None) is not None
            copy = self._gmail.message(sent.message_id)
            received = self._received(trial) or copy
            journey = Journey(
                tokens=(draft.token == trial.token, copy.token == trial.token, received.token == trial.token),
                rfc_ids=(draft.rfc_id, copy.rfc_id, received.rfc_id),
                thread_ids=(trial.draft.thread_id, sent.thread_id),
                was_received=was_received,
                history_seconds=in_history,
                thread_seconds=in_thread,
                text_unchanged=_text(self._gmail.source(received.id)) == TEXT.rstrip("\n"),
            )
            again = _outcome(self._gmail, trial.draft.id)
            self._wait(LATE)
            return journey, Copies(outcomes=("sent", again), arrived=self._arrived(trial))

    def _parallel(self) -> Copies:
        with self._drafted(self._address) as trial, ThreadPoolExecutor(2) as hands:
            sends = [
                hands.submit(_outcome_of_two, session, trial.draft.id)
                for session in (self._gmail, self._other)
            ]
            first, second = (one.result() for one in sends)
            self._until(self._monotonic(), lambda: self._arrived(trial) > 0)
            self._wait(LATE)
            return Copies(outcomes=(first, second), arrived=self._arrived(trial))

    def _alias(self, addresses: tuple[SendAs, ...]) -> Disguise | None:
        others = (one.address for one in addresses if one.is_accepted and not one.is_primary)
        chosen = next(others, "")
        return self._disguise(chosen) if chosen else None

    def _disguise(self, address: str) -> Disguise:
        try:
            with self._drafted(address) as trial:
                sent = self._gmail.send_draft(trial.draft.id)
        except Rejected:
            return Disguise(asked=address, became="")
        return Disguise(asked=address, became=self._gmail.message(sent.message_id).from_address.lower())

    @contextmanager
    def _drafted(self, from_address: str) -> Iterator[_Trial]:
        token = f"selftest-{secrets.token_hex(16)}"
        cursor = self._gmail.profile().history_id
        draft = self._gmail.create_draft(_letter(self._address, from_address, token))
        try:
            yield _Trial(draft=draft, token=token, cursor=cursor)
        finally:
            _throw_away(self._gmail, draft.id)

    def _until(self, began: float, seen: Callable[[], bool]) -> float | None:
        """Look until it is seen; tell after how many seconds since `began`, or None if it never was."""
        tries = int(PATIENCE / PAUSE)
        for _ in range(tries):
            if _is_seen(seen):
                return self._monotonic() - began
            self._wait(PAUSE)
        return None

    def _in_history(self, cursor: int, message_id: str) -> bool:
        return message_id in self._added_since(cursor)

    def _in_thread(self, sent: Sent) -> bool:
        return any(mail.id == sent.message_id for mail in self._gmail.thread(sent.thread_id))

    def _received(self, trial: _Trial) -> Inbound | None:
        """Find the mail as it came in, which may be another message than the one that was sent."""
        return next((mail for mail in self._ours(trial) if "INBOX" in mail.labels), None)

    def _arrived(self, trial: _Trial) -> int:
        """Count the mails of a trial that left."""
        return sum("SENT" in mail.labels for mail in self._ours(trial))

    def _ours(self, trial: _Trial) -> Iterator[Inbound]:
        """List what came since a trial began and bears our subject, whatever was done to its other headers."""
        for id in dict.fromkeys(self._added_since(trial.cursor)):
            mail = self._look(id)
            if mail is not None and mail.subject == SUBJECT and "DRAFT" not in mail.labels:
                yield mail

    def _look(self, id: str) -> Inbound | None:
        try:
            return self._gmail.message(id)
        except (NotFound, Unreadable):
            return None

    def _added_since(self, cursor: int) -> Iterator[str]:
        page = ""
        while True:
            answer = self._gmail.history(cursor, page)
            yield from (added.id for added in answer.added)
            if not (page := answer.next_page):
                return


def _is_seen(seen: Callable[[], bool]) -> bool:
    try:
        return seen()
    except (NotFound, CursorExpired):
        return False  # not yet


def _outcome(gmail: Gmail, draft_id: str) -> str:
    """Send a draft, and say in a word what Gmail answered."""
    try:
        gmail.send_draft(draft_id)
    except Rejected as refused:
        return str(refused.status)
    except OutcomeUnknown as unknown:
        return str(unknown) or "no answer"
    return "sent"


def _outcome_of_two(gmail: Gmail, draft_id: str) -> str:
    """Send a draft while another does so: Gmail may find two requests at once too many."""
    try:
        return _outcome(gmail, draft_id)
    except RateLimited:
        return "429"
    except Unavailable:
        return "not reached"


def _throw_away(gmail: Gmail, draft_id: str) -> None:
    try:
        gmail.delete_draft(draft_id)
    except GmailError:
        return  # sent, as it should be; or Google is out of order, and the draft is marked as ours


def _unverified(addresses: tuple[SendAs, ...], own: str) -> str:
    """Name an address the mailbox may not send from: one that was not accepted yet, or one nobody has."""
    pending = next((one.address for one in addresses if not one.is_accepted), "")
    return pending or f"selftest-{secrets.token_hex(4)}@{own.rpartition('@')[2]}"


def _letter(address: str, from_address: str, token: str) -> bytes:
    return compose.mime(
        Letter(
            from_name="",
            from_address=from_address,
            to_name="",
            to_address=address,
            subject=SUBJECT,
            text=TEXT,
            html=HTML,
            token=token,
        )
    )


def _text(source: bytes) -> str:
    message = email.message_from_bytes(source, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    return "" if body is None else str(body.get_content()).replace("\r\n", "\n").rstrip("\n")
