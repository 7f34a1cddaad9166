"""What becomes of the sequences of two people who are one: nobody gets a stage twice, nor one after an answer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.rules.stopping import Reach
from storage.statuses import EnrollmentStatus

TWICE = "they were in this sequence twice, as two people who are one"
HAD_IT = "they have had the rest of it, as another person who is the same"
ANSWERED = "they had answered, as another person who is the same"
OPTED_OUT = "they had asked not to be written to, as another person who is the same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One enrollment: what of its stages (by key) a person had or may have had, and what is still ahead of them.

    `is_leaving` tells that an email of it is on its way just now.
    """

    id: int
    sequence_id: int
    recruiter_id: int
    status: EnrollmentStatus
    created_at: datetime
    ended_at: datetime | None = None
    had: frozenset[str] = frozenset()
    ahead: frozenset[str] = frozenset()
    is_leaving: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """An enrollment that must end, how, and why in words."""

    id: int
    status: EnrollmentStatus
    why: str


def ends(one: Iterable[Run], other: Iterable[Run], reach: Reach) -> tuple[End, ...]:
    """List what must end when two people become one; `reach` is whose sequences an answer ends."""
    ours, theirs = tuple(one), tuple(other)
    found: dict[int, End] = {}
    for end in (*_answered(ours, theirs, reach), *_answered(theirs, ours, reach), *_doubled(ours, theirs)):
        found.setdefault(end.id, end)
    return tuple(found[id] for id in sorted(found))


def in_the_way(one: Iterable[Run], other: Iterable[Run]) -> bool:
    """Tell whether an email is leaving just now of which nobody can say yet whether it would be the second."""
    theirs = tuple(other)
    pairs = ((ours, run) for ours in one for run in theirs if ours.sequence_id == run.sequence_id)
    return any(
        ours.is_leaving or run.is_leaving for ours, run in pairs if ours.status.is_open or run.status.is_open
    )


def listening(one: Iterable[Run], other: Iterable[Run], reach: Reach) -> tuple[tuple[int, int], ...]:
    """Pair what is under way with what the other person had at the same time, where an answer to that would end it."""
    ours, theirs = tuple(one), tuple(other)
    pairs = (
        *((run, past) for run in ours for past in theirs),
        *((run, past) for run in theirs for past in ours),
    )
    return tuple(
        (run.id, past.id)
        for run, past in pairs
        if run.status.is_open and past.had and _overlap(run, past) and _reaches(run, past, reach)
    )


def _answered(ours: tuple[Run, ...], theirs: tuple[Run, ...], reach: Reach) -> Iterator[End]:
    """End what is open of one person because the other has answered since, or never wants to hear again."""
    for run in ours:
        if not run.status.is_open:
            continue
        for past in theirs:
            if past.status is EnrollmentStatus.OPTED_OUT:
                yield End(id=run.id, status=EnrollmentStatus.OPTED_OUT, why=OPTED_OUT)
            elif (
                past.status is EnrollmentStatus.REPLIED and _overlap(run, past) and _reaches(run, past, reach)
            ):
                yield End(id=run.id, status=EnrollmentStatus.REPLIED, why=ANSWERED)


def _reaches(run: Run, past: Run, reach: Reach) -> bool:
    if run.sequence_id == past.sequence_id or reach is Reach.EVERYONE:
        return True
    return reach is Reach.RECRUITER and run.recruiter_id == past.recruiter_id


def _doubled(ours: tuple[Run, ...], theirs: tuple[Run, ...]) -> Iterator[End]:
    for run in ours:
        for past in theirs:
            if run.sequence_id != past.sequence_id or not _overlap(run, past):
                continue
            if run.status.is_open and past.status.is_open:
                yield from _one_of(run, past)
            elif run.status.is_open:
                yield from _had_already(run, past)
            elif past.status.is_open:
                yield from _had_already(past, run)


def _one_of(run: Run, past: Run) -> Iterator[End]:
    """Keep whichever repeats nothing, of two such the one that has come further, of two such the older."""
    kept, other = sorted((run, past), key=lambda one: (_repeats(one, run, past), -len(one.had), one.id))
    yield End(id=other.id, status=EnrollmentStatus.STOPPED, why=TWICE)
    yield from _had_already(kept, other)


def _repeats(kept: Run, *both: Run) -> bool:
    return any(kept.ahead & one.had for one in both if one.id != kept.id)


def _had_already(run: Run, past: Run) -> Iterator[End]:
    if run.ahead & past.had:
        yield End(id=run.id, status=EnrollmentStatus.STOPPED, why=HAD_IT)


def _overlap(run: Run, past: Run) -> bool:
    """Tell whether both were under way at one time; what ended before the other began is history."""
    return (past.ended_at is None or past.ended_at >= run.created_at) and (
        run.ended_at is None or run.ended_at >= past.created_at
    )
