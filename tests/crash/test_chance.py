"""A few seeds of chance on each database; `make crash SEEDS=1000` tries thousands."""

import pytest

from tests.crash import chance
from tests.crash.stores import Store
from tests.crash.theatre import Theatre

pytestmark = pytest.mark.crash


@pytest.mark.parametrize("seed", range(4))
def test_whatever_dies_by_chance(theatre: Theatre, store: Store, seed: int) -> None:
    assert chance.wrongs(theatre, store, seed) == []
