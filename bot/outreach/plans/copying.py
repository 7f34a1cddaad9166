"""Begin a new plan with the stages of a sequence there is."""

from dataclasses import replace
from datetime import datetime

from bot.outreach import people
from bot.outreach.pictures import Editor
from bot.outreach.plans import authoring, chronicling, drafting
from storage import seen
from storage.database import Database


def start(
    db: Database, who: people.Who, draft_id: int, sequence_id: int, *, screen: drafting.Screen, now: datetime
) -> Editor:
    """Lay the stages of a sequence one may see on an empty desk, once a click; a plan that was begun stays."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        draft = drafting.locked(tx, recruiter, draft_id)
        sequence = authoring.seen_by(tx, recruiter, sequence_id)
        content = drafting.with_typed(drafting.content_of(draft), screen.typed, screen.role)
        if not content.stages and seen.first_time(tx, screen.click, now):
            stages = authoring.stages_of(tx, sequence.id)
            content = replace(content, stages=stages, role=content.role or sequence.role)
            draft.origin = chronicling.cloned_from(sequence)
        draft.content, draft.page, draft.updated_at = drafting.dumped(content), 0, now
        return drafting.editor_of(tx, draft)
