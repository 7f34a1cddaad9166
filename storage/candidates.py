"""Candidates, their addresses and profile links."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update

from storage.database import Transaction
from storage.models import Candidate, CandidateAddress, CandidateLink


def by_link(tx: Transaction, team: str, url: str) -> Candidate | None:
    """Find the person behind a canonical profile link."""
    return tx.scalar(
        select(Candidate).join(CandidateLink).where(CandidateLink.team_id == team, CandidateLink.url == url)
    )


def by_address(tx: Transaction, team: str, key: str) -> Candidate | None:
    """Find the person behind a folded address."""
    return tx.scalar(
        select(Candidate)
        .join(CandidateAddress)
        .where(CandidateAddress.team_id == team, CandidateAddress.key == key)
    )


def add(tx: Transaction, team: str, now: datetime) -> Candidate:
    """Write down a new person."""
    candidate = Candidate(team_id=team, created_at=now)
    tx.add(candidate)
    tx.flush()
    return candidate


def lock(tx: Transaction, candidate_id: int) -> None:
    """Take a person for enrolling: two who would do it at once do it one after the other."""
    tx.execute(select(Candidate.id).where(Candidate.id == candidate_id).with_for_update())


def add_link(tx: Transaction, candidate: Candidate, url: str) -> None:
    """Note a profile link of a person, once."""
    if all(link.url != url for link in candidate.links):
        candidate.links.append(CandidateLink(team_id=candidate.team_id, url=url))
        tx.flush()


def add_address(tx: Transaction, candidate: Candidate, address: str, key: str) -> CandidateAddress:
    """Note an address of a person, once."""
    for known in candidate.addresses:
        if known.key == key:
            return known
    added = CandidateAddress(team_id=candidate.team_id, address=address, key=key)
    candidate.addresses.append(added)
    tx.flush()
    return added


def of_team(tx: Transaction, team: str, *, limit: int) -> list[Candidate]:
    """List people, the newest first."""
    newest = select(Candidate).where(Candidate.team_id == team).order_by(Candidate.id.desc()).limit(limit)
    return list(tx.scalars(newest))


def note_bounce(tx: Transaction, team: str, keys: Collection[str], now: datetime) -> None:
    """Remember that mail to these addresses came back for good."""
    tx.execute(
        update(CandidateAddress)
        .where(CandidateAddress.team_id == team, CandidateAddress.key.in_(keys))
        .values(bounced_at=now)
    )


def addresses_of(tx: Transaction, candidate_ids: Collection[int]) -> frozenset[str]:
    """Give every address of these people."""
    found = select(CandidateAddress.address).where(CandidateAddress.candidate_id.in_(candidate_ids))
    return frozenset(tx.scalars(found))
