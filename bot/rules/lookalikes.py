"""Hosts that are made to be taken for another: letters of other alphabets, signs alike, a known name in front."""

import re
import unicodedata

from bot.refusals import Refusal

# A famous name with a country behind it (google.com.br, lever.co.uk) is somebody else, but no disguise.
_ABROAD = frozenset(
    {"google.com", "yahoo.com", "hotmail.com", "outlook.com", "angel.co", "lever.co", "x.com"}
)
_FAMOUS = (
    "linkedin.com",
    "github.com",
    "gitlab.com",
    "stackoverflow.com",
    "stackexchange.com",
    "twitter.com",
    "x.com",
    "xing.com",
    "dribbble.com",
    "behance.net",
    "wellfound.com",
    "angel.co",
    "kaggle.com",
    "huggingface.co",
    "orcid.org",
    "greenhouse.io",
    "lever.co",
    "ashbyhq.com",
    "google.com",
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "yahoo.com",
)
# What the eye reads, and the letters it reads so; i and 1 are read as l, 0 as o.
_READ_AS = {
    "a": "аɑαа",
    "b": "ьƅвʙ",
    "c": "сϲᴄ",
    "d": "ԁɗđᴅժ",
    "e": "еєεҽ",
    "g": "ɡɢցǥ",
    "h": "һհħнʜ",
    "j": "јϳյ",
    "k": "кκᴋ",
    "l": "1iіıɩιӏłլǀ|",
    "m": "мᴍ",
    "n": "пηոռɴ",
    "o": "0оοσօøᴏ",
    "p": "рρ",
    "q": "ԛգզ",
    "r": "гʀ",
    "s": "ѕʂꜱ",
    "t": "тτŧᴛ",
    "u": "υսʋᴜ",
    "v": "νѵᴠ",
    "w": "ԝωաᴡ",
    "x": "хχ",
    "y": "уγүу",
    "z": "ᴢʐ",
}
_LETTERS = str.maketrans({alike: letter for letter, every in _READ_AS.items() for alike in every})
# Alphabets that stand beside Latin letters in honest names.
_GOOD_NEIGHBOURS = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"})


def refuse(host: str) -> None:
    """Refuse a host, in letters as people read them, that imitates a famous one or mixes alphabets."""
    seen = _seen(host)
    for famous, alike in _PATTERNS if _ANY.search(seen) else ():
        if alike.search(seen) and not f".{host}".endswith(f".{famous}"):
            raise Refusal(f"That address only looks like {famous}.", f"Type {famous} by hand.")
    if any(is_mixed(label) for label in host.split(".")):
        raise Refusal(
            "That address mixes letters of two alphabets, as only a disguise does.", "Type it by hand."
        )


def is_mixed(word: str) -> bool:
    """Say whether letters of two alphabets make one word, such as a Cyrillic vowel among Latin letters."""
    return not word.isascii() and len(alphabets(word) - _GOOD_NEIGHBOURS) > 1


def alphabets(word: str) -> frozenset[str]:
    """Name the alphabets of the letters of a word, such as LATIN or CJK."""
    names = (
        unicodedata.name(sign, "") for sign in word if unicodedata.category(sign) in {"Lu", "Ll", "Lt", "Lo"}
    )
    return frozenset(name.partition(" ")[0] for name in names)


def _seen(host: str) -> str:
    """Give what a quick reader takes a host for."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", host) if not unicodedata.combining(sign))
    return plain.translate(_LETTERS).replace("rn", "m").replace("vv", "w")


def _imitations(famous: str) -> re.Pattern[str]:
    further = r"\.(?!\w\w$)" if famous in _ABROAD else r"\."
    return re.compile(rf"(?:^|\.){re.escape(_seen(famous))}(?:$|-|{further})")


_PATTERNS = tuple((famous, _imitations(famous)) for famous in _FAMOUS)
_ANY = re.compile("|".join(alike.pattern for _, alike in _PATTERNS))
