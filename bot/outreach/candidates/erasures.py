"""Who is to be forgotten and what became of it, as frozen values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody who may be meant: `places` are the sequences they are or were in, as far as the asking person may know.

    `unseen` counts the others, `running` all of them in which something may still go out.
    """

    id: int
    name: str
    company: str = ""
    address: str = ""
    places: tuple[str, ...] = ()
    unseen: int = 0
    running: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of it: the person's name, for the last time, and whether a mail on its way is waited for."""

    name: str
    waits: bool
