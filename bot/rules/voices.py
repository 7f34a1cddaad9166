"""In whose name each stage of a plan leaves: a mail that answers leaves as the one that opened its conversation."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from storage.statuses import StageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Whose mailbox a mail leaves, None for that of whoever enrolls; `address` one of that mailbox's, if chosen."""

    sender_id: int | None = None
    address: str = ""


OWN = Voice()


class Leaving(Protocol):
    """A stage, as far as it says whence it leaves."""

    @property
    def kind(self) -> StageKind: ...
    @property
    def new_thread(self) -> bool: ...
    @property
    def sender_id(self) -> int | None: ...
    @property
    def sender(self) -> str: ...


def of(stages: Iterable[Leaving]) -> tuple[Voice, ...]:
    """Say it of every stage; what is done by hand is done by whoever enrolls."""
    return tuple(_voices(stages))


def _voices(stages: Iterable[Leaving]) -> Iterator[Voice]:
    opened: Voice | None = None
    for stage in stages:
        if not stage.kind.is_email:
            yield OWN
            continue
        if opened is None or stage.new_thread:
            opened = Voice(sender_id=stage.sender_id, address=stage.sender)
        yield opened


def colleagues(stages: Iterable[Leaving]) -> tuple[int, ...]:
    """List whose mailboxes a plan names, each once."""
    return tuple(dict.fromkeys(voice.sender_id for voice in of(stages) if voice.sender_id is not None))
