"""A row is a person, or a sentence that says what to mend."""

import pytest

from bot.rules import newcomers
from bot.rules.newcomers import Newcomer, Turned
from bot.rules.tables import Row
from bot.rules.vocabulary import Own, Vocabulary
from tests.builders import by_hand, email

GRACE = {"full_name": "Grace Hopper", "address": "grace@example.com"}


def read(
    cells: dict[str, str], *, more: bool = False, needed: tuple[str, ...] = ("first_name",)
) -> Newcomer | Turned:
    """Read a row of these cells."""
    return newcomers.read(Row(number=1, cells=tuple(cells.values()), more=more), tuple(cells), needed)


def why(**cells: str) -> str:
    """Read a row of Grace with these cells, and say why she stays outside."""
    found = read(GRACE | cells)
    assert isinstance(found, Turned)
    assert not found.lacking
    return found.why


def person(**cells: str) -> Newcomer:
    """Read a row of Grace with these cells."""
    found = read(GRACE | cells)
    assert isinstance(found, Newcomer), found
    return found


@pytest.mark.parametrize(
    ("whole", "first", "last"),
    [
        ("Grace Hopper", "Grace", "Hopper"),
        ("Hopper, Grace", "Grace", "Hopper"),
        ("van der Berg, Jan", "Jan", "van der Berg"),
        ("Dr. Grace Hopper, PhD", "Grace", "Hopper"),
        ("Ludwig van Beethoven", "Ludwig", "van Beethoven"),
        ("Grace", "Grace", ""),
    ],
)
def test_a_whole_name_is_parted(whole: str, first: str, last: str) -> None:
    found = person(full_name=whole)

    assert (found.first_name, found.last_name) == (first, last)


def test_what_only_looks_like_a_value_is_none() -> None:
    assert person(company="N/A", last_name=" - ").company == ""


def test_what_we_guarded_comes_back_as_it_was() -> None:
    assert person(extra1="'+49 170 1234567").values == {"extra1": "+49 170 1234567"}


def test_links_and_addresses_are_spelled_one_way() -> None:
    found = person(link="de.linkedin.com/in/Grace-Hopper/?utm_source=x", address="mailto:Grace@Example.com")

    assert found.link == "https://www.linkedin.com/in/grace-hopper"
    assert newcomers.keys(found) == {found.link, "grace@example.com"}


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"address": "grace(at)example.com"}, "Email: "),
        ({"address": "grace@gmаil.com"}, "only looks like gmail.com"),  # noqa: RUF001
        ({"address": "grace@exаmple.org"}, "letters of two alphabets"),  # noqa: RUF001
        ({"link": "https://www.linkedin.com/company/acme"}, "Profile link: "),
        ({"link": "https://www.lіnkedin.com/in/grace"}, "only looks like linkedin.com"),  # noqa: RUF001
        ({"link": "javascript:alert(1)"}, "Profile link: "),
        ({"company": "x" * 100_000}, "Company is longer than 150 characters."),
        ({"first_name": "x" * 101}, "First name is longer than 100 characters."),
        ({"first_name": "Gr\u202eace"}, "First name: This holds a character nobody can see."),
        ({"reason": "bell\x07"}, "Reason: This holds a character nobody can see."),
        ({"address": ""}, newcomers.NOBODY),
    ],
)
def test_hostile_cells_are_refused_with_a_sentence(cells: dict[str, str], sentence: str) -> None:
    assert sentence in why(**cells)
    assert len(why(**cells)) < 300


@pytest.mark.parametrize("company", ['=HYPERLINK("https://evil.example","x")', "'=1+1", "＝1+1"])  # noqa: RUF001
def test_a_formula_is_nobodys_name_or_company(company: str) -> None:
    assert why(company=company) == f"Company: {newcomers.A_FORMULA}"
    assert person(company="1 = one").company == "1 = one"


def test_a_row_with_more_cells_than_the_header_is_not_guessed_at() -> None:
    found = read(GRACE, more=True)

    assert isinstance(found, Turned)
    assert "needs quotation marks" in found.why


def test_what_a_sequence_needs_is_named_where_it_is_missing() -> None:
    found = read(GRACE | {"company": " "}, needed=("first_name", "company", "office_street"))

    assert found == Turned(why="Missing: company, office street.", lacking=True)


def test_only_what_the_row_must_bring_is_needed() -> None:
    own = Vocabulary(own=(Own(name="office", value="Berlin"), Own(name="street")))
    body = "{{first_name}} {{company|you}} {{title}} {{office}} {{street}} {{day_of_week}} {{sender_title}}"

    assert newcomers.needed([email(body=body)], own) == ("first_name", "address", "title", "street")
    assert newcomers.needed([by_hand()], own) == ("first_name",)
