"""Who is meant by what a recruiter typed or pasted: links to profiles and addresses."""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote

from email_validator import EmailNotValidError, validate_email

from bot.refusals import Refusal
from bot.rules import profiles, slugs


class LinkKind(StrEnum):
    PROFILE = "profile"
    EMAIL = "email"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A person: `canonical` is the one spelling of the profile link, or the address; names are guesses."""

    kind: LinkKind
    canonical: str
    site: str
    first_name: str = ""
    last_name: str = ""
    company: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A word that leads to no person, and why."""

    word: str
    why: str


Entry = Found | Refused

_DOMAIN = r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}"
# A comma may belong to a link (LinkedIn's sales links have some), unless another link or address follows it.
_BETWEEN = re.compile(rf"\s+|[,;]+(?=[\s,;]|$|<|https?:|mailto:|{_DOMAIN}(?:/|,|;|\s|$)|[^\s,;@/]+@)")
_SLACK_LINK = re.compile(r"<([^<>|]*)(?:\|[^<>]*)?>")
_MENTION = re.compile(r"[@#!]")
_URL = re.compile(rf"(?:https?://\S+|{_DOMAIN}(?::\d+)?(?:[/?#]\S*)?)", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_OPENING, _CLOSING = "([{<\"'“‘«", ".,;:!?)]}>\"'”’»"
_GMAIL = frozenset({"gmail.com", "googlemail.com"})


def read(words: str) -> tuple[Entry, ...]:
    """Read every word as a person; a person named twice is found once."""
    return tuple(dict.fromkeys(_entry(word) for word in _split(words)))


def find(message: str) -> tuple[Found, ...]:
    """Find the people in any message, passing over everything else in it, such as Node.js."""
    people = dict.fromkeys(
        entry
        for word in _split(message)
        if isinstance(entry := _entry(word), Found) and (entry.site != profiles.WEBSITE or "://" in word)
    )
    return tuple(people)


def address(text: str) -> str:
    """Check an e-mail address and spell it one way, in ASCII; raises Refusal for one that cannot be."""
    word = text.strip()
    try:
        checked = validate_email(word, check_deliverability=False, test_environment=True, strict=True)
    except EmailNotValidError as error:
        raise Refusal(f"“{word[:80]}” is not an email address.", str(error)) from error
    if checked.ascii_email is None:
        raise Refusal(f"“{word[:80]}” has letters that Gmail cannot write to.", "Ask for another address.")
    return checked.ascii_email


def address_key(checked: str) -> str:
    """Fold an address to what tells mailboxes apart: without case, +tag, Gmail's dots and old name."""
    local, _, domain = checked.strip().lower().rpartition("@")
    local = local.partition("+")[0] or local
    if domain in _GMAIL:
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"


def gmail_thread(thread_id: str) -> str:
    """Give the address at which a person's own Gmail shows a thread."""
    return f"https://mail.google.com/mail/u/0/#all/{thread_id}"


def _split(text: str) -> list[str]:
    spaced = _SLACK_LINK.sub(lambda link: f" {link[1].replace(' ', '%20')} ", text)
    return [bare for word in _BETWEEN.split(_unescaped(spaced)) if (bare := _bare(word))]


def _unescaped(text: str) -> str:
    """Undo the three entities of Slack, and no others: "&copy=1" is part of a link."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _bare(word: str) -> str:
    while len(word) > 1 and word[0] in "*_~`" and word[0] == word[-1]:
        word = word[1:-1]
    word = word.lstrip(_OPENING)
    bare = word.rstrip(_CLOSING)
    # A closing parenthesis belongs to the link that opened one.
    is_open = bare.count("(") > bare.count(")") and word.startswith(f"{bare})")
    return f"{bare})" if is_open else bare


def _entry(word: str) -> Entry:
    try:
        return _found(word)
    except Refusal as refusal:
        return Refused(word=word, why=f"{refusal.what} {refusal.mend}".strip())


def _found(word: str) -> Found:
    if word.lower().startswith("mailto:"):
        return _email(unquote(word[len("mailto:") :].partition("?")[0]))
    if _URL.fullmatch(word):
        return _profile(word)
    if _MENTION.match(word):
        raise Refusal("That is a name in Slack, not a link.", "Paste a profile link or an email address.")
    if "@" in word and "/" not in word:
        return _email(word)
    if word.lower().startswith("http"):
        raise Refusal("That link is broken.", "Copy it once more, whole.")
    if scheme := _SCHEME.match(word):
        raise Refusal(
            f"Links that begin with {scheme[1].lower()}: lead to no profile.",
            "Paste one that begins with https.",
        )
    raise Refusal("That is neither a profile link nor an email address.")


def _email(text: str) -> Found:
    checked = address(text)
    first, last = slugs.guess_address(checked)
    return Found(kind=LinkKind.EMAIL, canonical=checked, site="Email", first_name=first, last_name=last)


def _profile(url: str) -> Found:
    place = profiles.place(url)
    return Found(
        kind=LinkKind.PROFILE,
        canonical=place.canonical,
        site=place.site,
        first_name=place.first_name,
        last_name=place.last_name,
    )
