"""Make two people one who are one: everything the other has is kept, and nobody gets a stage twice."""

from collections.abc import Iterable
from datetime import datetime

import structlog

from bot.outreach import people, permitting
from bot.outreach.candidates import knowing, profiling
from bot.outreach.candidates.portraits import MergeAsked
from bot.outreach.house import House
from bot.outreach.outgoing import advancing
from bot.outreach.pictures import Choice
from bot.refusals import Gone, NotAllowed, Refusal
from bot.rules import merging
from bot.rules.merging import End, Run
from storage import (
    acquaintances,
    borrowings,
    candidates,
    enrollments,
    mergers,
    plans,
    suppressions,
    touches,
)
from storage.database import Database, Transaction
from storage.models import Candidate, Enrollment, Recruiter
from storage.statuses import TouchStatus

log = structlog.get_logger()

MOST_OFFERED = 50
NOT_THEIRS = (
    "They are both in a sequence of a colleague's, and one of them would have to stop.",
    "Ask the colleague who runs it, or an administrator.",
)
BLANKS = ("first_name", "last_name", "company", "title", "school", "location", "zone")
"""What the one takes over from the other where it has nothing of its own."""


def suggest(
    db: Database, who: people.Who, candidate_id: int, words: str, *, now: datetime
) -> tuple[Choice, ...]:
    """Name people somebody may merge a person with: those of the same name first, then those they enrolled of late."""
    with people.looking(db, who, now) as (tx, recruiter):
        one = profiling.nameable(tx, recruiter, candidate_id)
        namesakes = [
            (other.id, _shown(other))
            for other in candidates.by_name(tx, who.team, words.strip() or one.name, limit=MOST_OFFERED)
            if knowing.may_name(tx, recruiter, other)
        ]
        found = dict([*namesakes, *acquaintances.met(tx, recruiter.id, words.strip(), limit=MOST_OFFERED)])
        found.pop(one.id, None)
        return tuple(Choice(id=id, name=name) for id, name in list(found.items())[:MOST_OFFERED])


def ask(
    db: Database, who: people.Who, candidate_id: int, other_id: int, *, house: House, now: datetime
) -> MergeAsked:
    """Say what becomes of two people who are to be one; nothing is written."""
    with people.looking(db, who, now) as (tx, recruiter):
        one, other = (profiling.nameable(tx, recruiter, id) for id in (candidate_id, other_id))
        if one.id == other.id:
            raise Gone("They are one person already.")
        ending, _ = _judged(tx, recruiter, one, other, house)
        return MergeAsked(
            candidate_id=one.id,
            other_id=other.id,
            person=one.name,
            company=one.company,
            other=other.name,
            other_company=other.company,
            enrollments=len(_met(tx, recruiter, other)),
            addresses=len(other.addresses),
            links=len(other.links),
            ending=tuple(_told(tx, end) for end in ending),
        )


def merge(
    db: Database, who: people.Who, candidate_id: int, other_id: int, *, house: House, now: datetime
) -> int:
    """Make two people one, once; tell the id of the one there is then. Raises NotAllowed, Gone and Refusal."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        return join(tx, recruiter, candidate_id, other_id, house=house, now=now).id


def join(
    tx: Transaction, recruiter: Recruiter, candidate_id: int, other_id: int, *, house: House, now: datetime
) -> Candidate:
    """Make two people one, as `merge` does; the first keeps its id, and what it says of itself."""
    candidates.lock(tx, {candidate_id, other_id})
    one, other = (profiling.nameable(tx, recruiter, id) for id in (candidate_id, other_id))
    if one.id == other.id:
        return one
    if {one.id, other.id} != {candidate_id, other_id}:
        raise Gone("One of them was merged with somebody else meanwhile.", "Open the card again.")
    _take(tx, one, other)
    ending, listening = _judged(tx, recruiter, one, other, house)
    for end in ending:
        advancing.stop(tx, end.id, status=end.status, why=end.why, now=now)
    _listen(tx, listening)
    _complete(one, other)
    _share_suppressions(tx, one, other)
    tx.flush()
    moved = mergers.give(tx, gone_id=other.id, candidate_id=one.id)
    other.merged_into_id, other.merged_at, other.merged_by = one.id, now, recruiter.slack_id
    for name in BLANKS:
        setattr(other, name, "")
    tx.flush()
    tx.expire_all()
    log.info("candidates merged", candidate=one.id, gone=other.id, rows=moved, ended=len(ending))
    return one


def _take(tx: Transaction, *both: Candidate) -> None:
    """Take everything that may change for changing: the mailboxes before the enrollments, as everybody does."""
    met = sorted(found.id for one in both for found in enrollments.of_candidate(tx, one.id))
    borrowings.lock_mailboxes(tx, met)
    for enrollment_id in met:
        enrollments.lock(tx, enrollment_id)


def _judged(
    tx: Transaction, recruiter: Recruiter, one: Candidate, other: Candidate, house: House
) -> tuple[tuple[End, ...], tuple[tuple[int, int], ...]]:
    """Say what ends by it, and what must be listened to for the rest.

    Raises NotAllowed where it may not, Refusal where something leaves just now.
    """
    if mergers.are_forgotten(tx, {one.id, other.id}):
        raise Gone(*profiling.NOBODY)
    met = enrollments.of_candidate(tx, one.id), enrollments.of_candidate(tx, other.id)
    ours, theirs = ([_run(tx, found) for found in side] for side in met)
    ending = merging.ends(ours, theirs, house.reach)
    by_id = {found.id: found for side in met for found in side}
    if not permitting.may_merge(recruiter, met, [by_id[end.id] for end in ending]):
        raise NotAllowed(*NOT_THEIRS)
    if merging.in_the_way(ours, theirs):
        raise Refusal("An email to one of them is leaving just now.", "Merge them again in a minute.")
    return ending, merging.listening(ours, theirs, house.reach)


def _listen(tx: Transaction, pairs: Iterable[tuple[int, int]]) -> None:
    """Let what goes on wait, before each mail, until the mailboxes were read in which the other was written to."""
    for enrollment_id, past_id in pairs:
        going = enrollments.get(tx, enrollment_id)
        if going is None or not going.status.is_open:
            continue
        for mailbox_id in borrowings.mailboxes_of(tx, [past_id]):
            if mailbox_id != going.mailbox_id:
                borrowings.add(tx, going.id, mailbox_id)


def _run(tx: Transaction, found: Enrollment) -> Run:
    every = touches.of_enrollment(tx, found.id)
    over = {touch.position for touch in every if touch.status.is_final}
    gone = (TouchStatus.SENT, TouchStatus.DONE)
    return Run(
        id=found.id,
        sequence_id=found.sequence_id,
        recruiter_id=found.recruiter_id,
        status=found.status,
        created_at=found.created_at,
        ended_at=found.ended_at,
        had=frozenset(one.stage.key for one in every if one.status in gone or one.sending_at is not None),
        ahead=frozenset(
            stage.key
            for stage in plans.of_version(tx, found.version_id)
            if stage.position >= found.position and stage.position not in over
        ),
        is_leaving=any(touch.status in touches.IN_DOUBT for touch in every),
    )


def _complete(one: Candidate, other: Candidate) -> None:
    """Let the one take over what only the other has, and prefer the address it preferred."""
    for name in BLANKS:
        setattr(one, name, getattr(one, name) or getattr(other, name))
    first = knowing.preferred(one) or knowing.preferred(other)
    for row in (*one.addresses, *other.addresses):
        row.is_preferred = row is first


def _share_suppressions(tx: Transaction, one: Candidate, other: Candidate) -> None:
    # At the instant of each, by which Undo finds again what one mail has suppressed.
    keys = {row.key for row in (*one.addresses, *other.addresses)}
    for why, at in suppressions.of(tx, one.team_id, keys):
        for key in sorted(keys):
            suppressions.add(tx, one.team_id, key, why, at)


def _met(tx: Transaction, recruiter: Recruiter, person: Candidate) -> list[Enrollment]:
    every = enrollments.of_candidate(tx, person.id)
    return [found for found in every if permitting.may_know(recruiter, found)]


def _told(tx: Transaction, end: End) -> str:
    found = enrollments.get(tx, end.id)
    return f"{found.sequence.name if found else 'A sequence'}: {end.why}"


def _shown(person: Candidate) -> str:
    return f"{person.name}, {person.company}" if person.company else person.name
