"""The Google stand-in on a real port, and the real clients that speak to it."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import google.oauth2.credentials
import googleapiclient.discovery
import urllib3
from googleapiclient.discovery_cache import get_static_doc
from starlette.applications import Starlette

from sandbox.google.accounts import Google
from sandbox.google.server import routes
from sandbox.world import World
from tests import stages

AUTH = "https://www.googleapis.com/auth/gmail."
USUAL = (AUTH + "compose", AUTH + "readonly")
ANA = "ana@acme.example"
BEN = "ben@acme.example"
GRACE = "grace.hopper@example.com"
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A running stand-in: its state, its address, and ways to ask it."""

    google: Google
    url: str
    http: urllib3.PoolManager
    clients: list[Any] = field(default_factory=list)

    def gmail(self, address: str = ANA, *scopes: str) -> Any:
        """Give the real Gmail client, connected with a fresh grant."""
        document = json.loads(get_static_doc("gmail", "v1"))
        document |= {"rootUrl": f"{self.url}/", "baseUrl": f"{self.url}/"}
        credentials = google.oauth2.credentials.Credentials(  # type: ignore[no-untyped-call]
            None,
            refresh_token=self.google.grant(address, scopes or USUAL),
            token_uri=f"{self.url}/token",
            client_id="sandbox-client",
            client_secret="sandbox-secret",
        )
        self.clients.append(googleapiclient.discovery.build_from_document(document, credentials=credentials))
        return self.clients[-1].users()

    def access(self, address: str = ANA, *scopes: str) -> str:
        """Give an access token, exchanged over the wire."""
        refresh = self.google.grant(address, scopes or USUAL)
        status, body = self.token(grant_type="refresh_token", refresh_token=refresh)
        assert status == 200
        return str(body["access_token"])

    def ask(self, path: str, access: str, method: str = "GET", **more: Any) -> urllib3.BaseHTTPResponse:
        """Ask the Gmail API without Google's client: what follows /gmail/v1/users/, and an access token."""
        headers = {"Authorization": f"Bearer {access}"} | more.pop("headers", {})
        return self.http.request(method, f"{self.url}/gmail/v1/users/{path}", headers=headers, **more)

    def token(self, **form: str) -> tuple[int, dict[str, Any]]:
        """Ask the token endpoint."""
        fields = {"client_id": "sandbox-client", "client_secret": "sandbox-secret"} | form
        answer = self.http.request("POST", f"{self.url}/token", fields=fields, encode_multipart=False)
        return answer.status, answer.json()

    def control(self, name: str, /, **asked: Any) -> dict[str, Any]:
        """Use the control API; what it refuses fails the test."""
        answer = self.http.request("POST", f"{self.url}/sandbox/google/{name}", json=asked)
        assert answer.status == 200, answer.data
        return dict(answer.json())

    def look(self, path: str) -> Any:
        """Read from the control API."""
        return self.http.request("GET", f"{self.url}/sandbox/google/{path}").json()

    def threads(self, address: str) -> list[dict[str, Any]]:
        """List the threads of a mailbox, newest first."""
        return list(self.look(f"mailboxes/{address}")["threads"])

    def move(self, **by: float) -> None:
        """Move the world's clock."""
        self.google.world.move(timedelta(**by))


class Stage(stages.Stage):
    """One server for all tests; each test puts a Google of its own on it."""

    @contextmanager
    def bench(self) -> Iterator[Bench]:
        """Put a fresh Google on stage, its clock stopped at START."""
        state = Google(World(frozen_at=START))
        self.playing = Starlette(routes=routes(state))
        with urllib3.PoolManager(retries=False, timeout=10) as http:
            bench = Bench(google=state, url=self.url, http=http)
            yield bench
        for client in bench.clients:
            client.close()


def raw(subject: str = "Hello", *, to: str = GRACE, text: str = "Hi Grace", **headers: str) -> str:
    """Write a mail as a client would: base64url of its bytes. `in_reply_to` becomes In-Reply-To."""
    mail = EmailMessage()
    mail["To"] = to
    mail["Subject"] = subject
    mail["Message-ID"] = "<mine@client.example>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    mail.add_alternative(f"<p>{text}</p>", subtype="html")
    return base64.urlsafe_b64encode(mail.as_bytes()).decode()


def header(message: dict[str, Any], name: str) -> str:
    """Give a header of a message the API has shown, whatever its case."""
    found = [h["value"] for h in message["payload"]["headers"] if h["name"].lower() == name.lower()]
    return str(found[0]) if found else ""


def message_id(gmail: Any, id_: str) -> str:
    """Read the real Message-ID back."""
    shown = (
        gmail.messages().get(userId="me", id=id_, format="metadata", metadataHeaders=["Message-ID"]).execute()
    )
    return header(shown, "Message-ID")


def send(gmail: Any, **words: str) -> dict[str, Any]:
    """Send one mail at once."""
    return dict(gmail.messages().send(userId="me", body={"raw": raw(**words)}).execute())
