"""Ask a colleague for somebody they are in touch with: they release the person or keep them, and the asker hears."""

from datetime import datetime, timedelta

import structlog

from bot.outreach import people, permitting
from bot.outreach.candidates import knowing, screening
from bot.outreach.candidates.knowing import Asked
from bot.outreach.house import House
from bot.outreach.notices.cards import ANSWERED, ASKED, ReleaseCard
from bot.refusals import Gone, NotAllowed
from storage import notices, recruiters, releases, sequences
from storage.database import Database, Transaction
from storage.models import Recruiter, Release
from storage.notices import Owed
from storage.statuses import ReleaseStatus

log = structlog.get_logger()

WAITS = timedelta(days=7)
"""How long somebody has to answer before it may be asked anew."""


def ask(db: Database, who: people.Who, asked: Asked, *, house: House, now: datetime) -> str:
    """Ask the colleague whose a person is; tell the colleague's name. The same again while it waits asks nobody."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        known = knowing.known(tx, who.team, asked)
        chosen = sequences.get(tx, asked.sequence_id or 0)
        sequence = chosen if chosen is not None and permitting.may_use(recruiter, chosen) else None
        found = screening.find(tx, recruiter, known, asked, sequence, (), house=house, now=now)
        if known is None or found.owner_id is None:
            raise Gone("Nobody else is in touch with them any more.", "Go on and enroll them.")
        owner = recruiters.get(tx, found.owner_id)
        row, is_new = releases.ensure(
            tx,
            team=who.team,
            candidate_id=known.id,
            asker_id=recruiter.id,
            owner_id=owner.id,
            sequence_id=None if sequence is None else sequence.id,
            now=now,
        )
        waits = row.status is ReleaseStatus.ASKED and row.asked_at > now - WAITS
        if is_new or not waits:
            row.status, row.asked_at, row.answered_at, row.used_at = ReleaseStatus.ASKED, now, None, None
            row.sequence_id = None if sequence is None else sequence.id
            _tell(tx, row, owner, ASKED, now)
            log.info("release asked", release=row.id)
        return owner.name or "Your colleague"


def answer(db: Database, who: people.Who, release_id: int, said: ReleaseStatus, *, now: datetime) -> None:
    """Take down what the colleague says; the same again changes nothing, and the asker hears of it once."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        row = releases.lock(tx, release_id)
        if row is None:
            raise Gone("That is no longer there.")
        if row.owner_id != recruiter.id:
            raise NotAllowed("Only whoever was asked may answer this.")
        if row.status is said:
            return
        if row.status is not ReleaseStatus.ASKED:
            raise Gone("You have answered this already.")
        if row.asked_at <= now - WAITS:
            raise Gone("This was asked more than a week ago.", "They can ask again.")
        row.status, row.answered_at = said, now
        _tell(tx, row, row.asker, ANSWERED, now)
        log.info("release answered", release=row.id, said=said)


def card(db: Database, release_id: int, news: str) -> ReleaseCard:
    """Draw what a colleague is asked, or what the asker hears, as things stand; raises Gone when it is not there."""
    with db.reading() as tx:
        row = releases.get(tx, release_id)
        if row is None:
            raise Gone("That is no longer there.")
        reader = row.owner if news == ASKED else row.asker
        is_seen = row.sequence is not None and permitting.may_see(reader, row.sequence)
        return ReleaseCard(
            release_id=row.id,
            news=news,
            asker=row.asker.slack_id,
            owner=row.owner.slack_id,
            candidate_id=row.candidate_id,
            person=row.candidate.name,
            sequence=row.sequence.name if row.sequence is not None and is_seen else "",
            status=row.status,
        )


def _tell(tx: Transaction, row: Release, whom: Recruiter, news: str, now: datetime) -> None:
    owed = Owed(
        team=whom.team_id,
        key=f"release:{row.id}:{news}:{row.asked_at.isoformat()}",
        kind="release",
        recipient=whom.slack_id,
        about={"release": row.id, "news": news},
    )
    notices.owe(tx, owed, now)
