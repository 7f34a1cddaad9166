"""What a channel's digest says: the figures of shared sequences, and how they grew since the last one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from bot.outreach.overview import reporting, subscribing
from bot.outreach.overview.digest_pictures import Digest, DigestRow, Growth
from bot.outreach.pictures import Counts, SequenceLine
from bot.rules import business_time, held_why
from storage import digests, standings
from storage.database import Database, Transaction
from storage.household import DigestSubscription
from storage.models import Sequence as Plan

Figures = Mapping[str, int]
GROWS = ("enrolled", "replied", "interested", "bounced")


def draw(db: Database, digest_id: int, *, now: datetime) -> Digest | None:
    """Draw a digest as things stand; None if it was ended, rests, or has nothing to say.

    A first one always has something to say: who switched it on.
    """
    with db.reading() as tx:
        found = digests.get(tx, digest_id)
        if found is None or found.resting:
            return None
        told = _told(tx, found, now)
        return told if told.rows or told.switched_on_by else None


def _told(tx: Transaction, found: DigestSubscription, now: datetime) -> Digest:
    fit = subscribing.fit_for_channels(tx, found)
    lines = reporting.lines(tx, found.owner, fit, in_full=True)
    until = subscribing.next_time(found.cadence, found.at, found.zone, now)
    before = _before(found, fit)
    rows = sorted(
        _rows(tx, [line for line in lines if line.counts.enrolled], before, until), key=_by_activity
    )
    kept = {"at": now.isoformat(), "counts": {str(line.id): _figures(line.counts) for line in lines}}
    return Digest(
        at=now,
        zone=found.zone,
        cadence=found.cadence,
        until=until,
        rows=tuple(rows),
        held=held_why.grouped(reason for row in rows for reason in row.held),
        since=_day(told_at, found.zone) if (told_at := _told_at(found)) else None,
        switched_on_by="" if found.introduced else found.owner.slack_id,
        is_changed=found.is_changed,
        is_chosen=bool(found.sequence_ids),
        kept=kept,
    )


def _rows(
    tx: Transaction, lines: Sequence[SequenceLine], before: Mapping[int, Figures], until: datetime
) -> Iterator[DigestRow]:
    ids = [line.id for line in lines]
    held, coming = standings.held(tx, ids), standings.coming(tx, ids, until)
    unanswered = standings.unanswered(tx, ids)
    for line in lines:
        comes, waits = coming.get(line.id, standings.Coming()), unanswered.get(line.id)
        yield DigestRow(
            line=line,
            growth=_growth(line.counts, before.get(line.id)),
            held=held_why.grouped(held.get(line.id, ())),
            emails=comes.emails,
            by_hand=comes.by_hand,
            next_at=comes.next_at,
            unanswered=waits.count if waits else 0,
            waits_since=waits.since if waits else None,
        )


def _before(found: DigestSubscription, fit: Iterable[Plan]) -> dict[int, Figures]:
    """Give the figures the last digest told; of a sequence that was begun since then they were nought."""
    told_at = _told_at(found)
    if told_at is None:
        return {}
    begun: dict[int, Figures] = {plan.id: {} for plan in fit if plan.created_at > told_at}
    return begun | {int(number): figures for number, figures in found.told["counts"].items()}


def _growth(counts: Counts, before: Figures | None) -> Growth:
    """Count what came; a figure that fell (an answer that was none) has not grown."""
    if before is None:
        return Growth()
    return Growth(**{name: max(0, now - before.get(name, 0)) for name, now in _figures(counts).items()})


def _figures(counts: Counts) -> dict[str, int]:
    return {name: int(getattr(counts, name)) for name in GROWS}


def _by_activity(row: DigestRow) -> tuple[int, int, int, str]:
    counts = row.line.counts
    return -row.growth.total, -counts.active, -counts.enrolled, row.line.name


def _told_at(found: DigestSubscription) -> datetime | None:
    return datetime.fromisoformat(str(found.told["at"])) if found.told else None


def _day(at: datetime, zone: str) -> date:
    return at.astimezone(business_time.zone(zone)).date()
