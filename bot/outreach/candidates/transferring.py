"""Move somebody to another sequence: stopped here and enrolled there, both or neither.

Nobody gets the same words twice: a stage of the new sequence that says what they had already, in whatever sequence, is
left out for them. So a copy of a sequence goes on where the other one stood.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import structlog

from bot.outreach import people
from bot.outreach.candidates import enrolling, steering, tailoring
from bot.outreach.candidates.enrolling import Enrolled
from bot.outreach.candidates.knowing import Asked
from bot.outreach.candidates.transfers import Moved, TransferForm
from bot.outreach.house import House
from bot.outreach.outgoing import advancing
from bot.refusals import Gone, Refusal
from bot.rules import variants, vocabulary
from bot.rules.drafts import Problem
from storage import enrollments, own_stages, plans, sequences, touches
from storage.database import Database, Transaction
from storage.models import Enrollment, Recruiter, Touch
from storage.plans import PlannedStage
from storage.statuses import EnrollmentStatus, EnrollRule, TouchStatus

log = structlog.get_logger()

WENT = frozenset({TouchStatus.SENT, TouchStatus.DONE})
HAD = "they had these words already"
TO, FROM = "moved to another sequence", "moved from another sequence"
"""Which one is told by the person's card to whoever may see it: the other may be confidential, or become so."""

NOBODY_CHOSEN: Mapping[str, str] = {}


def form(
    db: Database,
    who: people.Who,
    enrollment_id: int,
    sequence_id: int | None = None,
    *,
    house: House,
    now: datetime,
) -> TransferForm:
    """Draw where somebody may go, and what the chosen sequence needs of them; nothing is written."""
    with db.transaction() as tx:
        enrollment = _movable(tx, people.recruiter(tx, who, now), enrollment_id)
        asked = _asked(enrollment, sequence_id, NOBODY_CHOSEN)
        here, name = enrollment.sequence, enrollment.candidate.name
        told = (here.id, here.name)
    drawn = enrolling.form(db, who, asked, house=house, now=now)
    others = tuple(choice for choice in drawn.sequences if choice.id != told[0])
    advice = (*drawn.warnings, *dict.fromkeys(one.text for one in drawn.concerns))
    drawn = replace(drawn, sequences=others, warnings=advice)
    return TransferForm(enrollment_id=enrollment_id, person=name, sequence=told[1], form=drawn)


def move(
    db: Database,
    who: people.Who,
    enrollment_id: int,
    sequence_id: int,
    values: Mapping[str, str] = NOBODY_CHOSEN,
    *,
    house: House,
    now: datetime,
) -> Moved | tuple[Problem, ...]:
    """Stop somebody here and enroll them there, or say what must be mended first; raises Refusal when it may not be."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        # Whoever moves one person was shown what speaks against it; of many it is said with whom it was not done.
        return moved(
            tx, recruiter, enrollment_id, sequence_id, values, against_advice=True, house=house, now=now
        )


def moved(  # noqa: PLR0913  who, whom, where to, and by which rules
    tx: Transaction,
    recruiter: Recruiter,
    enrollment_id: int,
    sequence_id: int,
    values: Mapping[str, str] = NOBODY_CHOSEN,
    *,
    against_advice: bool = False,
    house: House,
    now: datetime,
) -> Moved | tuple[Problem, ...]:
    """Move somebody like `move`; where it answers with problems, whoever calls must let nothing of it stand."""
    enrollment = _movable(tx, recruiter, enrollment_id)
    if sequence_id == enrollment.sequence_id:
        return (Problem(field="sequence", text="They are in this one. Choose another."),)
    target = sequences.get(tx, sequence_id)
    name = "another sequence" if target is None else target.name
    asked = _asked(enrollment, sequence_id, values)
    if against_advice:
        asked = replace(asked, overridden=frozenset(EnrollRule), why=FROM)
    advancing.stop(tx, enrollment.id, status=EnrollmentStatus.STOPPED, why=TO, now=now)
    tx.flush()
    done = enrolling.enroll_within(tx, recruiter, asked, house=house, now=now)
    if not isinstance(done, Enrolled):
        # What was stopped above must not stay so.
        raise Refusal(f"{name} needs more of them: {done[0].text}", "Fill it in and move them then.")
    skipped = _leave_out(tx, done.enrollment_id, by=recruiter.slack_id, house=house, now=now)
    log.info("moved to another sequence", enrollment=enrollment_id, to=done.enrollment_id)
    return Moved(
        person=done.person,
        sequence=done.sequence,
        first_at=next(
            touch.due_at
            for touch in touches.of_enrollment(tx, done.enrollment_id)
            if not touch.status.is_final
        ),
        zone=done.zone,
        left_out=skipped,
    )


def _movable(tx: Transaction, recruiter: Recruiter, enrollment_id: int) -> Enrollment:
    enrollment = steering.of_own(tx, recruiter, enrollment_id)
    if not enrollment.status.is_open:
        raise Gone(f"This sequence had ended already: {enrollment.why or enrollment.status.value}.")
    every = [touches.lock(tx, touch.id) for touch in touches.of_enrollment(tx, enrollment.id)]
    if any(touch.status in touches.IN_DOUBT for touch in every):
        raise Refusal(*tailoring.BUSY)
    return enrollment


def _asked(enrollment: Enrollment, sequence_id: int | None, values: Mapping[str, str]) -> Asked:
    person = enrollment.candidate
    known = {name: str(value) for name, value in enrollment.extras.items()}
    if known.get(vocabulary.ROLE) == enrollment.sequence.role:
        known.pop(vocabulary.ROLE, None)  # the other sequence is for a role of its own
    return Asked(
        link=person.links[0].url if person.links else "",
        address=enrollment.address.address if enrollment.address else "",
        first_name=person.first_name,
        last_name=person.last_name,
        company=person.company,
        sequence_id=sequence_id,
        values=known | {name: value for name, value in values.items() if value},
    )


def _leave_out(tx: Transaction, enrollment_id: int, *, by: str, house: House, now: datetime) -> int:
    """Leave out for somebody what they had already, and begin with the first that is new; tell how many are not."""
    enrollment = enrollments.lock(tx, enrollment_id)
    had_before = _had(tx, enrollment)
    heard = {_folded(_got(touch)) for touch in had_before} - {""}
    plan = plans.of_version(tx, enrollment.version_id)
    had = [stage for stage in plan if heard & _says(stage)]
    fresh = [stage for stage in plan if stage not in had]
    if not fresh:
        raise Refusal("They had every stage of that sequence already.", "Choose another.")
    for stage in had:
        own_stages.put(tx, enrollment_id, stage.key, left_out=HAD)
    if fresh[0] is not plan[0]:
        every = touches.of_enrollment(tx, enrollment_id)
        last = max((touch.done_at or now for touch in had_before), default=now)
        tailoring.begun_at(tx, enrollment, every, fresh[0], by=by, house=house, now=now, why=HAD, after=last)
    return len(had)


def _had(tx: Transaction, enrollment: Enrollment) -> list[Touch]:
    """List what somebody had, or may have had, in whatever sequence."""
    return [
        touch
        for past in enrollments.of_candidate(tx, enrollment.candidate_id)
        for touch in touches.of_enrollment(tx, past.id)
        if touch.status in WENT or touch.sending_at is not None
    ]


def _got(touch: Touch) -> str:
    return variants.worded(advancing.stage_draft(touch.stage), touch.variant).body


def _says(stage: PlannedStage) -> set[str]:
    return {_folded(text.body) for text in variants.texts(advancing.stage_draft(stage))}


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
