"""The steps every mail takes, past the object mapper because there are so many of them; rare ones are in `touches`.

Each step names the status it expects. Some tell at once whether they found it: no means that somebody was faster.
The others wait for the next statement, or the end of the transaction, and raise then what they say they raise.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import cast

from sqlalchemy import (
    BindParameter,
    ColumnClause,
    Table,
    and_,
    bindparam,
    insert,
    literal_column,
    null,
    or_,
    select,
    update,
)

from storage.columns import UtcDateTime
from storage.database import Transaction
from storage.errors import Overtaken
from storage.letters import Owner
from storage.models import Enrollment, Mailbox, Recruiter, Sequence, Touch
from storage.prepared import Prepared
from storage.queues import ACTIVE, FINISHING, SCHEDULED
from storage.statuses import OPEN, EnrollmentStatus, SendStep, TouchStatus, Verdict


def claim(
    tx: Transaction, touch_id: int, written: Mapping[str, object] | None, *, cursor: int, now: datetime
) -> None:
    """Take a waiting mail, which is in hand, to be sent: as it is `written` (its columns), or with its draft."""
    asked = {"touch": touch_id, "now": now}
    if written is None:
        _CLAIM_AGAIN.ask(tx, asked)
        return
    words = {f"new_{name}": value for name, value in written.items()}
    _CLAIM.ask(tx, {**asked, **words, "history": cursor})


def drafted(tx: Transaction, touch_id: int, *, draft_id: str, message_id: str, thread_id: str) -> None:
    """Write down the draft of a claimed mail, unless somebody was faster."""
    _DRAFTED.ask(tx, {"touch": touch_id, "draft": draft_id, "message": message_id, "thread": thread_id})


def is_going(tx: Transaction, touch_id: int, now: datetime) -> bool:
    """Tell whether a touch's enrollment and sequence run, and keep both from being stopped before we are done.

    Nothing goes in the name of somebody who is away and wants everything to wait. A reply by hand goes
    whatever has become of them.
    """
    return _GOING.first(tx, {"touch": touch_id, "now": now}) is not None


def begin(tx: Transaction, touch_id: int, *, cursor: int, now: datetime) -> Callable[[], bool]:
    """Set a drafted mail to sending, the last word before the wire; tell, when asked, whether it was one."""
    rows = _BEGIN.ask(tx, {"touch": touch_id, "history": cursor, "now": now})
    return lambda: len(rows()) == 1


def sent(tx: Transaction, touch_id: int, *, gmail_id: str, thread_id: str, now: datetime) -> None:
    """Write down that a mail that was being sent has gone; raises Overtaken unless it was."""
    values = {"touch": touch_id, "gmail": gmail_id, "thread": thread_id, "now": now}
    _WENT.ask(tx, values, otherwise=Overtaken)


def moved_on(tx: Transaction, owner: Owner, *, position: int) -> None:
    """Move an open enrollment, with its thread and subject, on; raises Overtaken if it has ended or moved."""
    values = {"enrollment": owner.enrollment_id, "here": owner.position, "there": position}
    _MOVED.ask(tx, {**values, "thread": owner.thread_id, "line": owner.subject}, otherwise=Overtaken)


def finished(tx: Transaction, owner: Owner, *, why: str, now: datetime) -> None:
    """End an open enrollment where it stands, with its thread and subject; raises Overtaken as `moved_on` does."""
    values = {"enrollment": owner.enrollment_id, "here": owner.position, "reason": why, "now": now}
    _FINISHED.ask(tx, {**values, "thread": owner.thread_id, "line": owner.subject}, otherwise=Overtaken)


def plan(tx: Transaction, owner: Owner, **values: object) -> None:
    """Plan a touch; the database refuses a second one of the same enrollment and stage."""
    whose = {"enrollment_id": owner.enrollment_id, "sequence_id": owner.sequence_id}
    _PLAN.ask(tx, {"status": TouchStatus.SCHEDULED, **whose, **values})


def name(tx: Transaction, rfc_ids: Mapping[int, str]) -> None:
    """Write down the real Message-IDs of mails that have gone, by touch."""
    for touch_id, rfc_id in rfc_ids.items():
        _NAMED.ask(tx, {"touch": touch_id, "rfc": rfc_id})


_TOUCH = cast(Table, Touch.__table__)
_ENROLLMENT = cast(Table, Enrollment.__table__)
_CLAIMED: ColumnClause[str] = literal_column("'claimed'")
_OPEN = _ENROLLMENT.c.status.in_([literal_column(f"'{status.value}'") for status in sorted(OPEN)])
_ONE_CLAIMED = (_TOUCH.c.id == bindparam("touch"), _TOUCH.c.status == _CLAIMED)
_INSTANT: BindParameter[datetime] = bindparam("now", type_=UtcDateTime)
_TAKEN = update(_TOUCH).where(_TOUCH.c.id == bindparam("touch"), _TOUCH.c.status == SCHEDULED)
_MAY_GO = {
    "status": TouchStatus.CLAIMED, "verdict": Verdict.SEND, "why": "", "mend": "", "until": null(),
    "judged_at": _INSTANT,
}  # fmt: skip
_WORDS = ("sender", "subject", "text", "mail_references", "mime")
_CLAIM_AGAIN = Prepared(_TAKEN.values(**_MAY_GO, step=SendStep.DRAFTED))
_CLAIM = Prepared(
    _TAKEN.values(
        **_MAY_GO,
        **{name: bindparam(f"new_{name}") for name in _WORDS},
        step=SendStep.DRAFTING,
        cursor=bindparam("history"),
    )
)
_DRAFTED = Prepared(
    update(_TOUCH)
    .where(*_ONE_CLAIMED)
    .values(
        step=SendStep.DRAFTED,
        draft_id=bindparam("draft"),
        draft_message_id=bindparam("message"),
        draft_thread_id=bindparam("thread"),
        mime=null(),  # Gmail has it now, and a file of ten megabytes is not kept for each candidate
    )
)
_BEGIN = Prepared(
    update(_TOUCH)
    .where(*_ONE_CLAIMED)
    .values(step=SendStep.SENDING, sending_at=_INSTANT, cursor=bindparam("history"), tries=_TOUCH.c.tries + 1)
    .returning(_TOUCH.c.id)
)
_WENT = Prepared(
    update(_TOUCH)
    .where(*_ONE_CLAIMED)
    .values(
        status=TouchStatus.SENT,
        step=null(),
        look_at=null(),
        looks=0,
        done_at=_INSTANT,
        gmail_id=bindparam("gmail"),
        thread_id=bindparam("thread"),
        draft_id="",
        mime=null(),
    )
)
_STANDS = (
    update(_ENROLLMENT)
    .where(_ENROLLMENT.c.id == bindparam("enrollment"), _ENROLLMENT.c.position == bindparam("here"), _OPEN)
    .values(thread_id=bindparam("thread"), subject=bindparam("line"))
)
_MOVED = Prepared(_STANDS.values(position=bindparam("there")))
_FINISHED = Prepared(
    _STANDS.values(
        status=EnrollmentStatus.FINISHED, why=bindparam("reason"), ended_at=_INSTANT, ended_by=null()
    )
)
_PLAN = Prepared(insert(_TOUCH))
_NAMED = Prepared(update(_TOUCH).where(_TOUCH.c.id == bindparam("touch")).values(rfc_id=bindparam("rfc")))
_RUNS = Sequence.status.in_((ACTIVE, FINISHING))
_AWAY = (
    select(Recruiter.id)
    .outerjoin(Mailbox, Mailbox.recruiter_id == Recruiter.id)
    .where(or_(Recruiter.id == Enrollment.recruiter_id, Mailbox.id == Touch.mailbox_id))
    .where(Recruiter.cover == literal_column("'everything'"), Recruiter.away_until > _INSTANT)
    .correlate(Enrollment, Touch)
    .exists()
)
_GOING = Prepared(
    select(Touch.id)
    .join(Enrollment, Enrollment.id == Touch.enrollment_id)
    .join(Sequence, Sequence.id == Enrollment.sequence_id)
    .where(Touch.id == bindparam("touch"))
    .where(or_(and_(Enrollment.status == ACTIVE, _RUNS, ~_AWAY), Touch.answers_id.is_not(None)))
    .with_for_update(read=True, of=(Enrollment, Sequence))
)
