"""The texts of one stage that are tried beside each other: A is the stage's own, up to D may follow."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from bot.rules.drafts import VARIANT_LETTERS, StageDraft, Variant

MOST = len(VARIANT_LETTERS)

Texts = tuple[Variant, ...]
"""Every text of a stage in order, the stage's own first."""


def letter(index: int) -> str:
    """Name a text, counted from 0: A, B, C or D."""
    return VARIANT_LETTERS[index] if 0 <= index < MOST else str(index + 1)


def texts(stage: StageDraft) -> Texts:
    """Give every text of a stage."""
    return (Variant(subject=stage.subject, body=stage.body), *stage.variants)


def with_texts(stage: StageDraft, texts: Sequence[Variant]) -> StageDraft:
    """Give a stage other texts; the first becomes its own."""
    first, *others = texts
    return replace(stage, subject=first.subject, body=first.body, variants=tuple(others))


def worded(stage: StageDraft, index: int) -> StageDraft:
    """Give a stage as somebody gets it who has this text of it; a text that is gone is A, a blank subject is A's."""
    known = texts(stage)
    text = known[index] if 0 <= index < len(known) else known[0]
    return replace(stage, subject=text.subject.strip() and text.subject or stage.subject, body=text.body)


def sources(stage: StageDraft) -> tuple[str, ...]:
    """List all that tokens may stand in, every text of a stage."""
    return tuple(source for text in texts(stage) for source in (text.subject, text.body))


def chosen(sequence_id: int, key: str, candidate_id: int, count: int) -> int:
    """Choose the text of a stage (by its key) for a candidate: the same every time, and evenly among many."""
    if count < 2:
        return 0
    said = f"{sequence_id}:{key}:{candidate_id}"
    return int.from_bytes(hashlib.sha256(said.encode()).digest()[:8]) % count
