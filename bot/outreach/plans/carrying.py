"""Carry sequences out as YAML and in again, and give an empty desk one of the house's own to start from."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from importlib import resources

import structlog

from bot.outreach import people
from bot.outreach.pictures import Editor, History
from bot.outreach.plans import authoring, chronicling, coining, drafting
from bot.rules import drafts, scripts, variants
from bot.rules.drafts import SequenceDraft, StageDraft
from bot.rules.scripts import Script
from bot.rules.strict_yaml import Fault
from storage import changes, drafts as desk
from storage.database import Database
from storage.statuses import Deed

log = structlog.get_logger()

STARTERS = ("passive", "reengage", "silver", "executive")
"""The files in bot/starters, in the order in which they are offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A sequence as YAML."""

    id: int
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A draft on the desk with all that is wrong with it, and what did not come along."""

    editor: Editor
    left_behind: tuple[str, ...] = ()


def export(
    db: Database, who: people.Who, sequence_id: int, *, now: datetime, again: bool = False
) -> Exported:
    """Write a sequence one may see as YAML, and that somebody did so; `again` is for another page of it."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        sequence = authoring.seen_by(tx, recruiter, sequence_id)
        draft = authoring.content_of(tx, sequence)
        if not again:
            changes.add(tx, sequence, Deed.EXPORTED, by=recruiter.id, now=now)
            log.info("sequence exported", sequence=sequence.id)
        sources = (source for stage in draft.stages for source in variants.sources(stage))
        own = coining.vocabulary(tx, recruiter.team_id).used(*sources)
        text = scripts.write(draft, tokens=[one.name for one in own])
        return Exported(id=sequence.id, name=sequence.name, text=text)


def bring_in(db: Database, who: people.Who, text: str, *, now: datetime) -> Imported | tuple[Fault, ...]:
    """Put what YAML says on the desk as a draft of one's own, or say all that cannot be read."""
    found = scripts.read(text)
    if not isinstance(found, Script):
        return found
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        draft = desk.add(
            tx,
            recruiter.id,
            drafting.dumped(found.draft),
            sequence_id=None,
            origin=dict(chronicling.IMPORTED),
            now=now,
        )
        editor = drafting.editor_of(tx, draft)
        taken = authoring.taken(tx, recruiter.team_id, None)
        problems = drafts.problems(editor.draft, taken_names=taken, tokens=editor.tokens.names)
        log.info("sequence imported", draft=draft.id, stages=len(editor.draft.stages))
        return Imported(editor=replace(editor, problems=problems), left_behind=found.left_behind())


def history(db: Database, who: people.Who, sequence_id: int, *, now: datetime) -> History:
    """Tell what was done to a sequence one may see."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        return chronicling.history(tx, recruiter, authoring.seen_by(tx, recruiter, sequence_id))


@lru_cache(maxsize=1)
def starters() -> dict[str, SequenceDraft]:
    """Read the sequences one may start from, by the names of their files."""
    folder = resources.files("bot") / "starters"
    return {name: _starter((folder / f"{name}.yaml").read_text(encoding="utf-8")) for name in STARTERS}


def starter_stages(name: str) -> tuple[StageDraft, ...]:
    """Give the stages of a starter; none for one that is gone."""
    found = starters().get(name)
    return found.stages if found else ()


def _starter(text: str) -> SequenceDraft:
    script = scripts.read(text)
    assert isinstance(script, Script), script
    return script.draft
