"""Who was forgotten: known again by their marks, never by who they are."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select

from storage import marks
from storage.database import Transaction, add_once
from storage.models import Candidate, Forgetting, ForgottenMark, Notice, Touch
from storage.statuses import NoticeStatus


def begin(tx: Transaction, team: str, candidate_id: int, recruiter_id: int, now: datetime) -> Forgetting:
    """Write down that a person is to be forgotten, once, and who asked for it."""
    waiting = select(Forgetting).where(Forgetting.candidate_id == candidate_id)
    found = tx.scalar(waiting)
    if found is None:
        found = Forgetting(team_id=team, candidate_id=candidate_id, recruiter_id=recruiter_id, asked_at=now)
        tx.add(found)
        tx.flush()
    return found


def waiting(tx: Transaction, limit: int) -> list[int]:
    """List people who are to be forgotten as soon as nothing of theirs is in flight."""
    found = select(Forgetting.candidate_id).where(Forgetting.candidate_id.is_not(None))
    return [one for one in tx.scalars(found.order_by(Forgetting.id).limit(limit)) if one is not None]


def remember(tx: Transaction, forgetting: Forgetting, values: Collection[str], now: datetime) -> None:
    """Keep the marks of folded addresses and canonical links."""
    for value in values:
        mark = marks.make(tx, forgetting.team_id, value, now)
        add_once(tx, ForgottenMark, team_id=forgetting.team_id, mark=mark, forgetting_id=forgetting.id)


def known(tx: Transaction, team: str, values: Collection[str]) -> Forgetting | None:
    """Find the forgetting of whoever one of these folded addresses and canonical links belonged to."""
    marked = [mark for value in values if value and (mark := marks.of(tx, team, value))]
    if not marked:
        return None
    theirs = select(Forgetting).join(ForgottenMark, ForgottenMark.forgetting_id == Forgetting.id)
    return tx.scalar(theirs.where(ForgottenMark.team_id == team, ForgottenMark.mark.in_(marked)).limit(1))


def lift(tx: Transaction, forgetting: Forgetting, recruiter_id: int, now: datetime) -> None:
    """Let somebody be put into sequences again; what was erased stays erased."""
    tx.execute(delete(ForgottenMark).where(ForgottenMark.forgetting_id == forgetting.id))
    forgetting.lifted_at, forgetting.lifted_by = now, recruiter_id


def is_forgotten(tx: Transaction, candidate_id: int) -> bool:
    """Tell, as it stands by now, whether a person was forgotten."""
    return tx.scalar(select(Candidate.forgotten_at).where(Candidate.id == candidate_id)) is not None


def cards(tx: Transaction, enrollment_ids: Collection[int]) -> list[int]:
    """List the notices about these people that stand in Slack."""
    posted = select(Notice.id).where(
        Notice.enrollment_id.in_(enrollment_ids),
        Notice.status == NoticeStatus.POSTED,
        Notice.ts != "",
        Notice.kind != "redraw",
    )
    return list(tx.scalars(posted.order_by(Notice.id)))


def in_lists(tx: Transaction, enrollment_ids: Collection[int]) -> list[Touch]:
    """List what stands in Slack among stages of other people."""
    listed = select(Touch).join(Notice, Notice.key == Touch.card_key).where(Notice.kind == "reminders")
    return list(tx.scalars(listed.where(Touch.enrollment_id.in_(enrollment_ids)).order_by(Touch.id)))


def place(tx: Transaction, notice_id: int) -> list[tuple[str, str]]:
    """Tell in which channel a notice stands, and where there."""
    found = tx.get(Notice, notice_id)
    return [(found.channel, found.ts)] if found is not None and found.ts else []
