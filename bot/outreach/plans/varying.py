"""Try several texts of a stage: add one, look at another, take one away, and put them together again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.outreach import people
from bot.outreach.pictures import StageForm
from bot.outreach.plans import coining, drafting, sheets
from bot.refusals import Gone, Refusal
from bot.rules import drafts, variants
from bot.rules.drafts import StageDraft, Variant
from bot.rules.variants import Texts
from storage.database import Database
from storage.models import Draft

Turned = tuple[Texts, int]
"""The texts of a stage, and the index of the one to show."""

Turn = Callable[[Texts, int], Turned]


def drawn(db: Database, who: people.Who, form: StageForm, *, now: datetime) -> StageForm:
    """Give a form that is drawn again the workspace's tokens; raises Gone where its draft is not this person's."""
    with people.looking(db, who, now) as (tx, recruiter):
        role = drafting.content_of(drafting.own(tx, recruiter, form.draft_id)).role
        return replace(form, sheet=replace(form.sheet, tokens=coining.vocabulary(tx, who.team, role)))


def added(texts: Texts, shown: int) -> Turned:
    """Begin one more text with a copy of the one that is shown; raises Refusal when there are enough."""
    if len(texts) >= variants.MOST:
        raise Refusal(f"A stage has at most {variants.MOST} variants.", "Change one of them instead.")
    return (*texts, texts[shown]), len(texts)


def showing(index: int) -> Turn:
    """Look at another text."""
    return lambda texts, shown: (texts, index if index < len(texts) else shown)


def removed(texts: Texts, shown: int) -> Turned:
    """Take the text that is shown away; the last one stays."""
    if len(texts) == 1:
        return texts, 0
    return (*texts[:shown], *texts[shown + 1 :]), max(shown - 1, 0)


def turn(db: Database, who: people.Who, form: StageForm, turned: Turn, *, now: datetime) -> StageForm:
    """Keep what was typed, then show another text of the stage; the same click twice makes the same."""
    with db.transaction() as tx:
        draft = drafting.locked(tx, people.recruiter(tx, who, now), form.draft_id)
        texts, shown = turned(_all(draft, form), form.sheet.shown)
        rev = form.sheet.rev + 1
        slot = sheets.next_slot(form.sheet.slot or drafting.new_slot(), rev)
        draft.writing, draft.updated_at = sheets.laid(draft.writing, slot, texts), now
        tokens = coining.vocabulary(tx, who.team, drafting.content_of(draft).role)
        sheet = sheets.Sheet(shown=shown, count=len(texts), slot=slot, rev=rev, tokens=tokens)
        said = texts[shown]
        return replace(form, stage=replace(form.stage, subject=said.subject, body=said.body), sheet=sheet)


def whole(db: Database, who: people.Who, form: StageForm, *, now: datetime) -> StageDraft:
    """Put all texts of a stage together as its form stands; raises Gone when the others are no longer there."""
    with people.looking(db, who, now) as (tx, recruiter):
        draft = drafting.own(tx, recruiter, form.draft_id)
        if form.sheet.count == 1:
            return form.stage
        return variants.with_texts(form.stage, _all(draft, form))


def _all(draft: Draft, form: StageForm) -> Texts:
    typed, sheet = Variant(subject=form.stage.subject, body=form.stage.body), form.sheet
    if sheet.count == 1:
        return (typed,)
    found = sheets.found(draft.writing, sheet.slot) or _saved(draft, form)
    if len(found) != sheet.count:
        raise Gone(
            "The other variants of this stage were changed in another window.", "Open the stage again."
        )
    return (*found[: sheet.shown], typed, *found[sheet.shown + 1 :])


def _saved(draft: Draft, form: StageForm) -> Texts:
    stages = drafting.content_of(draft).stages
    index = drafts.index_of(stages, form.key)
    return () if index is None else variants.texts(stages[index])
