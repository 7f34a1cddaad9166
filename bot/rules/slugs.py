"""What somebody is probably called, by the slug of a profile; a guess the recruiter sees and may mend.

Nothing is better than something wrong: "Hi Graceh" is worse than an empty field.
"""

import re
import unicodedata

from bot.rules import lookalikes
from bot.rules.given_names import KNOWN

Guess = tuple[str, str]

_NOTHING: Guess = ("", "")
_LONGEST = 40


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PARTICLES = _words(
    "van von vom der den de da di do du dos das dal dei del della des la le ten ter bin ibn al el af zu zum zur"
)
_GLUED = {"vonder": ["von", "der"], "vander": ["van", "der"], "vanden": ["van", "den"], "dela": ["de", "la"]}
_DECOR = _words(
    "dr prof mr mrs ms phd mba msc bsc llm llb md cpa pmp cfa cissp esq jr sr ii iii iv shrm sphr dipl mag meng beng"
)
# What is a title at the end of a name, and a name elsewhere: Jack Ma.
_MAYBE_DECOR = _words("ma ba bs pe rn cp jd ing he him his she her hers they them ph d")
_DESKS = _words(
    "info team hello jobs job hr human resources contact sales support talent careers office admin no reply noreply"
    " press help desk service customer accounts billing privacy recruiting recruitment hiring"
)
# What people do stands after the name; with other words there is no name at all.
_DEEDS = _words(
    "dev developer engineer designer manager director recruiter recruiting consultant consulting coach architect"
    " analyst scientist programmer founder cofounder ceo cto cfo coo cmo vp freelance freelancer photography"
    " photographer marketing ux ui seo tech devops frontend backend fullstack software data product project cloud"
    " security official online gmbh inc llc ltd codes coding writes design designs java python it hr"
)
_NO_NAMES = _words(
    "the of all in on and or my is not your for with to from by at me we us our who what a an i hire senior junior"
    " lead robot ninja guru wizard hacker master boss king queen cool guy girl dude"
)
# In front, these may be the family's name or the person's: Nguyen Van Anh.
_EITHER_WAY = _words(
    "nguyen tran pham huynh hoang phan zhang wang li liu chen yang zhao huang zhou wu xu sun zhu hu"
)
# First names of two parts whose hyphen or blank the slug has swallowed.
_HYPHENED = {
    "jean": "luc paul pierre claude marc michel jacques baptiste louis francois philippe yves marie rene charles",
    "marie": "claire louise laure helene france therese christine josee anne eve luise pierre",
    "anne": "marie sophie laure claire cecile",
    "pierre": "yves louis antoine emmanuel alain",
    "hans": "peter georg jurgen juergen joachim dieter ulrich werner christian",
    "karl": "heinz friedrich",
    "klaus": "dieter peter",
    "anna": "lena maria sophie lisa katharina",
    "eva": "maria",
    "ann": "kathrin christin sophie",
}
_SPACED = {
    "mary": "ann anne jane kate beth lou ellen",
    "john": "paul",
    "ana": "maria paula sofia clara carolina",
    "maria": "jose fernanda eduarda luisa elena isabel",
    "jose": "luis maria antonio manuel carlos miguel",
    "juan": "carlos pablo jose manuel antonio",
    "luis": "miguel fernando alberto carlos",
    "miguel": "angel",
    "carlos": "alberto eduardo",
}
_IRISH = _words(
    "brien connor neill neil reilly sullivan hara donnell leary malley dwyer keefe shea grady rourke toole"
)
_ITALIAN = _words(
    "angelo souza amico agostino arcy costa silva cruz alessandro ambrosio andrea aquino artagnan elia"
)
_ELIDED = {"o": _IRISH, "d": _ITALIAN}
_FAMILY_FIRST = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL"})
_INITIALS = re.compile(r"[^aeiouy]{2,3}|[a-z]j")
# Where one word is two: JaneDoe, but not McGregor and not DeVito.
_HUMP = re.compile(r"(?<=[a-zß-öø-ÿ])(?<!Mc)(?<!Mac)(?<!De)(?<!Di)(?<!La)(?<!Le)(?=[A-ZÀ-ÖØ-Þ])")


def guess(slug: str) -> Guess:
    """Read first and last name from a slug that people's names are made into: "grace-hopper-1906"."""
    parts = _parts(slug)
    is_glued = not re.search(r"[-_.\s]", slug)
    return _NOTHING if is_glued and not _is_known(parts) else _read(parts)


def guess_handle(handle: str) -> Guess:
    """Read a name from a handle that may be anything; only a well-known first name makes it a name."""
    parts = _parts(handle)
    return _read(parts) if _is_known(parts) else _NOTHING


def guess_address(address: str) -> Guess:
    """Read a name from the part before the @, if it has two words and is no desk such as jobs.berlin@."""
    parts = _parts(address.partition("@")[0].partition("+")[0])
    return _NOTHING if len(parts) < 2 or _DESKS.intersection(parts) else _read(parts)


def _is_known(parts: list[str]) -> bool:
    return bool(parts) and _plain(parts[0]).partition("-")[0] in KNOWN


def _plain(part: str) -> str:
    """Write a word without accents, as a list of words has it."""
    return "".join(sign for sign in unicodedata.normalize("NFD", part) if not unicodedata.combining(sign))


def _parts(slug: str) -> list[str]:
    plain = "".join(sign if _is_of_words(sign) else " " for sign in _HUMP.sub("-", slug.replace("’", "'")))
    # Beside a dot or an underscore, a hyphen belongs to the name: Anne-Marie_Schmidt.
    between = (
        r"[_.\s]+" if re.search(r"[^\W\d]-[^\W\d]{2,}[_.]|[_.][^\W\d]{2,}-[^\W\d]", slug) else r"[-_.\s]+"
    )
    words = [word for word in re.split(between, plain.lower()) if word]
    if not words or any(_is_left_alone(word) for word in words):
        return []
    named = [_without_number(word) for word in words]
    if not named[0]:
        return []
    return [part for word in named if word not in _DECOR for part in _GLUED.get(word, [word]) if part]


def _is_of_words(sign: str) -> bool:
    return sign in "-_.' " or unicodedata.category(sign)[0] in "LMN"


def _is_left_alone(word: str) -> bool:
    """Say whether a word is written family name first, in mixed alphabets, or by a machine."""
    if len(word) > _LONGEST or lookalikes.is_mixed(word):
        return True
    return not word.isascii() and bool(lookalikes.alphabets(word) & _FAMILY_FIRST)


def _without_number(word: str) -> str:
    """Drop the "2" of hopper2 and the whole of a4b5c6d7."""
    word = word.strip("-'")
    if not any(letter.isdigit() for letter in word):
        return word
    named = re.fullmatch(r"((?:[^\W\d]|-){3,})\d{1,4}", word)
    is_hex = re.fullmatch(r"[0-9a-f]{6,}", word)
    return named[1].strip("-") if named and not is_hex else ""


def _read(parts: list[str]) -> Guess:
    parts = _undecorated(parts)
    if not parts or _NO_NAMES.intersection(parts) or _is_family(parts[0]):
        return _NOTHING
    if _is_initials(parts[0]):
        parts = parts[1:]
        if len(parts) < 2 or not _is_known(parts):
            return _NOTHING
    if not any(len(part) > 1 for part in parts[1:]):
        return (_cased(parts[0]), "") if _is_known(parts) else _NOTHING
    first, rest = _first(parts)
    return first, " ".join(_joined(rest))


def _undecorated(parts: list[str]) -> list[str]:
    deed = next((place for place, part in enumerate(parts) if part in _DEEDS), len(parts))
    parts = parts[:deed]
    while len(parts) > 2 and parts[-1] in _MAYBE_DECOR:
        parts = parts[:-1]
    return parts


def _is_family(part: str) -> bool:
    """Say whether a word in front belongs to the family: de Jong, O'Brien, Nguyen."""
    return part in _PARTICLES or part in _EITHER_WAY or part.startswith(("o'", "d'", "mc"))


def _is_initials(part: str) -> bool:
    return len(part) == 1 or (part.isascii() and bool(_INITIALS.fullmatch(part)))


def _first(parts: list[str]) -> tuple[str, list[str]]:
    head, second = _plain(parts[0]), _plain(parts[1])
    if second in _HYPHENED.get(head, "").split():
        return f"{_cased(parts[0])}-{_cased(parts[1])}", parts[2:]
    if second in _SPACED.get(head, "").split():
        return f"{_cased(parts[0])} {_cased(parts[1])}", parts[2:]
    return _cased(parts[0]), parts[1:]


def _joined(parts: list[str]) -> list[str]:
    words: list[str] = []
    for place, part in enumerate(parts):
        before, after = "".join(parts[place - 1 : place]), "".join(parts[place + 1 : place + 2])
        if part in _ELIDED.get(before, ()):
            words.append(f"{before.upper()}'{_cased(part)}")
        elif before == "al":
            words.append(f"Al-{_cased(part)}")
        elif after and part == "el":
            words.append("El")
        elif part == "t" and before == "van":
            words.append("'t")
        elif len(part) > 1 and not (after and part == "al"):
            words.append(part if after and part in _PARTICLES else _cased(part))
        elif after and words and part in {"y", "e"}:
            words.append(part)
    return words


def _cased(part: str) -> str:
    if part.startswith("mc") and len(part) > 4:
        return f"Mc{_cased(part[2:])}"
    return re.sub(r"(?:^|(?<=-)|(?<=^[a-z]'))\w", lambda start: start[0].title(), part)
