"""The token, revocation and userinfo addresses."""

import base64
import binascii
import json
import secrets
from datetime import datetime
from typing import Any

from sandbox.google import asks, errors, ids, oauth
from sandbox.google.accounts import Account, Google
from sandbox.google.asks import Answer, Ask
from sandbox.google.errors import TokenError

EMAIL = "https://www.googleapis.com/auth/userinfo.email"
PROFILE = "https://www.googleapis.com/auth/userinfo.profile"
SHORT = {"email": EMAIL, "profile": PROFILE}
DELEGATION = "urn:ietf:params:oauth:grant-type:jwt-bearer"
KEPT = {"Cache-Control": "no-store", "Pragma": "no-cache"}


def exchange(google: Google, ask: Ask) -> Answer:
    """Give tokens for a code, for a refresh token or for a service account's assertion."""
    try:
        answer = Answer(json=_exchanged(google, ask), headers=KEPT)
    except TokenError as error:
        answer = Answer(status=error.status, json=error.body(), headers=KEPT)
    google.log.note(ask.method, ask.path, answer.status, name="token")
    return answer


def revoke(google: Google, ask: Ask) -> Answer:
    """Take a grant back; all tokens of its account die with the one named."""
    token = (ask.form().get("token") or [ask.first("token")])[0]
    owner = google.grants.owner(token)
    if owner:
        google.revoke(owner)
        answer = Answer(json={})
    else:
        answer = Answer(status=400, json=TokenError("invalid_token", "Token expired or revoked").body())
    google.log.note(ask.method, ask.path, answer.status, account=owner, name="revoke")
    return answer


def userinfo(google: Google, ask: Ask) -> Answer:
    """Tell whose access token this is."""
    token = ask.headers.get("authorization", "").partition(" ")[2]
    access = google.grants.opened_by(token, google.world.now())
    if access is None:
        return asks.refusal(errors.stale_token())
    return Answer(json=_person(google.accounts[access.address], access.scopes))


def _exchanged(google: Google, ask: Ask) -> dict[str, Any]:
    form = {name: values[0] for name, values in ask.form().items()}
    kind = form.get("grant_type", "")
    if kind == DELEGATION:
        return _for_assertion(google, form, ask)
    _check_client(ask, form)
    if kind == "authorization_code":
        return _for_code(google, form)
    if kind == "refresh_token":
        return _for_refresh(google, form)
    raise TokenError("unsupported_grant_type", f"Invalid grant_type: {kind}")


def _check_client(ask: Ask, form: dict[str, str]) -> None:
    client, secret = form.get("client_id", ""), form.get("client_secret", "")
    scheme, _, value = ask.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        client, _, secret = _basic(value).partition(":")
    if not client:
        raise TokenError("invalid_request", "Could not determine client ID from request.")
    if client != oauth.CLIENT_ID:
        raise TokenError("invalid_client", "The OAuth client was not found.", 401)
    if not secrets.compare_digest(secret.encode(), oauth.CLIENT_SECRET.encode()):
        raise TokenError("invalid_client", "Unauthorized", 401)


def _basic(value: str) -> str:
    try:
        return base64.b64decode(value).decode("utf-8", "replace")
    except binascii.Error as error:
        raise TokenError("invalid_client", "Unauthorized", 401) from error


def _for_code(google: Google, form: dict[str, str]) -> dict[str, Any]:
    if not form.get("code"):
        raise TokenError("invalid_request", "Missing required parameter: code")
    now = google.world.now()
    code = google.grants.exchange(
        form["code"], form.get("redirect_uri", ""), form.get("code_verifier", ""), now
    )
    granted = _granted(google, code.address, code.scopes, now, nonce=code.nonce)
    if code.offline:
        granted["refresh_token"] = google.grants.consent(code.address, code.scopes, now)
    google.world.changed()
    return granted


def _for_refresh(google: Google, form: dict[str, str]) -> dict[str, Any]:
    if not form.get("refresh_token"):
        raise TokenError("invalid_request", "Missing required parameter: refresh_token")
    now = google.world.now()
    held = google.grants.refresh(form["refresh_token"], now)
    return _granted(google, held.address, held.scopes, now)


def _for_assertion(google: Google, form: dict[str, str], ask: Ask) -> dict[str, Any]:
    now = google.world.now()
    audience = f"{ask.root.rstrip('/')}{ask.path}"
    asked = google.services.asked(form.get("assertion", ""), audience=audience, now=now)
    account = google.find(asked.subject)
    # Nobody's administrator can speak for people outside the domain: candidates are such.
    if account is None or account.role != "recruiter":
        raise TokenError("invalid_grant", "Invalid email or User ID")
    return {
        "access_token": google.grants.access(account.address, asked.scopes, now),
        "expires_in": int(oauth.ACCESS_LIFE.total_seconds()),
        "token_type": "Bearer",
    }


def _granted(
    google: Google, address: str, scopes: frozenset[str], now: datetime, *, nonce: str = ""
) -> dict[str, Any]:
    granted: dict[str, Any] = {
        "access_token": google.grants.access(address, scopes, now),
        "expires_in": int(oauth.ACCESS_LIFE.total_seconds()),
        "scope": " ".join(sorted(scopes)),
        "token_type": "Bearer",
    }
    if "openid" in scopes:
        granted["id_token"] = _id_token(google.accounts[address], scopes, now, nonce)
    return granted


def _id_token(account: Account, scopes: frozenset[str], now: datetime, nonce: str) -> str:
    issued = int(now.timestamp())
    claims = _person(account, scopes) | {
        "iss": "https://accounts.google.com",
        "azp": oauth.CLIENT_ID,
        "aud": oauth.CLIENT_ID,
        "hd": account.address.rpartition("@")[2],
        "iat": issued,
        "exp": issued + 3600,
    }
    claims |= {"nonce": nonce} if nonce else {}
    parts = (json.dumps({"alg": "RS256", "kid": "sandbox", "typ": "JWT"}), json.dumps(claims))
    signed = [base64.urlsafe_b64encode(part.encode()).rstrip(b"=").decode() for part in parts]
    return ".".join([*signed, ids.secret("")])


def _person(account: Account, scopes: frozenset[str]) -> dict[str, Any]:
    person: dict[str, Any] = {"sub": account.subject}
    if EMAIL in scopes:
        person |= {"email": account.address, "email_verified": True}
    if PROFILE in scopes:
        person |= {"name": account.name}
    return person
