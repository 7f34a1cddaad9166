"""What becomes of somebody in a live sequence when its text changes: nobody gets a stage twice, nobody goes back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from bot.rules.drafts import StageDraft
from storage.statuses import StageKind, TouchStatus


class Keyed(Protocol):
    """A stage of a version, known by its key."""

    @property
    def key(self) -> str: ...
    @property
    def kind(self) -> StageKind: ...


S = TypeVar("S", bound=Keyed)

_HAD = frozenset({TouchStatus.SENT, TouchStatus.DONE, TouchStatus.SKIPPED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One touch of a person: the key of its stage, and whether something of it is, or was, on its way to Gmail."""

    key: str
    status: TouchStatus
    has_begun: bool = False

    @property
    def was_had(self) -> bool:
        """Tell whether it counts as had: it went, was done or skipped, or may have left before it was cancelled."""
        return self.status in _HAD or (self.status is TouchStatus.CANCELLED and self.has_begun)

    @property
    def is_under_way(self) -> bool:
        """Tell whether something of it is in flight."""
        in_doubt = self.status in {TouchStatus.CLAIMED, TouchStatus.UNKNOWN}
        return in_doubt or (self.has_begun and not self.status.is_final)


@dataclass(frozen=True, slots=True)
class Stay:
    """They are being written to at this moment and keep the version they have."""


@dataclass(frozen=True, slots=True)
class Finish:
    """Nothing of the new version is left for them."""


@dataclass(frozen=True, slots=True)
class Go(Generic[S]):
    """They go on with this stage of the new version."""

    stage: S


def decide(stages: Sequence[S], traces: Sequence[Trace], *, by_hand_only: bool) -> Stay | Finish | Go[S]:
    """Say what becomes of one person; `traces` are their touches in the order in which they were planned."""
    if any(trace.is_under_way for trace in traces):
        return Stay()
    coming = left(stages, [trace.key for trace in traces if trace.was_had], by_hand_only=by_hand_only)
    return Go(coming[0]) if coming else Finish()


def left(stages: Sequence[S], had: Sequence[str], *, by_hand_only: bool = False) -> tuple[S, ...]:
    """List what is still to come, in order: what stands behind the last stage they had that is still there.

    `had` are keys, the latest last. What was removed from the sequence decides nothing.
    """
    keys = [stage.key for stage in stages]
    last = next((keys.index(key) for key in reversed(had) if key in keys), -1)
    following = (stage for stage in stages[last + 1 :] if stage.key not in had)
    return tuple(stage for stage in following if not (by_hand_only and stage.kind.is_email))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One stage that is new, other than it was, or gone; `number` is its place in the version it stands in."""

    number: int
    stage: StageDraft
    is_gone: bool = False


def changes(before: Sequence[StageDraft], after: Sequence[StageDraft]) -> tuple[Change, ...]:
    """List the stages that were added, rewritten or removed; a stage that only moved is none of these."""
    old, kept = {stage.key: stage for stage in before}, {stage.key for stage in after}
    written = (Change(number=n, stage=stage) for n, stage in _numbered(after) if old.get(stage.key) != stage)
    gone = (
        Change(number=n, stage=stage, is_gone=True) for n, stage in _numbered(before) if stage.key not in kept
    )
    return (*written, *gone)


def are_same(before: Sequence[StageDraft], after: Sequence[StageDraft]) -> bool:
    """Tell whether two versions are the same stages with the same words in the same order."""
    return [(one.key, one) for one in before] == [(one.key, one) for one in after]


def is_same_timing(before: StageDraft, after: StageDraft) -> bool:
    """Tell whether a stage comes as long after the one before it as it did."""
    return all(getattr(before, name) == getattr(after, name) for name in ("delay", "delay_unit", "at"))


def is_same_text(before: StageDraft, after: StageDraft) -> bool:
    """Tell whether a stage says what it said."""
    mine, theirs = ((one.kind, one.subject, one.body, one.variants) for one in (before, after))
    return mine == theirs


def _numbered(stages: Sequence[StageDraft]) -> Iterable[tuple[int, StageDraft]]:
    return enumerate(stages, 1)
