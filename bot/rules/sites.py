"""The sites whose profile links we know: how a link looks there, and its one spelling."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.rules import slugs


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where profiles of one site are: patterns for its host and for the path with its query.

    `canonical` takes the groups of `path`, and `host`; `reserved` are ids that are no person.
    """

    name: str
    host: str
    path: str
    canonical: str
    guess: Callable[[str], slugs.Guess] | None = None
    reserved: frozenset[str] = frozenset()
    keeps_case: bool = False


def _handles(name: str, host: str, canonical: str, reserved: str) -> Site:
    """Describe a site where the first word of the path is a handle of the person's choice."""
    return Site(
        name=name,
        host=host,
        path=r"/@?(?P<id>[\w-][\w.-]*)",
        canonical=canonical,
        guess=slugs.guess_handle,
        reserved=frozenset(reserved.split()),
    )


_GITHUB = (
    "about apps collections contact customer-stories enterprise events explore features issues join login"
    " marketplace new notifications orgs organizations pricing pulls search security settings site stars"
    " team topics trending"
)
_GITLAB = "dashboard explore groups help jobs projects search users -"
_X = "explore hashtag home i intent jobs login messages notifications privacy search settings share tos"
_KAGGLE = "c code competitions datasets discussions docs learn models notebooks organizations rankings search"
_HUGGING = (
    "blog chat collections datasets docs enterprise join learn login models organizations papers pricing"
    " settings spaces tasks"
)
_DRIBBBLE = "designers following jobs popular search shots signup stories tags teams session"
_BEHANCE = "assets blog gallery galleries hire joblist jobs search collection onboarding"
_LINKEDIN_HOST = r"(?:[\w-]+\.)?linkedin\.com"

SITES = (
    # An id such as ACoAAA… is opaque, and its case counts.
    Site(
        name="LinkedIn",
        host=_LINKEDIN_HOST,
        path=r"/(?:mwlite/|comm/|m/)?in/(?P<id>AC[ow]AA[\w-]+)",
        canonical="https://www.linkedin.com/in/{id}",
        keeps_case=True,
    ),
    Site(
        name="LinkedIn",
        host=_LINKEDIN_HOST,
        path=r"/(?:mwlite/|comm/|m/)?in/(?P<id>[^/?]+)",
        canonical="https://www.linkedin.com/in/{id}",
        guess=slugs.guess,
    ),
    Site(
        name="LinkedIn",
        host=_LINKEDIN_HOST,
        path=r"/pub/(?P<name>[^/?]+)(?P<id>(?:/[0-9a-z]+){3})",
        canonical="https://www.linkedin.com/pub/{name}{id}",
        guess=slugs.guess,
    ),
    Site(
        name="LinkedIn",
        host=_LINKEDIN_HOST,
        path=r"/(?:talent|recruiter)/(?:[^?]*/)?profile/(?P<id>[\w-]+)",
        canonical="https://www.linkedin.com/talent/profile/{id}",
        keeps_case=True,
    ),
    Site(
        name="LinkedIn",
        host=_LINKEDIN_HOST,
        path=r"/sales/(?:lead|people)/(?P<id>[\w-]+)(?:,[^/?]*)?",
        canonical="https://www.linkedin.com/sales/lead/{id}",
        keeps_case=True,
    ),
    _handles("GitHub", r"(?:gist\.|m\.)?github\.com", "https://github.com/{id}", _GITHUB),
    _handles("GitLab", r"gitlab\.com", "https://gitlab.com/{id}", _GITLAB),
    _handles("X", r"(?:mobile\.|m\.)?(?:x|twitter)\.com", "https://x.com/{id}", _X),
    _handles("Dribbble", r"dribbble\.com", "https://dribbble.com/{id}", _DRIBBBLE),
    _handles("Behance", r"behance\.net", "https://www.behance.net/{id}", _BEHANCE),
    _handles("Kaggle", r"kaggle\.com", "https://www.kaggle.com/{id}", _KAGGLE),
    _handles("Hugging Face", r"(?:huggingface|hf)\.co", "https://huggingface.co/{id}", _HUGGING),
    Site(
        # Every site of the family counts its people by itself.
        name="Stack Overflow",
        host=r"(?:\w+\.)?stackoverflow\.com|(?:[\w.]+\.)?stackexchange\.com|serverfault\.com|superuser\.com",
        path=r"/users/(?P<id>\d+)(?:/(?P<name>[^/?]*))?",
        canonical="https://{host}/users/{id}",
        guess=slugs.guess,
    ),
    Site(
        name="Xing",
        host=r"(?:\w+\.)?xing\.(?:com|to)",
        path=r"/profile/(?P<id>[^/?]+)",
        canonical="https://www.xing.com/profile/{id}",
        guess=slugs.guess,
        keeps_case=True,
    ),
    Site(
        name="Wellfound",
        host=r"(?:wellfound\.com|angel\.co)",
        path=r"/[up]/(?P<id>[\w-]+)",
        canonical="https://wellfound.com/u/{id}",
        guess=slugs.guess,
    ),
    Site(
        name="Google Scholar",
        host=r"scholar\.google(?:\.\w+)+",
        path=r"/citations\?(?:[^/]*&)?user=(?P<id>[\w-]+)",
        canonical="https://scholar.google.com/citations?user={id}",
        keeps_case=True,
    ),
    Site(
        name="ORCID",
        host=r"orcid\.org",
        path=r"/(?P<id>\d{4}-\d{4}-\d{4}-\d{3}[\dX])",
        canonical="https://orcid.org/{id}",
        keeps_case=True,
    ),
    Site(
        name="Greenhouse",
        host=r"app\d*(?:\.\w+)?\.greenhouse\.io",
        path=r"/people/(?P<id>\d+)",
        canonical="https://{host}/people/{id}",
    ),
    Site(
        name="Lever",
        host=r"hire(?:\.\w+)?\.lever\.co",
        path=r"/candidates/(?:[^?]*/)?(?P<id>[0-9a-fA-F-]{36})",
        canonical="https://{host}/candidates/{id}",
    ),
    Site(
        name="Ashby",
        host=r"app\.ashbyhq\.com",
        path=r"/(?:[^?]*/)?candidates/(?:[^?]*/)?(?P<id>[0-9a-fA-F-]{36})",
        canonical="https://app.ashbyhq.com/candidates/{id}",
    ),
)
