"""Touches: one stage for one candidate, at most once. What steers an enrollment never reaches a reply by hand."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    case,
    delete,
    literal,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import joinedload

from storage import objects
from storage.click_statements import TAKE, TAKE_OWNER, turned
from storage.columns import UtcDateTime
from storage.database import Transaction
from storage.mailboxes import changed
from storage.models import CandidateAddress, Enrollment, Stage, Touch
from storage.prepared import Prepared
from storage.statuses import OPEN, SendStep, TouchStatus
from storage.touch_statements import (
    AT_GMAIL,
    CANCEL,
    DOUBTFUL,
    LAST_GONE,
    LEFT_OVER,
    OURS,
    THREADS,
    TRACES,
    UNNAMED,
)

WAITING = (TouchStatus.SCHEDULED, TouchStatus.HELD)
LAST_LOOK = 5
"""Looks for the real Message-ID of a mail that went; with one more it is given up."""

IN_DOUBT = (TouchStatus.CLAIMED, TouchStatus.UNKNOWN)
# Written out, not bound: so that the databases can tell that their partial indexes will do.
_SCHEDULED = text("touches.status = 'scheduled'")
# Asked in each round, and so written once.
_HERE = Touch.mailbox_id == bindparam("mailbox")
_IN_DOUBT_HERE = select(Touch).where(_HERE, DOUBTFUL).order_by(Touch.id)
_LEFT_OVER_HERE = select(Touch).where(_HERE, LEFT_OVER)
_NAMELESS = Prepared(
    select(Touch.id, Touch.gmail_id).where(
        _HERE,
        UNNAMED,
        AT_GMAIL,
        Touch.looks <= LAST_LOOK,
        or_(Touch.look_at.is_(None), Touch.look_at <= bindparam("now", type_=UtcDateTime)),
    )
)
ALL = joinedload(Touch.enrollment).options(
    joinedload(Enrollment.candidate), joinedload(Enrollment.sequence), joinedload(Enrollment.recruiter)
)
_WHOLE = (ALL, joinedload(Touch.stage))


def add(tx: Transaction, touch: Touch) -> Touch:
    """Plan a touch; the database refuses a second one of the same enrollment and stage."""
    tx.add(touch)
    tx.flush()
    return touch


def get(tx: Transaction, touch_id: int) -> Touch | None:
    """Find a touch with its enrollment, person, sequence and recruiter."""
    return tx.get(Touch, touch_id, options=_WHOLE)


def among(tx: Transaction, touch_ids: Collection[int]) -> list[Touch]:
    """Find these touches, the oldest first, with all that is drawn of them."""
    found = select(Touch).where(Touch.id.in_(touch_ids)).options(*_WHOLE)
    return list(tx.scalars(found.order_by(Touch.id)))


def lock(tx: Transaction, touch_id: int) -> Touch:
    """Take a touch for changing, its enrollment before it as everybody does; both are read afresh."""
    tx.scalars(TAKE_OWNER, {"touch": touch_id}).one()
    return take(tx, touch_id)


def take(tx: Transaction, touch_id: int) -> Touch:
    """Take a touch for changing whose enrollment is in hand already; it is read afresh."""
    return tx.scalars(TAKE, {"touch": touch_id}).one()


def may_have_left(touch: Touch) -> bool:
    """Tell whether a touch is over, or its mail on the wire: nobody can call it back."""
    on_the_wire = touch.status is TouchStatus.CLAIMED and touch.step is SendStep.SENDING
    return on_the_wire or touch.status.is_final or touch.status is TouchStatus.UNKNOWN


def doubtful(tx: Transaction, mailbox_id: int) -> list[Touch]:
    """List the touches of a mailbox that an earlier round left half-way."""
    return list(tx.scalars(_IN_DOUBT_HERE, {"mailbox": mailbox_id}))


def turn(
    tx: Transaction,
    touch_id: int,
    *,
    expected: Collection[TouchStatus],
    status: TouchStatus,
    now: datetime | None = None,
    by: str = "",
) -> bool:
    """Change a status if it is what we think it is; False means someone was faster."""
    tx.flush()
    over = {} if now is None else {"done_at": now, "done_by": by}
    return turned(tx, touch_id, expected, {"status": status, **over})


def cancel_open(tx: Transaction, enrollment_id: int, now: datetime) -> None:
    """Cancel what has not left; one whose draft or mail may be on the wire is left to its outcome."""
    tx.flush()
    CANCEL.change(tx, {"enrollment": enrollment_id, "now": now})
    objects.outdate(tx, Touch, "status", "done_at", enrollment_id=enrollment_id)


def with_traces(tx: Transaction, enrollment_id: int, *, asked: str) -> list[Touch]:
    """List the stages of an enrollment of which a draft, a reminder or a card may be left, in order.

    `asked` is why a mail waits that somebody was asked about.
    """
    tx.flush()
    found = [touch_id for (touch_id,) in TRACES.rows(tx, {"enrollment": enrollment_id, "asked": asked})]
    if not found:
        return []
    return list(tx.scalars(select(Touch).where(Touch.id.in_(found)).order_by(Touch.position)))


def left_over(tx: Transaction, mailbox_id: int) -> list[Touch]:
    """List cancelled touches whose draft still lies in the mailbox; deleting it disarms a frozen worker."""
    return list(tx.scalars(_LEFT_OVER_HERE, {"mailbox": mailbox_id}))


def of_enrollment(tx: Transaction, enrollment_id: int) -> list[Touch]:
    """List the touches of one enrollment that are stages, in order; `storage.replies` has the others."""
    return list(tx.scalars(select(Touch).where(*_stages_of(enrollment_id)).order_by(Touch.position)))


def _stages_of(enrollment_id: int) -> tuple[ColumnElement[bool], ...]:
    return (Touch.enrollment_id == enrollment_id, Touch.answers_id.is_(None))


def let_wait_no_more(
    tx: Transaction, recruiter_id: int, mailbox_id: int | None, because: str, now: datetime
) -> int:
    """Let be due now what waits for somebody's return, whose reason says so, in whatever way it is theirs."""
    open_ones = select(Enrollment.id).where(
        Enrollment.recruiter_id == recruiter_id, Enrollment.status.in_(OPEN)
    )
    own = list(tx.scalars(open_ones))
    # Some at a time: of all at once PostgreSQL would rather read the whole table.
    theirs: list[ColumnElement[bool]] = [
        Touch.enrollment_id.in_(own[begin : begin + 100]) for begin in range(0, len(own), 100)
    ]
    theirs += [
        Touch.doer_id == recruiter_id,
        *([] if mailbox_id is None else [Touch.mailbox_id == mailbox_id]),
    ]
    late = case((Touch.not_before > now, Touch.not_before), else_=literal(now, UtcDateTime))
    values = {"due_at": late, "why": "", "verdict": None, "until": None}
    total = 0
    for whose in theirs:
        waiting = update(Touch).where(whose, _SCHEDULED, Touch.due_at > now)
        due = waiting.where(Touch.why.contains(because, autoescape=True)).values(values)
        total += changed(tx.execute(due, execution_options={"synchronize_session": False}))
    return total


def last_gone(tx: Transaction, enrollment_id: int) -> int:
    """Tell the last stage of an enrollment that went out or was done, counted from 1; 0 if none."""
    tx.flush()
    return LAST_GONE.scalar(tx, {"enrollment": enrollment_id}) or 0


def had_before(tx: Transaction, enrollment_id: int, position: int) -> frozenset[str]:
    """Name the stages, by key, that somebody had at places before one, those of earlier versions above all."""
    had = or_(
        Touch.status.in_((TouchStatus.SENT, TouchStatus.DONE, TouchStatus.SKIPPED)),
        and_(Touch.status == TouchStatus.CANCELLED, Touch.sending_at.is_not(None)),
    )
    keys = select(Stage.key).join(Touch, Touch.stage_id == Stage.id)
    return frozenset(tx.scalars(keys.where(*_stages_of(enrollment_id), Touch.position < position, had)))


def last_mail(tx: Transaction, enrollment_id: int) -> Touch | None:
    """Give the last stage that went to this person in this enrollment and that can be answered."""
    return tx.scalar(
        select(Touch)
        .where(
            *_stages_of(enrollment_id),
            Touch.status == TouchStatus.SENT,
            Touch.gmail_id != "",
            or_(Touch.rfc_id != "", Touch.looks <= LAST_LOOK),
        )
        .order_by(Touch.position.desc())
        .limit(1)
    )


def by_token(tx: Transaction, token: str) -> Touch | None:
    """Find the touch our header on a mail names."""
    return tx.scalar(select(Touch).where(Touch.token == token))


def by_gmail_id(tx: Transaction, mailbox_id: int, gmail_id: str) -> Touch | None:
    """Find the touch that left as this message."""
    return tx.scalar(
        select(Touch).where(Touch.mailbox_id == mailbox_id, Touch.gmail_id == gmail_id, AT_GMAIL).limit(1)
    )


def in_hand(tx: Transaction, mailbox_id: int, thread_id: str, keys: Collection[str]) -> list[Touch]:
    """List mails to these people whose draft lies, or lay, in this thread and waits for a person or for evidence."""
    people = select(CandidateAddress.candidate_id).where(CandidateAddress.key.in_(keys))
    return list(
        tx.scalars(
            select(Touch)
            .join(Enrollment)
            .where(
                Enrollment.candidate_id.in_(people),
                Touch.mailbox_id == mailbox_id,
                Touch.draft_thread_id == thread_id,
                Touch.status.in_((*IN_DOUBT, TouchStatus.HELD)),
            )
            .order_by(Touch.id)
        )
    )


def ours_among(tx: Transaction, mailbox_id: int, gmail_ids: Collection[str]) -> set[str]:
    """Say which of these messages we have sent from a mailbox, by Gmail's ids."""
    tx.flush()
    return {gmail_id for (gmail_id,) in OURS.rows(tx, gmail_ids, {"mailbox": mailbox_id})}


def threads_among(tx: Transaction, mailbox_id: int, thread_ids: Collection[str]) -> set[str]:
    """Say which of these threads we have written in, or may have, from a mailbox."""
    tx.flush()
    return {thread_id for (thread_id,) in THREADS.rows(tx, thread_ids, {"mailbox": mailbox_id})}


def postpone_open(tx: Transaction, enrollment_id: int, until: datetime, why: str) -> bool:
    """Move what has not left to a later instant, and never let it be due before; False if nothing was due before."""
    waiting = (*_stages_of(enrollment_id), Touch.status == TouchStatus.SCHEDULED)
    kept = update(Touch).where(*waiting, or_(Touch.not_before.is_(None), Touch.not_before < until))
    tx.execute(kept.values(not_before=until))
    moved = update(Touch).where(*waiting, Touch.due_at < until)
    return changed(tx.execute(moved.values(due_at=until, moved=why, why="", reminded_at=None))) > 0


def without_message_id(tx: Transaction, mailbox_id: int, now: datetime) -> list[tuple[int, str]]:
    """List sent mails whose real Message-ID is to be read back now: touch and Gmail's id."""
    return [
        (touch_id, gmail_id) for touch_id, gmail_id in _NAMELESS.rows(tx, {"mailbox": mailbox_id, "now": now})
    ]


def revive(tx: Transaction, enrollment_id: int, now: datetime) -> None:
    """Schedule again what a stop had cancelled or held, never before now, and nothing that may have left.

    What was planned from a version its enrollment has left behind stays cancelled.
    """
    here = select(Enrollment.position).where(Enrollment.id == enrollment_id).scalar_subquery()
    back = update(Touch).where(
        *_stages_of(enrollment_id),
        Touch.position >= here,
        Touch.status.in_((TouchStatus.CANCELLED, TouchStatus.HELD)),
        Touch.sending_at.is_(None),
    )
    late = case((Touch.due_at < now, literal(now, UtcDateTime)), else_=Touch.due_at)
    values = {
        "status": TouchStatus.SCHEDULED,
        "due_at": late,
        "done_at": None,
        "step": None,
        "reminded_at": None,
    }
    tx.execute(back.values(values), execution_options={"synchronize_session": False})


def drop_after(tx: Transaction, enrollment_id: int, position: int) -> bool:
    """Forget touches planned after a position; False, changing nothing, if one of them has begun."""
    later = (*_stages_of(enrollment_id), Touch.position > position)
    begun = tx.scalar(select(Touch.id).where(*later, Touch.status != TouchStatus.SCHEDULED).limit(1))
    if begun is not None:
        return False
    tx.execute(delete(Touch).where(*later))
    return True
