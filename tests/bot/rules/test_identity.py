"""Who is meant: a link or an address says so, a name asks, and two that disagree ask as well."""

from typing import Any

import pytest

from bot.rules import identity
from bot.rules.identity import Ask, Different, Known, Likeness, Named, Same

GRACE = Known(id=1, company="Navy", domains=frozenset({"navy.example"}))
OTHER = Known(id=2, company="Acme", domains=frozenset({"acme.example", "gmail.com"}))


@pytest.mark.parametrize(
    ("named", "verdict"),
    [
        pytest.param({"by_link": GRACE}, Same(id=1), id="a known link"),
        pytest.param({"by_address": GRACE}, Same(id=1), id="a known address"),
        pytest.param({"by_link": GRACE, "by_address": GRACE}, Same(id=1), id="both of one person"),
        pytest.param(
            {"by_address": GRACE, "has_link": True, "namesakes": (OTHER,)},
            Same(id=1),
            id="a known address beside a new link, whoever else has the name",
        ),
        pytest.param({"has_link": True}, Different(), id="a new link and a new name"),
        pytest.param({"address": "grace@navy.example"}, Different(), id="a new address and a new name"),
        pytest.param(
            {"namesakes": (GRACE,), "address": "grace@else.example"},
            Different(),
            id="the name alone, with an address somewhere else",
        ),
        pytest.param(
            {"namesakes": (OTHER,), "address": "grace@gmail.com"},
            Different(),
            id="the name, and a domain that everybody can have",
        ),
        pytest.param(
            {"namesakes": (Known(id=3),)}, Different(), id="the name, and no company on either side"
        ),
    ],
)
def test_it_is_clear_who_is_meant(named: dict[str, Any], verdict: object) -> None:
    assert identity.judge(Named(**named)) == verdict


@pytest.mark.parametrize(
    ("named", "likely"),
    [
        pytest.param({"has_link": True, "namesakes": (GRACE,)}, ((1, Likeness.NAME),), id="a new link, the same name"),
        pytest.param({"namesakes": (GRACE,), "company": " NAVY "}, ((1, Likeness.COMPANY),), id="name and company"),
        pytest.param(
            {"namesakes": (GRACE, OTHER), "address": "g.hopper@navy.example"},
            ((1, Likeness.COMPANY),),
            id="name and domain, of one of two",
        ),
        pytest.param(
            {"has_link": True, "namesakes": (GRACE, OTHER), "company": "Acme"},
            ((1, Likeness.NAME), (2, Likeness.COMPANY)),
            id="two of the name",
        ),
    ],
)  # fmt: skip
def test_a_half_match_asks(named: dict[str, Any], likely: object) -> None:
    assert identity.judge(Named(**named)) == Ask(likely=likely)  # type: ignore[arg-type]


def test_a_link_and_an_address_of_two_people_ask_which() -> None:
    asked = identity.judge(Named(by_link=GRACE, by_address=OTHER, has_link=True))

    assert asked == Ask(likely=((1, Likeness.LINK), (2, Likeness.ADDRESS)), conflict=True)
