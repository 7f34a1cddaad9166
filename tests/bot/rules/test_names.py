import pytest

from bot.rules import names

KNOWN = ["Backend, Berlin", "Backend, Paris", "Data Science", "Executive Search"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("backend berlin", ["Backend, Berlin", "Backend, Paris"], id="nearly"),
        pytest.param("DATA  SCIENSE", ["Data Science"], id="misspelt, in capitals"),
        pytest.param("search", ["Executive Search"], id="only a part of it"),
        pytest.param("serch", ["Executive Search"], id="a part of it, misspelt"),
        pytest.param("xyz", [], id="nothing like it"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_mistyped_name_finds_the_nearest(typed: str, expected: list[str]) -> None:
    assert names.nearest(typed, KNOWN) == expected
