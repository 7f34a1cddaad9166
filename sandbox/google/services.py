"""Service accounts, and what an administrator lets them do: domain-wide delegation by signed assertions."""

import base64
import binascii
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from sandbox.google.errors import TokenError

LONGEST = timedelta(hours=1)
SKEW = timedelta(minutes=5)
GOOGLE = "https://oauth2.googleapis.com/token"

Json = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Service:
    """One service account: its public key, and the scopes the administrator of the domain authorised."""

    email: str
    client_id: str
    key_id: str
    public_key: bytes
    scopes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A service account's valid request for somebody's mailbox."""

    service: Service
    subject: str
    scopes: frozenset[str]


@dataclass(slots=True)
class Services:
    """Every service account, by its address."""

    known: dict[str, Service] = field(default_factory=dict)

    def register(self, scopes: frozenset[str]) -> Json:
        """Make a service account with these scopes authorised; give its key as Google's console does."""
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        service = Service(
            email=f"overture-{secrets.token_hex(3)}@sandbox.iam.gserviceaccount.example",
            client_id=str(10**20 + secrets.randbelow(10**20)),
            key_id=secrets.token_hex(20),
            public_key=key.public_key().public_bytes(
                serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
            ),
            scopes=scopes,
        )
        self.known[service.email] = service
        return _console(service, key)

    def asked(self, assertion: str, *, audience: str, now: datetime) -> Asked:
        """Check an assertion as Google does; raise TokenError."""
        head, claims, signed, signature = _parts(assertion)
        service = self.known.get(str(claims.get("iss", "")))
        if service is None:
            raise TokenError("invalid_grant", "Invalid grant: account not found")
        if head.get("alg") != "RS256" or head.get("kid", service.key_id) != service.key_id:
            raise TokenError("invalid_grant", "Invalid JWT Signature.")
        _check_signature(service, signed, signature)
        if claims.get("aud") not in {audience, GOOGLE}:
            raise TokenError(
                "invalid_grant", f"Invalid JWT: Failed audience check. The right audience is {GOOGLE}"
            )
        _check_times(claims, now)
        scopes = frozenset(str(claims.get("scope", "")).split())
        if not scopes:
            raise TokenError("invalid_scope", "Empty or missing scope not allowed.")
        if not claims.get("sub") or not scopes <= service.scopes:
            raise TokenError(
                "unauthorized_client",
                "Client is unauthorized to retrieve access tokens using this method, or client not authorized for"
                " any of the scopes requested.",
                401,
            )
        return Asked(service=service, subject=str(claims["sub"]).lower(), scopes=scopes)


def _console(service: Service, key: rsa.RSAPrivateKey) -> Json:
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return {
        "type": "service_account",
        "project_id": "sandbox",
        "private_key_id": service.key_id,
        "private_key": private.decode(),
        "client_email": service.email,
        "client_id": service.client_id,
        "token_uri": GOOGLE,
    }


def _parts(assertion: str) -> tuple[Mapping[str, Any], Mapping[str, Any], bytes, bytes]:
    try:
        head, claims, signature = assertion.split(".")
        read = [json.loads(_decoded(part)) for part in (head, claims)]
        signed = _decoded(signature)
    except (ValueError, binascii.Error):
        raise TokenError("invalid_grant", "Bad Request") from None
    if not all(isinstance(one, dict) for one in read):
        raise TokenError("invalid_grant", "Bad Request")
    return read[0], read[1], f"{head}.{claims}".encode(), signed


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _check_signature(service: Service, signed: bytes, signature: bytes) -> None:
    key = serialization.load_pem_public_key(service.public_key)
    assert isinstance(key, rsa.RSAPublicKey)
    try:
        key.verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        raise TokenError("invalid_grant", "Invalid JWT Signature.") from None


def _check_times(claims: Mapping[str, Any], now: datetime) -> None:
    issued, ends = claims.get("iat"), claims.get("exp")
    stamp = now.timestamp()
    if (
        not isinstance(issued, int)
        or not isinstance(ends, int)
        or not 0 < ends - issued <= LONGEST.total_seconds()
        or issued > stamp + SKEW.total_seconds()
        or ends < stamp - SKEW.total_seconds()
    ):
        raise TokenError(
            "invalid_grant",
            "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your"
            " iat and exp values in the JWT claim.",
        )
