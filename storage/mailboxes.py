"""Connected mailboxes, and the lease under which exactly one worker serves one."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    CursorResult,
    bindparam,
    func,
    or_,
    select,
    union,
    update,
)

from storage import lease_statements
from storage.columns import UtcDateTime
from storage.database import Transaction
from storage.errors import LeaseLost
from storage.lease_statements import ASKED_SENDERS, CLAIM, KEEP, KEPT, MAILBOX, MOVE, READ_ON, READY, RENEW
from storage.lent import Borrowing
from storage.models import Enrollment, Mailbox, Recruiter
from storage.prepared import Prepared
from storage.statuses import MailboxStatus

LEASE = timedelta(seconds=120)
FENCE_JUMP = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """The right to work one mailbox; `fence` is the number of the claim."""

    mailbox_id: int
    fence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """A mailbox as far as sending from it goes; its fields are those of `Mailbox`."""

    id: int
    fence: int
    address: str
    name: str
    signature: str
    aliases: list[Any]
    sender: str
    status: MailboxStatus
    cursor: int
    resting_until: datetime | None
    held_until: datetime | None
    daily_cap: int | None
    began_at: datetime | None
    stumbles: int
    troubled_at: datetime | None
    proofs: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A mailbox as a round finds it; its fields are those of `Mailbox`."""

    team_id: str
    address: str
    is_delegated: bool
    sealed_token: str
    cursor: int
    read_at: datetime | None
    connected_at: datetime
    units_at: datetime | None
    served_id: int | None
    senders_at: datetime | None


def claim_ready(tx: Transaction, now: datetime) -> Lease | None:
    """Take the mailbox that has been ready longest and that nobody works on."""
    found = READY.first(tx, {"now": now})
    if found is None:
        return None
    mailbox_id, fence = found
    CLAIM.ask(tx, {"mailbox": mailbox_id, "fence_now": fence + 1, "until": now + LEASE})
    return Lease(mailbox_id=mailbox_id, fence=fence + 1)


def claim_one(tx: Transaction, mailbox_id: int, now: datetime) -> Lease | None:
    """Take one mailbox for what cannot wait; None while somebody works on it, it rests, or is not connected."""
    free = (
        Mailbox.status == MailboxStatus.CONNECTED,
        or_(Mailbox.lease_until.is_(None), Mailbox.lease_until <= now),
        or_(Mailbox.resting_until.is_(None), Mailbox.resting_until <= now),
    )
    taken = update(Mailbox).where(Mailbox.id == mailbox_id, *free)
    taken = taken.values(fence=Mailbox.fence + 1, lease_until=now + LEASE)
    if changed(tx.execute(taken, execution_options={"synchronize_session": False})) == 0:
        return None
    fence = tx.scalars(select(Mailbox.fence).where(Mailbox.id == mailbox_id)).one()
    return Lease(mailbox_id=mailbox_id, fence=fence)


def keep(tx: Transaction, lease: Lease, now: datetime) -> None:
    """Begin a transaction of a round: keep the lease, or raise LeaseLost if another worker has taken over.

    That is raised when the next statement is answered, or the transaction ends.
    """
    asked = {"mailbox": lease.mailbox_id, "held": lease.fence, "until": now + LEASE}
    KEEP.ask(tx, asked, otherwise=LeaseLost)


def renew(tx: Transaction, lease: Lease, now: datetime) -> Mailbox:
    """Keep the lease like `keep`, and give the mailbox as it stands."""
    asked = {"mailbox": lease.mailbox_id, "held": lease.fence, "until": now + LEASE}
    mailbox = tx.scalars(RENEW, asked).first()
    if mailbox is None:
        raise LeaseLost
    return mailbox


def serve(tx: Transaction, lease: Lease, now: datetime) -> Callable[[], Serving]:
    """Keep the lease like `keep`, and give what sending depends on when it is asked for."""
    asked = {"mailbox": lease.mailbox_id, "held": lease.fence, "until": now + LEASE}
    rows = _SERVE.ask(tx, asked, otherwise=LeaseLost)
    return lambda: Serving(**rows()[0]._asdict())


def read_on(tx: Transaction, lease: Lease, *, old: int, new: int, now: datetime) -> None:
    """Keep the lease like `keep`, and move the cursor like `move_cursor`."""
    asked = {"mailbox": lease.mailbox_id, "held": lease.fence, "until": now + LEASE}
    READ_ON.ask(tx, {**asked, "old": old, "new": new, "now": now}, otherwise=LeaseLost)


def release(
    tx: Transaction, lease: Lease, *, ready_at: datetime, resting_until: datetime | None, **values: object
) -> None:
    """Give the mailbox back and say when it wants attention again; a lost lease is left alone."""
    written = {"ready_at": ready_at, "resting_until": resting_until, **values}
    asked = {f"new_{name}": value for name, value in written.items()}
    mine = {"mailbox": lease.mailbox_id, "held": lease.fence}
    lease_statements.released(tuple(written)).ask(tx, {**mine, **asked})


def move_cursor(tx: Transaction, mailbox_id: int, *, old: int, new: int, now: datetime) -> None:
    """Move the history cursor from where it was read; raises LeaseLost if somebody moved it meanwhile."""
    asked = {"mailbox": mailbox_id, "old": old, "new": new, "now": now}
    if MOVE.change(tx, asked) == 0:
        raise LeaseLost


def asked_senders(tx: Transaction, mailbox_id: int, at: datetime) -> None:
    """Note when Gmail was asked for the addresses of a mailbox, and said what was known."""
    ASKED_SENDERS.change(tx, {"mailbox": mailbox_id, "asked": at})


def read_until(mailbox: Mailbox | Standing) -> datetime:
    """Tell up to when everything that came was read."""
    return mailbox.read_at or mailbox.connected_at


def void_all_claims(tx: Transaction, held_until: datetime) -> None:
    """Take every mailbox from whoever works on it, and let nothing be sent before an instant.

    After a failover a rolled-back fence number would come back; this far ahead it cannot.
    """
    tx.execute(
        update(MAILBOX).values(fence=MAILBOX.c.fence + FENCE_JUMP, lease_until=None, held_until=held_until)
    )


def wake(tx: Transaction, mailbox_id: int, at: datetime) -> None:
    """Make sure the mailbox is looked at no later than `at`."""
    tx.flush()
    _WAKE.change(tx, {"mailbox": mailbox_id, "at": at})


def nudge(tx: Transaction, mailbox_id: int, at: datetime) -> None:
    """Do as `wake` unless somebody works on the mailbox: for whoever has an enrollment in hand, and must not wait.

    A round looks at what is next before it ends, and whoever rests too long is roused (`resting.rouse`).
    """
    tx.flush()
    _NUDGE.change(tx, {"mailbox": mailbox_id, "at": at})


def lock(tx: Transaction, mailbox_id: int) -> None:
    """Take a mailbox for changing; everybody takes it before its enrollments, and those before their touches."""
    tx.flush()
    _LOCK.first(tx, {"mailbox": mailbox_id})


def get(tx: Transaction, mailbox_id: int) -> Mailbox:
    """Give a mailbox that is known to exist."""
    return tx.get_one(Mailbox, mailbox_id)


def standing(tx: Transaction, mailbox_id: int) -> Standing:
    """Tell how a mailbox that is known to exist stands."""
    return Standing(**_STANDING.first(tx, {"mailbox": mailbox_id})._asdict())


def of_recruiter(tx: Transaction, recruiter_id: int) -> Mailbox | None:
    """Find the mailbox a person connected, in whatever state it is."""
    return tx.scalar(_OF_RECRUITER, {"recruiter": recruiter_id})


def by_address(tx: Transaction, team: str, address: str) -> Mailbox | None:
    """Find a mailbox by its address."""
    return tx.scalar(
        select(Mailbox).where(Mailbox.team_id == team, func.lower(Mailbox.address) == address.lower())
    )


def lenders(tx: Transaction, team: str, *, limit: int) -> list[Recruiter]:
    """List the people of a workspace whose mailbox is connected, by name; guests lend nothing."""
    ready = (
        Mailbox.team_id == team,
        Mailbox.status == MailboxStatus.CONNECTED,
        Recruiter.is_guest.is_(False),
    )
    found = select(Recruiter).join(Mailbox, Mailbox.recruiter_id == Recruiter.id).where(*ready)
    return list(tx.scalars(found.order_by(Recruiter.name, Recruiter.id).limit(limit)))


def anywhere(tx: Transaction, address: str) -> list[Mailbox]:
    """List the mailboxes of an address, in whatever workspace."""
    return list(tx.scalars(select(Mailbox).where(func.lower(Mailbox.address) == address.lower())))


def next_ready(tx: Transaction) -> datetime | None:
    """Tell when the next mailbox wants attention."""
    return tx.scalar(select(func.min(Mailbox.ready_at)).where(Mailbox.status == MailboxStatus.CONNECTED))


def lost(tx: Transaction) -> list[Mailbox]:
    """List the mailboxes Google no longer lets us into."""
    return list(tx.scalars(select(Mailbox).where(Mailbox.status == MailboxStatus.LOST)))


def lost_to_tell(tx: Transaction) -> list[Mailbox]:
    """Take the lost mailboxes nobody else tells of at this moment."""
    found = select(Mailbox).where(Mailbox.status == MailboxStatus.LOST).order_by(Mailbox.id)
    return list(tx.scalars(found.with_for_update(skip_locked=True)))


def in_trouble(tx: Transaction) -> list[Mailbox]:
    """List the connected mailboxes whose last round was broken off."""
    ailing = (Mailbox.status == MailboxStatus.CONNECTED, Mailbox.troubled_at.is_not(None))
    return list(tx.scalars(select(Mailbox).where(*ailing).order_by(Mailbox.id)))


def changed(result: Any) -> int:
    """Count the rows a conditional update changed; zero means someone was faster."""
    return cast(CursorResult[Any], result).rowcount


def wake_for_sequence(tx: Transaction, sequence_id: int, at: datetime) -> None:
    """Make sure every mailbox with people in a sequence is looked at no later than `at`."""
    own = select(Enrollment.mailbox_id).where(Enrollment.sequence_id == sequence_id)
    lent = select(Borrowing.mailbox_id).join(Enrollment, Enrollment.id == Borrowing.enrollment_id)
    serving: CompoundSelect[Any] = union(own, lent.where(Enrollment.sequence_id == sequence_id))
    woken = update(Mailbox).where(Mailbox.id.in_(serving), Mailbox.ready_at > at)
    tx.execute(woken.values(ready_at=at), execution_options={"synchronize_session": False})


def resting_beyond(tx: Transaction, at: datetime) -> list[int]:
    """List the connected mailboxes that nobody looks at before an instant."""
    resting = select(Mailbox.id).where(Mailbox.status == MailboxStatus.CONNECTED, Mailbox.ready_at > at)
    return list(tx.scalars(resting.order_by(Mailbox.id)))


def connected(tx: Transaction) -> list[Mailbox]:
    """List the mailboxes we may use."""
    return list(tx.scalars(select(Mailbox).where(Mailbox.status == MailboxStatus.CONNECTED)))


def wake_all(tx: Transaction, at: datetime) -> None:
    """Make sure every connected mailbox is looked at no later than `at`."""
    woken = update(Mailbox).where(Mailbox.status == MailboxStatus.CONNECTED, Mailbox.ready_at > at)
    tx.execute(woken.values(ready_at=at), execution_options={"synchronize_session": False})


_AT: BindParameter[datetime] = bindparam("at", type_=UtcDateTime)
_LATER = (MAILBOX.c.id == bindparam("mailbox"), MAILBOX.c.ready_at > _AT)
_WAKE = Prepared(update(MAILBOX).where(*_LATER).values(ready_at=_AT))
_OF_RECRUITER = select(Mailbox).where(Mailbox.recruiter_id == bindparam("recruiter"))
_LOCK = Prepared(
    select(MAILBOX.c.id).where(MAILBOX.c.id == bindparam("mailbox")).with_for_update(key_share=True)
)
_FREE = select(MAILBOX.c.id).where(*_LATER).with_for_update(skip_locked=True)
_NUDGE = Prepared(update(MAILBOX).where(MAILBOX.c.id.in_(_FREE)).values(ready_at=_AT))
_STANDING = Prepared(
    select(*(MAILBOX.c[field.name] for field in fields(Standing))).where(MAILBOX.c.id == bindparam("mailbox"))
)
_SERVE = Prepared(KEPT.returning(*(MAILBOX.c[field.name] for field in fields(Serving))))
