"""What a recruiter may want to think about in a sequence, and what never keeps anybody from saving it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bot.rules import drafts, prose, variants
from bot.rules.drafts import StageDraft

MOST_LINKS = 2
MOST_WORDS = 200
LOUD_LETTERS = 12
LOUD_SHARE = 0.6

_OPT_OUT = re.compile(
    r"""
    unsubscrib | opt(ing)?[ -]?out | (not|n't|no[ ]longer|never)\s(wish|want|like)\sto\s(be|hear|receive|get)
    | rather\snot | not\s(be\s)?interested | (no|without)\sinterest | (not|never)\s(write|contact|email|reach\sout)
    | (answer|reply|say|write|tell\sme|respond)\W+(with\s)?["“'‘]?(no|stop)\b
    | a\sword\sis\senough | let\sme\sknow\sif\snot
    | stop\s(writing|emailing|contacting|these) | (leave|take)\syou\s(alone|off)
    | off\s(my|our|the|this)\slist | (not|n't)\sfor\syou
    | abmelden | kein(e|em)?\sinteresse | nicht\smehr\s(an)?(schreiben|kontakt|hören) | lieber\snicht
    | désinscri | désabonn | plus\s(être\scontact|recevoir) | ne\ssouhaitez\s(pas|plus)
    | no\s(me\sinteresa|quiere[s]?\srecibir|desea[s]?) | darse\sde\sbaja
    | non\s(sei\sinteressat|vuoi\sricevere|desideri)
    | geen\sinteresse | afmelden | inte\sintresserad | não\s(tem\sinteresse|quer\sreceber)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_TOKEN = re.compile(r"#?\{\{(?P<name>[^|{}]*)(?:\|(?P<fallback>[^{}]*))?\}\}")
_BANGS = re.compile(r"!{3,}|(?:![^!]{0,40}){4,}")
_LINK = re.compile(r'<a href="([^"]*)"')
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """Something to think about; `stage` is its index."""

    stage: int
    text: str


def find(stages: tuple[StageDraft, ...]) -> tuple[Hint, ...]:
    """Say all there is to think about, stage by stage; each text of a stage is looked at."""
    found: list[Hint] = []
    seen: dict[str, int] = {}
    for index, stage in enumerate(stages):
        is_first = stage.kind.is_email and drafts.is_first_email(stages, index)
        several = bool(stage.variants)
        for number, text in enumerate(variants.texts(stage)):
            which = f"variant {variants.letter(number)}: " if several else ""
            told = _of_text(stage, text.subject, text.body, is_first=is_first)
            found += [Hint(stage=index, text=which + one) for one in told]
        found += [Hint(stage=index, text=one) for one in _repeats(stage, seen, index)]
    return tuple(found)


def _of_text(stage: StageDraft, subject: str, body: str, *, is_first: bool) -> Iterator[str]:
    written = prose.halves(body)
    if is_first and body.strip() and not _OPT_OUT.search(_plain(written.text)):
        yield "no line says how to decline. Add one, such as: If you would rather not hear from me, just say so."
    links = len(set(_LINK.findall(written.html)))
    if stage.kind.is_email and links > MOST_LINKS:
        yield f"{links} links. With more than {MOST_LINKS}, a mail looks like advertising."
    if _is_loud(subject) or _is_loud(written.text):
        yield "it shouts. Capitals and rows of exclamation marks look like spam."
    words = len(_WORD.findall(_plain(written.text)))
    if is_first and words > MOST_WORDS:
        yield f"{words} words. A first email of less than {MOST_WORDS} is read to its end."


def _repeats(stage: StageDraft, seen: dict[str, int], index: int) -> Iterator[str]:
    """Notice texts that say the same as one before; nothing that is nearly empty counts."""
    mine: dict[str, int] = {}
    for number, text in enumerate(variants.texts(stage)):
        said = _folded(text.body)
        about = f"variant {variants.letter(number)} " if stage.variants else ""
        if not said:
            continue
        if said in mine and _folded(variants.texts(stage)[mine[said]].subject) == _folded(text.subject):
            yield f"{about}says the same as variant {variants.letter(mine[said])}."
        elif said in seen:
            yield f"{about}says the same as stage {seen[said] + 1}."
        mine.setdefault(said, number)
    for said in mine:
        seen.setdefault(said, index)


def _is_loud(text: str) -> bool:
    plain = _plain(text, fallbacks=False)
    letters = [letter for letter in plain if letter.isalpha() and letter.upper() != letter.lower()]
    capitals = sum(letter.isupper() for letter in letters)
    shouts = len(letters) >= LOUD_LETTERS and capitals > LOUD_SHARE * len(letters)
    return shouts or _BANGS.search(plain) is not None


def _plain(text: str, *, fallbacks: bool = True) -> str:
    """Read a text as somebody gets it of whom nothing is known."""
    return _TOKEN.sub(lambda token: (token["fallback"] or "") if fallbacks else "", text)


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))
