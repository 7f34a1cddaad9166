"""Several hundred links as recruiters paste them, and who each is, or why it is nobody."""

import pytest

from bot.rules import links
from bot.rules.links import Found, LinkKind, Refused
from tests.bot.rules.links.code import CODE
from tests.bot.rules.links.elsewhere import ELSEWHERE
from tests.bot.rules.links.hostile import HOSTILE
from tests.bot.rules.links.linkedin import MEMBERS
from tests.bot.rules.links.names import NAMED, NAMELESS
from tests.bot.rules.links.networks import NETWORKS
from tests.bot.rules.links.pages_code import CODE as CODE_PAGES
from tests.bot.rules.links.pages_linkedin import LINKEDIN as LINKEDIN_PAGES
from tests.bot.rules.links.pages_networks import ELSEWHERE as PAGES_ELSEWHERE, NETWORKS as NETWORK_PAGES
from tests.bot.rules.links.rows import Nobody, Person

PEOPLE = MEMBERS + NAMED + NAMELESS + CODE + NETWORKS + ELSEWHERE
NOBODIES = LINKEDIN_PAGES + CODE_PAGES + NETWORK_PAGES + PAGES_ELSEWHERE + HOSTILE
ROWS: tuple[Person | Nobody, ...] = (*PEOPLE, *NOBODIES)
SITES = {
    "LinkedIn", "GitHub", "GitLab", "Stack Overflow", "X", "Xing", "Dribbble", "Behance", "Wellfound", "Kaggle",
    "Hugging Face", "Google Scholar", "ORCID", "Website", "Greenhouse", "Lever", "Ashby", "Email",
}  # fmt: skip
TRACKING = ("utm_source=share", "fbclid=IwAR0x", "trk=pub-pbmap", "ref=x&gclid=y")


def _label(typed: str) -> str:
    return ascii(typed[:90])[1:-1]


@pytest.mark.parametrize("person", [pytest.param(row, id=_label(row.typed)) for row in PEOPLE])
def test_a_link_or_address_is_one_person_in_one_spelling(person: Person) -> None:
    (found,) = links.read(person.typed)

    assert isinstance(found, Found), found
    read = Person(person.typed, found.canonical, found.site, found.first_name, found.last_name)
    assert read == person
    assert (found.kind is LinkKind.EMAIL) is (person.site == "Email")


@pytest.mark.parametrize("nobody", [pytest.param(row, id=_label(row.typed)) for row in NOBODIES])
def test_what_is_nobody_is_refused_by_name_and_with_the_way_out(nobody: Nobody) -> None:
    (refused,) = links.read(nobody.typed)

    assert isinstance(refused, Refused), refused
    assert refused.why == nobody.why


def test_the_one_spelling_is_read_as_itself() -> None:
    spellings = {person.canonical for person in PEOPLE}

    assert {spelling for spelling in spellings if _read(spelling) != [spelling]} == set()


def test_tracking_changes_nobody() -> None:
    pages = {person.canonical for person in PEOPLE if person.site != "Email"}
    tracked = {(page, f"{page}{'&' if '?' in page else '?'}{mark}") for page in pages for mark in TRACKING}

    assert {link for page, link in tracked if _read(link) != [page]} == set()


def test_the_link_a_refusal_names_is_a_profile() -> None:
    named = {row.why.rpartition(" paste ")[2].rstrip(".") for row in NOBODIES if " paste " in row.why}

    assert len(named) > 5
    assert {link for link in named if _read(link) != [link]} == set()


def test_the_tables_are_long_and_have_every_site_and_nothing_twice() -> None:
    typed = [row.typed for row in ROWS]

    assert len(typed) >= 600
    assert {person.site for person in PEOPLE} == SITES
    assert sorted({one for one in typed if typed.count(one) > 1}) == []


def _read(typed: str) -> list[str]:
    return [found.canonical for found in links.read(typed) if isinstance(found, Found)]
