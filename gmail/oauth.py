"""The grant: ask for it, exchange the code, refresh it, give it back."""

import base64
import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from google.auth import exceptions, jwt

from gmail import service_account, transport
from gmail.errors import AccessLost, ConsentFailed, Misconfigured, OutcomeUnknown, Unavailable
from gmail.service_account import ServiceAccount

COMPOSE = "https://www.googleapis.com/auth/gmail.compose"
READONLY = "https://www.googleapis.com/auth/gmail.readonly"
SCOPES = ("openid", "email", COMPOSE, READONLY)

_LOST = {
    "invalid_grant": "revoked",
    "invalid_rapt": "policy",
    "rapt_required": "policy",
    "admin_policy_enforced": "policy",
    "access_denied": "policy",
    "org_internal": "policy",
    "unauthorized_client": "unauthorized_client",
}
_CLIENT = frozenset({"invalid_client", "deleted_client", "disabled_client"})

BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"

_NOT_DELEGATED = {
    "unauthorized_client": "delegation_scopes",
    "access_denied": "delegation_denied",
    "admin_policy_enforced": "delegation_denied",
    "org_internal": "delegation_denied",
    "invalid_client": "delegation_key",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Google:
    """Where Google is, and who we are there: an OAuth client people consent to, a service account, or both."""

    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    service: ServiceAccount | None = None
    api_url: str = "https://gmail.googleapis.com/"
    auth_url: str = "https://accounts.google.com/o/oauth2/v2/auth"
    token_url: str = "https://oauth2.googleapis.com/token"
    revoke_url: str = "https://oauth2.googleapis.com/revoke"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """An access token and how long it lives from now."""

    token: str = field(repr=False)
    good_for: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What a recruiter has just granted; `email` is the Google account, lower-case, empty if Google did not say."""

    refresh_token: str = field(repr=False)
    access: Access
    scopes: frozenset[str]
    email: str


def new_verifier() -> str:
    """Make a PKCE verifier to be kept until the code comes back."""
    return secrets.token_urlsafe(64)


def consent_url(google: Google, *, redirect_uri: str, state: str, verifier: str, login_hint: str = "") -> str:
    """Give the address of the consent page; only the verifier's hash is in it."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": google.client_id,
        "redirect_uri": redirect_uri,
        "scope": " ".join(SCOPES),
        "state": state,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "access_type": "offline",
        "prompt": "consent",  # without it Google gives no refresh token the second time
    }
    if login_hint:
        asked["login_hint"] = login_hint
    return f"{google.auth_url}{'&' if '?' in google.auth_url else '?'}{urlencode(asked)}"


def exchange(google: Google, *, code: str, verifier: str, redirect_uri: str) -> Grant:
    """Turn the code into a grant; raise ConsentFailed when it must be asked for again, or Unavailable."""
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "code_verifier": verifier,
        "redirect_uri": redirect_uri,
        "client_id": google.client_id,
        "client_secret": google.client_secret,
    }
    status, answer = _ask(google.token_url, fields)
    if status != 200:
        word = _word(answer)
        raise ConsentFailed("code_refused" if word == "invalid_grant" else word)
    return _grant(answer)


def refresh(google: Google, refresh_token: str) -> Access:
    """Fetch a new access token; raise AccessLost when only the recruiter can mend it, or Unavailable."""
    fields = {
        "grant_type": "refresh_token",
        "refresh_token": refresh_token,
        "client_id": google.client_id,
        "client_secret": google.client_secret,
    }
    status, answer = _ask(google.token_url, fields)
    if status == 200:
        return _access(answer)
    word = _word(answer)
    if str(answer.get("error_subtype", "")) in _LOST:
        raise AccessLost("policy")
    if word in _LOST:
        raise AccessLost(_LOST[word])
    if word in _CLIENT:
        raise Misconfigured(word)
    raise Unavailable(f"the token endpoint answered {status} {word}")


def delegated(google: Google, mailbox: str, now: datetime) -> Access:
    """Fetch an access token for a mailbox an administrator opened to our service account.

    Raise AccessLost with a reason that begins with `delegation` when they must mend it, or Unavailable.
    """
    if google.service is None:
        raise AccessLost("delegation_key")
    assertion = service_account.assertion(
        google.service, mailbox=mailbox, scopes=(COMPOSE, READONLY), audience=google.token_url, now=now
    )
    status, answer = _ask(google.token_url, {"grant_type": BEARER, "assertion": assertion})
    if status == 200:
        return _access(answer)
    raise _not_delegated(status, answer)


def _not_delegated(status: int, answer: Mapping[str, Any]) -> AccessLost | Unavailable:
    word, about = _word(answer), str(answer.get("error_description", "")).casefold()
    if word in _NOT_DELEGATED:
        return AccessLost(_NOT_DELEGATED[word])
    if word != "invalid_grant" or "timeframe" in about:
        # Our clock is off, or the request is not understood: nothing a recruiter or an administrator could mend.
        return Unavailable(f"the token endpoint answered {status} {word}")
    ours = ("signature", "account not found", "audience", "no key")
    return AccessLost("delegation_key" if any(words in about for words in ours) else "delegation_user")


def revoke(google: Google, refresh_token: str) -> None:
    """Give the grant back; one that is gone already is fine. Raise Unavailable when Google did not say."""
    status, answer = _ask(google.revoke_url, {"token": refresh_token})
    if status != 200 and _word(answer) not in {"invalid_token", "invalid_grant"}:
        raise Unavailable(f"the revocation endpoint answered {status}")


def _ask(url: str, fields: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
    try:
        answer = transport.post_form(url, fields)
    except OutcomeUnknown as lost:
        # A token that was made and never arrived hurts nobody: ask again.
        raise Unavailable(str(lost)) from None
    if answer.status == 429 or answer.status >= 500 or 300 <= answer.status < 400:
        raise Unavailable(f"answered {answer.status}")
    try:
        content = json.loads(answer.content or b"{}")
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise Unavailable(f"unreadable answer {answer.status}")
    return answer.status, content


def _word(answer: Mapping[str, Any]) -> str:
    """Read Google's error word, and nothing but a word: it is shown and logged."""
    word = str(answer.get("error", ""))
    return word if re.fullmatch(r"[A-Za-z_.-]{1,60}", word) else "refused"


def _access(answer: Mapping[str, Any]) -> Access:
    token = answer.get("access_token")
    if not isinstance(token, str) or not re.fullmatch(r"[\x21-\x7e]+", token):
        raise Unavailable("no access token in the answer")
    seconds = answer.get("expires_in")
    good_for = int(seconds) if isinstance(seconds, int | float) and 0 < seconds < 86_400 else 300
    return Access(token=token, good_for=timedelta(seconds=good_for))


def _grant(answer: Mapping[str, Any]) -> Grant:
    access = _access(answer)
    # A server that grants just what was asked for need not repeat it (RFC 6749, 5.1).
    scopes = frozenset(str(answer.get("scope") or " ".join(SCOPES)).split())
    if not {COMPOSE, READONLY} <= scopes:
        raise ConsentFailed("scope_missing")
    refresh_token = answer.get("refresh_token")
    if not isinstance(refresh_token, str) or not refresh_token:
        raise ConsentFailed("no_refresh_token")
    return Grant(refresh_token=refresh_token, access=access, scopes=scopes, email=_email(answer))


def _email(answer: Mapping[str, Any]) -> str:
    # The token came straight from Google over TLS in answer to our own request, so its signature would prove
    # nothing more than the connection has proved already (OpenID Connect Core 3.1.3.7, 6).
    try:
        claims = jwt.decode(str(answer.get("id_token", "")), verify=False)
    except (exceptions.GoogleAuthError, ValueError):
        return ""
    email = claims.get("email") if isinstance(claims, Mapping) else None
    return email.lower() if isinstance(email, str) else ""


def probe(google: Google) -> str:
    """Ask the token endpoint whether it knows our client; empty if it does, else Google's word for what is wrong.

    A made-up code is refused as `invalid_grant` only after the client was recognised.
    """
    fields = {
        "grant_type": "authorization_code",
        "code": "probe",
        "client_id": google.client_id,
        "client_secret": google.client_secret,
        "redirect_uri": "http://localhost",
    }
    try:
        _, answer = _ask(google.token_url, fields)
    except Unavailable:
        return "unreachable"
    word = _word(answer)
    return "" if word in {"invalid_grant", "redirect_uri_mismatch", "invalid_request"} else word
