"""Let the people of older versions of a live sequence go on by its new one, if its author wants it."""

from collections.abc import Sequence
from datetime import datetime

import structlog

from bot.outreach import people
from bot.outreach.house import House
from bot.outreach.notices import owing
from bot.outreach.plans import approving, authoring, going_through, relocating
from bot.outreach.plans.editions import Brought, Inside, SavedPage, StageChanged
from bot.outreach.plans.going_through import Run, Way
from bot.outreach.plans.relocating import Tally
from bot.refusals import Gone, Refusal
from bot.rules import moving
from storage import changes, recruiters, sequences, stragglers
from storage.database import Database, Transaction
from storage.models import Recruiter, Sequence as Sequenced, SequenceVersion
from storage.statuses import Deed, SequenceStatus

log = structlog.get_logger()

NAME = "bring"
MOST_CHANGES = 10
MOST_NAMED = relocating.MOST_NAMED


def saved_page(db: Database, who: people.Who, version_id: int, *, house: House, now: datetime) -> SavedPage:
    """Draw a version that was just saved: who is still on an older one, and whether it waits for approval."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        sequence, version = _version(tx, recruiter, version_id)
        waits = approving.waits(tx, version, house)
        older = approving.version_for_new(tx, sequence, house) if waits else None
        return SavedPage(
            sequence_id=sequence.id,
            version_id=version.id,
            number=version.number,
            name=sequence.name,
            stages=authoring.stages_in(tx, sequence, version),
            inside=inside(tx, recruiter, sequence, version),
            waits=waits,
            may_ask=approving.may_be_asked(tx, sequence, recruiter),
            is_shared=approving.may_be_seen_by_all(sequence),
            older=older.number if older is not None else 0,
        )


def inside(
    tx: Transaction, recruiter: Recruiter, sequence: Sequenced, version: SequenceVersion
) -> Inside | None:
    """Say who is still on an older version, stage by stage; None where there is nobody or nothing changed for them."""
    before = sequences.before(tx, version)
    total = stragglers.count(tx, sequence.id, version_id=version.id)
    if before is None or not total or sequence.status is SequenceStatus.ARCHIVED:
        return None
    old, new = authoring.stages_in(tx, sequence, before), authoring.stages_in(tx, sequence, version)
    if moving.are_same(old, new):
        return None
    found = moving.changes(old, new)[:MOST_CHANGES]
    had = stragglers.had(tx, sequence.id, [one.stage.key for one in found], version_id=version.id)
    seen_of = _whose(sequence, recruiter)
    lines = (
        StageChanged(
            number=one.number,
            stage=one.stage,
            people=total - had[one.stage.key],
            names=tuple(
                stragglers.names_without(
                    tx,
                    sequence.id,
                    one.stage.key,
                    version_id=version.id,
                    recruiter_id=seen_of,
                    limit=MOST_NAMED,
                )
            ),
            is_gone=one.is_gone,
        )
        for one in found
    )
    return Inside(people=total, lines=tuple(lines))


def bring(db: Database, who: people.Who, version_id: int, *, house: House, now: datetime) -> Brought:
    """Take everybody on an older version over into this one: the first of them now, the others soon after.

    Raises Refusal where it is not the latest version, waits for approval, or belongs to an archived sequence.
    """
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        sequence, version = _version(tx, recruiter, version_id)
        authoring.mine_to_change(tx, recruiter, sequence.id)
        _demand_usable(tx, sequence, version, house)
        known = going_through.is_on(tx, NAME, sequence.id)
        if known is not None and known.version_id == version.id:
            return brought(tx, known, goes_on=True)
        run = Run(
            way=NAME, sequence_id=sequence.id, by=recruiter.id, began=now.isoformat(), version_id=version.id
        )
        going_through.begin(tx, run, now)
        run, is_done = going_through.batch(tx, run, WAY, house, now, is_alone=False)
        return brought(tx, run, goes_on=not is_done)


def brought(tx: Transaction, run: Run, *, goes_on: bool = False) -> Brought:
    """Say how far a run has come, naming those who keep the old text as far as whoever asked may see them."""
    sequence, version = sequences.get(tx, run.sequence_id), sequences.version(tx, run.version_id or 0)
    assert sequence is not None
    assert version is not None
    kept = stragglers.names(tx, run.tally.kept, recruiter_id=_whose(sequence, recruiters.get(tx, run.by)))
    return Brought(
        name=sequence.name,
        version=version.number,
        moved=run.tally.moved,
        finished=run.tally.finished,
        kept=tuple(kept),
        more=run.tally.more + len(run.tally.kept) - len(kept),
        goes_on=goes_on,
    )


def _version(tx: Transaction, recruiter: Recruiter, version_id: int) -> tuple[Sequenced, SequenceVersion]:
    version = sequences.version(tx, version_id)
    if version is None:
        raise Gone("That version is no longer there.")
    return authoring.seen_by(tx, recruiter, version.sequence_id), version


def _demand_usable(tx: Transaction, sequence: Sequenced, version: SequenceVersion, house: House) -> None:
    if sequence.status is SequenceStatus.ARCHIVED:
        raise Gone(f"{sequence.name} is archived: nothing of it goes out.")
    latest = sequences.latest(tx, sequence.id)
    if latest.id != version.id:
        raise Refusal(
            f"There is a newer version ({latest.number}).", f"Type `/sequence edit {sequence.name}`."
        )
    approving.demand(tx, sequence, version, house)


def _whose(sequence: Sequenced, recruiter: Recruiter) -> int | None:
    """Say whose people somebody may see by name: everybody's in their own sequence, else their own."""
    return None if sequence.owner_id == recruiter.id else recruiter.id


def _batch(tx: Transaction, run: Run, ids: Sequence[int], house: House, now: datetime) -> Tally:
    sequence = sequences.get(tx, run.sequence_id)
    if sequence is None or sequence.status is SequenceStatus.ARCHIVED:
        return run.tally
    return relocating.relocate(tx, ids, run.version_id or 0, run.tally, house, now)


def _finish(tx: Transaction, run: Run, is_alone: bool, now: datetime) -> None:
    sequence, version = sequences.get(tx, run.sequence_id), sequences.version(tx, run.version_id or 0)
    assert sequence is not None
    assert version is not None
    tally = run.tally
    details = {
        "version": version.number,
        "moved": tally.moved,
        "finished": tally.finished,
        "kept": len(tally.kept) + tally.more,
    }
    changes.add(tx, sequence, Deed.BROUGHT_ALONG, by=run.by, details=details, now=now)
    if is_alone:
        about = {"version": version.id, "by": run.by, "tally": _plain(tally)}
        key = f"{version.id}:{run.began}"
        owing.news(tx, recruiters.get(tx, run.by), "brought", key=key, about=about, now=now)


def _plain(tally: Tally) -> dict[str, object]:
    kept = list(tally.kept)
    return {"moved": tally.moved, "finished": tally.finished, "kept": kept, "more": tally.more}


WAY = Way(batch=_batch, finish=_finish)
