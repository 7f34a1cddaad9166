"""Compare the texts of each stage of a sequence by the answers they got."""

from collections.abc import Iterator
from datetime import datetime

from bot.outreach import people
from bot.outreach.plans import authoring
from bot.outreach.plans.trial_lines import Trial
from bot.rules import verdicts
from bot.rules.verdicts import Tried
from storage import trials
from storage.database import Database, Transaction
from storage.models import Stage

MOST = 10


def of_sequence(db: Database, who: people.Who, sequence_id: int, *, now: datetime) -> tuple[Trial, ...]:
    """Compare the texts of every stage that has several, as the sequence is now; raises Gone for one not to be seen.

    People of older versions count as long as they got the very same texts.
    """
    with db.transaction() as tx:
        authoring.seen_by(tx, people.recruiter(tx, who, now), sequence_id)
        return tuple(_trials(tx, sequence_id))


def _trials(tx: Transaction, sequence_id: int) -> Iterator[Trial]:
    every = trials.texts(tx, sequence_id)
    newest = max((version for version, _ in every), default=0)
    tested = [stage for version, stage in every if version == newest and stage.variants]
    for stage in tested[:MOST]:
        ids = [one.id for _, one in every if _says_the_same(one, stage)]
        delivered, replied = trials.delivered(tx, sequence_id, ids), trials.replied(tx, sequence_id, ids)
        count = 1 + len(stage.variants)
        tried = tuple(Tried(delivered=delivered[one], replied=replied[one]) for one in range(count))
        yield Trial(stage=stage.number, kind=stage.kind, tried=tried, verdict=verdicts.judge(tried))


def _says_the_same(one: Stage, other: Stage) -> bool:
    mine, theirs = ((stage.key, stage.subject, stage.body, stage.variants) for stage in (one, other))
    return mine == theirs
