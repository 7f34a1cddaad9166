"""Small words every part of the Slack stand-in speaks: JSON as it arrives, and the two ways to say no."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

Payload: TypeAlias = dict[str, Any]


class SlackError(Exception):
    """Refuse a Web API call by Slack's own error name."""

    def __init__(
        self,
        name: str,
        *,
        messages: Sequence[str] = (),
        retry_after: int | None = None,
        also: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(name)
        self.name = name
        self.messages = tuple(messages)
        self.retry_after = retry_after
        self.also = dict(also or {})

    def answer(self) -> Payload:
        """Give the body Slack would answer with."""
        body: Payload = {"ok": False, "error": self.name, **self.also}
        if self.messages:
            body["response_metadata"] = {"messages": list(self.messages)}
        return body


class Refused(Exception):
    """Refuse what a person tries through the control API, in one sentence."""

    def __init__(self, sentence: str, *, status: int = 409) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


def size(payload: Payload) -> int:
    """Count the bytes of a payload as it travels."""
    return len(json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode())


def without_none(payload: Payload) -> Payload:
    """Leave out what is None."""
    return {key: value for key, value in payload.items() if value is not None}
