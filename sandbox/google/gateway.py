"""The Gmail API's front door: who are you, may you, can you still, then the method itself."""

import re
from dataclasses import dataclass

from sandbox.google import asks, errors, methods, uploads
from sandbox.google.accounts import Account, Google
from sandbox.google.asks import Answer, Ask
from sandbox.google.calls import Call, Json
from sandbox.google.errors import ApiError
from sandbox.google.methods import Method
from sandbox.google.oauth import Access


@dataclass(slots=True)
class Turn:
    """What is to be written down of one request, as far as it came."""

    account: str = ""
    name: str = ""
    units: int = 0


def perform(google: Google, ask: Ask) -> Answer:
    """Carry out one request and write it down."""
    turn = Turn()
    try:
        answer = _performed(google, ask, turn)
    except ApiError as error:
        answer = asks.refusal(error)
    google.log.note(
        ask.method, ask.path, answer.status, account=turn.account, name=turn.name, units=turn.units
    )
    return answer


def _performed(google: Google, ask: Ask, turn: Turn) -> Answer:
    access = _access(google, ask)
    turn.account = access.address
    resumed: Json = {}
    if ask.first("upload_id"):
        ask, resumed = uploads.resumed(google, ask)
    method, ids, user, upload = _addressed(ask)
    turn.name = method.name
    account = _account(google, access, user)
    if not method.scopes & access.scopes:
        raise errors.too_small(method.scopes)
    if upload and ask.first("uploadType") == "resumable" and not ask.first("upload_id"):
        return uploads.open_(google, ask)
    _charge(google, account, method)
    turn.units = method.units
    json, media = _content(ask, upload, resumed)
    call = Call(
        google=google, account=account, scopes=access.scopes, ids=ids, query=ask.query, json=json, media=media
    )
    shown = method.run(call)
    return Answer(status=200 if shown else 204, json=shown or None)


def _access(google: Google, ask: Ask) -> Access:
    scheme, _, token = ask.headers.get("authorization", "").partition(" ")
    value = token.strip() if scheme.lower() == "bearer" else ask.first("access_token")
    access = google.grants.opened_by(value, google.world.now())
    if access is None:
        raise errors.stale_token()
    return access


def _addressed(ask: Ask) -> tuple[Method, dict[str, str], str, bool]:
    path = re.fullmatch(methods.PATH, ask.path)
    upload = bool(path and path["upload"])
    found = methods.find(ask.method, path["rest"], upload=upload) if path else None
    if path is None or found is None:
        raise ApiError(404, "Not Found")
    return *found, path["user"].replace("%40", "@"), upload


def _account(google: Google, access: Access, user: str) -> Account:
    if user.lower() not in {"me", access.address}:
        raise ApiError(403, f"Delegation denied for {access.address}")
    return google.accounts[access.address]


def _charge(google: Google, account: Account, method: Method) -> None:
    google.meter.charge(
        account.address,
        method.units,
        google.world.now(),
        per_user=google.rules.units_per_user,
        per_project=google.rules.units_per_project,
    )


def _content(ask: Ask, upload: bool, resumed: Json) -> tuple[Json, bytes | None]:
    if ask.first("upload_id"):
        return resumed, ask.body
    if upload:
        return uploads.media(ask)
    return (uploads.plain(ask) if ask.method != "GET" else {}), None
