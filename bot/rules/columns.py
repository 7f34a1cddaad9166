"""Which column of a table is what: by its name in any of several wordings, else by what stands in it."""

import re
from collections.abc import Collection, Sequence

from bot.rules import well_known

PERSON = {
    "first_name": "First name",
    "last_name": "Last name",
    "full_name": "Full name",
    "address": "Email",
    "link": "Profile link",
    "company": "Company",
    "title": "Title",
    "location": "Location",
    "school": "School",
}
MOST_SHOWN, MOST_OPTIONS = 30, 1_200
GIVEN_ELSEWHERE = frozenset({"day_of_week", "sender_first_name", "sender_full_name", "sender_title"})
"""Tokens whose values are nobody's to give."""

# As a name is folded: lower-case letters and digits only.
_WORDINGS = {
    "first_name": "firstname givenname forename vorname prenom prénom nombre nome candidatefirstname fname",
    "last_name": "lastname surname familyname nachname familienname nomdefamille apellido apellidos sobrenome "
    "cognome candidatelastname lname",
    "full_name": "name fullname candidate candidatename person contact contactname nomcomplet nombrecompleto",
    "address": "email emailaddress mail mailaddress emails workemail personalemail primaryemail emailaddress1 email1 "
    "emailadresse mailadresse adressemail adresseemail courriel correo correoelectronico candidateemail",
    "link": "linkedin linkedinurl linkedinprofile linkedinprofileurl linkedinlink profile profileurl profilelink url "
    "link publicprofileurl personlinkedinurl candidateprofile profil profillink website github githuburl",
    "company": "company companyname employer currentcompany currentemployer organisation organization firma "
    "unternehmen arbeitgeber entreprise societe société empresa azienda account",
    "title": "title jobtitle position currenttitle currentposition headline role titel berufsbezeichnung poste cargo "
    "puesto occupation",
    "location": "location city place region candidatelocation ort stadt wohnort standort ville lieu ubicacion ciudad "
    "localidade",
    "school": "school university college education almamater schule universität hochschule universite université "
    "école universidad",
    "reason": "reason why personalnote note notes icebreaker intro personalization personalisation grund",
    "referrer": "referrer referredby referral empfohlenvon",
}
_BY_WORDING = {wording: name for name, every in _WORDINGS.items() for wording in every.split()}
_UNSAID = re.compile(r"[\W_]+")
_ADDRESS = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+")
_LINK = re.compile(r"(?i)https?://\S+|(?:www\.|\w+\.)?(?:linkedin|github)\.com/\S+")


def choices(own: Collection[str] = ()) -> dict[str, str]:
    """Give everything a column may be, with what it is called; `own` are the workspace's tokens."""
    tokens = [name for name in well_known.EXAMPLES if name not in PERSON and name not in GIVEN_ELSEWHERE]
    return PERSON | {name: f"{{{{{name}}}}}" for name in (*tokens, *sorted(own))}


def most_shown(choices: int) -> int:
    """Say how many columns a form can show with a menu of so many choices each; Slack takes 250 kB at most."""
    return min(MOST_SHOWN, MOST_OPTIONS // max(choices, 1))


def known(header: Sequence[str]) -> int:
    """Count the names we know in a row."""
    return len({_meant(name, ()) for name in header} - {""})


def guess(
    header: Sequence[str], sample: Sequence[Sequence[str]], own: Collection[str] = ()
) -> tuple[str, ...]:
    """Say what each column is, empty for what nobody knows; nothing is two columns."""
    found: list[str] = []
    for name in header:
        meant = _meant(name, own)
        found.append("" if meant in found else meant)
    if "last_name" in found and "first_name" not in found and "full_name" in found:
        # "Name" and "Surname": the first is the given name.
        found[found.index("full_name")] = "first_name"
    for name, pattern in (("address", _ADDRESS), ("link", _LINK)):
        if name not in found:
            _by_content(found, sample, name, pattern)
    return tuple(found)


def looks_like(cell: str) -> bool:
    """Tell whether a cell holds an address or a link, as no header does."""
    return any(pattern.fullmatch(cell.strip()[:2_000]) for pattern in (_ADDRESS, _LINK))


def _meant(name: str, own: Collection[str]) -> str:
    plain = name.strip().strip("{}#").strip().casefold()
    if plain in own or (plain in well_known.EXAMPLES and plain not in GIVEN_ELSEWHERE):
        return plain
    folded = _UNSAID.sub("", plain[:100])
    by_token = {_UNSAID.sub("", token): token for token in (*own, "extra1", "extra2", "extra3")}
    return by_token.get(folded) or _BY_WORDING.get(folded, "")


def _by_content(
    found: list[str], sample: Sequence[Sequence[str]], name: str, pattern: re.Pattern[str]
) -> None:
    for place, meant in enumerate(found):
        cells = [row[place].strip() for row in sample if place < len(row) and row[place].strip()]
        if (
            not meant
            and cells
            and sum(bool(pattern.fullmatch(one[:2_000])) for one in cells) * 2 > len(cells)
        ):
            found[place] = name
            return
