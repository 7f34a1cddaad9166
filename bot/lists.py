"""Settings that list things: what is named in them, or why they cannot be read."""

import re
from typing import Any

_MAILBOX = re.compile(r"[^\s@,]*@[a-z0-9-]+(\.[a-z0-9-]+)+")


def mailboxes(value: Any) -> tuple[str, ...]:
    """Read addresses and domains; raises ValueError for anything else."""
    parts = value.split(",") if isinstance(value, str) else value
    named = tuple(one for part in parts if (one := part.strip().lower()))
    if wrong := [one for one in named if not _MAILBOX.fullmatch(one)]:
        raise ValueError(f"has {wrong[0]}, which is neither an address nor a domain such as @acme.example")
    if isinstance(value, str) and not named:
        raise ValueError("names no mailbox")
    return named


_PERSON_OR_GROUP = re.compile(r"[UWS][A-Z0-9]{2,30}")


def slack_ids(value: Any) -> tuple[str, ...]:
    """Read ids of people and user groups; raises ValueError for anything else."""
    named = tuple(part.strip() for part in value.split(",")) if isinstance(value, str) else tuple(value)
    if wrong := [one for one in named if not _PERSON_OR_GROUP.fullmatch(one)]:
        raise ValueError(f"has “{wrong[0]}”, which is no id of a person (U…) or a user group (S…)")
    return named
