"""What is shown of tokens, and what is asked for, as frozen values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenLine:
    """A token with an example; `creator` is the Slack id of who added it, empty for one that every workspace has."""

    name: str
    about: str
    example: str
    creator: str = ""
    may_take: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenPage:
    """Every token there is; the examples are of the `person` the reader enrolled last, empty if there was none."""

    every: tuple[TokenLine, ...]
    own: tuple[TokenLine, ...]
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coined:
    """A token as somebody asks for it."""

    name: str
    about: str
    value: str = ""
