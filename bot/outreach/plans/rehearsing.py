"""For whom a text is tried before anybody gets it: a made-up person, or somebody the recruiter has enrolled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.outreach import people
from bot.outreach.outgoing import wording
from bot.outreach.pictures import Choice
from bot.outreach.plans import coining, drafting
from bot.refusals import Gone
from bot.rules import business_time, drafts, variants, vocabulary, well_known
from bot.rules.drafts import StageDraft
from storage import acquaintances
from storage.database import Database, Transaction
from storage.models import Recruiter

MADE_UP = 0
"""The id of nobody: a person made up of the examples of all tokens."""

EXAMPLE = "Grace Hopper"
MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be tried: a stage, the subject of the conversation it is part of, and what its tokens say."""

    stage: StageDraft
    opening: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """Somebody a text is shown to: what their tokens say, and where they live (IANA, empty where nobody knows)."""

    name: str
    values: Mapping[str, str]
    zone: str = ""


def suggest(db: Database, who: people.Who, words: str, *, now: datetime) -> tuple[Choice, ...]:
    """Name people this recruiter has enrolled whose names hold these words, the latest first, after a made-up one."""
    with people.looking(db, who, now) as (tx, recruiter):
        found = acquaintances.met(tx, recruiter.id, words.strip(), limit=MOST)
        known = tuple(Choice(id=candidate_id, name=name) for candidate_id, name in found)
        return (Choice(id=MADE_UP, name=f"{EXAMPLE} (made up)"), *known)


def stand_in(
    tx: Transaction, recruiter: Recruiter | None, team: str, person: int, *, role: str = ""
) -> StandIn:
    """Give somebody by their id, in a sequence for a role; raises Gone for whom this recruiter has not enrolled."""
    own = coining.vocabulary(tx, team, role).values
    sender = wording.of_sender(recruiter) if recruiter else {}
    if person == MADE_UP or recruiter is None:
        return StandIn(name=EXAMPLE, values={**well_known.EXAMPLES, **own, **sender})
    last = acquaintances.last_with(tx, recruiter.id, person)
    if last is None:
        raise Gone("You have not enrolled this person.", "Choose somebody else.")
    typed = {name: str(value) for name, value in last.extras.items() if value}
    values = {**own, **wording.of_candidate(last.candidate), **sender, **typed}
    values |= {vocabulary.ROLE: role} if role else {}
    return StandIn(name=last.candidate.name, values=values, zone=last.candidate.zone)


def of_draft(
    db: Database, who: people.Who, draft_id: int, number: int, variant: int, person: int, *, now: datetime
) -> Asked:
    """Say what a test of a stage on the desk is; raises Gone when it is no longer there."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        content = drafting.content_of(drafting.locked(tx, recruiter, draft_id))
        stages = content.stages
        if not 0 < number <= len(stages) or variant >= len(variants.texts(stages[number - 1])):
            raise Gone("That stage is no longer there.")
        stage = variants.worded(stages[number - 1], variant)
        person_there = stand_in(tx, recruiter, who.team, person, role=content.role)
        opening = _opening(stages[: number - 1], stage)
        return Asked(
            stage=stage,
            opening=opening,
            values=_with_day(person_there.values, person_there.zone or recruiter.zone, now),
        )


def of_form(
    db: Database, who: people.Who, draft_id: int, number: int, stage: StageDraft, *, now: datetime
) -> Asked:
    """Say what a test of a stage is as it stands typed in its form."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        content = drafting.content_of(drafting.locked(tx, recruiter, draft_id))
        values = stand_in(tx, recruiter, who.team, MADE_UP, role=content.role).values
        opening = _opening(content.stages[: number - 1], stage)
        return Asked(stage=stage, opening=opening, values=_with_day(values, recruiter.zone, now))


def _opening(before: tuple[StageDraft, ...], stage: StageDraft) -> str:
    """Give the subject a mail has: its own, or that of the conversation it answers in."""
    if stage.new_thread or drafts.is_first_email((*before, stage), len(before)):
        return stage.subject
    opened = [one for place, one in enumerate(before) if one.kind.is_email and _opens(before, place)]
    return f"Re: {opened[-1].subject}" if opened else stage.subject


def _opens(stages: tuple[StageDraft, ...], place: int) -> bool:
    return stages[place].new_thread or drafts.is_first_email(stages, place)


def _with_day(values: Mapping[str, str], zone: str, now: datetime) -> Mapping[str, str]:
    return {**values, "day_of_week": wording.DAYS[now.astimezone(business_time.zone(zone)).weekday()]}
