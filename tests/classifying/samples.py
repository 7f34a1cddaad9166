"""Other projects' public test mail, which is not part of this repository, with the labels it came with."""

import csv
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from gmail import quotes
from gmail.classify import Kind
from gmail.failures import Bounce
from tests.classifying.letters import ASKED, HARD, NOT_HARD, Letter

SAMPLES = Path(os.environ.get("OVERTURE_MAIL_SAMPLES", "../shared/mail"))
LABELS = SAMPLES / "labels.csv"
ABSENT = f"There is no library of mail samples at {SAMPLES}; OVERTURE_MAIL_SAMPLES may name another folder."

_REPORTS = frozenset({Kind.BOUNCE, Kind.DELAY})
_KINDS = {
    "hard_bounce": frozenset({Kind.BOUNCE}),
    "soft_bounce": _REPORTS,
    "mixed_bounce": frozenset({Kind.BOUNCE}),
    "delay_notice": frozenset({Kind.DELAY}),
    "bounce_unspecified": _REPORTS,
    "delivered_notice": frozenset({Kind.AUTO_REPLY}),
    "complaint": frozenset({Kind.COMPLAINT}),
    "challenge_response": frozenset({Kind.CHALLENGE}),
    "auto_reply": frozenset({Kind.AUTO_REPLY}),
    "not_bounce": frozenset(Kind) - _REPORTS,
    "not_bounce_mixed": frozenset(Kind) - _REPORTS,
    "human_hard_negative": ASKED,
    "human_reply_body": ASKED,
    "unlabelled": frozenset(Kind),
}
_VERDICTS: dict[str, frozenset[Bounce]] = {"hard_bounce": HARD, "soft_bounce": NOT_HARD}
_OUTPUT = "expected_output"


def are_here() -> bool:
    """Tell whether the library can be read."""
    return LABELS.exists()


@cache
def letters() -> tuple[Letter, ...]:
    """Read every sample that is a mail."""
    with LABELS.open(encoding="utf-8") as rows:
        labels = {row["path"]: row["label"] for row in csv.DictReader(rows)}
    outputs = [path for path, label in labels.items() if label == _OUTPUT or path.endswith("_reply_text")]
    mails = [path for path, label in labels.items() if label in _KINDS and path not in outputs]
    return tuple(_letter(path, labels[path], outputs) for path in mails)


def _letter(path: str, label: str, outputs: list[str]) -> Letter:
    raw = (SAMPLES / path).read_bytes()
    return Letter(
        source=path.partition("/")[0],
        name=f"{path} ({label})",
        raw=_dressed(raw, path) if label == "human_reply_body" else raw,
        kinds=_KINDS[label],
        bounces=_VERDICTS.get(label),
        own=_expected(path, outputs) if label.startswith("human") else None,
    )


def _dressed(raw: bytes, path: str) -> bytes:
    """Give a head to what is only a body."""
    if Path(path).suffix == ".eml":
        return raw
    subtype = "html" if path.endswith(".html") else "plain"
    return f"From: grace@example.com\nContent-Type: text/{subtype}\n\n".encode() + raw


def _expected(path: str, outputs: list[str]) -> str | None:
    """Find the file that says what is left of a mail: of the same name, in the same source."""
    stem, source = Path(path).stem, path.partition("/")[0]
    names = (stem, f"{stem}_reply_text", f"{stem}_expected", f"{stem}_reply", f"{stem}_output")
    for other in _beside(source, outputs):
        if Path(other).stem in names:
            # Some sources leave a signature in; a person would not.
            return quotes.own_words((SAMPLES / other).read_text(encoding="utf-8", errors="replace"))
    return None


def _beside(source: str, outputs: list[str]) -> Iterator[str]:
    return (other for other in outputs if other.startswith(f"{source}/"))
