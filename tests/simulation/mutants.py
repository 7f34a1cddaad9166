"""The guards of the round, each taken away in turn: what the simulation does not miss is not needed or not tested."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import update

from bot.outreach.incoming import receiving
from bot.outreach.mailboxes.guarding import Guard
from bot.outreach.notices import owing
from bot.outreach.outgoing import clearing, holding, resting, sending
from bot.outreach.outgoing.doubting import InDoubt
from bot.rules import gate
from bot.workers import one_round
from bot.workers.one_round import Round
from bot.workers.settling import Settling
from gmail import drafts
from storage import mailboxes, postings, touches
from storage.database import Transaction
from storage.mailboxes import Lease
from storage.models import Mailbox, Touch
from storage.statuses import TouchStatus
from tests.simulation.weather import CALM, Weather

Change = Callable[[Weather], Weather]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A guard that is taken away: what stands in its place, and in what weather."""

    name: str
    guards: str
    instead: tuple[tuple[object, str, object], ...]
    weather: Change

    @contextmanager
    def alive(self) -> Iterator[None]:
        """Take the guard away for as long as this lasts."""
        with ExitStack() as undone:
            for place, name, value in self.instead:
                undone.callback(setattr, place, name, getattr(place, name))
                setattr(place, name, value)
            yield


def _only(**weather: float) -> Change:
    return lambda _drawn: replace(CALM, history_lag=3.0, search_lag=5.0, **weather)


def _with_lag(**weather: float) -> Change:
    return lambda _drawn: replace(CALM, history_lag=90.0, search_lag=180.0, **weather)


def _keep_any(tx: Transaction, lease: Lease, now: datetime) -> None:
    tx.execute(
        update(Mailbox).where(Mailbox.id == lease.mailbox_id).values(lease_until=now + mailboxes.LEASE)
    )


def _move_any(tx: Transaction, mailbox_id: int, *, old: int, new: int, now: datetime) -> None:
    tx.execute(update(Mailbox).where(Mailbox.id == mailbox_id).values(cursor=new, read_at=now))


def _renew_any(tx: Transaction, lease: Lease, now: datetime) -> Mailbox:
    _keep_any(tx, lease, now)
    return tx.get_one(Mailbox, lease.mailbox_id, populate_existing=True)


def _serve_any(tx: Transaction, lease: Lease, now: datetime) -> Callable[[], Mailbox]:
    mailbox = _renew_any(tx, lease, now)
    return lambda: mailbox


def _read_on_any(tx: Transaction, lease: Lease, *, old: int, new: int, now: datetime) -> None:
    _keep_any(tx, lease, now)
    _move_any(tx, lease.mailbox_id, old=old, new=new, now=now)


def _nothing(*_args: Any, **_words: Any) -> None:
    return None


def _yes(*_args: Any, **_words: Any) -> bool:
    return True


def _no(*_args: Any, **_words: Any) -> bool:
    return False


def _begin_any(tx: Transaction, touch_id: int, *, cursor: int, now: datetime) -> Callable[[], bool]:
    values = {"status": TouchStatus.CLAIMED, "step": "sending", "sending_at": now, "cursor": cursor}
    tx.execute(update(Touch).where(Touch.id == touch_id).values(**values))
    return _yes


def _take_for_sent(tx: Transaction, touch: Touch, *_args: Any) -> None:
    """Write down that a mail went, and leave its enrollment where it stood."""
    touch.status, touch.step, touch.draft_id = TouchStatus.SENT, None, ""


def _send_anew(self: Settling, touch: InDoubt, _refused: str = "") -> None:
    sending.restart(self.db, self.lease, touch.touch_id, self.clock())
    with sending.held(self.db, self.lease, self.clock()) as (tx, _):
        row = touches.lock(tx, touch.touch_id)
        if row.enrollment.status.is_open:
            row.status, row.sending_at, row.look_at = TouchStatus.SCHEDULED, None, None
            row.draft_id = row.draft_message_id = ""


_note_not_sent = sending.note_not_sent


def _forget_the_draft(*args: Any, **words: Any) -> None:
    _note_not_sent(*args, **words)
    db, lease, touch_id = args
    with sending.held(db, lease, words["now"]) as (tx, _):
        row = touches.lock(tx, touch_id)
        row.draft_id, row.step = "", None


_clear = clearing.clear


def _clear_unread(*args: Any, cursor: int, **words: Any) -> bool:
    db, lease, touch_id, batch, house = args
    return _clear(
        db, lease, touch_id, replace(batch, messages=(), cursor=cursor), house, cursor=cursor, **words
    )


_hold = holding.for_a_person


def _hold_silently(tx: Transaction, touch: Touch, kind: str, *, why: str, now: datetime) -> None:
    silent = owing.trouble
    owing.trouble = _no
    try:
        _hold(tx, touch, kind, why=why, now=now)
    finally:
        owing.trouble = silent


STORM = _only(crash=0.015, freeze=0.02, lost=0.2, late=0.15, slow=0.05)
HIDDEN = _with_lag(lost=0.3, late=0.1, crash=0.01)
SLEEPY = _only(freeze=0.08, late=0.1, slow=0.05)
FALLING = _only(failover=0.6, freeze=0.05, late=0.1, crash=0.01)
MUTANTS = (
    # Each of the two would do alone, and which one is missed nobody can tell: so they go together.
    Mutant(
        "lease",
        "a worker whose lease was taken over gives up, by its fence or by the cursor it read from",
        (
            (mailboxes, "keep", _keep_any),
            (mailboxes, "renew", _renew_any),
            (mailboxes, "serve", _serve_any),
            (mailboxes, "read_on", _read_on_any),
            (mailboxes, "move_cursor", _move_any),
        ),
        SLEEPY,
    ),
    Mutant(
        "advance",
        "a mail that went moves its enrollment on",
        ((sending, "mark_sent", _take_for_sent),),
        STORM,
    ),
    Mutant(
        "adoption",
        "our own mail found in SENT is written down",
        ((receiving, "_adopt", _yes),),
        FALLING,
    ),
    Mutant("hold", "after a failover claims are void and sending waits", ((Guard, "look", _no),), FALLING),
    Mutant(
        "fresh",
        "nothing is sent on a reading older than 3 s",
        ((one_round, "FRESH_SECONDS", 1e9),),
        SLEEPY,
    ),
    Mutant(
        "draft",
        "a stop deletes the draft that waits, and so disarms whoever sleeps",
        ((Settling, "_delete", _nothing), (Settling, "_recalled", _no), (Round, "_delete", _nothing)),
        _only(freeze=0.05, crash=0.03, late=0.1),
    ),
    Mutant("cap", "no more than the cap in 24 hours", ((resting, "free_from", _nothing),), _only()),
    Mutant(
        "begin",
        "the last word before the wire is compare and set",
        ((postings, "is_going", _yes), (postings, "begin", _begin_any)),
        _only(slow=0.3, freeze=0.02),
    ),
    Mutant(
        "gone",
        "nothing is sent again when its draft is gone",
        ((Settling, "_look_again", _send_anew),),
        HIDDEN,
    ),
    Mutant(
        "same draft",
        "what is tried again is the same draft, and it is alone",
        ((sending, "note_not_sent", _forget_the_draft), (drafts, "sweep", _nothing)),
        STORM,
    ),
    Mutant(
        "last look", "what came at the last look is acted on", ((clearing, "clear", _clear_unread),), _only()
    ),
    Mutant(
        "told", "who holds a mail owes the news of it", ((holding, "for_a_person", _hold_silently),), _only()
    ),
    Mutant("words", "a mail that lacks a word is held", ((gate, "_words", _nothing),), _only()),
    Mutant(
        "hours",
        "nothing leaves outside the window",
        ((gate, "_hours", _nothing),),
        _only(crash=0.02, lost=0.3),
    ),
)

KNOWN = {
    "lease": 108,
    "advance": 2,
    "adoption": 0,
    "hold": 25,
    "fresh": 0,
    "draft": 150,
    "cap": 2,
    "begin": 2,
    "gone": 300,
    "same draft": 38,
    "last look": 75,
    "told": 2,
    "words": 2,
    "hours": 2,
}
"""Seeds that are known to miss a guard; the others are hunted by `make mutants`."""
