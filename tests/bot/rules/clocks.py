"""Clocks for tests: every zone that has ever surprised anybody, and zones with rules of our own making."""

import io
import struct
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

SURPRISING = (
    "UTC",
    "Europe/Berlin",
    "Europe/Dublin",
    "America/New_York",
    "America/St_Johns",
    "America/Santiago",
    "America/Asuncion",
    "America/Havana",
    "America/Nuuk",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "Asia/Beirut",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Pacific/Auckland",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
)
zones = st.sampled_from([ZoneInfo(name) for name in SURPRISING])


def made(rule: str, key: str = "Test/Land") -> ZoneInfo:
    """Make a zone that follows a rule in POSIX's spelling, such as `CET-1CEST,M3.5.0,M10.5.0/3`."""
    block = struct.pack(">4sc15x6l", b"TZif", b"2", 0, 0, 0, 0, 1, 4) + struct.pack(
        ">lbb4s", 0, 0, 0, b"LMT\0"
    )
    return ZoneInfo.from_file(io.BytesIO(block + block + f"\n{rule}\n".encode()), key=key)
