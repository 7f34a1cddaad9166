"""What somebody may do with a sequence or a person in it, asked of `rules.access` for rows."""

from collections.abc import Collection, Iterable

from bot.rules import access
from storage.models import Enrollment, Recruiter, Sequence, SequenceVersion, Touch


def may_see(recruiter: Recruiter, sequence: Sequence) -> bool:
    """Tell whether a sequence exists for somebody at all."""
    is_ours = sequence.team_id == recruiter.team_id
    return is_ours and access.may_see(
        sequence.access, owner=_owns(recruiter, sequence), admin=recruiter.is_admin
    )


def sequence_name(recruiter: Recruiter, sequence: Sequence) -> str:
    """Give the name of a sequence to somebody whom it concerns, or what may be said instead."""
    return sequence.name if may_see(recruiter, sequence) else "a colleague's sequence"


def may_use(recruiter: Recruiter, sequence: Sequence) -> bool:
    """Tell whether somebody may enroll candidates into it."""
    is_ours = sequence.team_id == recruiter.team_id
    return is_ours and access.may_use(
        sequence.access, owner=_owns(recruiter, sequence), admin=recruiter.is_admin
    )


def may_change(recruiter: Recruiter, sequence: Sequence) -> bool:
    """Tell whether somebody may edit, pause or archive it."""
    is_ours = sequence.team_id == recruiter.team_id
    return is_ours and access.may_change(
        sequence.access, owner=_owns(recruiter, sequence), admin=recruiter.is_admin
    )


def may_approve(recruiter: Recruiter, sequence: Sequence, version: SequenceVersion) -> bool:
    """Tell whether somebody may be the second pair of eyes on a version."""
    is_ours = sequence.team_id == recruiter.team_id
    return is_ours and access.may_approve(
        sequence.access,
        owner=_owns(recruiter, sequence),
        author=version.created_by == recruiter.id,
        admin=recruiter.is_admin,
    )


def may_steer(recruiter: Recruiter, enrollment: Enrollment) -> bool:
    """Tell whether somebody may pause, stop or let go on one person in a sequence."""
    return enrollment.team_id == recruiter.team_id and access.may_steer(
        enrolled=enrollment.recruiter_id == recruiter.id,
        owner=_owns(recruiter, enrollment.sequence),
        admin=recruiter.is_admin,
    )


def may_do_by_hand(recruiter: Recruiter, touch: Touch) -> bool:
    """Tell whether somebody may do a manual stage; one it was handed to may as long as they may use the sequence."""
    enrollment = touch.enrollment
    return enrollment.team_id == recruiter.team_id and access.may_do_by_hand(
        enrolled=enrollment.recruiter_id == recruiter.id,
        owner=_owns(recruiter, enrollment.sequence),
        handed=touch.doer_id == recruiter.id and may_use(recruiter, enrollment.sequence),
    )


def may_know(recruiter: Recruiter, enrollment: Enrollment) -> bool:
    """Tell whether somebody may hear of one person in a sequence: who enrolled them, and who sees the sequence."""
    return enrollment.recruiter_id == recruiter.id or may_see(recruiter, enrollment.sequence)


def may_name(recruiter: Recruiter, met: Iterable[Enrollment]) -> bool:
    """Tell whether somebody may be told who a person is, by all the sequences they were met in."""
    known = [may_know(recruiter, one) for one in met]
    return access.may_name(met=bool(known), known=any(known))


def may_merge(
    recruiter: Recruiter, met: tuple[Iterable[Enrollment], Iterable[Enrollment]], ending: Iterable[Enrollment]
) -> bool:
    """Tell whether somebody may make two people one, by the sequences each was met in and those that end by it."""
    return access.may_merge(
        named=all(may_name(recruiter, one) for one in met),
        steers=all(may_steer(recruiter, one) for one in ending),
    )


def may_forget(recruiter: Recruiter, every: Collection[Enrollment]) -> bool:
    """Tell whether somebody may have the person of these enrollments, all there are, erased everywhere."""
    theirs = [one.recruiter_id == recruiter.id for one in every]
    others = (one.status.is_open for one in every if one.recruiter_id != recruiter.id)
    return access.may_forget(enrolled=any(theirs), elsewhere=any(others), admin=recruiter.is_admin)


def _owns(recruiter: Recruiter, sequence: Sequence) -> bool:
    return sequence.owner_id == recruiter.id
