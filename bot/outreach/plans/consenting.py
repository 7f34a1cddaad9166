"""A colleague says whether mail may leave in their name: asked when a sequence is saved, answered, taken back."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

import structlog

from bot.outreach import people
from bot.outreach.house import House
from bot.outreach.notices.cards import PermissionCard
from bot.outreach.outgoing import advancing, borrowing, wording
from bot.outreach.plans import coining, lending, previewing, rehearsing
from bot.outreach.plans.previews import Preview
from bot.refusals import Gone, NotAllowed
from bot.rules import access, gate, voices, well_known
from bot.rules.drafts import StageDraft
from storage import borrowings, enrollments, notices, permissions, plans, sequences, touches
from storage.database import Database, Transaction
from storage.lent import Permission
from storage.models import Recruiter, Sequence
from storage.notices import Owed
from storage.statuses import EnrollmentStatus, PermissionStatus

log = structlog.get_logger()

AGAIN = timedelta(days=1)
"""Nobody is asked again sooner after they said no."""

SHOWN = 10
ASKED, CHANGED, ANSWERED = "asked", "changed", "answered"


class Said(StrEnum):
    """What a colleague says when asked."""

    ALLOW = "allow"
    ALWAYS = "always"
    NO = "no"


def saved(
    tx: Transaction,
    sequence: Sequence,
    before: Iterable[StageDraft],
    after: Iterable[StageDraft],
    now: datetime,
) -> None:
    """Ask every colleague in whose name a sequence that was just saved would send; tell those who allow it of news."""
    then, ours = tuple(before), tuple(after)
    for colleague_id in voices.colleagues(ours):
        if colleague_id == sequence.owner_id:
            continue
        if lending.lacking(tx, sequence, [colleague_id]):
            _ask(tx, sequence, colleague_id, now)
        elif _text(then, colleague_id) != _text(ours, colleague_id):
            _tell_change(tx, sequence, colleague_id, now)


def _text(stages: tuple[StageDraft, ...], colleague_id: int) -> list[object]:
    """Give what leaves in somebody's name."""
    spoken = zip(stages, voices.of(stages), strict=True)
    return [
        (stage.subject, stage.body, stage.attachments, stage.variants)
        for stage, voice in spoken
        if voice.sender_id == colleague_id
    ]


def _ask(tx: Transaction, sequence: Sequence, colleague_id: int, now: datetime) -> None:
    asked = permissions.ensure(
        tx, colleague_id=colleague_id, asker_id=sequence.owner_id, sequence_id=sequence.id, now=now
    )
    if asked.status is not PermissionStatus.ASKED:
        if asked.answered_at is not None and asked.answered_at > now - AGAIN:
            return
        asked.status, asked.asked_at, asked.answered_at = PermissionStatus.ASKED, now, None
    _tell(tx, asked, asked.colleague, ASKED, sequence, asked.asked_at)
    log.info("permission asked", permission=asked.id, sequence=sequence.id)


def _tell_change(tx: Transaction, sequence: Sequence, colleague_id: int, now: datetime) -> None:
    found = permissions.of_asker(tx, colleague_id, sequence.owner_id)
    if found is None or found.status is not PermissionStatus.ALLOWED:
        found = permissions.of_sequence(tx, colleague_id, sequence.id)
    if found is not None:
        _tell(tx, found, found.colleague, CHANGED, sequence, now)


def _tell(
    tx: Transaction, about: Permission, whom: Recruiter, news: str, sequence: Sequence | None, now: datetime
) -> None:
    sequence_id = None if sequence is None else sequence.id
    owed = Owed(
        team=whom.team_id,
        key=f"permission:{about.id}:{news}:{sequence_id}:{now.isoformat()}",
        kind="permission",
        recipient=whom.slack_id,
        about={"permission": about.id, "sequence": sequence_id, "news": news},
    )
    notices.owe(tx, owed, now)


def card(db: Database, permission_id: int, sequence_id: int | None, news: str) -> PermissionCard:
    """Draw what a colleague is asked or told, or what the asker hears of it, as things stand."""
    with db.reading() as tx:
        found = _found(tx, permission_id)
        sequence = None if sequence_id is None else sequences.get(tx, sequence_id)
        is_always = found.sequence_id is None or _is_always(tx, found)
        status = PermissionStatus.ALLOWED if is_always and found.sequence_id else found.status
        return PermissionCard(
            permission_id=found.id,
            sequence_id=sequence_id,
            news=news,
            asker=found.asker.slack_id,
            colleague=found.colleague.slack_id,
            sequence="" if sequence is None else sequence.name,
            stages=() if sequence is None else _stages(tx, sequence, found.colleague_id),
            status=status,
            is_always=is_always,
        )


def _is_always(tx: Transaction, found: Permission) -> bool:
    given = permissions.allowed_by(tx, found.colleague_id)
    return any(one.asker_id == found.asker_id and one.sequence_id is None for one in given)


def _stages(tx: Transaction, sequence: Sequence, colleague_id: int) -> tuple[int, ...]:
    stages = plans.of_version(tx, sequences.latest(tx, sequence.id).id)
    spoken = enumerate(voices.of(stages), 1)
    return tuple(number for number, voice in spoken if voice.sender_id == colleague_id)


def answer(db: Database, who: people.Who, permission_id: int, said: Said, *, now: datetime) -> None:
    """Take down what the colleague says; the same again changes nothing, and who owns the sequence hears of it."""
    with db.transaction() as tx:
        found = _own(tx, who, permission_id, now)
        wanted = PermissionStatus.REFUSED if said is Said.NO else PermissionStatus.ALLOWED
        if found.status is wanted and (said is not Said.ALWAYS or _is_always(tx, found)):
            return
        if found.status is not PermissionStatus.ASKED:
            raise Gone("You have answered this already. What you allow stands on your Home tab.")
        found.status, found.answered_at = wanted, now
        if said is Said.ALWAYS:
            always = permissions.ensure(
                tx, colleague_id=found.colleague_id, asker_id=found.asker_id, sequence_id=None, now=now
            )
            always.status, always.answered_at = PermissionStatus.ALLOWED, now
        _tell(tx, found, found.asker, ANSWERED, found.sequence, now)
        log.info("permission answered", permission=found.id, said=said)
        if wanted is PermissionStatus.ALLOWED:
            tx.flush()
            _let_go(tx, found, now)


def _let_go(tx: Transaction, found: Permission, now: datetime) -> None:
    """Let everybody go on who was held because leave was missing that is given now."""
    owned = [one.id for one in sequences.of_team(tx, found.colleague.team_id) if _is_meant(tx, one, found)]
    why = gate.unpermitted(found.colleague.name or "A colleague").why
    held = enrollments.held_in(tx, owned, why)
    borrowings.lock_mailboxes(tx, held)
    for enrollment_id in held:
        enrollment = enrollments.lock(tx, enrollment_id)
        if enrollments.turn(
            tx, enrollment_id, expected={EnrollmentStatus.HELD}, status=EnrollmentStatus.ACTIVE, why=""
        ):
            touches.revive(tx, enrollment_id, now)
            borrowing.wake(tx, enrollment, now)


def _is_meant(tx: Transaction, sequence: Sequence, found: Permission) -> bool:
    return sequence.owner_id == found.asker_id and not lending.lacking(tx, sequence, [found.colleague_id])


def revoke(db: Database, who: people.Who, permission_id: int, *, now: datetime) -> None:
    """Take leave back: of one sequence, or of everything one person owns. What is planned is held when it is due."""
    with db.transaction() as tx:
        found = _own(tx, who, permission_id, now)
        given = permissions.given_to(tx, found.colleague_id, found.asker_id)
        taken = [one for one in given if found.sequence_id is None or one.id == found.id]
        for one in taken:
            one.status, one.answered_at = PermissionStatus.REVOKED, now
        if taken:
            _tell(tx, found, found.asker, ANSWERED, found.sequence, now)
            log.info("permission revoked", permission=found.id, taken=len(taken))


def preview(
    db: Database, who: people.Who, permission_id: int, sequence_id: int, *, house: House, now: datetime
) -> Preview:
    """Show what would leave in somebody's name, to them alone."""
    with db.transaction() as tx:
        found, sequence = _own(tx, who, permission_id, now), sequences.get(tx, sequence_id)
        if sequence is None or sequence.owner_id != found.asker_id:
            raise Gone("The sequence is no longer there.")
        rows = plans.of_version(tx, sequences.latest(tx, sequence.id).id)
        stages = tuple(advancing.stage_draft(row) for row in rows)
        tokens = coining.vocabulary(tx, sequence.team_id, sequence.role).values
        values = well_known.EXAMPLES | tokens | wording.of_sender(found.asker)
        names, zone = previewing.in_their_names(tx, stages), found.colleague.zone
    shown = previewing.stages_shown(
        stages,
        values,
        names=names,
        zone=house.zone_for(candidate="", recruiter=zone),
        own_zone=zone,
        house=house,
        now=now,
    )
    spoken = voices.of(stages)
    mine = tuple(text for text in shown if spoken[text.number - 1].sender_id == found.colleague_id)
    title = (
        sequence.name if len(mine) <= SHOWN else f"{sequence.name} (the first {SHOWN} of {len(mine)} emails)"
    )
    return Preview(title=title, person=rehearsing.EXAMPLE, stages=mine[:SHOWN], zone=zone)


def _found(tx: Transaction, permission_id: int) -> Permission:
    found = permissions.get(tx, permission_id)
    if found is None:
        raise Gone("That is no longer there.")
    return found


def _own(tx: Transaction, who: people.Who, permission_id: int, now: datetime) -> Permission:
    """Take a permission of this person's own; raises NotAllowed for everybody else."""
    recruiter = people.recruiter(tx, who, now)
    found = permissions.lock(tx, permission_id)
    if found is None:
        raise Gone("That is no longer there.")
    if not access.may_answer(colleague=found.colleague_id == recruiter.id):
        is_known = found.colleague.team_id == recruiter.team_id
        name = (found.colleague.name if is_known else "") or "the colleague who was asked"
        raise NotAllowed(f"Only {name} may say what leaves in their name.")
    return found
