"""The tokens a workspace adds to those every workspace has: what they may be called, and what they stand for."""

from dataclasses import dataclass

from bot.rules import templates, well_known

ALWAYS = frozenset({"first_name", "full_name", "day_of_week", "sender_first_name", "sender_full_name"})
"""Tokens nobody is without: a first name is asked for at every enrollment, and the rest we know ourselves."""

MOST = 50
ABOUT_LIMIT = 150
VALUE_LIMIT = 1_000
ROLE = "role"
RESERVED = frozenset({"link", "address", "sequence"})
"""Names of other fields of the enroll form, which asks for tokens by their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A token of one workspace; `value` is for everybody, empty where each person needs one of their own."""

    name: str
    about: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All tokens of one workspace beside the ones every workspace has.

    `role` is what the token of that name says, empty where each person needs one of their own.
    """

    own: tuple[Own, ...] = ()
    role: str = ""

    @property
    def names(self) -> frozenset[str]:
        return frozenset(one.name for one in self.own)

    @property
    def values(self) -> dict[str, str]:
        """Give what each stands for; one without a value is declared all the same, and blank."""
        said = {one.name: one.value for one in self.own}
        return said | {ROLE: self.role} if self.role else said

    @property
    def known(self) -> frozenset[str]:
        """Name those that have a value for everybody: nobody is ever asked for them."""
        said = frozenset(one.name for one in self.own if one.value.strip())
        return said | {ROLE} if self.role else said

    def bare(self, *sources: str) -> tuple[str, ...]:
        """Name each token that stands without a fallback and may have no value for somebody."""
        names = templates.needed(*sources, also=self.names)
        return tuple(name for name in names if name not in ALWAYS | self.known)

    def used(self, *sources: str) -> tuple[Own, ...]:
        """Give those that these sources use, in the order of the workspace."""
        found = {token.name for source in sources for token in templates.tokens(source, self.names)}
        return tuple(one for one in self.own if one.name in found)


NONE = Vocabulary()


def name_trouble(name: str) -> str:
    """Say why a token cannot be called so; empty when it can."""
    if not templates.is_name(name):
        return "A token has 2 to 40 small letters, figures and underscores, and begins with a letter: office_city."
    if name in well_known.EXAMPLES:
        return f"`{{{{{name}}}}}` is there already, for every workspace. Choose another name."
    if name in RESERVED:
        return f"`{name}` is a field of the enroll form. Choose another name."
    return ""
