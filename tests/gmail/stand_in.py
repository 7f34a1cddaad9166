"""Google's stand-in as a mailbox of ours and its candidates meet it."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib import request

from starlette.applications import Starlette

import sandbox.google.server
from gmail import compose, oauth
from gmail.answers import Draft
from gmail.client import Gmail
from gmail.compose import Letter
from sandbox.google import accounts
from sandbox.world import World
from tests import stages

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ANA = "ana@acme.example"
GRACE = "grace.hopper@example.com"
TOKEN = "a3f1-token"


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """A running Google: its state, and ways to use it as a person or as our client."""

    state: accounts.Google
    url: str

    @property
    def google(self) -> oauth.Google:
        """Tell where it is."""
        return oauth.Google(
            client_id="sandbox-client",
            client_secret="sandbox-secret",
            api_url=self.url,
            auth_url=f"{self.url}/o/oauth2/v2/auth",
            token_url=f"{self.url}/token",
            revoke_url=f"{self.url}/revoke",
        )

    def gmail(self, address: str = ANA) -> Gmail:
        """Connect a mailbox without the consent page."""
        granted = self.control("grant", address=address, scopes=[oauth.COMPOSE, oauth.READONLY])
        return Gmail(self.google, granted["refresh_token"], self.state.world.now)

    def control(self, name: str, /, **asked: Any) -> dict[str, Any]:
        """Do what a person does, or plan a fault."""
        body = json.dumps(asked).encode()
        with request.urlopen(
            request.Request(f"{self.url}/sandbox/google/{name}", body, method="POST")
        ) as answer:
            return dict(json.load(answer))

    def move(self, **by: float) -> None:
        """Move the world's clock."""
        self.state.world.move(timedelta(**by))

    def posts(self, path: str) -> int:
        """Count the POSTs that arrived at a path."""
        with request.urlopen(f"{self.url}/sandbox/google/calls?since=0") as answer:
            calls = json.load(answer)
        return sum(call["method"] == "POST" and path in call["path"] for call in calls)


class Stage(stages.Stage):
    """One server for all tests; each puts a Google of its own on it."""

    def fresh(self) -> StandIn:
        """Put a new Google on stage, its clock stopped at START."""
        state = accounts.Google(World(frozen_at=START))
        self.playing = Starlette(routes=sandbox.google.server.routes(state))
        return StandIn(state=state, url=self.url)


def draft(gmail: Gmail, *, token: str = TOKEN, thread_id: str = "", **changes: Any) -> Draft:
    """Put a letter to Grace into Ana's drafts."""
    plain: dict[str, Any] = {
        "from_name": "Ana Lovelace",
        "from_address": ANA,
        "to_name": "Grace Hopper",
        "to_address": GRACE,
        "subject": "A role for you",
        "text": "Hello Grace\n",
        "html": "<p>Hello Grace</p>",
    }
    return gmail.create_draft(compose.mime(Letter(token=token, **{**plain, **changes})), thread_id)
