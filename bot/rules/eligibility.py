"""Whether somebody may be put into a sequence, and what the recruiter should know before doing so."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.rules.engagement import Concern, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a person and a sequence.

    `unpermitted` names colleagues in whose name the sequence sends without their leave, `cut_off` those whose mailbox
    is not connected, `not_theirs` an address the sequence sends from that is none of the recruiter's.
    `open_elsewhere` and `contacted` say in words, by whom and where, as far as the asking recruiter may know;
    `suppressed` is the reason, empty when the person may be written to, `blocked` that somebody does not want them
    approached at all. `concerns` are what the rules of engagement say. `broken` says what must be mended in the
    sequence before anybody may get it.
    """

    person: str
    has_email_stages: bool
    mailbox_connected: bool
    already_in_this: bool = False
    open_elsewhere: tuple[str, ...] = ()
    contacted: tuple[str, ...] = ()
    in_this_by: str = ""
    suppressed: str = ""
    blocked: str = ""
    concerns: tuple[Concern, ...] = ()
    bounced: bool = False
    own_address: bool = False
    has_address: bool = True
    missing_tokens: tuple[str, ...] = ()
    broken: str = ""
    unpermitted: tuple[str, ...] = ()
    cut_off: tuple[str, ...] = ()
    not_theirs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What stands on top of the enroll modal; with a `refusal` it cannot be submitted.

    `concerns` warn until somebody says why it is done all the same. `owner_id` is the colleague who may be asked.
    """

    warnings: tuple[str, ...] = ()
    refusal: str = ""
    concerns: tuple[Concern, ...] = ()
    owner_id: int | None = None


def find(facts: Facts) -> Findings:
    """Judge one enrollment before it is made."""
    return Findings(
        warnings=tuple(dict.fromkeys(_warnings(facts))),
        refusal=_refusal(facts),
        concerns=tuple(one for one in facts.concerns if one.level is Level.WARN),
        owner_id=next((one.owner_id for one in facts.concerns if one.owner_id is not None), None),
    )


def unapproved(findings: Findings, sequence: str) -> Findings:
    """Refuse whoever it is: nobody but its author has seen this sequence, and somebody must."""
    refusal = f"{sequence} waits for a second pair of eyes. Ask a colleague to approve it."
    return replace(findings, refusal=refusal)


def _refusal(facts: Facts) -> str:
    person = facts.person or "This person"
    if facts.already_in_this:
        by = f", by {facts.in_this_by}" if facts.in_this_by else ""
        return f"{person} is in this sequence already{by}. Stop it there first, or choose another sequence."
    if facts.broken:
        return f"This sequence must be mended before anybody can be enrolled: {facts.broken}"
    if facts.blocked:
        return (
            f"{person} must not be approached: {facts.blocked.rstrip('.')}. An administrator may lift that."
        )
    if against := next((one for one in facts.concerns if one.level is Level.BLOCK), None):
        return f"{against.text} The rules of this workspace keep it ({against.rule.value})."
    return _mail_refusal(facts, person) if facts.has_email_stages else ""


def _mail_refusal(facts: Facts, person: str) -> str:
    if facts.own_address:
        return "That is your own address. To see the mails yourself, use Preview."
    if facts.suppressed:
        return f"{person} must not be written to: {facts.suppressed.rstrip('.')}."
    if facts.bounced:
        return f"Mail to {person} has bounced at this address. Give another address."
    if not facts.mailbox_connected:
        return "This sequence sends email, and your Gmail is not connected. Connect it on the Home tab."
    return _sender_refusal(facts)


def _sender_refusal(facts: Facts) -> str:
    if facts.not_theirs:
        return f"This sequence sends from {facts.not_theirs}, which is no address of your mailbox. Clone it first."
    if facts.unpermitted:
        names = " and ".join(facts.unpermitted)
        return f"{names} must first allow this sequence to send in their name. Ask them to answer Overture's message."
    if facts.cut_off:
        names = " and ".join(facts.cut_off)
        return f"This sequence sends from the Gmail of {names}, which is not connected. Ask them to reconnect it."
    return ""


def _warnings(facts: Facts) -> Iterator[str]:
    # One label for now and before: whether a confidential sequence still runs is nobody's business.
    for told in (*facts.open_elsewhere, *facts.contacted):
        yield f"Seen before: {told.rstrip('.')}."
    if facts.suppressed and not facts.has_email_stages:
        yield f"No email may be sent to {facts.person or 'this person'}: {facts.suppressed.rstrip('.')}."
    if facts.bounced and not facts.has_email_stages:
        yield "Mail to this address has bounced before."
    if facts.has_email_stages and not facts.has_address:
        yield "This sequence sends email, so it needs an address."
    if facts.missing_tokens:
        names = ", ".join(f"{{{{{name}}}}}" for name in facts.missing_tokens)
        yield f"Some stages use {names} and have no fallback for it."
