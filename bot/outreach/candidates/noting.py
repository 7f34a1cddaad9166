"""The list of people somebody goes through: read whole, and what became of one of them written down."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.outreach import people, permitting
from bot.outreach.candidates.origins import Origin
from bot.outreach.pictures import Choice
from bot.refusals import Gone
from bot.rules.links import Found, LinkKind
from storage import recruiters, reviews, sequences
from storage.database import Database, Transaction
from storage.models import Recruiter, Review
from storage.statuses import SequenceStatus

Noted = dict[str, Any]
"""Somebody in a list: `who` is their link or address; `in` names the sequence they came into, `failed` says why not.

One that leads to nobody has a `word` instead, and why.
"""

GONE = ("This list is no longer there.", "Paste the links once more after `/enroll`.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A list as it was read: everybody in it, and the sequences they may come into."""

    review_id: int
    sequence_id: int | None
    sequences: tuple[Choice, ...]
    origin: Origin
    people: tuple[Noted, ...]
    left_out: int


def read(db: Database, who: people.Who, review_id: int, now: datetime) -> Named:
    """Read a list and what one may do with it; raises Gone for one that is not there, or somebody else's."""
    with people.looking(db, who, now) as (tx, recruiter):
        review = own(reviews.get(tx, review_id), recruiter)
        origin = Origin(
            source=review.source,
            referrer=review.referrer,
            referrer_name=_name(tx, who.team, review.referrer),
            referred_at=review.referred_at,
            review=review.id,
        )
        return Named(
            review_id=review.id,
            sequence_id=review.sequence_id,
            sequences=usable(tx, recruiter),
            origin=origin,
            people=tuple(review.people),
            left_out=review.left_out,
        )


def mark(db: Database, who: people.Who, review_id: int, place: int, outcome: Noted, now: datetime) -> None:
    """Write down what became of a person; whoever was ticked stays so, however late a second click is."""
    with db.transaction() as tx:
        review = own(reviews.lock(tx, review_id), people.recruiter(tx, who, now))
        entry = at(tuple(review.people), place)
        if "in" not in entry:
            kept = {name: value for name, value in entry.items() if name != "failed"} | outcome
            reviews.rewrite(tx, review, [*review.people[:place], kept, *review.people[place + 1 :]])


def own(review: Review | None, recruiter: Recruiter) -> Review:
    """Give a list to whose it is; raises Gone for everybody else."""
    if review is None or review.recruiter_id != recruiter.id:
        raise Gone(*GONE)
    return review


def at(entries: tuple[Noted, ...], place: int) -> Noted:
    """Find somebody in a list; raises Gone where there is nobody."""
    if not 0 <= place < len(entries) or "word" in entries[place]:
        raise Gone(*GONE)
    return entries[place]


def usable(tx: Transaction, recruiter: Recruiter) -> tuple[Choice, ...]:
    """List the sequences people may be put into by somebody."""
    every = sequences.of_team(tx, recruiter.team_id)
    going = (one for one in every if one.status is SequenceStatus.ACTIVE)
    return tuple(Choice(id=one.id, name=one.name) for one in going if permitting.may_use(recruiter, one))


def noted(found: Found) -> Noted:
    """Write down whom a link or an address names."""
    return {
        "who": found.canonical,
        "mail": found.kind is LinkKind.EMAIL,
        "first_name": found.first_name,
        "last_name": found.last_name,
        "company": found.company,
    }


def _name(tx: Transaction, team: str, slack_id: str) -> str:
    found = recruiters.by_slack_id(tx, team=team, slack_id=slack_id) if slack_id else None
    return found.name if found is not None else ""
