"""What somebody is probably called, by the slug of a profile; a guess the recruiter sees and may mend.

Nothing is better than something wrong: "Hi Graceh" is worse than an empty field.
"""

import re

Guess = tuple[str, str]

_NOTHING: Guess = ("", "")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PARTICLES = _words("van von der den de da di do dos das del della la le ten ter bin ibn al el af zu zum")
_DECOR = _words("dr prof mr mrs ms phd mba msc bsc md cpa pmp esq jr sr ii iii iv shrm sphr cissp")
_DESKS = _words(
    "info team hello jobs job hr contact sales support talent careers office admin no reply noreply"
)
# First names of two parts whose hyphen or blank the slug has swallowed.
_HYPHENED = {
    "jean": "luc paul pierre claude marc michel jacques baptiste louis francois philippe yves marie rene",
    "marie": "claire louise laure helene france therese christine josee anne eve",
    "anne": "marie sophie laure claire cecile",
    "pierre": "yves louis antoine emmanuel alain",
    "hans": "peter georg jurgen juergen joachim dieter ulrich werner christian",
    "karl": "heinz friedrich",
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
_GIVEN = _words(
    """
    aaron adam ada adrian agnes ahmed aisha alan albert alejandro alex alexander alexandra ali alice
    alicia amanda amir amy ana anders andre andrea andreas andrew angela anita ann anna anne anthony
    antonio anya arjun arthur ashley barbara beatriz ben benjamin bernd bianca bjorn bob boris brian
    bruno camila carla carlos carmen carol caroline catherine charles charlotte chen chiara chloe chris
    christian christina christine claire clara claudia daniel daniela david deborah deepak denis diana
    diego dmitri dominik donald dorothy edward elena eli elif elizabeth ella emily emma eric erik esther
    eva evelyn fatima felix fernando florian frances francesca francois frank fred gabriel george giulia
    grace greg guido hana hannah hans harry heather heidi helen henry hiroshi ian ibrahim ines ingrid
    irene isabel ivan jack jacob james jan jana jane jason javier jean jeff jennifer jenny jessica jim
    joan joao joe johan johanna john jon jonas jonathan jorge jose joseph joshua juan judith julia
    julian julie karen karin karl kate katharina katherine kathleen katie keith kelly ken kevin kim
    klaus kumar lars laura lea lena leo leon liam lin linda linus lisa louis lucas lucia luis lukas maja
    manuel marc marco margaret maria marie marina mario mark markus marta martin mary matt matteo
    matthew max maya megan mei mehmet melissa michael michelle miguel mike mohamed mohammed monica nadia
    nancy natalia natalie nathan neha nicholas nick nicole nina noah nora oliver olivia omar oscar pablo
    pamela patricia patrick paul paula pedro peter petra philip pierre priya rachel radia rahul ralph
    raj ravi raymond rebecca richard rita robert robin roger roland rosa ruth ryan sabine salma sam
    samantha samuel sandra sanjay sara sarah sebastian sergei sharon shirley simon sofia sonia sophie
    stefan stephanie stephen steve steven sue susan svetlana sven tanja tara teresa thomas tim timothy
    tina tobias tom tomas tony ursula valentina vera veronica victor victoria vijay vincent vladimir
    walter wei wendy will william yan yuki yusuf zoe
    """
)


def guess(slug: str) -> Guess:
    """Read first and last name from a slug that people's names are made into: "grace-hopper-1906"."""
    parts = _parts(slug)
    if not parts:
        return _NOTHING
    if len(parts) == 1:
        return (parts[0].capitalize(), "") if parts[0] in _GIVEN else _NOTHING
    return _split(parts)


def guess_handle(handle: str) -> Guess:
    """Read a name from a handle that may be anything; only a well-known first name makes it a name."""
    parts = _parts(handle)
    return guess(handle) if parts and parts[0] in _GIVEN else _NOTHING


def guess_address(address: str) -> Guess:
    """Read a name from the part before the @, if it has two words and is no desk such as jobs.berlin@."""
    local = address.partition("@")[0].partition("+")[0]
    parts = _parts(local)
    if len(parts) < 2 or any(part in _DESKS or len(part) < 2 for part in parts):
        return _NOTHING
    return _split(parts)


def _parts(slug: str) -> list[str]:
    words = [word for word in re.split(r"[-_.\s]+", slug.lower()) if word]
    parts = [_without_number(word) for word in words]
    if not parts or not parts[0]:
        return []
    kept = [part for part in parts if part and part not in _DECOR]
    return kept if all(part.isalpha() or "'" in part for part in kept) else []


def _without_number(word: str) -> str:
    """Drop the "2" of hopper2 and the whole of a4b5c6d7."""
    if not any(letter.isdigit() for letter in word):
        return word
    named = re.fullmatch(r"([^\W\d]{3,})\d{1,4}", word)
    is_hex = re.fullmatch(r"[0-9a-f]{6,}", word)
    return named[1] if named and not is_hex else ""


def _split(parts: list[str]) -> Guess:
    first, rest = _first(parts)
    return first, " ".join(_joined(rest))


def _first(parts: list[str]) -> tuple[str, list[str]]:
    head, second = parts[0].capitalize(), parts[1]
    if len(parts) > 2:
        if second in _HYPHENED.get(parts[0], "").split():
            return f"{head}-{second.capitalize()}", parts[2:]
        if second in _SPACED.get(parts[0], "").split():
            return f"{head} {second.capitalize()}", parts[2:]
    return head, parts[1:]


def _joined(parts: list[str]) -> list[str]:
    words: list[str] = []
    for index, part in enumerate(parts):
        is_last = index == len(parts) - 1
        if index and parts[index - 1] in {"o", "d"}:
            words.append(f"{parts[index - 1].upper()}'{part.capitalize()}")
        elif len(part) > 1 or is_last:
            words.append(_cased(part, is_last=is_last))
    return words


def _cased(part: str, *, is_last: bool) -> str:
    if part in _PARTICLES and not is_last:
        return part
    if part.startswith("mc") and len(part) > 4:
        return f"Mc{part[2:].capitalize()}"
    return part.capitalize()
