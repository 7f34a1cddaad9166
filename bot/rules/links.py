"""Who is meant by what a recruiter typed or pasted: links to profiles and addresses."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar
from urllib.parse import unquote

from email_validator import EmailNotValidError, validate_email

from bot.refusals import Refusal
from bot.rules import lookalikes, profiles, slugs
from bot.rules.pages import COPY


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
_E = TypeVar("_E", Found, Entry)

_DOMAIN = r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}"
_FULL_WIDTH = "，。；、！？：（）「」『』【】《》"
# A comma may belong to a link (LinkedIn's sales links have some), unless another link or address follows it.
_BETWEEN = re.compile(
    rf"[\s{_FULL_WIDTH}]+|[,;]+(?=[\s,;]|$|<|https?:|mailto:|{_DOMAIN}(?:/|,|;|\s|$)|[^\s,;@/]+@)"
)
_SLACK_LINK = re.compile(r"<([^<>|]*)(?:\|[^<>]*)?>")
# A label that sticks to its link: "LinkedIn:https://…", "[Grace](https://…)".
_LABELLED = re.compile(r"(?<=[:(\[\"'>])(?=https?://|mailto:)", re.IGNORECASE)
# What somebody surely meant as a link or an address, whatever is wrong with it.
_MEANT = re.compile(rf"https?://|mailto:|{_DOMAIN}/|[^@\s]+@[^@\s]+\.", re.IGNORECASE)
_MENTION = re.compile(r"[@#!]")
_URL = re.compile(rf"(?:https?://\S+|{_DOMAIN}(?::\d+)?(?:[/?#]\S*)?)", re.IGNORECASE)
_COMPUTER = re.compile(r"(?:localhost|\d{1,3}(?:\.\d{1,3}){3})(?:[:/?#]\S*)?", re.IGNORECASE)
_FILE = re.compile(
    r"[^/:@]+\.(?:pdf|docx?|odt|rtf|txt|csv|tsv|xlsx?|ods|pptx?|zip|png|jpe?g|gif|svg|html?|json|xml|vcf)",
    re.IGNORECASE,
)
_MAIL_TO = re.compile(r"mailto:(?://)?(?:\?(?:[^#]*&)?to=)?([^?&#]*)", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{0,30}):", re.IGNORECASE)
_CUT_SHORT = re.compile(r"(?:…|\.{3,})$")
# Some signs that nobody sees are left around a word by the app it was copied from.
_UNSEEN = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_OPENING, _CLOSING = "([{<\"'“‘«„‚‹" + _UNSEEN, ".,;:!?)]}>\"'”’»“‘›" + _UNSEEN
_POSSESSIVE = re.compile(r"['’]s$")
_LONGEST = 2_000
_GMAIL = frozenset({"gmail.com", "googlemail.com"})


def read(words: str) -> tuple[Entry, ...]:
    """Read every word as a person; a person named twice is found once."""
    return _once(_entry(word) for word in _split(words))


def find(message: str) -> tuple[Found, ...]:
    """Find the people in any message, passing over everything else in it, such as Node.js."""
    return _once(
        entry
        for word in _split(message)
        if isinstance(entry := _entry(word), Found) and (entry.site != profiles.WEBSITE or "://" in word)
    )


def typed(words: str) -> tuple[Entry, ...]:
    """Read words as `read` does, without those that nobody can have meant as a link or an address."""
    return tuple(one for one in read(words) if isinstance(one, Found) or _MEANT.match(one.word))


def gather(message: str) -> tuple[Entry, ...]:
    """Find the people in any message as `find` does, and what was meant as a link or address but leads to nobody."""
    return (*find(message), *(one for one in typed(message) if not isinstance(one, Found)))


def address(text: str) -> str:
    """Check an e-mail address and spell it one way, in ASCII; raises Refusal for one that cannot be."""
    word = text.strip()
    try:
        checked = validate_email(word, check_deliverability=False, test_environment=True, strict=True)
    except EmailNotValidError as error:
        raise Refusal(f"“{_shown(word)}” is not an email address.", str(error)) from error
    lookalikes.refuse(checked.domain)
    if checked.ascii_email is None:
        raise Refusal(f"“{_shown(word)}” has letters that Gmail cannot write to.", "Ask for another address.")
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
    words = _BETWEEN.split(_LABELLED.sub(" ", _unescaped(spaced)))
    bare = (_bare(word) for word in words)
    return [word for word in bare if any(map(str.isalnum, word[:_LONGEST]))]


def _unescaped(text: str) -> str:
    """Undo the three entities of Slack, and no others: "&copy=1" is part of a link."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _bare(word: str) -> str:
    if len(word) > 2 * _LONGEST:
        return word
    while len(word) > 1 and word[0] in "*_~`" and word[0] == word[-1]:
        word = word[1:-1]
    word = word.lstrip(_OPENING)
    if _CUT_SHORT.search(word):
        return word
    return _without_closing(_POSSESSIVE.sub("", _without_closing(word)))


def _without_closing(word: str) -> str:
    while word and word[-1] in _CLOSING and not _is_closed(word):
        word = word[:-1]
    return word


def _is_closed(word: str) -> bool:
    """Say whether the last sign is the parenthesis that closes one of the link's own."""
    return word[-1] == ")" and word.count("(") >= word.count(")")


def _once(entries: Iterable[_E]) -> tuple[_E, ...]:
    once: dict[str, _E] = {}
    for entry in entries:
        once.setdefault(entry.canonical if isinstance(entry, Found) else entry.word, entry)
    return tuple(once.values())


def _shown(word: str) -> str:
    return "".join(sign for sign in word[:80] if sign.isprintable())


def _entry(word: str) -> Entry:
    try:
        return _found(word)
    except Refusal as refusal:
        return Refused(word=word[:_LONGEST], why=f"{refusal.what} {refusal.mend}".strip())


def _found(word: str) -> Found:
    if len(word) > _LONGEST:
        raise Refusal("That is longer than any link (2,000 characters).", COPY)
    profiles.refuse_unseen(word)
    if mail := _MAIL_TO.match(word):
        return _email(unquote(mail[1]))
    if _COMPUTER.fullmatch(word):
        return _profile(f"http://{word}")
    if _FILE.fullmatch(word):
        raise Refusal("That is the name of a file, not a link.", COPY)
    if _URL.fullmatch(word):
        return _profile(word)
    if _MENTION.match(word):
        raise Refusal("That is a name in Slack, not a link.", "Paste a profile link or an email address.")
    if "@" in word and "/" not in word:
        return _email(word)
    raise _no_link(word)


def _no_link(word: str) -> Refusal:
    if word.lower().startswith("http"):
        return Refusal("That link is broken.", profiles.AGAIN)
    if scheme := _SCHEME.match(word):
        return Refusal(
            f"Links that begin with {scheme[1].lower()}: lead to no profile.",
            "Paste one that begins with https.",
        )
    return Refusal("That is neither a profile link nor an email address.", COPY)


def _email(text: str) -> Found:
    checked = address(text)
    first, last = slugs.guess_address(checked)
    return Found(kind=LinkKind.EMAIL, canonical=checked, site="Email", first_name=first, last_name=last)


def _profile(url: str) -> Found:
    if _CUT_SHORT.search(url):
        raise Refusal("That link was cut short.", profiles.AGAIN)
    place = profiles.place(url)
    return Found(
        kind=LinkKind.PROFILE,
        canonical=place.canonical,
        site=place.site,
        first_name=place.first_name,
        last_name=place.last_name,
    )
