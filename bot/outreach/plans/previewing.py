"""What a person would get and when: the same rules as sending, with nothing written."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.outreach import people
from bot.outreach.house import House
from bot.outreach.outgoing import wording
from bot.outreach.pictures import StageForm
from bot.outreach.plans import drafting, rehearsing
from bot.outreach.plans.previews import Preview, StageShown
from bot.rules import attachments, business_time, drafts, due, source_line, variants, voices
from bot.rules.drafts import SequenceDraft, StageDraft
from storage import recruiters
from storage.database import Database, Transaction

Voices = Mapping[int | None, Mapping[str, str]]
NOBODY: Voices = {}


def of_draft(
    db: Database,
    who: people.Who,
    draft: SequenceDraft,
    *,
    person: int = rehearsing.MADE_UP,
    house: House,
    now: datetime,
) -> Preview:
    """Show stages as somebody would get them, enrolled now: a made-up person, or one the recruiter has enrolled."""
    with db.reading() as tx:
        recruiter = people.known(tx, who)
        shown_to = rehearsing.stand_in(tx, recruiter, who.team, person, role=draft.role)
        own_zone = recruiter.zone if recruiter else "UTC"
        house = house.of(recruiter.preferences) if recruiter else house
        names = in_their_names(tx, draft.stages)
    zone = house.zone_for(candidate=shown_to.zone, recruiter=own_zone)
    shown = stages_shown(
        draft.stages,
        shown_to.values,
        names=names,
        zone=zone,
        own_zone=own_zone,
        house=house,
        now=now,
    )
    title = draft.name or "Untitled sequence"
    return Preview(title=title, person=shown_to.name, person_id=person, stages=shown, zone=own_zone)


def of_stage(
    db: Database, who: people.Who, form: StageForm, stage: StageDraft, *, house: House, now: datetime
) -> Preview:
    """Show one stage as it stands typed, in its place: dated behind the others, of which nothing is read."""
    with people.looking(db, who, now) as (tx, recruiter):
        content = drafting.content_of(drafting.own(tx, recruiter, form.draft_id))
    index = drafts.index_of(content.stages, form.key)
    place = len(content.stages) if index is None else index
    others = [replace(one, subject="", body="", variants=()) for one in content.stages]
    stages = (*others[:place], stage, *others[place + 1 :])
    draft = replace(content, name=f"Stage {place + 1}", stages=stages)
    shown = of_draft(db, who, draft, house=house, now=now)
    return replace(shown, stages=tuple(one for one in shown.stages if one.number == place + 1))


def in_their_names(tx: Transaction, stages: tuple[StageDraft, ...]) -> Voices:
    """Give what the tokens of a sender say for each colleague in whose name a stage leaves."""
    return {id: wording.of_sender(recruiters.get(tx, id)) for id in voices.colleagues(stages)}


def stages_shown(
    stages: tuple[StageDraft, ...],
    values: Mapping[str, str],
    *,
    names: Voices = NOBODY,
    zone: str,
    own_zone: str,
    house: House,
    now: datetime,
) -> tuple[StageShown, ...]:
    """Fill stages in and date them as if each went the moment it is due, every variant; `zone` is the candidate's."""
    shown: list[StageShown] = []
    after, line = now, source_line.said(house.source_line, source_line.EXAMPLE)
    for number, (stage, voice) in enumerate(zip(stages, voices.of(stages), strict=True), 1):
        where = zone if stage.kind.is_email else own_zone
        planned = due.plan(
            stage,
            first=number == 1,
            after=after,
            zone=business_time.zone(where),
            windows=house.windows,
            holidays=house.holidays,
        )
        after = planned.at
        day = wording.DAYS[planned.at.astimezone(business_time.zone(where)).weekday()]
        filling = {**values, **names.get(voice.sender_id, {}), "day_of_week": day}
        texts = variants.texts(stage)
        for index in range(len(texts)):
            one = _shown(number, variants.worded(stage, index), filling, planned, where)
            if line and stage.kind.is_email:
                body = source_line.added(one.body, line) if one.body else ""
                one = replace(one, text=f"{one.text.rstrip()}\n\n{line}", body=body)
            letter = variants.letter(index) if len(texts) > 1 else ""
            shown.append(replace(one, variant=letter))
        line = "" if stage.kind.is_email else line
    return tuple(shown)


def _shown(
    number: int, stage: StageDraft, values: Mapping[str, str], planned: due.Planned, zone: str
) -> StageShown:
    match wording.fill(stage, values, subject=stage.subject):
        case wording.Filled(subject=subject, body=body) as filled:
            text, missing = wording.said(filled).text, tuple[str, ...]()
        case wording.Incomplete(tokens=missing):
            subject, text, body = stage.subject, stage.body, ""
    return StageShown(
        number=number,
        kind=stage.kind,
        subject=subject,
        text=text,
        body=body if stage.kind.is_email else "",
        at=planned.at,
        zone=zone,
        moved=planned.moved,
        missing=missing,
        attachments=tuple(map(attachments.told, stage.attachments)) if stage.kind.is_email else (),
    )
