"""What leaves next from a mailbox: gather the facts, let the gate judge, write the mail."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import assert_never

import structlog

from bot.outreach.house import House
from bot.outreach.outgoing import (
    asking,
    borrowing,
    handwriting,
    holding,
    resting,
    sending,
    skipping,
    weighing,
    writing,
)
from bot.outreach.outgoing.sending import Gone
from bot.outreach.outgoing.turns import Turns
from bot.outreach.outgoing.wording import Incomplete, Worded
from bot.outreach.outgoing.writing import Page, Written
from bot.rules import gate
from gmail import quota
from storage import letters, mailboxes, postings, touches
from storage.database import Database, Transaction
from storage.errors import DatabaseTrouble, LeaseLost, Overtaken
from storage.letters import Owner, Waiting
from storage.mailboxes import Lease, Serving
from storage.queues import Head, Latest
from storage.statuses import TouchStatus, Verdict

log = structlog.get_logger()

ID_PATIENCE = timedelta(minutes=1)
UNWRITABLE = "Overture could not write this mail: a name or a value holds something no mail may hold."
UNWRITABLE_MEND = "Look at their names and values, then resume, or skip the stage."


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A mail that may leave now; with a `draft_id` it waits at Gmail already.

    `thread_id` is the thread it answers in, empty when it opens one; `owner` its enrollment as it stood.
    """

    touch_id: int
    owner: Owner
    subject: str
    opens_subject: bool
    mime: bytes
    token: str
    thread_id: str
    draft_id: str
    draft_message_id: str
    cursor: int
    is_reply: bool = False

    @property
    def is_answer(self) -> bool:
        """Tell whether it goes into a thread in which an answer would stop it; nothing stops a reply by hand."""
        return bool(self.thread_id) and not self.is_reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A mail that was due and does not leave now; a draft of it must be deleted."""

    touch_id: int
    sequence_id: int
    draft_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a round has come: the sequence served last, the bucket, and a mail that left and is not written down.

    `turns` are those of the round.
    """

    served_id: int | None = None
    full_at: datetime | None = None
    gone: Gone | None = None
    turns: Turns = field(default_factory=Turns)


class _Broken(Exception):
    """One mail cannot be judged or written; the others can."""

    def __init__(self, head: Head) -> None:
        super().__init__(f"touch {head.touch_id}")
        self.head = head


def next_outgoing(
    db: Database, lease: Lease, house: House, now: datetime, progress: Progress | None = None
) -> Outgoing | Withheld | None:
    """Judge the mail whose turn it is; None when nothing is due or the mailbox must wait.

    What has just gone is written down in the same transaction.
    """
    progress = progress or Progress()
    try:
        return _next(db, lease, house, now, progress)
    except DatabaseTrouble:
        if (
            progress.gone is not None
        ):  # the mail that comes next may be to blame: what went is written down by itself
            sending.note_gone(db, lease, progress.gone, house, now)
        raise
    except Overtaken:
        assert progress.gone is not None
        sending.note_gone(db, lease, progress.gone, house, now)
        return next_outgoing(db, lease, house, now, replace(progress, gone=None))
    except _Broken as broken:
        log.error("touch broke", touch=broken.head.touch_id, exc_info=broken.__cause__)
        if progress.gone is not None:
            sending.note_gone(db, lease, progress.gone, house, now)
        return _set_aside(db, lease, broken.head, now)


def _next(
    db: Database, lease: Lease, house: House, now: datetime, progress: Progress
) -> Outgoing | Withheld | None:
    judged: list[Head] = []
    with _blamed(judged), db.transaction() as tx:
        serving = mailboxes.serve(tx, lease, now)
        if progress.gone is not None:
            sending.settle(tx, progress.gone, house)
        turns = progress.turns
        known = None if turns.cap is None else resting.sent_of_late(tx, lease.mailbox_id, turns.cap, now)
        while head := turns.next(tx, lease.mailbox_id, served_id=progress.served_id, now=now):
            mailbox = serving()
            turns.cap = resting.cap(mailbox, house, now)
            if _must_wait(mailbox, house, now, progress) or _is_paced(tx, mailbox, head, house, now, known):
                return None
            judged.append(head)
            found = _judge(tx, mailbox, head, house, now)
            if found is not None or turns.is_fresh:
                return found
            judged.clear()
        return None


@contextmanager
def _blamed(judged: Sequence[Head]) -> Iterator[None]:
    """Blame what goes wrong, up to the commit, on the mail that was judged last."""
    try:
        yield
    except (DatabaseTrouble, LeaseLost, Overtaken):
        raise  # no mail is to blame
    except Exception as error:
        if not judged:
            raise
        raise _Broken(judged[-1]) from error


def _must_wait(mailbox: Serving, house: House, now: datetime, progress: Progress) -> bool:
    waits = (
        mailbox.resting_until,
        mailbox.held_until,
        house.quota.mailbox.has(quota.ONE_MAIL, progress.full_at, now),
    )
    return any(moment is not None and moment > now for moment in waits)


def _is_paced(  # noqa: PLR0913  what was asked early, too
    tx: Transaction, mailbox: Serving, head: Head, house: House, now: datetime, known: Latest | None
) -> bool:
    """Tell whether pace keeps a mail; somebody pressed Send and waits for a reply by hand, which nothing keeps."""
    if head.answers_id is not None:
        return False
    free_from = resting.free_from(tx, mailbox, house, now, known)
    return free_from is not None and free_from > now


def _set_aside(db: Database, lease: Lease, head: Head, now: datetime) -> Withheld:
    with sending.held(db, lease, now) as (tx, _):
        touch = touches.lock(tx, head.touch_id)
        withheld = Withheld(touch_id=touch.id, sequence_id=head.sequence_id, draft_id=touch.draft_id)
        if touch.status is not TouchStatus.SCHEDULED:
            return replace(withheld, draft_id="")
        touch.why, touch.mend, touch.step, touch.draft_id = UNWRITABLE, UNWRITABLE_MEND, None, ""
        kind = "held" if head.answers_id is None else "not_sent"
        holding.for_a_person(tx, touch, kind, why=UNWRITABLE, now=now)
        return withheld


def _judge(
    tx: Transaction, mailbox: Serving, head: Head, house: House, now: datetime
) -> Outgoing | Withheld | None:
    if head.answers_id is not None:
        return _judge_reply(tx, mailbox, head, now)
    waiting = letters.read(tx, head.touch_id, mailbox_id=mailbox.id, now=now)
    if waiting is None:
        return None
    page = writing.page(tx, waiting, mailbox)
    if page.before is not None and not page.before.rfc_id:
        # An answer without the real Message-ID of the mail before would open a new thread at the candidate's.
        return _wait(tx, waiting, "waiting for Gmail to show the mail before it", until=now + ID_PATIENCE)
    worded = writing.worded(waiting, page, now)
    facts = weighing.facts(tx, mailbox, waiting, page, worded, house, now=now)
    verdict = gate.judge(facts, now)
    if isinstance(verdict, gate.Send):
        assert isinstance(worded, Worded)
        page = writing.with_files(tx, waiting, page)
        return _claim(tx, waiting, page, writing.written(mailbox, waiting, page, worded, now), mailbox, now)
    borrowing.listen(tx, facts.elsewhere, now)
    incomplete = isinstance(worded, Incomplete)
    return _withhold(tx, waiting, verdict, "missing_token" if incomplete else "held", now)


def _judge_reply(tx: Transaction, mailbox: Serving, head: Head, now: datetime) -> Outgoing | Withheld | None:
    touch = touches.lock(tx, head.touch_id)
    if touch.status is not TouchStatus.SCHEDULED:
        return None
    mail = handwriting.answered_by(tx, touch)
    if handwriting.is_kept(tx, mailbox, touch, mail, now):
        withheld = Withheld(touch_id=touch.id, sequence_id=head.sequence_id, draft_id=touch.draft_id)
        touch.step, touch.draft_id = None, ""
        return withheld
    written = handwriting.written(tx, mailbox, mail, text=touch.text, token=touch.token, now=now)
    words = None if touch.draft_id else written.columns()
    postings.claim(tx, touch.id, words, cursor=mailbox.cursor, now=now)
    return Outgoing(
        touch_id=touch.id,
        owner=letters.owner(tx, touch.enrollment_id),
        subject=written.subject,
        opens_subject=False,
        mime=written.mime,
        token=touch.token,
        thread_id=mail.thread_id,
        draft_id=touch.draft_id,
        draft_message_id=touch.draft_message_id,
        cursor=touch.cursor or mailbox.cursor,
        is_reply=True,
    )


def _wait(tx: Transaction, waiting: Waiting, why: str, *, until: datetime) -> Withheld:
    touch = touches.lock(tx, waiting.touch_id)
    touch.due_at, touch.why = until, why
    return Withheld(touch_id=touch.id, sequence_id=waiting.owner.sequence_id, draft_id="")


def _withhold(
    tx: Transaction,
    waiting: Waiting,
    verdict: gate.Postpone | gate.Hold | gate.Skip,
    kind: str,
    now: datetime,
) -> Withheld:
    """Write down why a mail does not leave now, until when, and who is asked; `kind` names the card of a hold."""
    touch = touches.lock(tx, waiting.touch_id)
    touch.judged_at = now
    match verdict:
        case gate.Postpone(until=until, why=why):
            touch.verdict, touch.why, touch.mend, touch.until = Verdict.POSTPONE, why, "", until
            touch.due_at = until
        case gate.Hold(why=why, mend=mend):
            touch.verdict, touch.why, touch.mend, touch.until = Verdict.HOLD, why, mend, None
            if verdict == gate.SHOW_FIRST:
                asking.ask(tx, touch, now)
            else:
                holding.for_a_person(tx, touch, kind, why=why, now=now)
        case gate.Skip(why=why):
            touch.verdict, touch.why, touch.mend, touch.until = Verdict.SKIP, why, "", None
            skipping.skip(tx, touch, why=why, now=now)
        case other:
            assert_never(other)
    log.info("touch judged", touch=touch.id, verdict=touch.verdict)
    withheld = Withheld(touch_id=touch.id, sequence_id=waiting.owner.sequence_id, draft_id=touch.draft_id)
    touch.step, touch.draft_id = None, ""
    return withheld


def _claim(
    tx: Transaction, waiting: Waiting, page: Page, written: Written, mailbox: Serving, now: datetime
) -> Outgoing:
    owner = waiting.owner
    # From here on a draft may exist; the cursor is what history had reached before it.
    words = None if waiting.draft_id else written.columns()
    postings.claim(tx, waiting.touch_id, words, cursor=mailbox.cursor, now=now)
    return Outgoing(
        touch_id=waiting.touch_id,
        owner=owner,
        subject=written.subject,
        opens_subject=not owner.subject or page.stage.new_thread,
        mime=written.mime,
        token=waiting.token,
        thread_id=owner.thread_id if page.answers else "",
        draft_id=waiting.draft_id,
        draft_message_id=waiting.draft_message_id,
        cursor=waiting.cursor or mailbox.cursor,
    )
