"""Who is meant: one person, by a link or any address; and what is written down of them."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.outreach.candidates import locating
from bot.outreach.candidates.origins import Origin
from bot.rules import drafts, links
from storage import candidates
from storage.database import Transaction
from storage.models import Candidate, CandidateAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the enroll modal says so far; `values` are tokens typed for this person, `origin` says from where.

    `overridden` names the rules of engagement somebody enrolls against, `why` what they say of it.
    `zone` (IANA) is what was said of their clock for the place `located`: empty that nobody knows, None nothing.
    """

    link: str = ""
    address: str = ""
    first_name: str = ""
    last_name: str = ""
    company: str = ""
    title: str = ""
    school: str = ""
    location: str = ""
    located: str = ""
    zone: str | None = None
    sequence_id: int | None = None
    values: dict[str, str] = field(default_factory=dict)
    overridden: frozenset[str] = frozenset()
    why: str = ""
    origin: Origin = Origin()


def known(tx: Transaction, team: str, asked: Asked) -> Candidate | None:
    """Find the person who is meant: by the link, else by the address."""
    found = candidates.by_link(tx, team, asked.link) if asked.link else None
    if found is None and "@" in asked.address:
        found = candidates.by_address(tx, team, links.address_key(asked.address))
    return found


def write_down(tx: Transaction, team: str, who: Candidate | None, asked: Asked, now: datetime) -> Candidate:
    """Write down what was said of a person, known or new."""
    candidate = who or candidates.add(tx, team, now)
    candidate.first_name = drafts.clean_line(asked.first_name)
    candidate.last_name = drafts.clean_line(asked.last_name)
    for name in ("company", "title", "school"):
        setattr(candidate, name, drafts.clean_line(getattr(asked, name)) or getattr(candidate, name))
    locating.write_down(candidate, asked.location, zone=asked.zone, located=asked.located)
    if asked.link:
        candidates.add_link(tx, candidate, asked.link)
    return candidate


def address_of(tx: Transaction, candidate: Candidate, asked: Asked) -> CandidateAddress | None:
    """Give the row of the address that was given, or of the first one known."""
    if not asked.address:
        return candidate.addresses[0] if candidate.addresses else None
    address = links.address(asked.address)
    return candidates.add_address(tx, candidate, address, links.address_key(address))
