"""Take people of a live sequence over into its new version, each where they stand; what is in flight stays as it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from bot.outreach.house import House
from bot.outreach.notices import redrawing
from bot.outreach.outgoing import advancing, borrowing, replanning
from bot.rules import due, moving
from bot.rules.moving import Finish, Go, Stay, Trace
from storage import (
    enrollments,
    letters,
    mailboxes,
    notices,
    own_stages,
    plans,
    postings,
    schedules,
    stragglers,
)
from storage.database import Transaction
from storage.models import Enrollment, Touch
from storage.plans import Plan, PlannedStage
from storage.statuses import EnrollmentStatus, TouchStatus
from storage.touches import WAITING

EDITED = "the sequence was edited"
MOST_NAMED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many went on by the new version, how many it leaves nothing for, and who keeps the old text, by id.

    `kept` names a few; `more` counts the others.
    """

    moved: int = 0
    finished: int = 0
    kept: tuple[int, ...] = ()
    more: int = 0

    def plus(self, enrollment_id: int, decision: Stay | Finish | Go[PlannedStage]) -> "Tally":
        """Count one person more."""
        match decision:
            case Go():
                return replace(self, moved=self.moved + 1)
            case Finish():
                return replace(self, finished=self.finished + 1)
            case Stay() if len(self.kept) < MOST_NAMED:
                return replace(self, kept=(*self.kept, enrollment_id))
            case Stay():
                return replace(self, more=self.more + 1)


def relocate(
    tx: Transaction, enrollment_ids: Sequence[int], version_id: int, tally: Tally, house: House, now: datetime
) -> Tally:
    """Take these people over, those who are still open and not there yet; count them into the tally."""
    plan = plans.of_version(tx, version_id)
    held = schedules.hold(tx, enrollment_ids)
    left_out = own_stages.left_out(tx, enrollment_ids)
    known = stragglers.touches_of(tx, [enrollment.id for enrollment in held])
    for enrollment in held:
        if enrollment.version_id != version_id:
            never = left_out.get(enrollment.id, frozenset())
            decision = _take_over(tx, enrollment, known[enrollment.id], plan, house, now, never=never)
            tally = tally.plus(enrollment.id, decision)
    return tally


def _take_over(  # noqa: PLR0913  all that decides
    tx: Transaction,
    enrollment: Enrollment,
    known: list[Touch],
    plan: Plan,
    house: House,
    now: datetime,
    *,
    never: frozenset[str],
) -> Stay | Finish | Go[PlannedStage]:
    """Take one person over; `never` are the stages, by key, that were left out for them."""
    theirs = tuple(stage for stage in plan if stage.key not in never)
    traces = [_trace(touch) for touch in known]
    decision = moving.decide(theirs, traces, by_hand_only=enrollment.by_hand_only)
    waiting = [touch for touch in known if touch.status in WAITING]
    match decision:
        case Stay():
            pass
        case Finish():
            _finish(tx, enrollment, waiting, plan, now)
        case Go(stage):
            went = [touch.done_at for touch in known if touch.status in schedules.WENT]
            went_at = max((moment for moment in went if moment is not None), default=None)
            _go(tx, enrollment, waiting, stage, went_at, house=house, now=now)
        case other:
            assert_never(other)
    return decision


def _trace(touch: Touch) -> Trace:
    is_at_gmail = bool(touch.draft_id) or touch.step is not None
    cancelled = touch.status is TouchStatus.CANCELLED
    has_begun = touch.sending_at is not None or (is_at_gmail and not cancelled)
    return Trace(key=touch.stage.key, status=touch.status, has_begun=has_begun)


def _finish(
    tx: Transaction, enrollment: Enrollment, waiting: Sequence[Touch], plan: Plan, now: datetime
) -> None:
    for touch in waiting:
        _drop(tx, touch, now)
    enrollment.version_id, enrollment.position = plan[-1].version_id, plan[-1].position
    tx.flush()
    why = "every stage is done"
    enrollments.end(tx, enrollment.id, status=EnrollmentStatus.FINISHED, why=why, now=now)


def _go(
    tx: Transaction,
    enrollment: Enrollment,
    waiting: Sequence[Touch],
    stage: PlannedStage,
    went_at: datetime | None,
    *,
    house: House,
    now: datetime,
) -> None:
    here = next((touch for touch in waiting if _is_of(touch, stage)), None)
    planned = _planned(enrollment, waiting, here, stage, went_at, house=house, now=now)
    not_before = max((touch.not_before for touch in waiting if touch.not_before), default=None)
    if enrollment.status is EnrollmentStatus.HELD and any(_is_held(touch) for touch in waiting):
        enrollment.status, enrollment.why = EnrollmentStatus.ACTIVE, ""
    for touch in waiting:
        if touch is not here:
            _drop(tx, touch, now)
    enrollment.version_id, enrollment.position = stage.version_id, stage.position
    tx.flush()
    owner = letters.owner(tx, enrollment.id)
    mailbox_id = borrowing.mailbox_for(tx, owner, stage) if stage.kind.is_email else None
    columns = advancing.columns(owner, stage, mailbox_id)
    if here is None:
        postings.plan(tx, owner, **columns, due_at=planned.at, moved=planned.moved, not_before=not_before)
    else:
        _repoint(tx, here, stage, columns, planned, now)
    borrowing.note(tx, owner, mailbox_id, planned.at)
    if mailbox_id is not None:
        mailboxes.wake(tx, mailbox_id, planned.at)


def _is_of(touch: Touch, stage: PlannedStage) -> bool:
    # What was done by hand and is mailed now, or the reverse, waits in another way: it is planned anew.
    return touch.stage.key == stage.key and touch.kind.is_email is stage.kind.is_email


def _is_held(touch: Touch) -> bool:
    return touch.status is TouchStatus.HELD


def _planned(
    enrollment: Enrollment,
    waiting: Sequence[Touch],
    here: Touch | None,
    stage: PlannedStage,
    went_at: datetime | None,
    *,
    house: House,
    now: datetime,
) -> due.Planned:
    """Say when a stage of the new version is due: counted from what went last, never earlier than now."""
    if here is not None and here.moved in replanning.PICKED and here.due_at > now:
        return due.Planned(at=here.due_at, moved=here.moved)
    hours = replanning.hours_of(enrollment, house, by_mail=stage.kind.is_email)
    draft = advancing.stage_draft(stage)
    planned = due.plan(
        draft,
        first=went_at is None and stage.number == 1,
        after=went_at or enrollment.created_at,
        zone=hours.zone,
        windows=hours.windows,
        holidays=hours.holidays,
    )
    stands = now
    if here is not None and moving.is_same_timing(advancing.stage_draft(here.stage), draft):
        stands = here.due_at  # put off for a reason of its own
    put_off = max((touch for touch in waiting if touch.not_before), key=_not_before, default=None)
    not_before = None if put_off is None else put_off.not_before
    at = due.anew(planned.at, not_before=not_before, stands=stands, now=now, hours=hours)
    is_put_off = put_off is not None and at > planned.at
    return due.Planned(at=at, moved=put_off.moved if put_off is not None and is_put_off else planned.moved)


def _not_before(touch: Touch) -> datetime:
    assert touch.not_before is not None
    return touch.not_before


def _repoint(
    tx: Transaction,
    touch: Touch,
    stage: PlannedStage,
    columns: dict[str, object],
    planned: due.Planned,
    now: datetime,
) -> None:
    """Let a touch of the same stage be one of the new version: a reminder that stands in Slack stays true."""
    says_the_same = moving.is_same_text(advancing.stage_draft(touch.stage), advancing.stage_draft(stage))
    if touch.reminded_at is not None and planned.at != touch.due_at:
        notices.drop_unposted(tx, advancing.reminder_key(touch))
        touch.reminded_at = None
    if not says_the_same:
        redrawing.of_reminder(tx, touch, now)
        touch.allowed_at = None
    for name, value in columns.items():
        setattr(touch, name, value)
    touch.variant = touch.variant if touch.variant <= len(stage.variants) else 0
    touch.status, touch.due_at, touch.moved = TouchStatus.SCHEDULED, planned.at, planned.moved
    touch.why, touch.mend, touch.verdict, touch.until = "", "", None, None


def _drop(tx: Transaction, touch: Touch, now: datetime) -> None:
    """Forget what was planned and has not begun; where a reminder of it may stand in Slack, it says so there."""
    notices.drop_unposted(tx, advancing.reminder_key(touch))
    if touch.reminded_at is None:
        tx.delete(touch)
        return
    touch.status, touch.done_at, touch.why = TouchStatus.CANCELLED, now, EDITED
    redrawing.of_reminder(tx, touch, now)
