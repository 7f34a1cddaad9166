"""A service account's key, and the signed request by which it asks for a mailbox its administrator opened to it."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from google.auth import crypt, jwt

LIFE = timedelta(minutes=55)
"""How long one assertion is good for; Google takes an hour at most, and clocks differ."""

FIELDS = ("client_email", "client_id", "private_key_id", "private_key")


class BadKey(ValueError):
    """Refuse what is not the key of a service account; its text repeats nothing of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAccount:
    """Who asks; `client_id` is what an administrator authorises."""

    email: str
    client_id: str
    key_id: str
    private_key: str = field(repr=False)


def read(text: str) -> ServiceAccount:
    """Read the JSON key Google gave out; raise BadKey."""
    try:
        content = json.loads(text)
    except ValueError:
        raise BadKey("it is not JSON") from None
    if not isinstance(content, dict) or content.get("type") != "service_account":
        raise BadKey("it is not the key of a service account")
    email, client_id, key_id, private_key = (_field(content, name) for name in FIELDS)
    account = ServiceAccount(email=email, client_id=client_id, key_id=key_id, private_key=private_key)
    try:
        _signer(account)
    except (ValueError, TypeError):
        raise BadKey("its private_key cannot be used") from None
    return account


def assertion(
    account: ServiceAccount, *, mailbox: str, scopes: tuple[str, ...], audience: str, now: datetime
) -> str:
    """Write and sign who asks for which mailbox and what (RFC 7523); it is good for less than an hour."""
    issued = int(now.timestamp())
    claims = {
        "iss": account.email,
        "sub": mailbox,
        "scope": " ".join(scopes),
        "aud": audience,
        "iat": issued,
        "exp": issued + int(LIFE.total_seconds()),
    }
    signed = jwt.encode(_signer(account), claims)
    return bytes(signed).decode("ascii")


def _field(content: dict[str, Any], name: str) -> str:
    value = content.get(name)
    if not isinstance(value, str) or not value:
        raise BadKey(f"it has no {name}")
    return value


@cache
def _signer(account: ServiceAccount) -> Any:
    return crypt.RSASigner.from_string(account.private_key, account.key_id)
