"""The classifier against other projects' public test mail, which is not part of this repository."""

import csv
import os
from collections import Counter
from pathlib import Path

import pytest

from gmail import classify, messages
from gmail.classify import Kind
from tests.gmail.builders import NOW, OWN

SAMPLES = Path(os.environ.get("OVERTURE_MAIL_SAMPLES", "../shared/mail"))
LABELS = SAMPLES / "labels.csv"
HUMAN = {"human_hard_negative", "human_reply_body"}
BOUNCES = {"hard_bounce", "soft_bounce", "mixed_bounce", "bounce_unspecified", "delay_notice"}

pytestmark = pytest.mark.skipif(not LABELS.exists(), reason="the library of mail samples is not here")


def kinds(labels: set[str]) -> Counter[Kind]:
    """Classify every sample that has one of some labels."""
    with LABELS.open() as rows:
        paths = [row["path"] for row in csv.DictReader(rows) if row["label"] in labels]
    return Counter(_kind(SAMPLES / path) for path in paths)


def _kind(path: Path) -> Kind:
    raw = path.read_bytes()
    if path.suffix in {".html", ".txt"} and "talon" in path.parts or "emails" in path.parts:
        subtype = "html" if path.suffix == ".html" else "plain"
        raw = f"From: grace@example.com\nContent-Type: text/{subtype}\n\n".encode() + raw
    return classify.classify(messages.from_source(raw, id="m1", received_at=NOW), own=OWN).kind


def test_no_person_is_taken_for_a_machine() -> None:
    found = kinds(HUMAN)

    assert found.total() > 0
    assert set(found) <= {Kind.HUMAN, Kind.MAYBE_AUTO}


def test_nearly_every_bounce_is_found() -> None:
    found = kinds(BOUNCES)

    assert (found[Kind.BOUNCE] + found[Kind.DELAY]) / found.total() >= 0.97
