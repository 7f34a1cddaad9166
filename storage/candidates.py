"""Candidates, their addresses and profile links."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update

from storage.database import Transaction
from storage.models import Candidate, CandidateAddress, CandidateLink, Enrollment
from storage.models.candidates import folded
from storage.prepared import Prepared

MOST_SIGNPOSTS = 10


@dataclass(frozen=True, slots=True)
class Called:
    """What somebody is called, without all else that is known of them."""

    id: int
    first_name: str
    last_name: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def goes_by(self, half: str) -> bool:
        """Tell whether this is their first name or their last, however it is written."""
        return folded(half) in {folded(self.first_name), folded(self.last_name)}


def by_link(tx: Transaction, team: str, url: str) -> Candidate | None:
    """Find the person behind a canonical profile link."""
    return tx.scalar(_BY_LINK, {"team": team, "url": url})


def by_address(tx: Transaction, team: str, key: str) -> Candidate | None:
    """Find the person behind a folded address."""
    return tx.scalar(_BY_ADDRESS, {"team": team, "key": key})


def by_name(tx: Transaction, team: str, name: str, *, limit: int) -> list[Candidate]:
    """List the people of a whole name, in any case, the newest first."""
    key = folded(name)
    if not key:
        return []
    return list(tx.scalars(_BY_NAME, {"team": team, "key": key, "most": limit}))


def get(tx: Transaction, candidate_id: int) -> Candidate | None:
    """Find a person, and whoever they have become one with since."""
    found = tx.get(Candidate, candidate_id)
    for _ in range(MOST_SIGNPOSTS):
        if found is None or found.merged_into_id is None:
            break
        found = tx.get(Candidate, found.merged_into_id)
    return found


def lock(tx: Transaction, candidate_ids: Collection[int]) -> list[Candidate]:
    """Take people for changing, before their mailboxes and enrollments, by their ids; the rows are read afresh.

    Whoever only refers to them is not kept waiting.
    """
    wanted = select(Candidate).where(Candidate.id.in_(candidate_ids)).order_by(Candidate.id)
    taken = wanted.with_for_update(key_share=True).execution_options(populate_existing=True)
    return list(tx.scalars(taken))


def keys(tx: Transaction, candidate_id: int) -> set[str]:
    """Give the folded addresses of a person."""
    tx.flush()
    return {key for (key,) in _KEYS.rows(tx, {"candidate": candidate_id})}


def add(tx: Transaction, team: str, now: datetime) -> Candidate:
    """Write down a new person, of whom neither an address nor a profile is known."""
    candidate = Candidate(team_id=team, created_at=now, addresses=[], links=[])
    tx.add(candidate)
    tx.flush()
    return candidate


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


def remove_address(tx: Transaction, row: CandidateAddress) -> None:
    """Forget an address; what went to it stays, and nothing goes there any more."""
    written = update(Enrollment).where(
        Enrollment.candidate_id == row.candidate_id, Enrollment.address_id == row.id
    )
    tx.execute(written.values(address_id=None))
    tx.delete(row)
    tx.flush()


def of_team(tx: Transaction, team: str, *, limit: int) -> list[Candidate]:
    """List the newest people, but for those without a name: they were forgotten, or became somebody else."""
    newest = select(Candidate).where(Candidate.team_id == team).order_by(Candidate.id.desc()).limit(limit)
    # Few of the newest are, and leaving them out here keeps SQLite on the index of the team.
    return [found for found in tx.scalars(newest) if found.name_key]


def names_of_team(tx: Transaction, team: str, *, limit: int) -> list[Called]:
    """List what the newest people are called, but for those without a name, as `of_team` does."""
    newest = select(Candidate.id, Candidate.first_name, Candidate.last_name, Candidate.name_key)
    rows = tx.execute(newest.where(Candidate.team_id == team).order_by(Candidate.id.desc()).limit(limit))
    return [Called(id=id, first_name=first, last_name=last) for id, first, last, key in rows if key]


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


_KEYS = Prepared(select(CandidateAddress.key).where(CandidateAddress.candidate_id == bindparam("candidate")))
_BY_LINK = (
    select(Candidate)
    .join(CandidateLink)
    .where(CandidateLink.team_id == bindparam("team"), CandidateLink.url == bindparam("url"))
)
_BY_ADDRESS = (
    select(Candidate)
    .join(CandidateAddress)
    .where(CandidateAddress.team_id == bindparam("team"), CandidateAddress.key == bindparam("key"))
)
_BY_NAME = (
    select(Candidate)
    .where(Candidate.team_id == bindparam("team"), Candidate.name_key == bindparam("key"))
    .where(Candidate.merged_into_id.is_(None))
    .order_by(Candidate.id.desc())
    .limit(bindparam("most"))
)
