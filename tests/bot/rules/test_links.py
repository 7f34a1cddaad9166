import pytest

from bot.refusals import Refusal
from bot.rules import links
from bot.rules.links import Found, Refused

LI = "https://www.linkedin.com"


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(f"{LI}/in/a-b x@foo.test github.com/c", id="blanks"),
        pytest.param(f"{LI}/in/a-b,x@foo.test,github.com/c", id="commas"),
        pytest.param(f"{LI}/in/a-b\nx@foo.test;\n github.com/c", id="lines"),
        pytest.param(
            f"<{LI}/in/a-b|Ann Bee>, <mailto:x@foo.test|x> and <https://github.com/c>", id="Slack's links"
        ),
        pytest.param(
            f"*{LI}/in/a-b* _x@foo.test_ (github.com/c). {LI}/in/a-b", id="marked up, and one twice"
        ),
        pytest.param(f"• {LI}/in/a-b\n- x@foo.test\n3) github.com/c", id="a list"),
        pytest.param(f"&gt; {LI}/in/a-b\n&gt; x@foo.test\n&gt; `github.com/c`", id="quoted"),
        pytest.param(f"LinkedIn:{LI}/in/a-b Mail:mailto:x@foo.test github.com/c", id="labels stick"),
        pytest.param(f"[Ann]({LI}/in/a-b), [x](mailto:x@foo.test) and (https://github.com/c)", id="Markdown"),
        pytest.param(f"{LI}/in/a-b，x@foo.test。（https://github.com/c）", id="full-width signs"),
        pytest.param(f"“{LI}/in/a-b”, ‘x@foo.test’; «github.com/c»!", id="in quotes"),
        pytest.param(f"{LI}/in/a-b's CV, x@foo.test’s, github.com/c?!", id="possessives"),
        pytest.param(
            f"{LI}/in/a-b?trk=x {LI}/in/A-B/de x@foo.test github.com/c#x", id="one in two spellings"
        ),
    ],
)
def test_several_people_are_read_in_order(words: str) -> None:
    assert [found.canonical for found in links.find(words)] == [
        f"{LI}/in/a-b",
        "x@foo.test",
        "https://github.com/c",
    ]


def test_a_comma_inside_a_link_belongs_to_it() -> None:
    found = links.find(f"{LI}/sales/lead/ACwAA1,NAME_SEARCH,QdKz,{LI}/in/grace-hopper")

    assert [person.canonical for person in found] == [f"{LI}/sales/lead/ACwAA1", f"{LI}/in/grace-hopper"]


def test_a_message_gives_its_people_and_nothing_else() -> None:
    message = (
        f"Hey @here, she writes Node.js, e.g. well: {LI}/in/grace-hopper (see https://grace.example/cv_(en))!"
    )

    assert [person.canonical for person in links.find(message)] == [
        f"{LI}/in/grace-hopper",
        "https://grace.example/cv_(en)",
    ]


def test_a_person_in_two_spellings_is_one_with_the_name_of_the_first() -> None:
    (person,) = links.read("x.com/GraceHopper https://mobile.twitter.com/gracehopper")

    assert isinstance(person, Found)
    assert (person.first_name, person.last_name) == ("Grace", "Hopper")


def test_a_word_that_is_nobody_stands_beside_those_who_are_somebody() -> None:
    entries = links.read(f"{LI}/company/acme {LI}/in/grace-hopper")

    assert [type(entry) for entry in entries] == [Refused, Found]


@pytest.mark.parametrize("words", [" \n, ", "• - – * () <> 👋", "(" * 9_000, "*" * 9_000])
def test_no_words_are_no_people(words: str) -> None:
    assert links.read(words) == ()


def test_what_a_refusal_repeats_is_short_and_seen() -> None:
    with pytest.raises(Refusal) as refused:
        links.address("a" * 300 + "@b@" + "c" * 300)

    assert len(refused.value.what) < 120


@pytest.mark.parametrize(
    "text", ["", "x", "a b@example.com", "a@b@example.com", "a@x.invalid", "x" * 65 + "@a.example"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="not an email address"):
        links.address(text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("Grace@Navy.example", "grace@navy.example", True, id="case"),
        pytest.param("grace+cv@navy.example", "grace@navy.example", True, id="tag"),
        pytest.param("g.r.a.c.e@gmail.com", "grace@googlemail.com", True, id="Gmail's dots and old name"),
        pytest.param("g.race@navy.example", "grace@navy.example", False, id="dots elsewhere count"),
        pytest.param("grace@navy.example", "grace@army.example", False, id="another domain"),
    ],
)
def test_two_addresses_are_the_same_mailbox_or_not(one: str, other: str, same: bool) -> None:
    assert (links.address_key(one) == links.address_key(other)) is same
