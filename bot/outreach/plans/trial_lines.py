"""What is shown of texts tried beside each other, as frozen values."""

from dataclasses import dataclass

from bot.rules.verdicts import Tried, Verdict
from storage.statuses import StageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One stage with several texts: how each fared, A first, and what that says."""

    stage: int
    kind: StageKind
    tried: tuple[Tried, ...]
    verdict: Verdict
