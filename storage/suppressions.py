"""Addresses, domains and companies nobody may write to."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, delete, select
from sqlalchemy.orm import joinedload

from storage import companies, marks
from storage.database import Transaction, add_once
from storage.household import Suppression
from storage.listed import Listed
from storage.mailboxes import changed
from storage.models import Recruiter

COMPANY = "company:"


def add(
    tx: Transaction, team: str, key: str, why: str, now: datetime, *, added_by: Recruiter | None = None
) -> bool:
    """Suppress a folded address, a domain or the key of a company, once; False if it was already."""
    by = None if added_by is None else added_by.id
    return add_once(tx, Suppression, team_id=team, key=key, why=why, created_at=now, added_by=by)


def of_company(name: str) -> str:
    """Give the key under which a company is suppressed; empty for no name."""
    folded = companies.key(name)
    return COMPANY + folded if folded else ""


def keys_of(addresses: Iterable[str], company: str) -> tuple[str, ...]:
    """Give every key under which somebody may be suppressed, by their folded addresses and their company's name."""
    found = [key for address in addresses for key in (address, *_domains(address))]
    return tuple(dict.fromkeys(key for key in (*found, of_company(company)) if key))


def _domains(address: str) -> list[str]:
    """Give the domain of an address and those it lies within, the last part alone excepted."""
    parts = address.rpartition("@")[2].split(".")
    return [".".join(parts[place:]) for place in range(max(len(parts) - 1, 1))]


def lift(tx: Transaction, team: str, keys: Collection[str], *, added_at: datetime) -> int:
    """Allow addresses again that were suppressed at one instant, and tell how many; what was earlier stays."""
    lifted = tx.execute(
        delete(Suppression).where(
            Suppression.team_id == team, Suppression.key.in_(keys), Suppression.created_at == added_at
        )
    )
    return changed(lifted)


def of(tx: Transaction, team: str, keys: Collection[str]) -> list[tuple[str, datetime]]:
    """List why, and since when, the owners of folded addresses must not be written to; what was blocked is left out."""
    return [(one.why, one.created_at) for one in found(tx, team, keys) if one.added_by is None]


def marked(tx: Transaction, team: str, addresses: Collection[str], company: str) -> tuple[str, ...]:
    """Give what `keys_of` gives, and the marks of addresses whose owners were forgotten."""
    return (
        *keys_of(addresses, company),
        *filter(None, (marks.of(tx, team, one) for one in addresses if one)),
    )


def unblock(tx: Transaction, team: str, key: str) -> bool:
    """Allow again what somebody has blocked; False where nobody has. Who asked not to be written to stays."""
    by_hand = Suppression.added_by.is_not(None)
    wanted = delete(Suppression).where(Suppression.team_id == team, Suppression.key == key, by_hand)
    return changed(tx.execute(wanted)) == 1


def get(tx: Transaction, team: str, key: str) -> Suppression | None:
    """Find what is said of one key."""
    return tx.scalar(select(Suppression).where(Suppression.team_id == team, Suppression.key == key))


def found(tx: Transaction, team: str, keys: Collection[str]) -> list[Suppression]:
    """List what is said of these keys, what was said first first."""
    tx.flush()
    if not _SAID.rows(tx, keys, {"team": team}):
        return []
    wanted = select(Suppression).where(Suppression.team_id == team, Suppression.key.in_(keys))
    return list(tx.scalars(wanted.order_by(Suppression.created_at, Suppression.id)))


def blocked(tx: Transaction, team: str, *, limit: int) -> list[Suppression]:
    """List what was blocked by hand, the newest first."""
    wanted = select(Suppression).where(Suppression.team_id == team, Suppression.added_by.is_not(None))
    newest = wanted.options(joinedload(Suppression.adder)).order_by(Suppression.id.desc())
    return list(tx.scalars(newest.limit(limit)))


def why(tx: Transaction, team: str, address: str, company: str = "") -> str:
    """Say why nobody may write to a folded address of somebody at a company; empty if anybody may."""
    every = found(tx, team, marked(tx, team, [address] if address else [], company))
    return every[0].why if every else ""


def barred(tx: Transaction, team: str, addresses: Collection[str], company: str) -> str:
    """Say why nobody may approach somebody, by all their folded addresses and their company; empty if anybody may.

    Who only asked not to be written to may still be met otherwise.
    """
    every = found(tx, team, marked(tx, team, addresses, company))
    return next((one.why for one in every if one.added_by is not None), "")


def _said(keys: Sequence[BindParameter[Any]]) -> Select[int]:
    return select(Suppression.id).where(Suppression.team_id == bindparam("team"), Suppression.key.in_(keys))


# Asked of everybody, and said of few.
_SAID = Listed(_said)
