"""Companies by name."""

import pytest

from storage import companies


@pytest.mark.parametrize(
    "name", ["Acme", "ACME Inc.", "acme, inc", "Acme GmbH & Co. KG", "  Acmé  S.A. ", "Acme Corporation"]
)
def test_a_company_is_the_same_however_somebody_wrote_it(name: str) -> None:
    assert companies.key(name) == "acme"


def test_other_companies_stay_others() -> None:
    assert len({companies.key(name) for name in ("Acme", "Acme Labs", "Inc.", "AG Barr", "", "日本")}) == 6
    assert len(companies.key("x" * 100_000)) == companies.LONGEST
