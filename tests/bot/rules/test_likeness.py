"""What two mails may have in common when nothing proves that one answers the other."""

import pytest

from bot.rules import likeness


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        pytest.param("Robin.Reed@Example.com", "example.com", id="a company"),
        pytest.param("robin@mail.example.co.uk", "mail.example.co.uk", id="a company with its own server"),
        *(
            pytest.param(f"robin@{freemail}", "", id=freemail)
            for freemail in (
                "gmail.com",
                "googlemail.com",
                "GMX.de",
                "web.de",
                "yahoo.co.uk",
                "hotmail.fr",
                "outlook.com",
                "icloud.com",
                "proton.me",
                "t-online.de",
                "qq.com",
                "mail.ru",
            )
        ),
        pytest.param("", "", id="no address"),
    ],
)
def test_whoever_shares_a_companys_domain_may_speak_for_it(address: str, domain: str) -> None:
    assert likeness.company(address) == domain


@pytest.mark.parametrize(
    "subject",
    [
        "A role for you",
        "Re: A role for you",
        "RE: AW: Fwd: a role  for you",
        "WG: A role for you",
        "Antw: A role for you",
        "[EXTERNAL] Re[2]: A Role For You ",
        "TR : A role for you",
        "回复：A role for you",
    ],
)
def test_a_subject_has_one_core_whatever_mail_programs_put_before_it(subject: str) -> None:
    assert likeness.core(subject) == "a role for you"


@pytest.mark.parametrize("subject", ["", "Re:", " FW: re: "])
def test_a_subject_that_says_nothing_has_no_core(subject: str) -> None:
    assert likeness.core(subject) == ""


def test_a_word_that_only_begins_like_a_sign_stays() -> None:
    assert likeness.core("Reading list") == "reading list"
