"""Whether what `selftest` found lets a mailbox send."""

from collections.abc import Mapping
from typing import Any

TWICE = "The self-test found that Gmail may let one email of this mailbox go out twice."
TEST_AGAIN = "Ask whoever runs Overture to run the self-test again, and to report what it says."

VITAL = ("second_send", "parallel_sends")
"""The points of which a bad answer means that a mail could leave twice."""


def distrust(proofs: Mapping[str, Any]) -> str:
    """Say why nothing may leave a mailbox; empty when nothing speaks against it, or nobody has looked."""
    bad = any(_is_bad(proofs.get(point)) for point in VITAL)
    return TWICE if bad else ""


def _is_bad(proof: object) -> bool:
    return isinstance(proof, Mapping) and proof.get("good") is False
