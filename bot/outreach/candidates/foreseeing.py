"""When each stage would come to somebody who is about to be enrolled, as far as their form says by now."""

from dataclasses import replace
from datetime import datetime

from bot.outreach.candidates import awaiting, checking, locating
from bot.outreach.candidates.knowing import Asked
from bot.outreach.house import House
from bot.outreach.outgoing import wording
from bot.outreach.pictures import Whereabouts
from bot.outreach.plans import previewing
from bot.outreach.plans.previews import StageShown
from bot.rules import moving, needs, variants
from bot.rules.drafts import StageDraft
from bot.rules.vocabulary import Vocabulary
from storage.database import Transaction
from storage.models import Candidate, Recruiter


def dates(  # noqa: PLR0913  the whole form decides
    tx: Transaction,
    recruiter: Recruiter,
    known: Candidate | None,
    asked: Asked,
    stages: tuple[StageDraft, ...],
    tokens: Vocabulary,
    *,
    house: House,
    now: datetime,
) -> tuple[StageShown, ...]:
    """Date every stage that would come, by its number in the plan; emails that wait for an address have no date."""
    person = Candidate(**{name: getattr(asked, name) for name in checking.ALONE})
    values = tokens.values | wording.of_candidate(person) | wording.of_sender(recruiter) | asked.values
    waits = awaiting.waits(asked) and needs.may_wait(stages)
    coming = moving.left(stages, (), by_hand_only=waits)
    numbers = [number for number, stage in enumerate(stages, 1) if stage in coming]
    every = previewing.stages_shown(
        coming,
        values,
        names=previewing.in_their_names(tx, stages),
        zone=house.zone_for(candidate=there(known, asked, now).zone, recruiter=recruiter.zone),
        own_zone=recruiter.zone,
        house=house.of(recruiter.preferences),
        now=now,
    )
    first = (shown for shown in every if shown.variant in {"", variants.letter(0)})
    return tuple(replace(shown, number=numbers[shown.number - 1]) for shown in first)


def there(known: Candidate | None, asked: Asked, now: datetime) -> Whereabouts:
    """Say what is known of a person's clock by what the form says."""
    return locating.look(asked.location, zone=asked.zone, located=asked.located, known=known, now=now)
