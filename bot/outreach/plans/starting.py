"""What an empty plan can begin with, beside the house's own starters."""

from bot.outreach import permitting
from bot.outreach.pictures import Choice
from storage import sequences
from storage.database import Transaction
from storage.models import Recruiter

MOST = 50


def copies(tx: Transaction, recruiter: Recruiter) -> tuple[Choice, ...]:
    """Name the sequences somebody may copy, their own first."""
    known = (one for one in sequences.of_team(tx, recruiter.team_id) if permitting.may_see(recruiter, one))
    mine_first = sorted(known, key=lambda one: one.owner_id != recruiter.id)
    return tuple(Choice(id=one.id, name=one.name) for one in mine_first[:MOST])
