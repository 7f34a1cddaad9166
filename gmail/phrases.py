"""Patterns made of many phrases, one a line."""

import re


def any_of(*phrases: str) -> re.Pattern[str]:
    """Match any of some phrases, in any case, at any line's start where one says `^`."""
    return re.compile("|".join(f"(?:{phrase})" for phrase in phrases), re.IGNORECASE | re.MULTILINE)
