"""Grants: authorisation codes, refresh tokens and access tokens, as Google gives and takes them."""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sandbox.google import ids
from sandbox.google.errors import TokenError

CLIENT_ID = "sandbox-client"
CLIENT_SECRET = "sandbox-secret"
CODE_LIFE = timedelta(minutes=10)
ACCESS_LIFE = timedelta(seconds=3599)
UNUSED_LIFE = timedelta(days=180)
MOST_TOKENS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """What a code stands for until it is exchanged."""

    address: str
    scopes: frozenset[str]
    redirect_uri: str
    challenge: str
    plain: bool
    offline: bool
    nonce: str
    at: datetime


@dataclass(slots=True, kw_only=True)
class Refresh:
    """A refresh token's grant, and when it was last used."""

    address: str
    scopes: frozenset[str]
    used_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What an access token opens, until when."""

    address: str
    scopes: frozenset[str]
    until: datetime


@dataclass(slots=True)
class Grants:
    """All codes and tokens of the one client."""

    codes: dict[str, Code] = field(default_factory=dict)
    refreshes: dict[str, Refresh] = field(default_factory=dict)
    accesses: dict[str, Access] = field(default_factory=dict)

    def code(self, code: Code) -> str:
        """Give out a code."""
        value = ids.secret("4/0A")
        self.codes[value] = code
        return value

    def exchange(self, value: str, redirect_uri: str, verifier: str, now: datetime) -> Code:
        """Take a code back, once, within ten minutes, with its own redirect and its verifier."""
        code = self.codes.get(value)
        if code is None or now - code.at > CODE_LIFE:
            raise TokenError("invalid_grant", "Bad Request")
        if redirect_uri != code.redirect_uri:
            raise TokenError("redirect_uri_mismatch", "Bad Request")
        if code.challenge and not verifier:
            raise TokenError("invalid_grant", "Missing code verifier.")
        if code.challenge and not _matches(code, verifier):
            raise TokenError("invalid_grant", "Invalid code verifier.")
        del self.codes[value]
        return code

    def consent(self, address: str, scopes: frozenset[str], now: datetime) -> str:
        """Give a lasting grant; past a hundred the oldest dies silently."""
        value = ids.secret("1//0")
        self.refreshes[value] = Refresh(address=address, scopes=scopes, used_at=now)
        own = [token for token, refresh in self.refreshes.items() if refresh.address == address]
        for token in own[:-MOST_TOKENS]:
            del self.refreshes[token]
        return value

    def refresh(self, value: str, now: datetime) -> Refresh:
        """Find the grant behind a refresh token; one unused for half a year is dead."""
        found = self.refreshes.get(value)
        if found is None or now - found.used_at > UNUSED_LIFE:
            raise TokenError("invalid_grant", "Token has been expired or revoked.")
        found.used_at = now
        return found

    def access(self, address: str, scopes: frozenset[str], now: datetime) -> str:
        """Give out an access token."""
        self.accesses = {token: held for token, held in self.accesses.items() if held.until > now}
        value = ids.secret("ya29.a0")
        self.accesses[value] = Access(address=address, scopes=scopes, until=now + ACCESS_LIFE)
        return value

    def opened_by(self, value: str, now: datetime) -> Access | None:
        """Tell what an access token opens now."""
        held = self.accesses.get(value)
        return held if held and held.until > now else None

    def owner(self, value: str) -> str:
        """Tell whose token this is, or an empty string."""
        held = self.refreshes.get(value) or self.accesses.get(value)
        return held.address if held else ""

    def scopes_of(self, address: str) -> frozenset[str]:
        """Gather what an address has granted for good."""
        scopes = (held.scopes for held in self.refreshes.values() if held.address == address)
        return frozenset[str]().union(*scopes)

    def revoke(self, address: str) -> None:
        """Take everything back that an address granted: codes, refresh and access tokens."""
        self.codes = {k: v for k, v in self.codes.items() if v.address != address}
        self.refreshes = {k: v for k, v in self.refreshes.items() if v.address != address}
        self.accesses = {k: v for k, v in self.accesses.items() if v.address != address}


def _matches(code: Code, verifier: str) -> bool:
    digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    return hmac.compare_digest(code.challenge, verifier if code.plain else digest)
