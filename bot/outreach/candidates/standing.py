"""Where somebody stands in a sequence, stage by stage: what they had, and what they get of what is to come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.outreach import people
from bot.outreach.candidates import steering
from bot.outreach.candidates.stage_lines import StageLine, TheirStages
from bot.outreach.outgoing import advancing, wording
from bot.outreach.outgoing.wording import Incomplete
from bot.outreach.plans import coining, previewing
from bot.rules import alterations, variants, voices
from bot.rules.alterations import Change, Standing
from bot.rules.drafts import StageDraft
from storage import own_stages, plans, touches
from storage.database import Database, Transaction
from storage.models import Enrollment, Touch
from storage.own_stages import Own
from storage.plans import PlannedStage


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Somebody as they stand: what was planned for them, what they get otherwise, what their version says."""

    enrollment: Enrollment
    plan: plans.Plan
    every: Sequence[Touch]
    own: Mapping[str, Own]

    @property
    def is_busy(self) -> bool:
        """Tell whether a mail to them is leaving, or nobody knows yet whether it left."""
        return any(touch.status in touches.IN_DOUBT or _is_at_gmail(touch) for touch in self.every)

    def touch(self, stage: PlannedStage) -> Touch | None:
        """Give the touch of a stage, of whatever version; one that waits before one that is over."""
        found = [touch for touch in self.every if touch.stage.key == stage.key]
        return min(found, key=lambda touch: touch.status.is_final, default=None)

    def standing(self, stage: PlannedStage) -> Standing:
        touch = self.touch(stage)
        return alterations.standing(
            None if touch is None else touch.status,
            is_at_gmail=touch is not None and _is_at_gmail(touch),
            is_behind=stage.position <= self.enrollment.position,
            is_left_out=bool(self.own.get(stage.key, own_stages.NOTHING).left_out),
        )

    def may(self, stage: PlannedStage) -> tuple[Change, ...]:
        if not self.enrollment.status.is_open:
            return ()
        return alterations.offered(self.standing(stage), is_busy=self.is_busy)


def _is_at_gmail(touch: Touch) -> bool:
    is_there = bool(touch.draft_id) or touch.step is not None or touch.sending_at is not None
    return is_there and not touch.status.is_final


def page(db: Database, who: people.Who, enrollment_id: int, *, now: datetime) -> TheirStages:
    """Show every stage for one person: what they had, what they get and when; raises NotAllowed for colleagues."""
    with db.transaction() as tx:
        return _page(tx, look(tx, who, enrollment_id, now), now)


def look(tx: Transaction, who: people.Who, enrollment_id: int, now: datetime) -> Seen:
    """Take somebody whose mail leaves in this person's own name, with all that was planned, for changing."""
    enrollment = steering.of_own(tx, people.recruiter(tx, who, now), enrollment_id)
    return Seen(
        enrollment=enrollment,
        plan=plans.of_version(tx, enrollment.version_id),
        every=[touches.lock(tx, touch.id) for touch in touches.of_enrollment(tx, enrollment.id)],
        own=own_stages.of_enrollment(tx, enrollment.id),
    )


def _page(tx: Transaction, seen: Seen, now: datetime) -> TheirStages:
    enrollment = seen.enrollment
    return TheirStages(
        enrollment_id=enrollment.id,
        person=enrollment.candidate.name,
        sequence=enrollment.sequence.name,
        zone=enrollment.recruiter.zone,
        lines=tuple(drawn(tx, seen, stage, now) for stage in seen.plan),
        is_busy=seen.is_busy,
        is_open=enrollment.status.is_open,
    )


def drawn(tx: Transaction, seen: Seen, stage: PlannedStage, now: datetime) -> StageLine:
    """Draw one stage as this person gets it, or had it."""
    touch, own = seen.touch(stage), seen.own.get(stage.key, own_stages.NOTHING)
    standing = seen.standing(stage)
    said, subject = as_written(seen, stage), ""
    if opens_thread(seen, stage):
        subject = said.subject
    found = wording.words(said, filling(tx, seen, stage, now), subject=subject)
    missing = found.tokens if isinstance(found, Incomplete) else ()
    return StageLine(
        key=stage.key,
        number=stage.number,
        kind=stage.kind,
        standing=standing,
        subject=subject if isinstance(found, Incomplete) else found.subject,
        text=said.body if isinstance(found, Incomplete) else found.text,
        at=None if touch is None else touch.done_at or touch.due_at,
        is_own=bool(own.body) or (touch is not None and bool(touch.own_words)),
        note=own.left_out if touch is None else touch.note or touch.why,
        missing=missing,
        may=seen.may(stage),
    )


def as_written(seen: Seen, stage: PlannedStage) -> StageDraft:
    """Give a stage as this person gets it, its tokens not filled in yet."""
    touch, draft = seen.touch(stage), advancing.stage_draft(stage)
    enrollment = seen.enrollment
    count = 1 + len(stage.variants)
    index = variants.chosen(enrollment.sequence_id, stage.key, enrollment.candidate_id, count)
    said = variants.worded(draft, index if touch is None else touch.variant)
    return wording.in_own_words(said, seen.own.get(stage.key, own_stages.NOTHING))


def opens_thread(seen: Seen, stage: PlannedStage) -> bool:
    """Tell whether a mail opens a conversation, as far as can be told today."""
    if not stage.kind.is_email:
        return False
    first = next(
        (one for one in seen.plan if one.kind.is_email and one.position >= seen.enrollment.position), None
    )
    return stage.new_thread or (not seen.enrollment.thread_id and first is not None and first.id == stage.id)


def filling(tx: Transaction, seen: Seen, stage: PlannedStage, now: datetime) -> dict[str, str]:
    """Give the value of every token in a stage for this person, as of today."""
    known = coining.vocabulary(tx, seen.enrollment.team_id)
    stages = tuple(advancing.stage_draft(one) for one in seen.plan)
    place = next(place for place, one in enumerate(seen.plan) if one.id == stage.id)
    names = previewing.in_their_names(tx, stages)
    return wording.values(seen.enrollment, known.values, now) | dict(
        names.get(voices.of(stages)[place].sender_id, {}) if stage.kind.is_email else {}
    )
