"""Who follows a sequence: hears of its answers beside its owner and whoever enrolled the person."""

from sqlalchemy import bindparam, delete, literal_column, select

from storage.database import Transaction, add_once
from storage.incoming import Follower
from storage.mailboxes import changed
from storage.models import Recruiter
from storage.prepared import Prepared


def add(tx: Transaction, sequence_id: int, recruiter_id: int) -> bool:
    """Let somebody follow a sequence; False if they did already."""
    return add_once(tx, Follower, sequence_id=sequence_id, recruiter_id=recruiter_id)


def drop(tx: Transaction, sequence_id: int, recruiter_id: int) -> bool:
    """Let somebody follow a sequence no more; False if they did not."""
    gone = delete(Follower).where(Follower.sequence_id == sequence_id, Follower.recruiter_id == recruiter_id)
    return changed(tx.execute(gone)) == 1


def of_sequence(tx: Transaction, sequence_id: int) -> list[Recruiter]:
    """List who follows a sequence, in the order they began."""
    tx.flush()
    if _ANY.first(tx, {"sequence": sequence_id}) is None:
        return []
    wanted = select(Recruiter).join(Follower, Follower.recruiter_id == Recruiter.id)
    return list(tx.scalars(wanted.where(Follower.sequence_id == sequence_id).order_by(Follower.id)))


_ANY = Prepared(
    select(Follower.id).where(Follower.sequence_id == bindparam("sequence")).limit(literal_column("1"))
)
