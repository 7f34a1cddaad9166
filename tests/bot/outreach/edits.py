"""A live sequence that is edited under the people in it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.outreach.house import House
from bot.outreach.people import Who
from bot.outreach.plans import authoring, bringing_along, drafting
from bot.outreach.plans.authoring import Saved
from bot.outreach.plans.editions import Brought
from bot.rules.drafts import SequenceDraft, StageDraft
from storage import drafts as desk, plans
from storage.database import Database
from storage.models import Enrollment, Sequence as Sequenced, Stage
from tests import builders
from tests.builders import ANA, HOUSE, NOW

Edit = Callable[[Sequence[StageDraft]], Sequence[StageDraft]]


def staged(key: str, stage: StageDraft) -> StageDraft:
    """Give a stage a key that a test can name."""
    return replace(stage, key=key)


def save(
    db: Database, sequence: Sequenced | Enrollment, edit: Edit, *, who: Who = ANA, now: datetime = NOW
) -> Saved:
    """Open the editor on a sequence, change its stages, save."""
    sequence_id = sequence.sequence_id if isinstance(sequence, Enrollment) else sequence.id
    editor = authoring.edit(db, who, sequence_id, now=now)
    write(db, editor.draft_id, edit)
    saved = authoring.save(db, who, editor.draft_id, typed=(None, None), now=now)
    assert isinstance(saved, Saved), saved.problems
    return saved


def write(db: Database, draft_id: int, edit: Edit) -> None:
    """Change what lies on a desk."""
    with db.transaction() as tx:
        draft = desk.get(tx, draft_id)
        assert draft is not None
        content: SequenceDraft = drafting.content_of(draft)
        draft.content = drafting.dumped(replace(content, stages=tuple(edit(content.stages))))


def edit_and_bring(
    db: Database,
    sequence: Sequenced | Enrollment,
    edit: Edit,
    *,
    now: datetime = NOW,
    house: House = HOUSE,
    who: Who = ANA,
) -> Brought:
    """Edit a live sequence, and press *Also for the people in it*."""
    saved = save(db, sequence, edit, now=now, who=who)
    return bringing_along.bring(db, who, saved.version_id, house=house, now=now)


def order(*keys: str) -> Edit:
    """Keep these stages, in this order."""
    return lambda stages: [next(stage for stage in stages if stage.key == key) for key in keys]


def with_before(key: str, new: StageDraft) -> Edit:
    """Put a stage in before another."""
    return lambda stages: [
        one for stage in stages for one in ((new, stage) if stage.key == key else (stage,))
    ]


def rewritten(key: str, **changes: object) -> Edit:
    """Change one stage."""
    return lambda stages: [replace(one, **changes) if one.key == key else one for one in stages]  # type: ignore[arg-type]


def keys(db: Database, enrollment: Enrollment) -> list[tuple[str, str]]:
    """Tell the touches of an enrollment by key and status, in order."""
    known = builders.the_touches(db, enrollment)
    with db.transaction() as tx:
        return [(tx.get_one(Stage, touch.stage_id).key, touch.status.value) for touch in known]


def version_of(db: Database, enrollment: Enrollment) -> int:
    """Tell which version somebody goes by, counted from 1."""
    with db.transaction() as tx:
        return tx.get_one(Enrollment, enrollment.id).version.number


def plan_of(db: Database, enrollment: Enrollment) -> str:
    """Tell the keys of the version somebody goes by, in order."""
    with db.transaction() as tx:
        found = plans.of_version(tx, tx.get_one(Enrollment, enrollment.id).version_id)
        return "".join(stage.key for stage in found)
