"""Who lends their mailbox to whom, as far as others ask: before enrolling, and on the Home tab of who lends."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.outreach.overview.home_pictures import LentLine
from bot.rules import senders, voices
from bot.rules.drafts import StageDraft
from storage import mailboxes, permissions, recruiters
from storage.database import Transaction
from storage.models import Recruiter, Sequence
from storage.statuses import MailboxStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What speaks against the senders of a sequence: names without leave or mailbox, and an address of others."""

    unpermitted: tuple[str, ...] = ()
    cut_off: tuple[str, ...] = ()
    not_theirs: str = ""


def places(
    tx: Transaction, recruiter: Recruiter, sequence: Sequence | None, stages: Iterable[StageDraft]
) -> Places:
    """Look at all from whom a sequence would send if this person used it."""
    found = voices.of(stages)
    lenders = {voice.sender_id for voice in found} - {None, recruiter.id}
    named = [recruiters.get(tx, id) for id in sorted(id for id in lenders if id is not None)]
    silent = lacking(tx, sequence, [one.id for one in named]) if sequence is not None else set()
    own = mailboxes.of_recruiter(tx, recruiter.id)
    addresses = {voice.address for voice in found if voice.sender_id is None and voice.address}
    foreign = addresses - set(senders.accepted(own) if own is not None else ())
    return Places(
        unpermitted=tuple(_name(one) for one in named if one.id in silent),
        cut_off=tuple(_name(one) for one in named if not _is_connected(tx, one)),
        not_theirs=min(foreign, default=""),
    )


def lacking(tx: Transaction, sequence: Sequence, sender_ids: Iterable[int]) -> set[int]:
    """Say which of these people have not allowed a sequence to send in their name; its owner needs no leave."""
    asked = set(sender_ids) - {sequence.owner_id}
    if not asked:
        return asked
    return asked - permissions.allowing(tx, asked, sequence_id=sequence.id, owner_id=sequence.owner_id)


def lines(tx: Transaction, recruiter: Recruiter) -> tuple[LentLine, ...]:
    """List who may send in a person's name; whoever may always is named once."""
    given = permissions.allowed_by(tx, recruiter.id)
    always = {one.asker_id for one in given if one.sequence_id is None}
    return tuple(
        LentLine(
            permission_id=one.id,
            asker=one.asker.slack_id,
            sequence="" if one.sequence is None else one.sequence.name,
        )
        for one in given
        if one.sequence_id is None or one.asker_id not in always
    )


def _is_connected(tx: Transaction, recruiter: Recruiter) -> bool:
    lent = mailboxes.of_recruiter(tx, recruiter.id)
    return lent is not None and lent.status is MailboxStatus.CONNECTED


def _name(recruiter: Recruiter) -> str:
    return recruiter.name or "A colleague"
