"""Whose profile a link leads to, in one spelling for each person. No page is ever fetched."""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

from bot.refusals import Refusal
from bot.rules.sites import SITES, Site

WEBSITE = "Website"
_LONGEST = 2_000
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)+(?:[a-z]{2,}|xn--[a-z0-9-]+)")
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|mc_[ce]id|igshid|ref|ref_src|source|src|trk\w*|si|s", re.IGNORECASE
)
_JOB_HOSTS = re.compile(
    r"(?:job-)?boards(?:\.\w+)?\.greenhouse\.io|jobs(?:\.\w+)?\.lever\.co|jobs\.ashbyhq\.com|(?:\w+\.)?indeed\.\w+"
)
_SHORTENERS = frozenset({"lnkd.in", "bit.ly", "t.co", "tinyurl.com", "goo.gl", "ow.ly", "buff.ly"})
_NOBODY = re.compile(r"(?:[\w-]+\.)?(?:slack\.com|zoom\.us|calendly\.com)|(?:\w+\.)*google(?:\.\w+)+")
_JOB_WORDS = frozenset({"job", "jobs", "career", "careers", "positions", "vacancies", "joblist"})
_COMPANY_WORDS = frozenset(
    {"company", "companies", "school", "showcase", "organization", "organizations", "orgs", "pages", "groups"}
)
_COPY = "Copy the link of the person's own profile."


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a profile is; `canonical` is the same for every spelling of its link."""

    canonical: str
    site: str
    first_name: str = ""
    last_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    """A link taken apart: host without www, path decoded and without its last slash."""

    host: str
    port: str
    path: str
    query: str


def place(url: str) -> Place:
    """Find whose profile a web link is; raises Refusal for company and job pages and for broken links."""
    link = _taken_apart(url)
    _refuse_hosts(link.host)
    ours = [site for site in SITES if re.fullmatch(site.host, link.host)]
    for site in ours:
        if found := _profile(site, link):
            return found
    _refuse_pages(link.path)
    if ours:
        raise Refusal(f"That is not a person's page on {ours[0].name}.", _COPY)
    if re.fullmatch(_NOBODY, link.host):
        raise Refusal("That link leads to no person.", _COPY)
    return Place(canonical=_personal(link), site=WEBSITE)


def _taken_apart(url: str) -> _Link:
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        host = _host(parts)
        path = unquote(parts.path, errors="strict")
        port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    except ValueError as error:
        raise Refusal("That link is broken.", _COPY) from error
    sound = len(url) <= _LONGEST and parts.username is None and _HOST.fullmatch(host)
    if not sound or any(unicodedata.category(letter).startswith("C") for letter in path):
        raise Refusal("That link is broken.", _COPY)
    return _Link(host=host, port=port, path="/" + re.sub(r"/+", "/", path).strip("/"), query=parts.query)


def _host(parts: SplitResult) -> str:
    name = (parts.hostname or "").rstrip(".")
    ascii_name = name if name.isascii() else name.encode("idna").decode()
    return ascii_name.removeprefix("www.")


def _profile(site: Site, link: _Link) -> Place | None:
    target = f"{link.path}?{link.query}" if link.query else link.path
    found = re.match(rf"{site.path}(?=[/?&#]|$)", target)
    if not found or found["id"].lower() in site.reserved:
        return None
    if site.name == "ORCID" and not _is_orcid(found["id"]):
        raise Refusal("That ORCID has a typing mistake.", _COPY)
    parts = {name: _spelled(value or "", site) for name, value in found.groupdict().items()}
    slug = found.groupdict().get("name") or found["id"]
    first, last = site.guess(unicodedata.normalize("NFC", slug)) if site.guess else ("", "")
    canonical = site.canonical.format(host=link.host, **parts)
    return Place(canonical=canonical, site=site.name, first_name=first, last_name=last)


def _spelled(value: str, site: Site) -> str:
    composed = unicodedata.normalize("NFC", value)
    return quote(composed if site.keeps_case else composed.lower(), safe="-_.~/")


def _is_orcid(orcid: str) -> bool:
    """Check the last character, which ISO 7064 (mod 11, 2) computes from the others."""
    total = 0
    for digit in orcid.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == orcid[-1]


def _refuse_hosts(host: str) -> None:
    if host in _SHORTENERS:
        raise Refusal("A shortened link hides whose it is.", "Open it and copy the address from there.")
    if re.fullmatch(_JOB_HOSTS, host):
        raise Refusal("That is a job page, not a person.", _COPY)


def _refuse_pages(path: str) -> None:
    words = set(path.lower().split("/"))
    if words & _JOB_WORDS:
        raise Refusal("That is a job page, not a person.", _COPY)
    if words & _COMPANY_WORDS:
        raise Refusal("That is a company page, not a person.", _COPY)


def _personal(link: _Link) -> str:
    asked = [
        pair for pair in parse_qsl(link.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])
    ]
    path = quote(link.path, safe="/-_.~@:!$&'()*+,;=").rstrip("/")
    return f"https://{link.host}{link.port}{path}{'?' if asked else ''}{urlencode(asked)}"
