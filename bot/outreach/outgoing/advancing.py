"""From one stage to the next: plan a touch, move an enrollment on, end it."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from itertools import takewhile
from types import MappingProxyType

from bot.outreach.house import House
from bot.outreach.outgoing import borrowing
from bot.rules import business_time, due, gate, moving, variants
from bot.rules.drafts import StageDraft, Variant
from storage import enrollments, letters, mailboxes, notices, own_stages, plans, postings, touches
from storage.database import Transaction
from storage.letters import Owner
from storage.models import Enrollment, Stage, Touch
from storage.notices import Owed
from storage.own_stages import Own
from storage.plans import PlannedStage
from storage.statuses import EnrollmentStatus, TouchStatus

BEGUN = "begun there by hand"
"""Why a stage is due at once though others stand before it; no plan moves it."""

RECALLED = frozenset({TouchStatus.CANCELLED, TouchStatus.CLAIMED, TouchStatus.UNKNOWN})
"""How a touch stands whose draft the next round deletes when its enrollment has ended."""


def stage_draft(stage: Stage | PlannedStage) -> StageDraft:
    """Give a stored stage as the value rules work on."""
    return StageDraft(
        kind=stage.kind,
        delay=stage.delay,
        delay_unit=stage.delay_unit,
        at=stage.at,
        not_before=stage.not_before,
        subject=stage.subject,
        body=stage.body,
        new_thread=stage.new_thread,
        key=stage.key,
        sender_id=stage.sender_id,
        sender=stage.sender,
        ask_first=stage.ask_first,
        variants=tuple(Variant(**variant) for variant in stage.variants),
    )


def begin(
    tx: Transaction,
    enrollment: Enrollment,
    house: House,
    now: datetime,
    *,
    over: Mapping[str, str] = MappingProxyType({}),
) -> datetime:
    """Plan the first touch of an enrollment, counted from now; tell when it is due.

    `over` says of stages, by their keys, why they never come for this person; one at least is left.
    """
    every = moving.left(plans.of_version(tx, enrollment.version_id), (), by_hand_only=enrollment.by_hand_only)
    first = next(stage for stage in every if stage.key not in over)
    if enrollment.position != first.position:
        enrollment.position = first.position
    tx.flush()
    for key, why in over.items():
        own_stages.put(tx, enrollment.id, key, left_out=why)
    owner = letters.owner(tx, enrollment.id)
    for stage in takewhile(lambda stage: stage is not first, every):
        pass_over(tx, owner, stage, why=over[stage.key], now=now)
    planned = _due(owner, first, house, now, first=True)
    due_at = _plan(
        tx, owner, first, planned if first.number == 1 else due.Planned(at=planned.at, moved=BEGUN)
    )
    if owner.mailbox_id is not None:
        mailboxes.wake(tx, owner.mailbox_id, due_at)
    return due_at


def advance(tx: Transaction, touch: Touch, house: House, went_at: datetime) -> datetime | None:
    """Go on after a touch that is over; None for an enrollment that ended meanwhile or has moved on already."""
    tx.flush()
    owner = letters.owner(tx, touch.enrollment_id)
    if owner.position != touch.position or not owner.is_open:
        return None
    due_at = go_on(tx, owner, house, went_at)
    enrollments.refresh(tx, owner.enrollment_id)
    if due_at is not None and owner.mailbox_id is not None:
        mailboxes.wake(tx, owner.mailbox_id, due_at)
    return due_at


def go_on(tx: Transaction, owner: Owner, house: House, went_at: datetime) -> datetime | None:
    """Plan what follows where an enrollment stands, counted from when that went, or finish it; tell what is due when.

    The thread and subject of `owner` are written down with the move. Its own mailbox is not woken: a round that sends
    looks at what is next before it rests. Raises storage.errors.Overtaken, at the latest when the transaction ends, if
    the enrollment has ended or moved on meanwhile.
    """
    coming, own = _following(tx, owner), own_of(tx, owner)
    passed = tuple(takewhile(lambda stage: _is_left_out(stage, own), coming))
    following = next(iter(coming[len(passed) :]), None)
    if following is None:
        postings.finished(tx, owner, why="every stage is done", now=went_at)
    else:
        postings.moved_on(tx, owner, position=following.position)
    for stage in passed:
        pass_over(tx, owner, stage, why=own[stage.key].left_out, now=went_at)
    if following is None:
        return None
    return _plan(tx, owner, following, _due(owner, following, house, went_at))


def own_of(tx: Transaction, owner: Owner) -> Mapping[str, Own]:
    """Give what somebody gets otherwise than everybody, by the keys of the stages."""
    return own_stages.of_enrollment(tx, owner.enrollment_id) if owner.is_tailored else {}


def _is_left_out(stage: PlannedStage, own: Mapping[str, Own]) -> bool:
    return bool(own.get(stage.key, own_stages.NOTHING).left_out)


def pass_over(tx: Transaction, owner: Owner, stage: PlannedStage, *, why: str, now: datetime) -> None:
    """Write down that a stage never comes for somebody, who has not come to it yet."""
    written = columns(owner, stage, None)
    over = {"status": TouchStatus.SKIPPED, "due_at": now, "done_at": now, "note": why}
    postings.plan(tx, owner, **{**written, **over})


def begin_at(  # noqa: PLR0913  from when it counts, too
    tx: Transaction,
    enrollment: Enrollment,
    stage: PlannedStage,
    house: House,
    now: datetime,
    *,
    after: datetime | None = None,
) -> datetime:
    """Let an enrollment go on with a stage further on; whoever calls deals with what waits. Tell when it is due.

    It is due at the next opening, or as long as it waits by its plan after an instant. What lies between is passed
    over. The rows of its mailboxes and of itself are in hand.
    """
    tx.flush()
    owner = letters.owner(tx, enrollment.id)
    own = own_of(tx, owner)
    for one in _following(tx, owner):
        if one.position < stage.position:
            why = own.get(one.key, own_stages.NOTHING).left_out or f"began at stage {stage.number}"
            pass_over(tx, owner, one, why=why, now=after or now)
    postings.moved_on(tx, owner, position=stage.position)
    counted = _due(owner, stage, house, after) if after is not None else None
    at_once = due.Planned(at=_due(owner, stage, house, now, first=True).at, moved=BEGUN)
    planned = counted if counted is not None and counted.at > now else at_once
    _plan(tx, owner, stage, planned)
    enrollments.refresh(tx, enrollment.id)
    if owner.mailbox_id is not None:
        mailboxes.wake(tx, owner.mailbox_id, planned.at)
    return planned.at


def _following(tx: Transaction, owner: Owner) -> tuple[PlannedStage, ...]:
    stages = plans.of_version(tx, owner.version_id)
    first = stages[0].position
    # Only who was brought along from an earlier version can have had a stage that still stands further on.
    had = touches.had_before(tx, owner.enrollment_id, first) if first else frozenset()
    coming = [stage for stage in stages if stage.position > owner.position and stage.key not in had]
    return moving.left(coming, (), by_hand_only=owner.by_hand_only)


def _due(
    owner: Owner, stage: PlannedStage, house: House, after: datetime, *, first: bool = False
) -> due.Planned:
    own = house.of(owner.preferences)
    return due.plan(
        stage_draft(stage),
        first=first or stage.number == 1,
        after=after,
        # What a candidate reads comes in their hours; what a recruiter does by hand comes in hers.
        zone=business_time.zone(owner.zone if stage.kind.is_email else owner.hand_zone),
        windows=own.windows,
        holidays=own.holidays,
    )


def _plan(tx: Transaction, owner: Owner, stage: PlannedStage, planned: due.Planned) -> datetime:
    mailbox_id = borrowing.mailbox_for(tx, owner, stage) if stage.kind.is_email else None
    written = columns(owner, stage, mailbox_id)
    postings.plan(tx, owner, **written, due_at=planned.at, moved=planned.moved)
    borrowing.note(tx, owner, mailbox_id, planned.at)
    return planned.at


def columns(owner: Owner, stage: PlannedStage, mailbox_id: int | None) -> dict[str, object]:
    """Say what a touch of a stage has of it, whenever it is due; a mail leaves from `mailbox_id`."""
    return {
        "stage_id": stage.id,
        "position": stage.position,
        "number": stage.number,
        "kind": stage.kind,
        "mailbox_id": mailbox_id,
        "token": _token(owner.secret, stage.position),
        "variant": variants.chosen(owner.sequence_id, stage.key, owner.candidate_id, 1 + len(stage.variants)),
    }


def _token(secret: str, position: int) -> str:
    # Made from what an older copy of the database knows too: after a restore our own mails are still recognised.
    return hashlib.sha256(f"{secret}:{position}".encode()).hexdigest()[:32]


def stop(
    tx: Transaction,
    enrollment_id: int,
    *,
    status: EnrollmentStatus,
    why: str,
    now: datetime,
    by: int | None = None,
) -> bool:
    """End an enrollment and cancel what has not left; False if it had ended already. `by` is the mail that did it.

    A draft that waits at Gmail is deleted by the mailbox's next round, which is woken here.
    """
    if not enrollments.end(tx, enrollment_id, status=status, why=why, now=now, mail_id=by):
        return False
    touches.cancel_open(tx, enrollment_id, now)
    for touch in touches.with_traces(tx, enrollment_id, asked=gate.SHOW_FIRST.why):
        notices.drop_unposted(tx, reminder_key(touch))
        redraw_question(tx, touch, now)
        redraw_reminder(tx, touch, now)
        if touch.mailbox_id is not None and touch.draft_id and touch.status in RECALLED:
            mailboxes.nudge(tx, touch.mailbox_id, now)
    return True


def redraw_question(tx: Transaction, touch: Touch, now: datetime) -> None:
    """Owe the drawing of the card on which somebody was asked about a mail, if anybody was."""
    is_asked = touch.why == gate.SHOW_FIRST.why or touch.allowed_at is not None
    if not is_asked or touch.status is TouchStatus.SENT:
        return
    owed = Owed(
        team=touch.enrollment.team_id,
        key=f"redraw:question:{touch.id}:{now.isoformat()}",
        kind="redraw",
        recipient="",
        about={"touch": touch.id},
    )
    notices.owe(tx, owed, now)


def redraw_reminder(tx: Transaction, touch: Touch, now: datetime) -> None:
    """Owe the drawing of a reminder where it stands last, alone or in a list."""
    if not touch.card_key or touch.answers_id is not None:
        return
    owed = Owed(
        team=touch.enrollment.team_id,
        key=f"redraw:reminder:{touch.id}:{now.isoformat()}",
        kind="redraw",
        recipient="",
        about={"reminder": touch.id, "posted": touch.card_key},
    )
    notices.owe(tx, owed, now)


def reminder_key(touch: Touch) -> str:
    """Name the one reminder owed for a touch at one due time to whoever does it."""
    whose = f":{touch.doer_id}" if touch.doer_id else ""
    return f"reminder:{touch.id}:{touch.due_at.isoformat()}{whose}"
