"""A list of names as people type it."""

import pytest

from bot.refusals import Refusal
from bot.rules import held_why, naming

KNOWN = ["Backend, Berlin", "Backend", "Berlin", "Research and design", "Frontend"]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Frontend", ["Frontend"]),
        ("front", ["Frontend"]),
        ("backend,  BERLIN", ["Backend, Berlin"]),
        ("Berlin, Backend", ["Berlin", "Backend"]),
        ("front, research and design", ["Frontend", "Research and design"]),
        ("front and berlin; backend", ["Frontend", "Berlin", "Backend"]),
        ("“Front”, front", ["Frontend"]),
    ],
)
def test_the_longest_name_that_fits_is_meant(words: str, meant: list[str]) -> None:
    assert naming.listed(words, KNOWN) == meant


@pytest.mark.parametrize("words", ["", ",", "front,", "back", "front, nonsense", "x" * 3_000, "a," * 200])
def test_what_fits_nothing_is_refused(words: str) -> None:
    with pytest.raises(Refusal):
        naming.listed(words, KNOWN)


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("it lacks reason, extra1", "a value is missing"),
        ("The mailbox of Ben Byron is not connected, so nobody knows.", "a mailbox cannot send"),
        ("Gmail no longer accepts ana@acme.example as an address of yours.", "a mailbox cannot send"),
        ("Reconnect the mailbox, and everything goes on from where it stood.", "a mailbox cannot send"),
        ("They are away until Mon 30 Nov.", "they are away"),
        ("A mail came that may be their answer.", "a mail may be an answer"),
        ("Grace Hopper <grace@example.com> is odd", held_why.OTHER),
        ("", held_why.OTHER),
    ],
)
def test_a_reason_is_told_without_a_name_or_an_address(why: str, said: str) -> None:
    assert held_why.grouped([(why, 2), (why, 1)]) == ((said, 3),)
