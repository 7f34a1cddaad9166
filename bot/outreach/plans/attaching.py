"""Files of email stages: keep them, name them, leave to each stage those it may have."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.outreach import people
from bot.outreach.pictures import Editor
from bot.outreach.plans import drafting
from bot.refusals import Gone, Refusal
from bot.rules import attachments, drafts
from bot.rules.attachments import Attached
from bot.rules.drafts import StageDraft
from storage import attachments as files
from storage.attachments import File
from storage.database import Database, Transaction
from storage.models import Stage

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """Which stage files are for: its place on the desk, and what it said when they were chosen."""

    place: drafting.Place
    stage: StageDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A plan on the desk, and the index of the stage that was looked for."""

    editor: Editor
    index: int


def keep(db: Database, who: people.Who, new: Iterable[File], *, now: datetime) -> tuple[Attached, ...]:
    """Keep files for a stage that is about to be saved."""
    with db.transaction() as tx:
        team = people.recruiter(tx, who, now).team_id
        return tuple(_kept(tx, team, file, now) for file in new)


def attach(db: Database, who: people.Who, to: Addressed, new: Iterable[File], *, now: datetime) -> Desk:
    """Put files that came late to a stage on the desk, once however often; raises Refusal when it is not there."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        draft = drafting.locked(tx, recruiter, to.place.draft_id)
        content = drafting.content_of(draft)
        index = _found(content.stages, to)
        kept = [_kept(tx, recruiter.team_id, file, now) for file in new]
        stage = content.stages[index]
        stage = replace(stage, attachments=tuple(dict.fromkeys([*stage.attachments, *kept])))
        for problem in drafts.file_problems(stage.attachments):
            raise Refusal(problem.text)
        stages = (*content.stages[:index], stage, *content.stages[index + 1 :])
        draft.content, draft.updated_at = drafting.dumped(replace(content, stages=stages)), now
        log.info("files attached", draft=draft.id, files=len(kept))
        return Desk(editor=drafting.editor_of(tx, draft), index=index)


def known(tx: Transaction, team: str, stages: Iterable[StageDraft]) -> tuple[StageDraft, ...]:
    """Leave to each stage the files it may have: those of this workspace, with an email."""
    stages = tuple(stages)
    named = _named(tx, team, (file.id for stage in stages for file in stage.attachments))
    return tuple(_with(stage, named, (file.id for file in stage.attachments)) for stage in stages)


def drafts_of(
    tx: Transaction, team: str, stages: Iterable[tuple[StageDraft, Stage]]
) -> tuple[StageDraft, ...]:
    """Name the files of stored stages in their drafts."""
    pairs = tuple(stages)
    named = _named(tx, team, (id for _, row in pairs for id in row.attachments))
    return tuple(_with(draft, named, row.attachments) for draft, row in pairs)


def _found(stages: tuple[StageDraft, ...], to: Addressed) -> int:
    # While files were on their way, somebody may have moved the stage, or taken it out.
    bare, index = [replace(stage, attachments=()) for stage in stages], drafts.index_of(stages, to.place.key)
    wanted = replace(to.stage, attachments=())
    if index is not None and bare[index] == wanted:
        return index
    for last in range(len(bare) - 1, -1, -1):
        if bare[last] == wanted:
            return last
    raise Gone("The stage was changed while its files were on their way.", "Open it and attach them again.")


def _kept(tx: Transaction, team: str, file: File, now: datetime) -> Attached:
    kept = files.add(tx, team, replace(file, name=attachments.clean_name(file.name)), now)
    return Attached(id=kept.id, name=kept.name, size=kept.size)


def _named(tx: Transaction, team: str, ids: Iterable[int]) -> dict[int, Attached]:
    wanted = set(ids)
    found = files.named(tx, team, wanted) if wanted else {}
    return {id: Attached(id=id, name=one.name, size=one.size) for id, one in found.items()}


def _with(stage: StageDraft, named: dict[int, Attached], ids: Iterable[int]) -> StageDraft:
    kept = tuple(named[id] for id in ids if id in named) if stage.kind.is_email else ()
    return replace(stage, attachments=kept)
