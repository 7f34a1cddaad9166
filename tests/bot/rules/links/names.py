"""What a slug on LinkedIn says of a name, and when it must be left alone."""

from tests.bot.rules.links.rows import Person

_LI = "https://www.linkedin.com/in/"

_GUESSED = (
    # Plain, numbered, with the signs LinkedIn adds.
    ("jane-doe", "Jane", "Doe"),
    ("jane-doe-12345678", "Jane", "Doe"),
    ("jane-doe-1a2b3c4d", "Jane", "Doe"),
    ("jane-doe-b1234a56", "Jane", "Doe"),
    ("jane-doe-4a39a15", "Jane", "Doe"),
    ("jane-doe-bad1234", "Jane", "Doe"),
    ("jane-doe-2", "Jane", "Doe"),
    ("jane-doe2", "Jane", "Doe"),
    ("jane_doe_99", "Jane", "Doe"),
    ("jane.doe", "Jane", "Doe"),
    ("JANE-DOE", "Jane", "Doe"),
    ("JaneDoe", "Jane", "Doe"),
    ("jane--doe-", "Jane", "Doe"),
    ("chidinma-okonkwo", "Chidinma", "Okonkwo"),
    # Particles.
    ("ludwig-van-beethoven", "Ludwig", "van Beethoven"),
    ("vincent-van-den-berg-1a2b3c4d", "Vincent", "van den Berg"),
    ("jacobus-van-t-hoff", "Jacobus", "van 't Hoff"),
    ("ursula-von-der-leyen", "Ursula", "von der Leyen"),
    ("Peter_vonBerg", "Peter", "von Berg"),
    ("Ursula_vonderLeyen2", "Ursula", "von der Leyen"),
    ("oscar-de-la-hoya", "Oscar", "de la Hoya"),
    ("guillermo-del-toro", "Guillermo", "del Toro"),
    ("ana-paula-da-silva", "Ana Paula", "da Silva"),
    ("fernanda-dos-santos", "Fernanda", "dos Santos"),
    ("jose-ortega-y-gasset", "Jose", "Ortega y Gasset"),
    ("daphne-du-maurier", "Daphne", "du Maurier"),
    ("leonardo-di-caprio", "Leonardo", "di Caprio"),
    ("mohammed-bin-salman", "Mohammed", "bin Salman"),
    ("khalid-al-rashid", "Khalid", "Al-Rashid"),
    ("nawal-el-saadawi", "Nawal", "El Saadawi"),
    ("patrick-o-brien", "Patrick", "O'Brien"),
    ("pauline-d-angelo", "Pauline", "D'Angelo"),
    ("ewan-mcgregor", "Ewan", "McGregor"),
    ("EwanMcGregor-77", "Ewan", "McGregor"),
    # Double names.
    ("anne-marie-schmidt", "Anne-Marie", "Schmidt"),
    ("AnneMarie_Schmidt", "Anne-Marie", "Schmidt"),
    ("Anne-Marie_Schmidt", "Anne-Marie", "Schmidt"),
    ("jean-pierre-dupont", "Jean-Pierre", "Dupont"),
    ("jean-luc-picard-phd-a1b2c3d4", "Jean-Luc", "Picard"),
    ("jean-pierre", "Jean-Pierre", ""),
    ("karl-heinz-von-berg", "Karl-Heinz", "von Berg"),
    ("mary-ann-smith2", "Mary Ann", "Smith"),
    ("maría-josé-garcía-lópez", "María José", "García López"),
    ("maria-jose-garcia-lopez", "Maria Jose", "Garcia Lopez"),
    ("juan-carlos", "Juan Carlos", ""),
    ("grace_mueller-schmidt", "Grace", "Mueller-Schmidt"),
    # Initials.
    ("john-q-public", "John", "Public"),
    ("john-d-rockefeller", "John", "Rockefeller"),
    ("samuel-l-jackson", "Samuel", "Jackson"),
    ("j-robert-oppenheimer", "Robert", "Oppenheimer"),
    ("jane-d", "Jane", ""),
    ("jane-d-1a2b3c4d", "Jane", ""),
    # Titles and what people do.
    ("dr-grace-hopper-mba", "Grace", "Hopper"),
    ("prof-dr-grace-hopper", "Grace", "Hopper"),
    ("grace-hopper-phd", "Grace", "Hopper"),
    ("grace-hopper-ph-d", "Grace", "Hopper"),
    ("grace-hopper-cpa-pmp", "Grace", "Hopper"),
    ("grace-hopper-jr", "Grace", "Hopper"),
    ("grace-hopper-ma-12345678", "Grace", "Hopper"),
    ("grace-hopper-she-her", "Grace", "Hopper"),
    ("grace-hopper-software-engineer", "Grace", "Hopper"),
    ("yun-ma", "Yun", "Ma"),
    # One word.
    ("grace", "Grace", ""),
    ("grace-1906", "Grace", ""),
    ("grace-dev", "Grace", ""),
    # Other alphabets that begin with the given name.
    ("иван-петров", "Иван", "Петров"),
    ("γιώργος-παπαδόπουλος", "Γιώργος", "Παπαδόπουλος"),
    ("प्रिया-शर्मा", "प्रिया", "शर्मा"),
    ("محمد-علي", "محمد", "علي"),
)

_LEFT_ALONE = (
    "x-dragon99",
    "x_dragon99",
    "dragonslayer",
    "DragonSlayer",
    "gracehopper",
    "12345678",
    "007-james-bond",
    "gr4ce-hopper",
    "1a2b3c4d",
    "j-doe",
    "j-r-r-tolkien",
    "jk-rowling",
    "aj-styles",
    "nguyen-van-anh",
    "wang-xiaoming",
    "mcdonald-ronald",
    "de-jong",
    "van-dijk",
    "al-rashid",
    "o-brien",
    "the-code-ninja",
    "king-of-the-hill",
    "senior-java-developer",
    "recruiter-berlin",
    "hire-me",
    "phd",
    "dr-hopper",
    "mr-robot42",
    "hopper",
    "🚀",
    "王-小明",
    "김철수",
    "田中-grace",
    "gr\u0430ce-hopper",
    "grace-h\u043epper",
    "a" * 60 + "-hopper",
)


def _encoded(slug: str) -> str:
    return "".join(
        one if one.isascii() else "".join(f"%{byte:02X}" for byte in one.encode()) for one in slug.lower()
    )


NAMED = tuple(
    Person(_LI + slug, _LI + _encoded(slug), "LinkedIn", first, last) for slug, first, last in _GUESSED
)
NAMELESS = tuple(Person(_LI + slug, _LI + _encoded(slug), "LinkedIn") for slug in _LEFT_ALONE)
