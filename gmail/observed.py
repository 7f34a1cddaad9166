"""What was seen of Gmail by trying: values only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """What became of two sends of one draft: each one's outcome in a word, and how many mails arrived."""

    outcomes: tuple[str, str]
    arrived: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """One mail as draft, as sent and as received, where it could be seen; seconds are None where it never was."""

    tokens: tuple[bool, bool, bool]
    rfc_ids: tuple[str, str, str]
    thread_ids: tuple[str, str]
    was_received: bool
    history_seconds: float | None
    thread_seconds: float | None
    text_unchanged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Disguise:
    """A mail that was to leave from an address; `became` is the one it left from, empty if Gmail refused it."""

    asked: str
    became: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """Everything that was tried on one mailbox; `alias` is None where it has no other accepted address."""

    second: Copies
    parallel: Copies
    journey: Journey
    unverified: Disguise
    alias: Disguise | None
