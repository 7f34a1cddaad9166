"""What a plan can begin with: the one that was left on the desk, or a copy of a sequence."""

from bot.outreach import permitting
from bot.outreach.pictures import Choice
from storage import drafts as desk, sequences
from storage.database import Transaction
from storage.models import Draft, Recruiter

MOST = 50
LOOKED_AT = 20


def left(tx: Transaction, recruiter_id: int, name: str = "") -> Draft | None:
    """Find the plan somebody left on the desk: the one of a name, or else the newest with something in it.

    One without a stage is given only where there is no other.
    """
    found = desk.unsaved(tx, recruiter_id, limit=LOOKED_AT)
    if name:
        return next((one for one in found if one.content.get("name") == name), None)
    return next((one for one in found if one.content.get("stages")), next(iter(found), None))


def copies(tx: Transaction, recruiter: Recruiter) -> tuple[Choice, ...]:
    """Name the sequences somebody may copy, their own first."""
    known = (one for one in sequences.of_team(tx, recruiter.team_id) if permitting.may_see(recruiter, one))
    mine_first = sorted(known, key=lambda one: one.owner_id != recruiter.id)
    return tuple(Choice(id=one.id, name=one.name) for one in mine_first[:MOST])
