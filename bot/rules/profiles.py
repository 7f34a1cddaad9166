"""Whose profile a link leads to, in one spelling for each person. No page is ever fetched."""

import posixpath
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from bot.refusals import Refusal
from bot.rules import hosts, pages
from bot.rules.sites import SITES, Site

WEBSITE = "Website"
AGAIN = "Copy it once more, whole."
# Two of the signs nobody sees belong into words of some languages, and into emoji.
_JOINERS = "\u200c\u200d"
_TRACKING = re.compile(
    r"utm_\w+|fbclid|g(?:clid|braid|ad_\w+)|wbraid|dclid|msclkid|yclid|t(?:w|t)clid|li_fat_id|mc_[ce]id|igsh(?:id)?"
    r"|_hs\w+|mkt_tok|vero_\w+|oly_\w+|_g[al]|ref|ref_src|ref_url|referrer|source|src|trk\w*|lipi|si|s",
    re.IGNORECASE,
)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_ENDS = r"(?=\.*(?:[/?&#—–|·•]|$))"
_PATHS = tuple((site, re.compile(site.path + _ENDS, re.ASCII | re.IGNORECASE)) for site in SITES)


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
    path: str
    query: str
    fragment: str


def place(url: str) -> Place:
    """Find whose profile a web link is; raises Refusal for all that is nobody's, and for broken links."""
    link = _taken_apart(url)
    pages.refuse_host(link.host, link.path)
    for site, path in _PATHS:
        if found := _profile(site, path, link):
            return found
    pages.refuse_known(link.host, link.path)
    pages.refuse_unknown(link.host, link.path)
    return Place(canonical=_personal(link), site=WEBSITE)


def refuse_unseen(text: str) -> None:
    """Refuse a text with control signs, marks of direction and others that nobody sees."""
    if any(unicodedata.category(sign).startswith("C") and sign not in _JOINERS for sign in text):
        raise Refusal("That has signs in it that nobody sees.", AGAIN)


def _taken_apart(url: str) -> _Link:
    try:
        parts = urlsplit(url if "://" in url[:8] else f"https://{url}")
        host = hosts.of(parts)
        path = unquote(parts.path, errors="strict")
    except ValueError as error:
        raise Refusal("That link is broken.", AGAIN) from error
    refuse_unseen(path)
    walked = posixpath.normpath("/" + unicodedata.normalize("NFC", path).lstrip("/"))
    return _Link(host=host, path=walked, query=parts.query, fragment=parts.fragment)


def _profile(site: Site, path: re.Pattern[str], link: _Link) -> Place | None:
    host = re.fullmatch(site.host, link.host)
    found = path.match(_target(link)) if host else None
    if not host or not found or found["id"].lower() in site.reserved:
        return None
    parts = {name: _spelled(value, site) for name, value in found.groupdict("").items()}
    canonical = site.canonical.format(**parts, **host.groupdict())
    _refuse_below(site, found.groupdict(""), canonical)
    slug = found.groupdict().get("name") or found["id"]
    first, last = site.guess(slug) if site.guess else ("", "")
    return Place(canonical=canonical, site=site.name, first_name=first, last_name=last)


def _target(link: _Link) -> str:
    """Give the path as a person meant it: encoded twice, or in the old form of X behind a #."""
    path = link.path
    if re.search(r"%[0-9a-fA-F]{2}", path):
        path = unicodedata.normalize("NFC", unquote(path))
    query = f"?{link.query}" if link.query else ""
    return f"{path}#{link.fragment}" if link.fragment.startswith("!/") else path + query


def _refuse_below(site: Site, parts: dict[str, str], canonical: str) -> None:
    below = parts.get("below", "").lower()
    # A repository that is called like its owner is the owner's page.
    if site.below and below and below not in {*site.tabs, parts["id"].lower()}:
        pages.refuse_below(site.below, site.name, canonical)


def _spelled(value: str, site: Site) -> str:
    return quote(unicodedata.normalize("NFC", site.spell(value)), safe="-_.~/")


def _personal(link: _Link) -> str:
    asked = [
        pair for pair in parse_qsl(link.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])
    ]
    path = _INDEX.sub("", link.path).rstrip("/")
    # Brackets may stay where both are there; what a sentence ends with must not end a link.
    brackets = "()" if path.count("(") == path.count(")") else ""
    spelled = quote(path, safe=f"/-_.~@$*+={brackets}") + ("?" if asked else "") + urlencode(asked)
    return f"https://{link.host}{_kept(spelled)}"


def _kept(end: str) -> str:
    """Write full stops at the end so that no reader takes them for the end of a sentence."""
    bare = end.rstrip(".")
    return bare + "%2E" * (len(end) - len(bare))
