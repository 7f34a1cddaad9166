"""Which edition of the world's time zones this process knows: governments change them, and updates bring the change."""

import hashlib
import zoneinfo
from functools import cache
from importlib import resources
from pathlib import Path


@cache
def edition() -> str:
    """Name the rules of all time zones known here; any other rules have another name."""
    known = hashlib.sha256()
    for name in sorted(zoneinfo.available_timezones()):
        known.update(name.encode())
        known.update(_rules(name))
    return known.hexdigest()[:16]


def _rules(name: str) -> bytes:
    """Read the rules of one zone where `zoneinfo` finds them: the system's files, else the package `tzdata`."""
    for folder in zoneinfo.TZPATH:
        path = Path(folder, name)
        if path.is_file():
            return path.read_bytes()
    return resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()
