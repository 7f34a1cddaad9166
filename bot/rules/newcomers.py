"""Who a row of a table is, and whether they may come in as they are: values in, a person or a sentence out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.refusals import Refusal
from bot.rules import columns, csv_out, drafts, links, needs
from bot.rules.drafts import StageDraft
from bot.rules.links import Found, LinkKind
from bot.rules.tables import Row
from bot.rules.vocabulary import Vocabulary

TWICE = "Named twice in this file."
NOBODY = "No profile link and no email address."
A_FORMULA = "This is a formula and no text. Write what it should say."
_LIMITS = {
    "first_name": 100,
    "last_name": 100,
    "full_name": 200,
    "company": 150,
    "address": 320,
    "link": 2_000,
}
_LONGEST = 1_000
_FORMULA = ("=", "＝")  # noqa: RUF001  a spreadsheet runs the full-width sign, too
_BLANK = frozenset({"", "-", "--", "n/a", "#n/a", "na", "none", "null", "nan", "unknown", "–", "—"})  # noqa: RUF001
_HONORIFICS = frozenset({"dr", "prof", "mr", "mrs", "ms", "herr", "frau", "sir"})
_OWN = frozenset({"first_name", "last_name", "full_name", "company", "address", "link"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """A person as a row tells of them; `values` are tokens."""

    link: str = ""
    address: str = ""
    first_name: str = ""
    last_name: str = ""
    company: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    def lacks(self, needed: Collection[str]) -> tuple[str, ...]:
        """Name what is needed and not there."""
        own = {"full_name": self.first_name} | {name: getattr(self, name) for name in _OWN - {"full_name"}}
        return tuple(name for name in needed if not (self.values.get(name) or own.get(name, "")).strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A row nobody comes in by; `lacking` tells that only values are missing."""

    why: str
    lacking: bool = False


def read(row: Row, mapping: Sequence[str], needed: Collection[str]) -> Newcomer | Turned:
    """Read who a row is by what its columns are, or say why they cannot come in as they are."""
    if row.more:
        return Turned(
            why="More cells than the header has: text with a delimiter in it needs quotation marks."
        )
    try:
        found = _person({name: cell for name, cell in zip(mapping, row.cells, strict=False) if name})
    except Refusal as refusal:
        return Turned(why=f"{refusal.what} {refusal.mend}".strip())
    if not found.link and not found.address:
        return Turned(why=NOBODY)
    if lacks := found.lacks(needed):
        return Turned(why=f"Missing: {', '.join(called(name) for name in lacks)}.", lacking=True)
    return found


def needed(stages: Iterable[StageDraft], tokens: Vocabulary) -> tuple[str, ...]:
    """Name what every row must have for a sequence of these stages: a first name, an address if it sends email, and
    each token that is used without a fallback and that nobody but the row can give."""
    every = tuple(stages)
    given = needs.FROM_ELSEWHERE | tokens.known | {"first_name", "full_name"}
    address = ("address",) if any(stage.kind.is_email for stage in every) else ()
    return ("first_name", *address, *(name for name in needs.used(every, tokens) if name not in given))


def keys(newcomer: Newcomer) -> frozenset[str]:
    """Give what tells a person from others, so that one who is named twice is noticed."""
    address = links.address_key(newcomer.address) if newcomer.address else ""
    return frozenset({newcomer.link, address} - {""})


def called(name: str) -> str:
    """Say what a column is called within a sentence."""
    return columns.PERSON.get(name, name.replace("_", " ")).lower()


def _person(cells: Mapping[str, str]) -> Newcomer:
    said = {name: _clean(name, cell) for name, cell in cells.items()}
    first, last = said.get("first_name", ""), said.get("last_name", "")
    if not first:
        whole_first, whole_last = _split(said.get("full_name", ""))
        first, last = whole_first, last or whole_last
    return Newcomer(
        link=_link(said.get("link", "")),
        address=_address(said.get("address", "")),
        first_name=first,
        last_name=last,
        company=said.get("company", ""),
        values={name: value for name, value in said.items() if value and name not in _OWN},
    )


def _clean(name: str, cell: str) -> str:
    value, limit = cell.strip(), _LIMITS.get(name, _LONGEST)
    if len(value) > limit:
        raise Refusal(f"{called(name).capitalize()} is longer than {limit:,} characters.")
    value = " ".join(csv_out.bare(value).split())
    if value.startswith(_FORMULA):
        raise Refusal(f"{called(name).capitalize()}: {A_FORMULA}")
    if value.casefold() in _BLANK:
        return ""
    try:
        return drafts.clean_line(value)
    except Refusal as refusal:
        raise Refusal(f"{called(name).capitalize()}: {refusal.what}", refusal.mend) from refusal


def _split(whole: str) -> tuple[str, str]:
    """Part a full name: "Hopper, Grace" as well as "Dr. Grace Hopper, PhD"."""
    before, comma, after = (part.strip() for part in whole.partition(","))
    if comma and after and (" " not in before or before[0].islower()):
        return after, before
    words = before.split()
    while len(words) > 1 and words[0].casefold().strip(".") in _HONORIFICS:
        words = words[1:]
    return (words[0], " ".join(words[1:])) if words else ("", "")


def _address(text: str) -> str:
    if not text:
        return ""
    try:
        return links.address(text.removeprefix("mailto:"))
    except Refusal as refusal:
        # What it was stands in the row; sentences that are alike are counted together.
        why = refusal.mend if "is not an email address" in refusal.what else str(refusal)
        raise Refusal(f"Email: {why}") from refusal


def _link(text: str) -> str:
    if not text:
        return ""
    found = links.read(text)
    if len(found) == 1 and isinstance(found[0], Found) and found[0].kind is LinkKind.PROFILE:
        return found[0].canonical
    why = next(
        (one.why for one in found if not isinstance(one, Found)), "This is no link to one person's profile."
    )
    raise Refusal(f"Profile link: {why}")
