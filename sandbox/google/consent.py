"""The consent page: what a person sees when an application asks for their mailbox, and what they decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader

from sandbox.google import oauth
from sandbox.google.accounts import Account, Google
from sandbox.google.asks import Answer, Ask
from sandbox.google.oauth import Code
from sandbox.google.tokens import EMAIL, PROFILE, SHORT

HTML = "text/html; charset=UTF-8"
CARRIED = (
    "client_id", "redirect_uri", "response_type", "state", "access_type", "prompt", "code_challenge",
    "code_challenge_method", "include_granted_scopes", "nonce", "login_hint",
)  # fmt: skip
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
IDENTITY = {
    "openid": "Know who you are on Google",
    EMAIL: "See your primary Google Account email address",
    PROFILE: "See your personal info, including any you have made publicly available",
}
GMAIL = {
    "https://mail.google.com/": "Read, compose, send, and permanently delete all your email from Gmail",
    "https://www.googleapis.com/auth/gmail.compose": "Manage drafts and send emails",
    "https://www.googleapis.com/auth/gmail.labels": "See and edit your email labels",
    "https://www.googleapis.com/auth/gmail.metadata": "View your email message metadata, but not the body",
    "https://www.googleapis.com/auth/gmail.modify": "Read, compose, and send emails from your Gmail account",
    "https://www.googleapis.com/auth/gmail.readonly": "View your email messages and settings",
    "https://www.googleapis.com/auth/gmail.send": "Send email on your behalf",
    "https://www.googleapis.com/auth/gmail.settings.basic": "See, edit, or create your email settings",
}


class ConsentError(Exception):
    """Show a page of refusal: the request can be answered by nobody."""

    def __init__(self, status: int, error: str, sentence: str) -> None:
        super().__init__(error)
        self.status = status
        self.error = error
        self.sentence = sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the application asks for; `params` is every parameter by its name."""

    params: Mapping[str, str]
    scopes: tuple[str, ...]

    def text(self, name: str) -> str:
        """Give a parameter, or an empty string."""
        return self.params.get(name, "")

    def optional(self) -> tuple[str, ...]:
        """List the scopes a person may leave out: all that are more than who they are."""
        return tuple(scope for scope in self.scopes if scope not in IDENTITY)

    def back(self, **answer: str) -> str:
        """Make the address the browser is sent back to."""
        state = {"state": self.text("state")} if self.text("state") else {}
        joint = "&" if urlsplit(self.text("redirect_uri")).query else "?"
        return self.text("redirect_uri") + joint + urlencode(state | answer)


def show(google: Google, ask: Ask) -> Answer:
    """Show the page, or the page of refusal."""
    try:
        request = read({name: values[0] for name, values in ask.query.items()})
    except ConsentError as error:
        return _refused(error)
    return _page(google, request, 200)


def decide(google: Google, ask: Ask) -> Answer:
    """Take the form's decision and send the browser back."""
    form = ask.form()
    params = {name: values[0] for name, values in form.items()}
    ticked = form.get("scope", [])
    try:
        request = read(params | {"scope": params.get("requested") or " ".join(ticked)})
    except ConsentError as error:
        return _refused(error)
    if params.get("decision") == "allow" and _recruiter(google, params.get("account", "")) is None:
        return _page(google, request, 400)
    location = settle(
        google, request, account=params.get("account", ""), ticked=ticked, decision=params.get("decision", "")
    )
    return Answer(status=302, headers={"Location": location}, media_type=HTML)


def settle(google: Google, request: Request, *, account: str, ticked: list[str], decision: str) -> str:
    """Turn a person's decision into the address they are sent back to; raise ConsentError for a stranger."""
    if decision != "allow":
        return request.back(error="access_denied")
    person = _recruiter(google, account)
    if person is None:
        raise ConsentError(400, "invalid_request", "Choose one of the accounts on the page.")
    scopes = frozenset(s for s in request.scopes if s in IDENTITY or s in ticked)
    if request.text("include_granted_scopes") == "true":
        scopes |= google.grants.scopes_of(person.address)
    code = Code(
        address=person.address,
        scopes=scopes,
        redirect_uri=request.text("redirect_uri"),
        challenge=request.text("code_challenge"),
        plain=request.text("code_challenge_method") == "plain",
        offline=_lasting(google, request, person),
        nonce=request.text("nonce"),
        at=google.world.now(),
    )
    value = google.grants.code(code)
    google.world.changed()
    shown = " ".join(s for s in (*request.scopes, *sorted(scopes)) if s in scopes)
    return request.back(
        code=value, scope=" ".join(dict.fromkeys(shown.split())), authuser="0", prompt="consent"
    )


def read(params: Mapping[str, str]) -> Request:
    """Check what the application asks for; raise ConsentError as Google's page does."""
    if params.get("client_id") != oauth.CLIENT_ID:
        raise ConsentError(401, "invalid_client", "The OAuth client was not found.")
    if not _registered(params.get("redirect_uri", "")):
        raise ConsentError(
            400,
            "redirect_uri_mismatch",
            "The redirect URI in the request is not one the client has registered.",
        )
    if params.get("response_type") != "code":
        raise ConsentError(400, "unsupported_response_type", "Only response_type=code is supported.")
    if params.get("code_challenge_method", "S256") not in {"S256", "plain"}:
        raise ConsentError(400, "invalid_request", "Invalid parameter value for code_challenge_method.")
    return Request(params=params, scopes=_scopes(params.get("scope", "")))


def _scopes(asked: str) -> tuple[str, ...]:
    scopes = tuple(dict.fromkeys(SHORT.get(scope, scope) for scope in asked.split()))
    unknown = [scope for scope in scopes if scope not in IDENTITY and scope not in GMAIL]
    if not scopes:
        raise ConsentError(400, "invalid_request", "Missing required parameter: scope")
    if unknown:
        raise ConsentError(400, "invalid_scope", f"Some requested scopes were invalid: {', '.join(unknown)}")
    return scopes


def _registered(uri: str) -> bool:
    address = urlsplit(uri)
    if address.fragment or not address.hostname:
        return False
    return address.scheme == "https" or (address.scheme == "http" and address.hostname in LOOPBACK)


def _lasting(google: Google, request: Request, person: Account) -> bool:
    # Without prompt=consent Google gives a refresh token the first time only.
    first = not google.grants.scopes_of(person.address)
    return request.text("access_type") == "offline" and (first or "consent" in request.text("prompt").split())


def _recruiter(google: Google, address: str) -> Account | None:
    account = google.accounts.get(address.strip().lower())
    return account if account and account.role == "recruiter" else None


def _page(google: Google, request: Request, status: int) -> Answer:
    recruiters = [account for account in google.accounts.values() if account.role == "recruiter"]
    hinted = request.text("login_hint").lower()
    chosen = next((a.address for a in recruiters if a.address == hinted), recruiters[0].address)
    page = (
        _pages()
        .get_template("consent.html")
        .render(
            accounts=recruiters,
            chosen=chosen,
            identity=[(scope, IDENTITY[scope]) for scope in request.scopes if scope in IDENTITY],
            optional=[(scope, GMAIL[scope]) for scope in request.optional()],
            carried={name: request.text(name) for name in CARRIED if name in request.params},
            requested=" ".join(request.scopes),
            application=urlsplit(request.text("redirect_uri")).netloc,
        )
    )
    return Answer(status=status, content=page.encode(), media_type=HTML)


def _refused(error: ConsentError) -> Answer:
    page = _pages().get_template("refused.html").render(error=error)
    return Answer(status=error.status, content=page.encode(), media_type=HTML)


def _pages() -> Environment:
    return Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True)
