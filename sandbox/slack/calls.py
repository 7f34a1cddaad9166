"""One call of the Web API, and what a method is."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sandbox.slack.pace import Tier
from sandbox.slack.wire import Payload, SlackError
from sandbox.slack.workspace import Workspace


class Token(StrEnum):
    """Which token a method takes."""

    BOT = "bot"
    APP = "app"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call as it arrived: form fields are strings, a JSON body keeps its types."""

    workspace: Workspace
    args: Payload
    token: str = ""

    def text(self, name: str) -> str:
        """Give an argument as text; nothing where it is absent."""
        value = self.args.get(name)
        return "" if value is None else str(value)

    def needed(self, name: str, *, trouble: str = "invalid_arguments") -> str:
        """Give an argument that must be there; raise SlackError otherwise."""
        if text := self.text(name):
            return text
        message = f"[ERROR] missing required field: {name}"
        raise SlackError(trouble, messages=[message] if trouble == "invalid_arguments" else ())

    def flag(self, name: str) -> bool:
        """Give an argument that is true or false."""
        return self.text(name).lower() in {"true", "1"}

    def number(self, name: str, default: int) -> int:
        """Give a number; raise `invalid_arguments` for something else."""
        try:
            return int(self.text(name) or default)
        except ValueError as error:
            raise SlackError("invalid_arguments") from error

    def decoded(self, name: str, *, trouble: str = "invalid_arguments") -> Any:
        """Give an argument that is JSON, written as text or not; None where it is absent."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError as error:
            raise SlackError(trouble) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A method: any one of `scopes` opens it; `changes` tells that people may see a difference."""

    act: Callable[[Call], Payload]
    scopes: tuple[str, ...] = ()
    tier: Tier = Tier.FOUR
    token: Token = Token.BOT
    changes: bool = False
