import pytest
from hypothesis import given, settings, strategies as st

from bot.refusals import Refusal
from bot.rules import links
from bot.rules.links import Found, LinkKind, Refused

LI = "https://www.linkedin.com"

PROFILES = [
    (f"{LI}/in/grace-hopper-1906/?utm_source=x", f"{LI}/in/grace-hopper-1906", "Grace Hopper"),
    ("http://linkedin.com/in/Grace-Hopper/", f"{LI}/in/grace-hopper", "Grace Hopper"),
    ("linkedin.com/in/grace-hopper", f"{LI}/in/grace-hopper", "Grace Hopper"),
    ("https://de.linkedin.com/in/grace-hopper/en", f"{LI}/in/grace-hopper", "Grace Hopper"),
    ("https://m.linkedin.com/in/grace-hopper?trk=abc#x", f"{LI}/in/grace-hopper", "Grace Hopper"),
    (f"{LI}/mwlite/in/grace-hopper", f"{LI}/in/grace-hopper", "Grace Hopper"),
    (f"{LI}/comm/in/grace-hopper/details/experience/", f"{LI}/in/grace-hopper", "Grace Hopper"),
    (f"{LI}//in//grace-hopper//", f"{LI}/in/grace-hopper", "Grace Hopper"),
    (f"{LI}/in/J%C3%BCrgen-M%C3%BCller/", f"{LI}/in/j%C3%BCrgen-m%C3%BCller", "Jürgen Müller"),
    (f"{LI}/in/jürgen-müller", f"{LI}/in/j%C3%BCrgen-m%C3%BCller", "Jürgen Müller"),
    (f"{LI}/in/ju\u0308rgen-mu\u0308ller", f"{LI}/in/j%C3%BCrgen-m%C3%BCller", "Jürgen Müller"),
    (f"{LI}/in/jean-luc-picard-phd-a1b2c3d4", f"{LI}/in/jean-luc-picard-phd-a1b2c3d4", "Jean-Luc Picard"),
    (f"{LI}/in/mary-ann-smith2", f"{LI}/in/mary-ann-smith2", "Mary Ann|Smith"),
    (f"{LI}/in/ludwig-van-beethoven", f"{LI}/in/ludwig-van-beethoven", "Ludwig van Beethoven"),
    (f"{LI}/in/oscar-de-la-hoya", f"{LI}/in/oscar-de-la-hoya", "Oscar de la Hoya"),
    (f"{LI}/in/patrick-o-brien", f"{LI}/in/patrick-o-brien", "Patrick O'Brien"),
    (f"{LI}/in/ewan-mcgregor", f"{LI}/in/ewan-mcgregor", "Ewan McGregor"),
    (f"{LI}/in/john-q-public", f"{LI}/in/john-q-public", "John Public"),
    (f"{LI}/in/dr-grace-hopper-mba", f"{LI}/in/dr-grace-hopper-mba", "Grace Hopper"),
    (f"{LI}/in/grace", f"{LI}/in/grace", "Grace"),
    (f"{LI}/in/gracehopper", f"{LI}/in/gracehopper", ""),
    (f"{LI}/in/12345678", f"{LI}/in/12345678", ""),
    (f"{LI}/in/王小明", f"{LI}/in/%E7%8E%8B%E5%B0%8F%E6%98%8E", ""),
    (f"{LI}/in/ACoAABcDeFg", f"{LI}/in/ACoAABcDeFg", ""),
    (f"{LI}/pub/grace-hopper/12/345/678", f"{LI}/pub/grace-hopper/12/345/678", "Grace Hopper"),
    (f"{LI}/talent/profile/AEMAbC?trk=x", f"{LI}/talent/profile/AEMAbC", ""),
    (f"{LI}/talent/hire/12/manage/all/profile/AEMAbC", f"{LI}/talent/profile/AEMAbC", ""),
    (f"{LI}/sales/lead/ACwAA1,NAME_SEARCH,QdKz?_ntb=x", f"{LI}/sales/lead/ACwAA1", ""),
    (f"{LI}/sales/people/ACwAA1,NAME_SEARCH,QdKz", f"{LI}/sales/lead/ACwAA1", ""),
    ("https://github.com/Grace-Hopper", "https://github.com/grace-hopper", "Grace Hopper"),
    ("https://github.com/torvalds/linux/issues/1", "https://github.com/torvalds", ""),
    ("https://gist.github.com/torvalds/abc", "https://github.com/torvalds", ""),
    ("https://github.com/react-native", "https://github.com/react-native", ""),
    ("gitlab.com/grace.hopper/cobol", "https://gitlab.com/grace.hopper", "Grace Hopper"),
    (
        "https://stackoverflow.com/users/22656/jon-skeet?tab=x",
        "https://stackoverflow.com/users/22656",
        "Jon Skeet",
    ),
    ("https://stackoverflow.com/users/22656", "https://stackoverflow.com/users/22656", ""),
    ("https://es.stackoverflow.com/users/7/ana", "https://es.stackoverflow.com/users/7", "Ana"),
    ("https://twitter.com/GraceHopper/status/12", "https://x.com/gracehopper", ""),
    ("https://mobile.twitter.com/@grace_", "https://x.com/grace_", "Grace"),
    ("x.com/grace_hopper?s=20", "https://x.com/grace_hopper", "Grace Hopper"),
    (
        "https://www.xing.com/profile/Grace_Hopper12/cv",
        "https://www.xing.com/profile/Grace_Hopper12",
        "Grace Hopper",
    ),
    ("https://dribbble.com/Grace", "https://dribbble.com/grace", "Grace"),
    ("https://www.behance.net/grace-hopper", "https://www.behance.net/grace-hopper", "Grace Hopper"),
    ("https://angel.co/u/grace-hopper", "https://wellfound.com/u/grace-hopper", "Grace Hopper"),
    ("https://wellfound.com/u/grace-hopper", "https://wellfound.com/u/grace-hopper", "Grace Hopper"),
    ("https://www.kaggle.com/gracehopper/code", "https://www.kaggle.com/gracehopper", ""),
    ("https://hf.co/gracehopper/model-7b", "https://huggingface.co/gracehopper", ""),
    ("https://huggingface.co/gracehopper", "https://huggingface.co/gracehopper", ""),
    (
        "https://scholar.google.de/citations?hl=en&user=JicYPdAAAAAJ",
        "https://scholar.google.com/citations?user=JicYPdAAAAAJ",
        "",
    ),
    ("https://orcid.org/0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097", ""),
    ("https://app.greenhouse.io/people/123?application_id=9", "https://app.greenhouse.io/people/123", ""),
    ("https://app.eu.greenhouse.io/people/123", "https://app.eu.greenhouse.io/people/123", ""),
    (
        "https://hire.lever.co/candidates/1b4e28ba-2fa1-11d2-883f-0016d3cca427?x",
        "https://hire.lever.co/candidates/1b4e28ba-2fa1-11d2-883f-0016d3cca427",
        "",
    ),
    (
        "https://app.ashbyhq.com/candidate-searches/new/right-side/candidates/1b4e28ba-2fa1-11d2-883f-0016d3cca427",
        "https://app.ashbyhq.com/candidates/1b4e28ba-2fa1-11d2-883f-0016d3cca427",
        "",
    ),
    ("https://www.Grace.example/About/?utm_source=a&id=3#top", "https://grace.example/About?id=3", ""),
    ("http://grace.example:8080/", "https://grace.example:8080", ""),
    ("https://müller.example/ich", "https://xn--mller-kva.example/ich", ""),
    ("https://people.example/~grace?a=1&amp;copy=2", "https://people.example/~grace?a=1&copy=2", ""),
    ("grace.example", "https://grace.example", ""),
    ("https://grace.github.io/cv", "https://grace.github.io/cv", ""),
]

REFUSED = [
    (f"{LI}/company/acme/", "company page"),
    (f"{LI}/school/vassar", "company page"),
    (f"{LI}/jobs/view/123", "job page"),
    (f"{LI}/in/", "not a person's page on LinkedIn"),
    (f"{LI}/feed/update/1", "not a person's page on LinkedIn"),
    (f"{LI}/in/%ff%fe", "broken"),
    (f"{LI}/in/a%00b", "broken"),
    ("https://github.com/orgs/acme/people", "company page"),
    ("https://github.com/features", "not a person's page on GitHub"),
    ("https://gitlab.com/groups/acme", "company page"),
    ("https://stackoverflow.com/questions/1/x", "not a person's page on Stack Overflow"),
    ("https://x.com/home", "not a person's page on X"),
    ("https://www.xing.com/pages/acme", "company page"),
    ("https://wellfound.com/company/acme/jobs", "job page"),
    ("https://dribbble.com/shots/1-x", "not a person's page on Dribbble"),
    ("https://orcid.org/0000-0002-1825-0098", "typing mistake"),
    ("https://boards.greenhouse.io/acme/jobs/1", "job page"),
    ("https://jobs.lever.co/acme/1", "job page"),
    ("https://jobs.ashbyhq.com/acme", "job page"),
    ("https://acme.example/careers/engineer", "job page"),
    ("https://lnkd.in/abc", "shortened link"),
    ("https://docs.google.com/document/d/1", "no person"),
    ("https://acme.slack.com/archives/C1/p1", "no person"),
    ("https:/linkedin.com", "broken"),
    ("https://localhost/grace", "broken"),
    ("http://127.0.0.1/grace", "broken"),
    ("https://ana:secret@grace.example/", "broken"),
    ("https://grace.example:99999/", "broken"),
    (f"https://grace.example/{'x' * 2000}", "broken"),
    ("ftp://grace.example/cv", "begin with ftp:"),
    ("javascript:alert(1)", "begin with javascript:"),
    ("@grace", "name in Slack"),
    ("<@U123>", "name in Slack"),
    ("<!channel>", "name in Slack"),
    ("Grace", "neither"),
    ("grace@", "not an email address"),
    ("grace@localhost", "not an email address"),
    ("a..b@example.com", "not an email address"),
    ("jürgen@example.com", "letters that Gmail cannot write to"),
]


@pytest.mark.parametrize(("link", "canonical", "name"), [pytest.param(*row, id=row[0]) for row in PROFILES])
def test_a_profile_link_has_one_spelling_and_maybe_a_name(link: str, canonical: str, name: str) -> None:
    (found,) = links.read(link)

    assert isinstance(found, Found)
    assert found.canonical == canonical
    assert found.kind is LinkKind.PROFILE
    assert f"{found.first_name} {found.last_name}".strip() == name.replace("|", " ")


@pytest.mark.parametrize(("link", "canonical", "name"), [pytest.param(*row, id=row[0]) for row in PROFILES])
def test_the_one_spelling_is_its_own(link: str, canonical: str, name: str) -> None:
    (found,) = links.read(canonical)

    assert isinstance(found, Found)
    assert found.canonical == canonical


@pytest.mark.parametrize(("word", "why"), [pytest.param(*row, id=row[0][:60]) for row in REFUSED])
def test_what_leads_to_no_person_is_refused_with_a_reason(word: str, why: str) -> None:
    (refused,) = links.read(word)

    assert isinstance(refused, Refused)
    assert why in refused.why


@pytest.mark.parametrize(
    ("words", "address", "name"),
    [
        pytest.param("grace.hopper@navy.example", "grace.hopper@navy.example", "Grace Hopper", id="bare"),
        pytest.param(
            "<mailto:grace@navy.example|grace@navy.example>", "grace@navy.example", "", id="as Slack sends it"
        ),
        pytest.param("mailto:grace%2Bx@navy.example?subject=hi", "grace+x@navy.example", "", id="mailto"),
        pytest.param("(x@foo.test),", "x@foo.test", "", id="in parentheses"),
        pytest.param("Jobs.Berlin@ACME.example", "Jobs.Berlin@acme.example", "", id="a desk is no person"),
        pytest.param(
            "grace_hopper+cv@navy.example", "grace_hopper+cv@navy.example", "Grace Hopper", id="with a tag"
        ),
        pytest.param("g.hopper@navy.example", "g.hopper@navy.example", "", id="an initial is no name"),
        pytest.param("ana@müller.example", "ana@xn--mller-kva.example", "", id="domain with umlaut"),
    ],
)
def test_an_address_is_a_person(words: str, address: str, name: str) -> None:
    (found,) = links.read(words)

    assert isinstance(found, Found)
    assert (found.kind, found.canonical) == (LinkKind.EMAIL, address)
    assert f"{found.first_name} {found.last_name}".strip() == name


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


def test_no_words_are_no_people() -> None:
    assert links.read(" \n, ") == ()


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


pieces = st.sampled_from(
    [
        "https://",
        "linkedin.com/in/",
        "<",
        ">",
        "|",
        "@",
        ",",
        ".",
        " ",
        "mailto:",
        "%",
        "%ff",
        "[",
        "]",
        "(",
        ":",
        "//",
        "?",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(pieces | st.text(max_size=4), max_size=12).map("".join))
def test_any_words_are_found_or_refused(words: str) -> None:
    for entry in links.read(words):
        assert (entry.canonical if isinstance(entry, Found) else entry.why).strip()
