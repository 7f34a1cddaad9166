"""Keep sequences: save a draft as an immutable version, change who may use it, pause and archive it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime

import structlog

from bot.outreach import people, permitting
from bot.outreach.outgoing import advancing
from bot.outreach.pictures import Editor
from bot.outreach.plans import attaching, choosing, chronicling, coining, consenting, drafting
from bot.refusals import Gone, NotAllowed
from bot.rules import drafts, moving
from bot.rules.drafts import Problem, SequenceDraft, StageDraft
from storage import approvals, changes, drafts as desk, mailboxes, recruiters, reports, sequences
from storage.database import Database, Transaction
from storage.models import Draft, Recruiter, Sequence, SequenceVersion, Stage
from storage.statuses import Deed, DraftStatus, SequenceStatus

TURNS = {
    SequenceStatus.ACTIVE: Deed.RESUMED,
    SequenceStatus.PAUSED: Deed.PAUSED,
    SequenceStatus.ARCHIVED: Deed.ARCHIVED,
}

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A sequence that was paused, resumed or archived; `waiting` is how many people it still had.

    `next_at` is when the next thing of it goes, None where nothing does; what is late goes at the next opening.
    """

    name: str
    status: SequenceStatus
    waiting: int
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A sequence that was just saved, and the version it has now."""

    name: str
    stages: tuple[StageDraft, ...]
    version_id: int


def edit(db: Database, who: people.Who, sequence_id: int, *, now: datetime) -> Editor:
    """Put a copy of what a sequence says on the desk, or the edit that was left there; saving makes a new version."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        sequence = mine_to_change(tx, recruiter, sequence_id)
        left = desk.latest_edit(tx, recruiter.id, sequence.id)
        if left is not None and _is_changed(tx, sequence, left):
            left.status, left.updated_at = DraftStatus.OPEN, now
            return replace(drafting.editor_of(tx, left), resumed=True)
        return _copied(tx, recruiter, sequence, now)


def start_over(db: Database, who: people.Who, draft_id: int, *, now: datetime) -> Editor:
    """Take a draft off the desk: an edit begins anew with what is saved, a new plan with nothing."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        draft = drafting.locked(tx, recruiter, draft_id)
        draft.status = DraftStatus.DISCARDED
        if draft.sequence_id is None:
            return drafting.empty(tx, recruiter, now)
        return _copied(tx, recruiter, mine_to_change(tx, recruiter, draft.sequence_id), now)


def _copied(tx: Transaction, recruiter: Recruiter, sequence: Sequence, now: datetime) -> Editor:
    content, base = drafting.dumped(content_of(tx, sequence)), sequences.latest(tx, sequence.id).id
    draft = desk.add(tx, recruiter.id, content, sequence_id=sequence.id, base_id=base, now=now)
    return drafting.editor_of(tx, draft)


def _is_changed(tx: Transaction, sequence: Sequence, draft: Draft) -> bool:
    """Tell whether an edit says something else than the version it began with."""
    content, latest = drafting.content_of(draft), sequences.latest(tx, sequence.id)
    base = sequences.version(tx, draft.base_id or latest.id) or latest
    if not moving.are_same(stages_in(tx, sequence, base), content.stages):
        return True
    on_top = (content.name, content.role, content.access)
    return base.id == latest.id and on_top != (sequence.name, sequence.role, sequence.access)


def clone(db: Database, who: people.Who, sequence_id: int, *, now: datetime) -> Editor:
    """Put a copy of a sequence on the desk as a new one with a free name."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        sequence = seen_by(tx, recruiter, sequence_id)
        name = _free_name(tx, recruiter.team_id, sequence.name)
        content = SequenceDraft(name=name, role=sequence.role, stages=stages_of(tx, sequence.id))
        origin = chronicling.cloned_from(sequence)
        return drafting.editor_of(
            tx, desk.add(tx, recruiter.id, drafting.dumped(content), sequence_id=None, origin=origin, now=now)
        )


def save(
    db: Database,
    who: people.Who,
    draft_id: int,
    *,
    typed: drafting.Typed,
    role: str | None = None,
    now: datetime,
) -> Editor | Saved:
    """Turn a draft into a sequence with an immutable version, or give the editor back with its problems."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        draft = drafting.locked(tx, recruiter, draft_id)
        content = drafting.with_typed(drafting.content_of(draft), typed, role)
        draft.content, draft.updated_at = drafting.dumped(content), now
        names = taken(tx, recruiter.team_id, draft.sequence_id)
        tokens = coining.vocabulary(tx, recruiter.team_id).names
        problems = drafts.problems(content, taken_names=names, tokens=tokens)
        problems += choosing.problems(tx, recruiter, content.stages)
        if problems:
            return replace(drafting.editor_of(tx, draft), problems=problems)
        if draft.sequence_id is not None:
            sequences.lock(tx, mine_to_change(tx, recruiter, draft.sequence_id).id)
            if problem := _saved_meanwhile(tx, recruiter, draft):
                return replace(drafting.editor_of(tx, draft), problems=(problem,))
        version = _keep(tx, recruiter, draft, content, now)
        draft.status = DraftStatus.SAVED
        log.info("sequence saved", sequence=version.sequence_id, stages=len(content.stages))
        name = drafts.clean_line(content.name)
        return Saved(name=name, stages=content.stages, version_id=version.id)


def _saved_meanwhile(tx: Transaction, recruiter: Recruiter, draft: Draft) -> Problem | None:
    """Say that somebody saved the same sequence since this edit began; the next saving puts this one in its place."""
    latest = sequences.latest(tx, draft.sequence_id or 0)
    if draft.base_id in {None, latest.id}:
        return None
    draft.base_id = latest.id
    author = recruiters.get(tx, latest.created_by)
    name = "You" if author.id == recruiter.id else author.name or "A colleague"
    where = " in another window" if author.id == recruiter.id else ""
    text = (
        f"{name} saved version {latest.number}{where} while you were writing. "
        "Save again to put yours in its place, or close and edit anew."
    )
    return Problem(field="version", text=text)


def _keep(
    tx: Transaction, recruiter: Recruiter, draft: Draft, content: SequenceDraft, now: datetime
) -> SequenceVersion:
    name, role, before = drafts.clean_line(content.name), drafts.clean_line(content.role), None
    if draft.sequence_id is None:
        sequence = sequences.add(
            tx,
            team=recruiter.team_id,
            owner_id=recruiter.id,
            name=name,
            access=content.access,
            now=now,
        )
    else:
        sequence = mine_to_change(tx, recruiter, draft.sequence_id)
        before = content_of(tx, sequence)
        sequence.name, sequence.name_key, sequence.access = name, sequences.key(name), content.access
    sequence.role = role
    known = attaching.known(tx, recruiter.team_id, content.stages)
    version = sequences.add_version(tx, sequence.id, rows(known), by=recruiter.id, now=now)
    _carry_approval(tx, sequence, version, known)
    after = SequenceDraft(name=name, role=role, access=content.access, stages=known)
    for deed, details in chronicling.deeds(before, after, origin=draft.origin, version=version.number):
        changes.add(tx, sequence, deed, by=recruiter.id, details=details, now=now)
    consenting.saved(tx, sequence, before.stages if before else (), known, now)
    return version


def _carry_approval(
    tx: Transaction, sequence: Sequence, version: SequenceVersion, stages: tuple[StageDraft, ...]
) -> None:
    """Let what was approved stay approved where only the name or the access is another."""
    seen = approvals.latest(tx, sequence.id)
    approval = None if seen is None else approvals.of_version(tx, seen.id)
    if seen is not None and approval is not None and moving.are_same(stages_in(tx, sequence, seen), stages):
        approvals.add(tx, version.id, approval.recruiter_id, approval.at)


def rows(stages: Iterable[StageDraft]) -> list[Stage]:
    """Write stages as they are stored, numbered; each has a key from the desk, or one made of its number."""
    return [_row(number, stage) for number, stage in enumerate(stages, 1)]


def _row(number: int, stage: StageDraft) -> Stage:
    return Stage(
        number=number,
        key=stage.key or f"s{number}",
        kind=stage.kind,
        delay=stage.delay,
        delay_unit=stage.delay_unit,
        at=stage.at,
        not_before=stage.not_before,
        subject=stage.subject,
        body=stage.body,
        new_thread=stage.new_thread,
        attachments=[file.id for file in stage.attachments],
        sender_id=stage.sender_id,
        sender=stage.sender,
        ask_first=stage.ask_first,
        variants=[asdict(variant) for variant in stage.variants],
    )


def turn(db: Database, who: people.Who, sequence_id: int, status: SequenceStatus, *, now: datetime) -> Turned:
    """Pause, resume or archive a sequence; nothing of it leaves while it is not active."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        sequence = mine_to_change(tx, recruiter, sequence_id)
        if sequence.status is status:
            raise Gone(f"{sequence.name} is {status.value} already.")
        if status is SequenceStatus.PAUSED and sequence.status is SequenceStatus.ARCHIVED:
            mend = f"`/sequence resume {sequence.name}` brings it back."
            raise Gone(f"{sequence.name} is archived: nothing of it goes out.", mend)
        if status is SequenceStatus.ACTIVE:  # mailboxes before sequences, in the order of a round
            mailboxes.wake_for_sequence(tx, sequence.id, now)
            sequence.paused_why, sequence.counted_from = "", now  # what had come back by then is known
        sequence.status = status
        changes.add(tx, sequence, TURNS[status], by=recruiter.id, now=now)
        waiting = reports.open_count(tx, sequence.id)
        log.info("sequence turned", sequence=sequence.id, status=status)
        coming = reports.next_due_at(tx, sequence.id) if status is SequenceStatus.ACTIVE else None
        return Turned(name=sequence.name, status=status, waiting=waiting, next_at=coming)


def content_of(tx: Transaction, sequence: Sequence) -> SequenceDraft:
    """Give a sequence as it is now, as a draft."""
    return SequenceDraft(
        name=sequence.name,
        role=sequence.role,
        access=sequence.access,
        stages=stages_of(tx, sequence.id),
    )


def stages_of(tx: Transaction, sequence_id: int) -> tuple[StageDraft, ...]:
    """Give what a sequence says now, as values."""
    sequence = sequences.get(tx, sequence_id)
    assert sequence is not None
    return stages_in(tx, sequence, sequences.latest(tx, sequence_id))


def stages_in(tx: Transaction, sequence: Sequence, version: SequenceVersion) -> tuple[StageDraft, ...]:
    """Give what one version of a sequence says, as values."""
    rows = version.stages
    return attaching.drafts_of(tx, sequence.team_id, ((advancing.stage_draft(row), row) for row in rows))


def seen_by(tx: Transaction, recruiter: Recruiter, sequence_id: int) -> Sequence:
    """Find a sequence this person may see; raises Refusal, the same for what is hidden and what is not there."""
    sequence = sequences.get(tx, sequence_id)
    if sequence is None or not permitting.may_see(recruiter, sequence):
        raise Gone("There is no such sequence.", "`/sequence list` shows those you can see.")
    return sequence


def mine_to_change(tx: Transaction, recruiter: Recruiter, sequence_id: int) -> Sequence:
    """Find a sequence this person may edit, pause or archive; raises Refusal."""
    sequence = seen_by(tx, recruiter, sequence_id)
    if not permitting.may_change(recruiter, sequence):
        raise NotAllowed(
            "Only its owner may change this sequence.", "Clone it, and change the copy as you like."
        )
    return sequence


def taken(tx: Transaction, team: str, but: int | None) -> frozenset[str]:
    """List the names that are taken, but for that of one sequence."""
    return frozenset(sequence.name_key for sequence in sequences.of_team(tx, team) if sequence.id != but)


def _free_name(tx: Transaction, team: str, name: str) -> str:
    known = taken(tx, team, None)
    copies = (f"{name} (copy{'' if n == 1 else f' {n}'})" for n in range(1, len(known) + 2))
    return next(copy for copy in copies if sequences.key(copy) not in known)
