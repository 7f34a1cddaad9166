"""What a page is that is nobody's profile, so that a refusal can call it by its name."""

import re

from bot.refusals import Refusal

COPY = "Copy the link of the person's own profile."


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# The first that has a word of the path names the page.
_NOUNS = (
    ("a job page", _words("job jobs career careers positions vacancies joblist hiring")),
    (
        "a search page",
        _words("search dir directory explore hashtag tags tagged topics trending designers scholar"),
    ),
    (
        "a company page",
        _words(
            "company companies company-beta organization organizations orgs enterprises showcase pages teams"
        ),
    ),
    ("a school page", _words("school edu")),
    ("a group", _words("groups communities net")),
    (
        "a post",
        _words("posts post tweet pulse newsletters update status statuses shots gallery questions q a"),
    ),
    (
        "a login page",
        _words("login signin sign_in signup sign_up join register authwall checkpoint uas session sessions"),
    ),
    ("a feed", _words("feed home mynetwork notifications")),
)
_JOBS, _COMPANIES = _words("job jobs career careers positions vacancies joblist"), _words("company companies")
# The sites we know: whatever is there, and on the hosts below theirs, and is no profile, is nobody's.
_HOMES = {
    "linkedin.com": "LinkedIn",
    "github.com": "GitHub",
    "githubusercontent.com": "GitHub",
    "gitlab.com": "GitLab",
    "x.com": "X",
    "twitter.com": "X",
    "kaggle.com": "Kaggle",
    "huggingface.co": "Hugging Face",
    "hf.co": "Hugging Face",
    "dribbble.com": "Dribbble",
    "behance.net": "Behance",
    "be.net": "Behance",
    "stackoverflow.com": "Stack Overflow",
    "stackexchange.com": "Stack Overflow",
    "serverfault.com": "Stack Overflow",
    "superuser.com": "Stack Overflow",
    "askubuntu.com": "Stack Overflow",
    "stackapps.com": "Stack Overflow",
    "mathoverflow.net": "Stack Overflow",
    "xing.com": "Xing",
    "xing.to": "Xing",
    "wellfound.com": "Wellfound",
    "angel.co": "Wellfound",
    "orcid.org": "ORCID",
    "greenhouse.io": "Greenhouse",
    "lever.co": "Lever",
    "ashbyhq.com": "Ashby",
}
_SCHOLAR = re.compile(r"scholar\.google(?:\.\w{2,3}){1,2}")
_JOB_HOSTS = re.compile(
    r"(?:job-)?boards(?:\.\w+)?\.greenhouse\.io|jobs(?:\.\w+)?\.lever\.co|jobs\.ashbyhq\.com"
    r"|(?:[\w-]+\.)*(?:indeed|glassdoor|stepstone|monster|ziprecruiter)(?:\.\w{2,3}){1,2}"
    r"|(?:apply|jobs)\.workable\.com|(?:jobs|careers)\.smartrecruiters\.com|[\w-]+\.jobs\.personio\.\w+"
    r"|(?:[\w-]+\.)+myworkdayjobs\.com|[\w-]+\.recruitee\.com|jobs\.[\w-]+\.\w+|careers\.[\w-]+\.\w+"
)
_ON_THE_WAY = re.compile(
    r"lnkd\.in|bit\.ly|t\.co|tinyurl\.com|goo\.gl|ow\.ly|buff\.ly|rebrand\.ly|l\.facebook\.com|slack-redir\.net"
    r"|(?:\w+\.)*safelinks\.protection\.outlook\.com|web\.archive\.org"
)
_GOOGLE = r"(?:[\w-]+\.)*google(?:\.\w{2,3}){1,2}"
_NOBODY = re.compile(rf"(?:[\w-]+\.)*(?:slack\.com|zoom\.us|calendly\.com)|(?!sites\.){_GOOGLE}")


def refuse_host(host: str, path: str) -> None:
    """Refuse a host where everything is a job or a detour, whoever is meant."""
    if _ON_THE_WAY.fullmatch(host) or (path == "/url" and re.fullmatch(_GOOGLE, host)):
        raise Refusal("A shortened link hides whose it is.", "Open it and copy the address from there.")
    if _JOB_HOSTS.fullmatch(host):
        raise Refusal("That is a job page, not a person.", COPY)


def refuse_known(host: str, path: str) -> None:
    """Refuse whatever is on a site we know, once it has turned out to be nobody's profile there."""
    site = _home(host)
    if not site:
        return
    words = path.lower().strip("/").split("/")
    if words == [""]:
        raise Refusal(f"That is the front page of {site}, not a person.", COPY)
    for noun, named in _NOUNS:
        if named & set(words):
            raise Refusal(f"That is {noun} on {site}, not a person.", COPY)
    raise Refusal(f"That is not a person's page on {site}.", COPY)


def refuse_unknown(host: str, path: str) -> None:
    """Refuse what anywhere on the web is a job or a company, and hosts where nobody has a page."""
    words = set(path.lower().split("/"))
    if words & _JOBS:
        raise Refusal("That is a job page, not a person.", COPY)
    if words & _COMPANIES:
        raise Refusal("That is a company page, not a person.", COPY)
    if _NOBODY.fullmatch(host):
        raise Refusal("That link leads to no person.", COPY)


def refuse_below(noun: str, site: str, owner: str) -> None:
    """Refuse what somebody, or some company, owns; the owner's own page is one tap away."""
    raise Refusal(
        f"That is {noun} on {site}, not a person.", f"If its owner is the person you mean, paste {owner}."
    )


def _home(host: str) -> str:
    if _SCHOLAR.fullmatch(host):
        return "Google Scholar"
    ends = (host.split(".", skipped)[-1] for skipped in range(host.count(".")))
    return next((_HOMES[end] for end in ends if end in _HOMES), "")
