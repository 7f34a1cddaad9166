"""Who is meant: one person, by a link or any address; and what is written down of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.outreach import permitting
from bot.outreach.candidates import locating
from bot.outreach.candidates.origins import Origin
from bot.outreach.candidates.portraits import Likely, SameQuestion
from bot.refusals import Refusal
from bot.rules import drafts, identity, links
from bot.rules.identity import ONE_PERSON, SOMEBODY_ELSE, Ask, Known, Named, Same
from storage import candidates, enrollments
from storage.database import Transaction
from storage.models import Candidate, CandidateAddress, Recruiter

MOST_NAMESAKES, MOST_LIKELY = 20, 5

MEND = "Take it out, or merge the two on their card."


class SomebodyElses(Refusal):
    """Say that a link or an address is another person's; where that person came in just now, they are the one meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the enroll modal says so far; `values` are tokens typed for this person, `origin` says from where.

    `same` is what was answered to *Same person?*: an id, SOMEBODY_ELSE or ONE_PERSON.
    `waits` begins with what is done by hand where there is no address.
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
    same: str = ""
    overridden: frozenset[str] = frozenset()
    why: str = ""
    waits: bool = False
    origin: Origin = Origin()


def known(tx: Transaction, team: str, asked: Asked) -> Candidate | None:
    """Find the person who is meant, by the link or the address, or because a recruiter has said so."""
    verdict = identity.judge(_named(tx, team, asked))
    if isinstance(verdict, Same):
        return candidates.get(tx, verdict.id)
    if isinstance(verdict, Ask) and asked.same == ONE_PERSON:
        return candidates.get(tx, verdict.likely[0][0])
    if isinstance(verdict, Ask) and asked.same in {str(id) for id, _ in verdict.likely}:
        return candidates.get(tx, int(asked.same))
    return None


def settle(tx: Transaction, recruiter: Recruiter, asked: Asked) -> tuple[Asked, SameQuestion | None]:
    """Give what is asked once it is clear who is meant, and the question a recruiter was, or must be, asked.

    Whoever they may not hear of is not named. Where link and address are two people's, the other's is left out.
    """
    verdict = identity.judge(_named(tx, recruiter.team_id, asked))
    if not isinstance(verdict, Ask):
        return replace(asked, same=""), None
    likely = tuple(_likely(tx, recruiter, verdict))
    if verdict.conflict and len(likely) < len(verdict.likely):
        return replace(asked, same=""), SameQuestion(likely=(), conflict=True)
    if not likely:
        return replace(asked, same=SOMEBODY_ELSE), None
    answers = {str(one.id) for one in likely} | {ONE_PERSON if verdict.conflict else SOMEBODY_ELSE}
    answer = asked.same if asked.same in answers else ""
    question = SameQuestion(likely=likely, conflict=verdict.conflict, answer=answer)
    settled = replace(asked, same=answer)
    if verdict.conflict and answer == str(likely[0].id):
        chosen = candidates.get(tx, likely[0].id)
        settled = replace(settled, address=preferred_address(chosen) if chosen else "")
    elif verdict.conflict and answer == str(likely[1].id):
        settled = replace(settled, link="")
    return settled, question


def _likely(tx: Transaction, recruiter: Recruiter, verdict: Ask) -> Iterator[Likely]:
    for id, like in verdict.likely[:MOST_LIKELY]:
        found = candidates.get(tx, id)
        if found is not None and may_name(tx, recruiter, found):
            yield Likely(id=id, name=found.name, company=found.company, like=like)


def may_name(tx: Transaction, recruiter: Recruiter, known: Candidate | None) -> bool:
    """Tell whether somebody may be told who a person is: one met only in sequences they cannot see stays unnamed.

    So does one who was forgotten.
    """
    if known is not None and known.forgotten_at is not None:
        return False
    return permitting.may_name(recruiter, enrollments.of_candidate(tx, known.id) if known else ())


def _named(tx: Transaction, team: str, asked: Asked) -> Named:
    by_link = candidates.by_link(tx, team, asked.link) if asked.link else None
    is_address = "@" in asked.address
    by_address = candidates.by_address(tx, team, links.address_key(asked.address)) if is_address else None
    first, last = asked.first_name.strip(), asked.last_name.strip()
    is_clear = by_link is not None or by_address is not None or not (first and last)
    namesakes = [] if is_clear else candidates.by_name(tx, team, f"{first} {last}", limit=MOST_NAMESAKES)
    return Named(
        by_link=_known(by_link) if by_link else None,
        by_address=_known(by_address) if by_address else None,
        namesakes=tuple(_known(one) for one in namesakes),
        has_link=bool(asked.link),
        company=asked.company,
        address=asked.address,
    )


def _known(person: Candidate) -> Known:
    domains = frozenset(row.domain for row in person.addresses)
    return Known(id=person.id, company=person.company, domains=domains)


def write_down(tx: Transaction, team: str, who: Candidate | None, asked: Asked, now: datetime) -> Candidate:
    """Write down what was said of a person, known or new; whoever is known is taken for changing."""
    candidate = taken(tx, who) if who else candidates.add(tx, team, now)
    candidate.first_name = drafts.clean_line(asked.first_name)
    candidate.last_name = drafts.clean_line(asked.last_name)
    for name in ("company", "title", "school"):
        setattr(candidate, name, drafts.clean_line(getattr(asked, name)) or getattr(candidate, name))
    locating.write_down(candidate, asked.location, zone=asked.zone, located=asked.located)
    if asked.link:
        owner = candidates.by_link(tx, team, asked.link)
        if owner is not None and owner.id != candidate.id:
            raise SomebodyElses("That profile belongs to somebody else.", MEND)
        candidates.add_link(tx, candidate, asked.link)
    return candidate


def taken(tx: Transaction, who: Candidate) -> Candidate:
    """Take a person for changing, or whoever they have become one with a moment before."""
    [found] = candidates.lock(tx, [who.id])
    return found if found.merged_into_id is None else taken(tx, candidates.get(tx, found.id) or found)


def preferred(candidate: Candidate) -> CandidateAddress | None:
    """Give the address that is offered first: the preferred one, else the oldest."""
    first = next(iter(candidate.addresses), None)
    return next((row for row in candidate.addresses if row.is_preferred), first)


def preferred_address(candidate: Candidate) -> str:
    """Give the address that is offered first, empty where there is none."""
    row = preferred(candidate)
    return row.address if row else ""


def address_of(tx: Transaction, candidate: Candidate, asked: Asked) -> CandidateAddress | None:
    """Give the row of the address that was given, or of the one that is preferred."""
    if not asked.address:
        return preferred(candidate)
    address = links.address(asked.address)
    key = links.address_key(address)
    owner = candidates.by_address(tx, candidate.team_id, key)
    if owner is not None and owner.id != candidate.id:
        raise SomebodyElses("That address belongs to somebody else.", MEND)
    return candidates.add_address(tx, candidate, address, key)
