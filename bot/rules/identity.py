"""Whether somebody who is named is a person known already: the same, another, or a question for a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.rules import likeness

SOMEBODY_ELSE, ONE_PERSON = "new", "one"
"""What a recruiter may answer to *Same person?*, beside the id of one."""


class Likeness(StrEnum):
    """What a known person has in common with whoever is named, or why they cannot be told apart."""

    LINK = "link"
    ADDRESS = "address"
    NAME = "name"
    COMPANY = "company"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody known: `domains` are those of their addresses."""

    id: int
    company: str = ""
    domains: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Somebody who is named: whose link and address these are, if anybody's, and who else has the whole name.

    `has_link` tells that a profile link was given; `company` and `address` are what was typed.
    """

    by_link: Known | None = None
    by_address: Known | None = None
    namesakes: tuple[Known, ...] = ()
    has_link: bool = False
    company: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """It is this person."""

    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Different:
    """It is nobody who is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A person must say which of these it is, if any; in a `conflict` link and address disagree."""

    likely: tuple[tuple[int, Likeness], ...]
    conflict: bool = False


Verdict = Same | Different | Ask


def judge(named: Named) -> Verdict:
    """Tell whether somebody is known: a link or an address says so, a name only asks."""
    link, address = named.by_link, named.by_address
    if link is not None and address is not None and link.id != address.id:
        return Ask(likely=((link.id, Likeness.LINK), (address.id, Likeness.ADDRESS)), conflict=True)
    found = link or address
    if found is not None:
        return Same(id=found.id)
    likely = tuple(_alike(named))
    return Ask(likely=likely) if likely else Different()


def _alike(named: Named) -> Iterator[tuple[int, Likeness]]:
    """List who may be meant among people of the same name; a name alone says enough only beside a new link."""
    for known in named.namesakes:
        if _shares_company(named, known):
            yield known.id, Likeness.COMPANY
        elif named.has_link:
            yield known.id, Likeness.NAME


def _shares_company(named: Named, known: Known) -> bool:
    company = _folded(named.company)
    if company and company == _folded(known.company):
        return True
    domain = likeness.company(named.address) if "@" in named.address else ""
    return bool(domain) and domain in known.domains


def _folded(company: str) -> str:
    return " ".join(company.casefold().split())
