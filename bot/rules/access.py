"""Who may see, use and change a sequence. Every use case asks here first."""

from storage.statuses import Access

_SEEN_BY_ALL = frozenset({Access.SHARED_USE, Access.SHARED_VIEW})


def may_see(access: Access, *, owner: bool, admin: bool = False) -> bool:
    """Tell whether a sequence exists for this person at all."""
    return owner or admin or access in _SEEN_BY_ALL


def may_use(access: Access, *, owner: bool, admin: bool = False) -> bool:
    """Tell whether this person may enroll candidates; being an administrator makes no difference."""
    del admin
    return owner or access is Access.SHARED_USE


def may_approve(access: Access, *, owner: bool, author: bool, admin: bool = False) -> bool:
    """Tell whether this person may be the second pair of eyes on a version: whoever sees it and did not save it."""
    return not author and may_see(access, owner=owner, admin=admin)


def may_answer(*, colleague: bool) -> bool:
    """Tell whether this person may say what leaves in a colleague's name: nobody says it for another."""
    return colleague


def may_change(access: Access, *, owner: bool, admin: bool = False) -> bool:
    """Tell whether this person may edit, pause or archive it; sharing never goes that far."""
    del access
    return owner or admin


def may_steer(*, enrolled: bool, owner: bool, admin: bool = False) -> bool:
    """Tell whether this person may pause, stop or let go on a candidate: who enrolled them, or owns the sequence.

    An administrator may as well, for colleagues leave; what is marked or written in somebody's name stays theirs.
    """
    return enrolled or owner or admin


def may_do_by_hand(*, enrolled: bool, owner: bool, handed: bool) -> bool:
    """Tell whether this person may do a manual stage: who enrolled them, who owns the sequence, whom it was handed to.

    To stop somebody's sequence takes more than having a call handed over.
    """
    return enrolled or owner or handed


def may_take_token(*, creator: bool, admin: bool) -> bool:
    """Tell whether this person may take one of the workspace's own tokens away; adding one is for every full member."""
    return creator or admin


def may_name(*, met: bool, known: bool) -> bool:
    """Tell whether this person may hear who somebody is; whom they may not hear of stays without a name."""
    return known or not met


def may_merge(*, named: bool, steers: bool) -> bool:
    """Tell whether this person may say that two people are one: who may name both, and steer what ends by it."""
    return named and steers


def may_forget(*, enrolled: bool, elsewhere: bool, admin: bool = False) -> bool:
    """Tell whether this person may have a candidate erased everywhere: who enrolled them, or an administrator.

    `elsewhere` tells that somebody else's sequence with them still goes on: that is not for them to end.
    """
    return admin or (enrolled and not elsewhere)
