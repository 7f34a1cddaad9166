"""Whether what `selftest` found lets a mailbox send."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gmail.observed import Copies, Disguise, Journey, Observed

TWICE = "The self-test found that Gmail may let one email of this mailbox go out twice."
TEST_AGAIN = "Ask whoever runs Overture to run the self-test again, and to report what it says."

STOPPED = "One mail could go out twice: this mailbox sends nothing until the self-test says otherwise."

VITAL = ("second_send", "parallel_sends")
"""The points of which a bad answer means that a mail could leave twice."""


def distrust(proofs: Mapping[str, Any]) -> str:
    """Say why nothing may leave a mailbox; empty when nothing speaks against it, or nobody has looked."""
    bad = any(_is_bad(proofs.get(point)) for point in VITAL)
    return TWICE if bad else ""


def _is_bad(proof: object) -> bool:
    return isinstance(proof, Mapping) and proof.get("good") is False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The answer to one open point, whether it is the good one, and what follows from it."""

    point: str
    question: str
    answer: str
    good: bool
    follows: str


def judge(seen: Observed) -> tuple[Proof, ...]:
    """Turn what was seen into answers, one for each open point."""
    found = [
        _second(seen.second),
        _parallel(seen.parallel),
        _token(seen.journey),
        _message_id(seen.journey),
        _thread(seen.journey),
        _delay(seen.journey),
        _unverified(seen.unverified),
        _text(seen.journey),
    ]
    return tuple(found if seen.alias is None else [*found, _alias(seen.alias)])


def _second(seen: Copies) -> Proof:
    good = seen.arrived == 1 and seen.outcomes[1] in {"404", "400"}
    return Proof(
        point="second_send",
        question="A draft is sent a second time",
        answer=f"{_said(seen.outcomes[1])}, {_mails(seen.arrived)}",
        good=good,
        follows="A draft leaves once: an answer that was lost can be settled." if good else STOPPED,
    )


def _parallel(seen: Copies) -> Proof:
    good = seen.arrived == 1
    return Proof(
        point="parallel_sends",
        question="A draft is sent twice at the same moment",
        answer=f"{_said(seen.outcomes[0])} and {_said(seen.outcomes[1])}, {_mails(seen.arrived)}",
        good=good,
        follows="Two workers at once could not send a mail twice." if good else STOPPED,
    )


def _token(seen: Journey) -> Proof:
    good = all(seen.tokens)
    names = ("draft", "sent", "received")
    kept = [name for name, has in zip(names, seen.tokens, strict=True) if has]
    return Proof(
        point="token_header",
        question="Our header survives",
        answer=f"on {', '.join(kept)}" if kept else "nowhere",
        good=good,
        follows="Our own mail is recognised."
        if good
        else "A mail whose answer was lost is not recognised: you are asked about each. Report this.",
    )


def _message_id(seen: Journey) -> Proof:
    draft, sent, received = seen.rfc_ids
    good = bool(sent) and sent == received
    changed = "changes when it is sent" if draft != sent else "stays"
    return Proof(
        point="message_id",
        question="Message-ID of draft, sent and received copy",
        answer=f"{changed}; sent and received are {'the same' if good else 'not the same'}",
        good=good,
        follows="The real one is read back after each send."
        if good
        else "Follow-ups may open a new thread at the candidate's. Report this.",
    )


def _thread(seen: Journey) -> Proof:
    good = seen.thread_ids[0] == seen.thread_ids[1]
    return Proof(
        point="thread_id",
        question="Thread of draft and sent copy",
        answer="the same" if good else "changes when it is sent",
        good=good,
        follows="A follow-up stays in its thread."
        if good
        else "A mail in doubt is looked for in history only.",
    )


def _delay(seen: Journey) -> Proof:
    good = None not in {seen.history_seconds, seen.thread_seconds} and seen.was_received
    return Proof(
        point="delay",
        question="Seconds until a sent mail shows",
        answer=f"history {_seconds(seen.history_seconds)}, thread {_seconds(seen.thread_seconds)},"
        f" inbox {'seen' if seen.was_received else 'not seen'}",
        good=good,
        follows="Doubts are settled after two minutes, which is enough."
        if good
        else "A mail in doubt may be asked about although it left. Try again later.",
    )


def _unverified(seen: Disguise) -> Proof:
    good = seen.became != seen.asked
    became = "Gmail refused it" if not seen.became else "it left from another address"
    return Proof(
        point="unverified_sender",
        question="A mail from an address Gmail has not verified",
        answer=became if good else "it left from that very address",
        good=good,
        follows="Overture writes from accepted addresses only."
        if good
        else "Overture writes from accepted addresses only; others could forge one. Tell your Google administrator.",
    )


def _alias(seen: Disguise) -> Proof:
    good = seen.became == seen.asked
    return Proof(
        point="alias",
        question="A mail from an accepted alias",
        answer="it left from the alias" if good else "it left from another address",
        good=good,
        follows="An alias can be chosen on the Home tab."
        if good
        else "Do not choose an alias on the Home tab.",
    )


def _text(seen: Journey) -> Proof:
    return Proof(
        point="text_part",
        question="The text part as it arrives",
        answer="unchanged" if seen.text_unchanged else "changed",
        good=seen.text_unchanged,
        follows="What was previewed is what arrives."
        if seen.text_unchanged
        else "Who reads plain text sees other line breaks; the HTML says the same.",
    )


def _said(outcome: str) -> str:
    return "sent" if outcome == "sent" else f"refused with {outcome}" if outcome.isdigit() else outcome


def _mails(count: int) -> str:
    return "one mail arrived" if count == 1 else f"{count} mails arrived"


def _seconds(seconds: float | None) -> str:
    return "never" if seconds is None else f"{seconds:.1f}"
