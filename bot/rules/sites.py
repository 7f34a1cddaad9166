"""The sites whose profile links we know: how a link looks there, and its one spelling."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.refusals import Refusal
from bot.rules import handles, slugs
from bot.rules.pages import COPY


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where profiles of one site are: patterns for its host and for the path with its query.

    `canonical` takes the groups of `path` and of `host`, each as `spell` spells it. `reserved` are ids that are
    no person. What a person has `below` their page is no profile, but for the `tabs` of the profile itself.
    """

    name: str
    host: str
    path: str
    canonical: str
    guess: Callable[[str], slugs.Guess] | None = None
    spell: Callable[[str], str] = str.lower
    reserved: frozenset[str] = frozenset()
    below: str = ""
    tabs: frozenset[str] = frozenset()


def _handles(name: str, host: str, path: str, canonical: str, *, reserved: str) -> Site:
    """Describe a site where a handle of the person's choice stands in the path."""
    return Site(
        name=name,
        host=host,
        path=path,
        canonical=canonical,
        guess=slugs.guess_handle,
        reserved=frozenset(reserved.split()),
    )


def _owners(name: str, host: str, path: str, canonical: str, *, reserved: str, below: str, tabs: str) -> Site:
    """Describe a site where people and companies alike own what is below their handle."""
    return Site(
        name=name,
        host=host,
        path=rf"{path}(?:/(?P<below>[^/?#]+))?",
        canonical=canonical,
        guess=slugs.guess_handle,
        reserved=frozenset(reserved.split()),
        below=below,
        tabs=frozenset(tabs.split()),
    )


def _linkedin(
    path: str,
    canonical: str,
    *,
    guess: Callable[[str], slugs.Guess] | None = None,
    reserved: str = "",
) -> Site:
    """Describe a form of profile on LinkedIn, where the case of an id that says no name counts."""
    return Site(
        name="LinkedIn",
        host=r"(?:[\w-]+\.)*linkedin\.com",
        path=path,
        canonical=f"https://www.linkedin.com{canonical}",
        guess=guess,
        spell=str.lower if guess else _exactly,
        reserved=frozenset(reserved.split()),
    )


def _exactly(text: str) -> str:
    return text


def _orcid(orcid: str) -> str:
    """Spell an ORCID, whose last character ISO 7064 (mod 11, 2) computes from the others."""
    total = 0
    for digit in orcid.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    if "0123456789X"[(12 - total % 11) % 11] != orcid[-1].upper():
        raise Refusal("That ORCID has a typing mistake.", COPY)
    return orcid.upper()


# What no slug has in it: signs that begin something else, or that a sentence puts behind a link.
_FOREIGN = r"\s/?&#—–|·•<>\"'’…,;"
_SLUG = rf"[^{_FOREIGN}]*[^{_FOREIGN}.]"
_DOTTED = r"\w(?:[\w.-]*[\w-])?"
_MEMBER = r"/(?:mwlite/(?:profile/)?|comm/|m/)?in/"
_SCHOLAR = r"scholar\.google\.(?:com|(?:com?\.)?[a-z]{2})"
_UUID = r"(?P<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"

SITES = (
    # An id such as ACoAAA… is opaque, and its case counts; a name in capital letters is none.
    _linkedin(rf"{_MEMBER}(?P<id>(?-i:A[A-E][A-Za-z]AA(?=[\w-]*[a-z])[\w-]+))", "/in/{id}"),
    _linkedin(
        rf"{_MEMBER}(?P<id>{_SLUG})",
        "/in/{id}",
        guess=slugs.guess,
        reserved="me edit unavailable",
    ),
    # LinkedIn itself leads the old public form to the new one; how it fills up shorter parts is not known.
    _linkedin(
        rf"/pub/(?P<id>{_SLUG})/(?P<a>[1-9a-f][0-9a-f]?)/(?P<b>[0-9a-f]{{3}})/(?P<c>[0-9a-f]{{3}})",
        "/in/{id}-{c}{b}{a}",
        guess=slugs.guess,
        reserved="dir",
    ),
    _linkedin(
        rf"/pub/(?P<id>{_SLUG})/(?P<a>[0-9a-f]{{1,3}})/(?P<b>[0-9a-f]{{1,3}})/(?P<c>[0-9a-f]{{1,3}})",
        "/pub/{id}/{a}/{b}/{c}",
        guess=slugs.guess,
        reserved="dir",
    ),
    _linkedin(
        r"/profile/view\?(?:[^#]*&)?id=(?P<id>[\w-]+)",
        "/profile/view?id={id}",
    ),
    _linkedin(
        r"/(?:talent|recruiter)/(?:[^?]*/)?profile/(?P<id>[\w-]+)(?:,[^/?]*)?",
        "/talent/profile/{id}",
    ),
    _linkedin(
        r"/sales/(?:lead|people|profile)/(?P<id>[\w-]+)(?:,[^/?]*)?",
        "/sales/lead/{id}",
    ),
    _owners(
        "GitHub",
        r"(?:m\.)?github\.com",
        r"/(?P<id>[a-z\d][\w-]{0,38})",
        "https://github.com/{id}",
        reserved=handles.GITHUB,
        below="a repository",
        tabs="followers following stars repositories projects packages",
    ),
    # Only people have gists; one without a name before it is of nobody.
    _handles(
        "GitHub",
        r"gist\.github\.com",
        r"/(?![0-9a-f]{20,32}(?:/|$))(?P<id>[a-z\d][\w-]{0,38})",
        "https://github.com/{id}",
        reserved=handles.GITHUB,
    ),
    _handles(
        "GitLab",
        r"gitlab\.com",
        rf"/(?:users|u)/(?P<id>{_DOTTED})",
        "https://gitlab.com/{id}",
        reserved="login password sign_in sign_up",
    ),
    _owners(
        "GitLab",
        r"gitlab\.com",
        rf"/(?P<id>{_DOTTED})",
        "https://gitlab.com/{id}",
        reserved=handles.GITLAB,
        below="a project or subgroup",
        tabs="",
    ),
    _handles(
        "X",
        r"(?:(?:mobile|m)\.)?(?:x|twitter)\.com",
        r"/(?:#!/|intent/(?:user|follow)\?(?:[^#]*&)?screen_name=)@?(?P<id>\w{1,15})",
        "https://x.com/{id}",
        reserved=handles.X,
    ),
    Site(
        name="X",
        host=r"(?:(?:mobile|m)\.)?(?:x|twitter)\.com",
        path=r"/i/user/(?P<id>\d+)",
        canonical="https://x.com/i/user/{id}",
    ),
    _owners(
        "X",
        r"(?:(?:mobile|m)\.)?(?:x|twitter)\.com",
        r"/@?(?P<id>\w{1,15})",
        "https://x.com/{id}",
        reserved=handles.X,
        below="a post or a list",
        tabs=handles.X_TABS,
    ),
    _owners(
        "Kaggle",
        r"kaggle\.com",
        r"/(?P<id>\w[\w-]*)",
        "https://www.kaggle.com/{id}",
        reserved=handles.KAGGLE,
        below="a notebook",
        tabs=handles.KAGGLE_TABS,
    ),
    _owners(
        "Hugging Face",
        r"(?:huggingface|hf)\.co",
        rf"/(?P<id>{_DOTTED})",
        "https://huggingface.co/{id}",
        reserved=handles.HUGGING,
        below="a repository",
        tabs=handles.HUGGING_TABS,
    ),
    _handles(
        "Dribbble",
        r"dribbble\.com",
        r"/(?P<id>\w[\w-]*)",
        "https://dribbble.com/{id}",
        reserved=handles.DRIBBBLE,
    ),
    _handles(
        "Behance",
        r"behance\.net|be\.net",
        r"/(?P<id>\w[\w-]*)",
        "https://www.behance.net/{id}",
        reserved=handles.BEHANCE,
    ),
    # Every site of the family counts its people by itself, but a site and its meta count them together.
    Site(
        name="Stack Overflow",
        host=r"(?P<part>(?:[a-z]{2}\.)?)(?:meta\.)?"
        r"(?P<home>(?:stackoverflow|serverfault|superuser|askubuntu|stackapps)\.com|mathoverflow\.net)",
        path=r"/users/(?P<id>\d+)(?:/(?P<name>[^/?&#]*))?",
        canonical="https://{part}{home}/users/{id}",
        guess=slugs.guess,
    ),
    Site(
        name="Stack Overflow",
        host=r"(?P<part>(?:[\w-]+\.)?)(?:meta\.)?(?P<home>stackexchange\.com)",
        path=r"/users/(?P<id>\d+)(?:/(?P<name>[^/?&#]*))?",
        canonical="https://{part}{home}/users/{id}",
        guess=slugs.guess,
    ),
    Site(
        name="Xing",
        host=r"(?:\w+\.)?xing\.(?:com|to)",
        path=rf"/(?:profiles?|hp)/(?P<id>{_SLUG})",
        canonical="https://www.xing.com/profile/{id}",
        guess=slugs.guess,
        spell=_exactly,
    ),
    Site(
        name="Wellfound",
        host=r"wellfound\.com|angel\.co",
        path=r"/[up]/(?P<id>[\w-]+)",
        canonical="https://wellfound.com/u/{id}",
        guess=slugs.guess,
    ),
    Site(
        name="Google Scholar",
        host=_SCHOLAR,
        path=r"/citations\?(?:[^#]*&)?user=(?P<id>[\w-]{12})",
        canonical="https://scholar.google.com/citations?user={id}",
        spell=_exactly,
    ),
    Site(
        name="ORCID",
        host=r"orcid\.org",
        path=r"/(?:my-orcid\?orcid=)?(?P<id>\d{4}-\d{4}-\d{4}-\d{3}[\dX])",
        canonical="https://orcid.org/{id}",
        spell=_orcid,
    ),
    Site(
        name="Greenhouse",
        host=r"(?P<home>app\d*(?:\.\w+)?)\.greenhouse\.io",
        path=r"/(?:[^?]*/)?people/(?P<id>\d+)",
        canonical="https://{home}.greenhouse.io/people/{id}",
    ),
    Site(
        name="Lever",
        host=r"(?P<home>hire(?:\.\w+)?)\.lever\.co",
        path=rf"/candidates/(?:[^/?]+/)??{_UUID}",
        canonical="https://{home}.lever.co/candidates/{id}",
    ),
    Site(
        name="Ashby",
        host=r"app\.ashbyhq\.com",
        path=rf"/(?:[^?]*/)?candidates/{_UUID}",
        canonical="https://app.ashbyhq.com/candidates/{id}",
    ),
)
