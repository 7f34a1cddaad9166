"""What is asked of one mail that waits, written once: statements cost more to build than to put."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import BindParameter, ScalarSelect, Select, bindparam, literal_column, or_, select
from sqlalchemy.orm import aliased

from storage.columns import UtcDateTime
from storage.household import Fact, Suppression
from storage.lent import Borrowing
from storage.listed import Listed
from storage.marks import FACT as MARKS
from storage.models import (
    Candidate,
    CandidateAddress,
    Enrollment,
    Mailbox,
    OwnStage,
    Recruiter,
    Sequence,
    Touch,
)
from storage.prepared import Prepared
from storage.queues import ACTIVE, FINISHING, NONE, SCHEDULED, SENT
from storage.touches import LAST_LOOK


def _everything() -> Select[Any]:
    voice = aliased(Recruiter)
    touch = (Touch.id, Touch.stage_id, Touch.kind, Touch.token, Touch.draft_id, Touch.draft_message_id)
    more = (
        Touch.variant,
        Touch.cursor,
        Touch.tries,
        Touch.own_words,
        Touch.allowed_at,
        Enrollment.source_line,
    )
    enrollment = (*OWNED, Enrollment.team_id, Enrollment.why, Enrollment.extras)
    people = (
        Candidate.first_name, Candidate.last_name, Candidate.company, Candidate.title, Candidate.school,
        Candidate.location, voice.id.label("voice_id"), voice.name, voice.title.label("voice_title"),
        Enrollment.recruiter_id, Sequence.owner_id,
        Recruiter.away_until, voice.away_until.label("voice_away_until"),
        CandidateAddress.address, CandidateAddress.key, CandidateAddress.bounced_at,
    )  # fmt: skip
    before = aliased(Touch)
    thread = (
        before.rfc_id.label("before_rfc_id"), before.references.label("before_references"),
        before.done_at.label("before_at"), before.sender.label("before_sender"),
    )  # fmt: skip
    return (
        select(*touch, *more, *enrollment, *people, *thread, Sequence.status.label("sequence_status"), _MARKS)
        .select_from(Touch)
        .join(Enrollment, Enrollment.id == Touch.enrollment_id)
        .join(Sequence, Sequence.id == Enrollment.sequence_id)
        .join(Candidate, Candidate.id == Enrollment.candidate_id)
        .join(Recruiter, Recruiter.id == Enrollment.recruiter_id)
        .join(Mailbox, Mailbox.id == Touch.mailbox_id)
        .join(voice, voice.id == Mailbox.recruiter_id)
        .outerjoin(CandidateAddress, CandidateAddress.id == Enrollment.address_id)
        .outerjoin(before, before.id == _latest())
        .where(Touch.id == bindparam("touch"))
    )


def _suppressed(keys: Collection[BindParameter[Any]]) -> Select[str]:
    return select(Suppression.why).where(Suppression.team_id == bindparam("team"), Suppression.key.in_(keys))


def _latest() -> ScalarSelect[int]:
    earlier = aliased(Touch)
    return (
        select(earlier.id)
        .where(earlier.enrollment_id == Touch.enrollment_id, earlier.status == SENT, earlier.gmail_id != NONE)
        .where(earlier.answers_id.is_(None))
        .where(or_(earlier.rfc_id != NONE, earlier.looks <= LAST_LOOK))
        .order_by(earlier.position.desc())
        .limit(literal_column("1"))
        .scalar_subquery()
    )


_MARKS = select(Fact.value).where(Fact.key == MARKS).scalar_subquery().label("marks")
_BORROWS = (
    select(Borrowing.id)
    .where(Borrowing.enrollment_id == Enrollment.id)
    .limit(literal_column("1"))
    .correlate(Enrollment)
    .scalar_subquery()
    .label("borrows")
)
_TAILORED = (
    select(OwnStage.id)
    .where(OwnStage.enrollment_id == Enrollment.id)
    .limit(literal_column("1"))
    .correlate(Enrollment)
    .scalar_subquery()
    .label("tailored")
)
OWNED = (
    Enrollment.id.label("enrollment_id"), Enrollment.sequence_id, Enrollment.version_id, Enrollment.candidate_id,
    Enrollment.mailbox_id, Enrollment.secret, Enrollment.position, Enrollment.zone,
    Recruiter.zone.label("hand_zone"), Recruiter.preferences, Enrollment.by_hand_only,
    Enrollment.thread_id, Enrollment.subject, Enrollment.status, _BORROWS, _TAILORED,
)  # fmt: skip
_EVERYTHING = _everything()
LOOK = Prepared(_EVERYTHING)
READ = Prepared(
    _EVERYTHING.where(
        Touch.status == SCHEDULED,
        Touch.mailbox_id == bindparam("mailbox"),
        Touch.due_at <= bindparam("now", type_=UtcDateTime),
        Enrollment.status == ACTIVE,
        Sequence.status.in_((ACTIVE, FINISHING)),
    ).with_for_update(of=(Enrollment, Touch))
)
SUPPRESSED = Listed(_suppressed)
OWNER = Prepared(
    select(*OWNED)
    .join(Recruiter, Recruiter.id == Enrollment.recruiter_id)
    .where(Enrollment.id == bindparam("enrollment"))
    .with_for_update(of=Enrollment)
)
