"""The desk where a sequence is written: a draft is in the database from the first click."""

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from bot.outreach import people
from bot.outreach.pictures import Editor, StageForm
from bot.outreach.plans import choosing, coining, deleting, sheets, starting
from bot.refusals import Gone
from bot.rules import drafts, preferences, variants
from bot.rules.drafts import Problem, SequenceDraft, StageDraft
from storage import drafts as desk, recruiters, seen
from storage.database import Database, Transaction
from storage.models import Draft, Recruiter
from storage.statuses import Access, DraftStatus

STAGES_A_PAGE = 10
_CONTENT = TypeAdapter(SequenceDraft)
_STAGE = TypeAdapter(StageDraft)

ONLY_EMAILS: dict[str, Any] = {"attachments": (), "ask_first": False, "sender_id": None, "sender": ""}
"""What nothing but an email has."""

Typed = tuple[str | None, Access | None]
"""A name and an access as far as a screen says them; None keeps what is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What an editor on somebody's screen said at a click: what was typed, the page, and the click's own name."""

    typed: Typed = (None, None)
    role: str | None = None
    page: int | None = None
    click: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a stage belongs: its draft and its key there, empty for one more at the end.

    `opened` is a digest of what it said when somebody began to write.
    """

    draft_id: int
    key: str = ""
    opened: str = ""


def open_editor(db: Database, who: people.Who, *, name: str, now: datetime) -> Editor:
    """Put a new plan on the desk, or the one that was left there."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        left = starting.left(tx, recruiter.id, drafts.shorten_name(name))
        if left is not None:
            left.status, left.updated_at = DraftStatus.OPEN, now
            return replace(editor_of(tx, left), resumed=bool(content_of(left).stages))
        empty = replace(_empty(recruiter), name=drafts.shorten_name(name))
        return editor_of(tx, desk.add(tx, recruiter.id, dumped(empty), sequence_id=None, now=now))


def empty(tx: Transaction, recruiter: Recruiter, now: datetime) -> Editor:
    """Begin an empty plan."""
    return editor_of(tx, desk.add(tx, recruiter.id, dumped(_empty(recruiter)), sequence_id=None, now=now))


def _empty(recruiter: Recruiter) -> SequenceDraft:
    return SequenceDraft(access=preferences.known(recruiter.preferences).access)


def change(
    db: Database,
    who: people.Who,
    draft_id: int,
    edit_stages: Callable[[SequenceDraft], SequenceDraft] | None = None,
    *,
    screen: Screen,
    now: datetime,
) -> Editor:
    """Change a draft at a click: keep what was typed so far, then apply the edit, once a click."""
    with db.transaction() as tx:
        draft = locked(tx, people.recruiter(tx, who, now), draft_id)
        content = with_typed(content_of(draft), screen.typed, screen.role)
        if edit_stages is not None and seen.first_time(tx, screen.click, now):
            before, content = content, edit_stages(content)
            draft.writing = deleting.noted(draft.writing, before, content)
        draft.content = dumped(content)
        draft.page = min(max(draft.page if screen.page is None else screen.page, 0), _last_page(content))
        draft.updated_at = now
        return editor_of(tx, draft)


def put_back(
    db: Database, who: people.Who, draft_id: int, key: str, *, screen: Screen, now: datetime
) -> Editor:
    """Put the stage that was deleted last where it stood; raises Gone when it is another one, or none, by now."""
    with db.transaction() as tx:
        draft = locked(tx, people.recruiter(tx, who, now), draft_id)
        deleted = deleting.of(draft.writing, content_of(draft))
        is_back = drafts.index_of(content_of(draft).stages, key) is not None
        if not is_back and (deleted is None or deleted.stage.key != key):
            raise Gone("That stage can no longer be put back.")
    if is_back or deleted is None:
        return change(db, who, draft_id, screen=screen, now=now)
    page = deleted.index // STAGES_A_PAGE
    screen = replace(screen, page=page)
    return change(
        db, who, draft_id, lambda content: deleting.put_back(content, deleted), screen=screen, now=now
    )


def with_typed(content: SequenceDraft, typed: Typed, role: str | None) -> SequenceDraft:
    """Take what a screen says of name, access and role over into a draft."""
    name, access_chosen = typed
    return replace(
        content,
        role=content.role if role is None else role,
        name=content.name if name is None else name,
        access=content.access if access_chosen is None else access_chosen,
    )


def stage_form(db: Database, who: people.Who, draft_id: int, key: str, *, now: datetime) -> StageForm:
    """Open one stage of a draft, or an empty one at its end; raises Gone when it was taken out meanwhile."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        draft = locked(tx, recruiter, draft_id)
        content = content_of(draft)
        index = drafts.index_of(content.stages, key)
        if key and index is None:
            raise Gone("That stage is no longer there.")
        stage = _next_stage(content) if index is None else content.stages[index]
        number = len(content.stages) + 1 if index is None else index + 1
        return StageForm(
            draft_id=draft.id,
            key=key,
            opened=_digest(stage),
            number=number,
            stage=replace(stage, variants=()),
            first_email=drafts.is_first_email(content.stages, number - 1),
            page=draft.page,
            sheet=replace(_sheet(draft, stage), tokens=coining.vocabulary(tx, who.team, content.role)),
            senders=choosing.offer(tx, recruiter, stage),
        )


def _sheet(draft: Draft, stage: StageDraft) -> sheets.Sheet:
    """Lay the texts of a stage beside its form if it has several."""
    texts = variants.texts(stage)
    if len(texts) == 1:
        return sheets.Sheet()
    slot = new_slot()
    draft.writing = sheets.laid(draft.writing, slot, texts)
    return sheets.Sheet(count=len(texts), slot=slot)


def new_slot() -> str:
    """Name a place on the desk for the texts of a form."""
    return f"{secrets.token_hex(4)}.0"


def save_stage(
    db: Database, who: people.Who, place: Place, stage: StageDraft, *, click: str, now: datetime
) -> Editor | tuple[Problem, ...]:
    """Keep a stage in its draft, once a click, or say what is wrong with it.

    Where another window changed it or took it out meanwhile, it is kept as a stage of its own: no text is lost.
    """
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        draft = locked(tx, recruiter, place.draft_id)
        content = content_of(draft)
        lands = _landing(content.stages, place)
        at = lands.at
        stage = stage if stage.kind.is_email else replace(stage, **ONLY_EMAILS)
        problems = drafts.stage_problems(
            stage,
            first_email=drafts.is_first_email(content.stages, at),
            first=at == 0,
            tokens=coining.vocabulary(tx, who.team).names,
        )
        before = content.stages[:at]
        problems += tuple(
            one for one in choosing.problems(tx, recruiter, (*before, stage)) if one.stage == at
        )
        if problems:
            return problems
        told: tuple[Problem, ...] = ()
        if seen.first_time(tx, click, now):
            kept = replace(stage, key=place.key if lands.end > at else "")
            stages = (*content.stages[:at], kept, *content.stages[lands.end :])
            draft.content = dumped(replace(content, stages=stages))
            draft.writing = {slot: laid for slot, laid in draft.writing.items() if slot != deleting.SLOT}
            draft.page, draft.updated_at = at // STAGES_A_PAGE, now
            told = (Problem(field="stages", text=lands.told),) if lands.told else ()
        return replace(editor_of(tx, draft), problems=told)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Landing:
    """Between which stages one is put: it takes the place of those from `at` up to `end`."""

    at: int
    end: int
    told: str = ""


def _landing(stages: tuple[StageDraft, ...], place: Place) -> _Landing:
    index, count = drafts.index_of(stages, place.key), len(stages)
    if not place.key:
        return _Landing(at=count, end=count)
    if index is None:
        told = (
            f"The stage was deleted in another window meanwhile. What you wrote is kept as stage {count + 1}."
        )
        return _Landing(at=count, end=count, told=told)
    if place.opened in {"", _digest(stages[index])}:
        return _Landing(at=index, end=index + 1)
    told = f"Stage {index + 1} was changed in another window meanwhile. What you wrote is kept as stage {index + 2}."
    return _Landing(at=index + 1, end=index + 1, told=told)


def _digest(stage: StageDraft) -> str:
    said = json.dumps(_STAGE.dump_python(stage, mode="json"), sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def park(db: Database, who: people.Who, draft_id: int, *, now: datetime) -> None:
    """Leave a plan on the desk for another time; saying so twice is harmless."""
    with db.transaction() as tx:
        draft = desk.lock(tx, draft_id)
        if draft is not None and draft.recruiter_id == people.recruiter(tx, who, now).id:
            desk.park(tx, draft_id)


def locked(tx: Transaction, recruiter: Recruiter, draft_id: int) -> Draft:
    """Take a person's own draft for changing; raises Gone when it was saved, dropped or is somebody else's."""
    return _own(recruiter, desk.lock(tx, draft_id))


def own(tx: Transaction, recruiter: Recruiter, draft_id: int) -> Draft:
    """Look at a person's own draft; raises Gone as `locked` does."""
    return _own(recruiter, desk.get(tx, draft_id))


def _own(recruiter: Recruiter, draft: Draft | None) -> Draft:
    if draft is None or draft.recruiter_id != recruiter.id:
        raise Gone("That draft is no longer there.", "Type `/sequence new` to start one.")
    if draft.status in {DraftStatus.SAVED, DraftStatus.DISCARDED}:
        raise Gone("That draft was saved or dropped already.", "`/sequence list` shows your sequences.")
    return draft


def _next_stage(content: SequenceDraft) -> StageDraft:
    return StageDraft(delay=3 if content.stages else 0)


def editor_of(tx: Transaction, draft: Draft) -> Editor:
    """Draw a draft."""
    content, recruiter = content_of(draft), recruiters.get(tx, draft.recruiter_id)
    return Editor(
        draft_id=draft.id,
        draft=content,
        page=draft.page,
        sequence_id=draft.sequence_id,
        tokens=coining.vocabulary(tx, recruiter.team_id, content.role),
        deleted=deleting.of(draft.writing, content),
        copies=() if content.stages or draft.sequence_id else starting.copies(tx, recruiter),
    )


def _last_page(content: SequenceDraft) -> int:
    return max(len(content.stages) - 1, 0) // STAGES_A_PAGE


def content_of(draft: Draft) -> SequenceDraft:
    """Read what a stored draft says."""
    return _CONTENT.validate_python(draft.content)


def dumped(content: SequenceDraft) -> dict[str, object]:
    """Write a draft as it is stored: every stage has a key of its own, a copy another than the first."""
    stages: list[StageDraft] = []
    for stage in content.stages:
        is_known = stage.key and stage.key not in {before.key for before in stages}
        stages.append(stage if is_known else replace(stage, key=secrets.token_hex(4)))
    dumped: dict[str, object] = _CONTENT.dump_python(replace(content, stages=tuple(stages)), mode="json")
    return dumped
