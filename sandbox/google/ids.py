"""Names Google gives to things: rising where Google's rise, with gaps where Google's have gaps."""

import secrets
from datetime import datetime

GAP = 1 << 16


def after(last: str, now: datetime) -> str:
    """Make a message id later than the last one: 16 hexadecimal digits that rise with time."""
    clock = int(now.timestamp() * 1000) << 20
    floor = max(clock, int(last or "0", 16))
    return f"{floor + 1 + secrets.randbelow(GAP):016x}"


def draft() -> str:
    """Make a draft id."""
    return f"r{10**18 + secrets.randbelow(8 * 10**18)}"


def message_id() -> str:
    """Make the Message-ID that Gmail puts on what it sends."""
    return f"<CA{secrets.token_urlsafe(36)}@mail.gmail.com>"


def secret(prefix: str) -> str:
    """Make an unguessable token."""
    return prefix + secrets.token_urlsafe(48)


def subject() -> str:
    """Make the 21-digit number Google knows a person by."""
    return str(10**20 + secrets.randbelow(9 * 10**20))
