"""The numbers of a report: who may be counted, and one section after the other; nothing here names a candidate."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot.outreach import people, permitting
from bot.outreach.overview.report_pictures import BEFORE, Asked, Line, Report, Section, Tab, Whose
from bot.outreach.plans import authoring
from bot.refusals import Refusal
from bot.rules import business_time, figures, periods, reasons, variants
from bot.rules.figures import Figure
from bot.rules.periods import Period
from storage import activity, answer_times, cohorts, logged_counts, recruiters, sequences, stage_counts
from storage.cohorts import Group, Scope
from storage.database import Database, Transaction
from storage.models import Recruiter
from storage.statuses import Access, Source

WEEKS = 13
HIDDEN = "(no longer shared with you)"
SOURCES = {
    Source.COMMAND: "typed or pasted after /enroll",
    Source.LIST: "a list of links",
    Source.MESSAGE: "a message in Slack",
    Source.UNFURL: "a link shared in a channel",
    Source.CSV: "a CSV file",
}
OPEN_TO_ALL = frozenset({Access.SHARED_USE, Access.SHARED_VIEW})
BESIDES = (
    "What was logged with `/sequence log`, by who did it. Not counted: what was with people met only in sequences one "
    "may not see."
)
USAGE = "Say `mine` or `team`, and a period: `7d`, `30d`, `90d`, `this month`, `last quarter`, `all`."

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """One look at the numbers: whom to count, what sequences are called, and whose clock it is."""

    tx: Transaction
    scope: Scope
    period: Period
    names: Mapping[int, str]
    where: ZoneInfo
    now: datetime


def read(words: str, *, zone: str, now: datetime) -> Asked:
    """Understand "mine", "team" and a period, in any order; without them it is one's own last thirty days."""
    today = now.astimezone(business_time.zone(zone)).date()
    spoken = words.casefold().split()
    said = [word for word in spoken if word in set(Whose)]
    left = " ".join(word for word in spoken if word not in set(Whose))
    period = periods.read(left or "30d", today)
    if period is None or len(set(said)) > 1:
        raise Refusal("I do not understand which numbers you mean.", USAGE)
    return Asked(whose=Whose(said[0]) if said else Whose.MINE, period=period)


def asked(db: Database, who: people.Who, words: str, tab: Tab, *, now: datetime) -> Report:
    """Count what somebody asks for in words, by days and weeks of their own zone; raises Refusal for other words."""
    with people.looking(db, who, now) as (tx, recruiter):
        wanted = read(words, zone=recruiter.zone, now=now)
        view = _of(tx, recruiter, wanted, now)
        return Report(asked=wanted, zone=recruiter.zone, sections=tuple(TABS[tab](view)))


def of_sequence(db: Database, who: people.Who, sequence_id: int, *, now: datetime) -> tuple[Section, ...]:
    """Count how one sequence has done since it began; raises Gone for one that is not to be seen."""
    with people.looking(db, who, now) as (tx, recruiter):
        row = authoring.seen_by(tx, recruiter, sequence_id)
        scope = Scope(team=recruiter.team_id, sequence_ids=[row.id])
        view = _View(
            tx=tx, scope=scope, period=Period(name=periods.EVER), names={row.id: row.name},
            where=business_time.zone(recruiter.zone), now=now,
        )  # fmt: skip
        return (_everybody(view), _stages(view), *_answers(view))


def of_team(db: Database, team: str, words: str, *, zone: str, now: datetime) -> Report:
    """Count everything a whole workspace may know, for whoever has the database: what is shared, and nothing else."""
    with db.reading() as tx:
        wanted = replace(read(words, zone=zone, now=now), whose=Whose.TEAM)
        names = {row.id: row.name for row in sequences.of_team(tx, team) if row.access in OPEN_TO_ALL}
        view = _view(tx, team, wanted, names, zone, now)
        every = (section for tab in Tab for section in TABS[tab](view))
        return Report(asked=wanted, zone=zone, sections=tuple(every))


def _of(tx: Transaction, recruiter: Recruiter, wanted: Asked, now: datetime) -> _View:
    seen = [row for row in sequences.of_team(tx, recruiter.team_id) if permitting.may_see(recruiter, row)]
    names = {row.id: row.name for row in seen}
    view = _view(tx, recruiter.team_id, wanted, names, recruiter.zone, now)
    if wanted.whose is Whose.TEAM:
        return view
    # What one enrolled oneself is one's own work, though a sequence may be hidden from one by now.
    return replace(view, scope=replace(view.scope, sequence_ids=None, recruiter_id=recruiter.id))


def _view(
    tx: Transaction, team: str, wanted: Asked, names: Mapping[int, str], zone: str, now: datetime
) -> _View:
    where = business_time.zone(zone)
    since, until = wanted.period.since(where), wanted.period.until(where)
    scope = Scope(team=team, sequence_ids=list(names), since=since, until=until)
    return _View(tx=tx, scope=scope, period=wanted.period, names=names, where=where, now=now)


def _funnel(view: _View) -> Iterable[Section]:
    yield _everybody(view)
    yield _stages(view)


def _everybody(view: _View) -> Section:
    counted = cohorts.by(view.tx, view.scope, Group.EVERYBODY)
    return _people("everybody", "Everybody", "People", counted, lambda _: "All")


def _stages(view: _View) -> Section:
    counted = sorted(stage_counts.by_stage(view.tx, view.scope).items())
    rows = [(f"Stage {number}", figures.Reach(**asdict(reached))) for number, reached in counted]
    return _section("stages", "By stage", "Stage", figures.STAGES, rows)


def _sequences(view: _View) -> Iterable[Section]:
    counted: dict[int, cohorts.Counted] = cohorts.by(view.tx, view.scope, Group.SEQUENCE)
    # Several sequences that one no longer sees are one line.
    unseen = [counted.pop(key) for key in set(counted) - set(view.names)]
    if unseen:
        counted[0] = cohorts.together(unseen)
    yield _people("sequences", "By sequence", "Sequence", counted, lambda key: view.names.get(key, HIDDEN))


def _recruiters(view: _View) -> Iterable[Section]:
    counted = cohorts.by(view.tx, view.scope, Group.RECRUITER)
    names = recruiters.names(view.tx, counted)
    yield _people("recruiters", "By recruiter", "Recruiter", counted, lambda key: names.get(key, ""))
    yield _besides(view)


def _besides(view: _View) -> Section:
    counted = logged_counts.by_recruiter(view.tx, view.scope)
    names = recruiters.names(view.tx, counted)
    rows = [(names.get(key, ""), figures.Besides(**asdict(one))) for key, one in counted.items()]
    rows.sort(key=lambda row: (-row[1].touches, row[0].casefold()))
    return _section("besides", "Outside sequences", "Recruiter", figures.BESIDES, rows, note=BESIDES)


def _sources(view: _View) -> Iterable[Section]:
    counted = cohorts.by(view.tx, view.scope, Group.SOURCE)
    yield _people("sources", "By source", "Enrolled from", counted, lambda key: SOURCES[key])


def _variants(view: _View) -> Iterable[Section]:
    counted = stage_counts.by_text(view.tx, view.scope)
    texts = Counter((sequence, number) for sequence, number, _ in counted)
    rows = [
        (
            f"{view.names.get(sequence, HIDDEN)}, stage {number}, {variants.letter(variant)}",
            figures.Reach(**asdict(reached)),
        )
        for (sequence, number, variant), reached in sorted(
            counted.items(), key=lambda one: _placed(view, one[0])
        )
        if texts[sequence, number] > 1
    ]
    note = "Stages with several texts. `/sequence status <name>` says which differences are more than chance."
    yield _section("variants", "By variant", "Text", figures.STAGES, rows, note=note)


def _placed(view: _View, text: tuple[int, int, int]) -> tuple[str, int, int, int]:
    return (view.names.get(text[0], "").casefold(), *text)


def _weeks(view: _View) -> Iterable[Section]:
    days = _mondays(view)
    begins = [business_time.instant(day, time(0), view.where) for day in days]
    counted = cohorts.by_week(view.tx, view.scope, begins)
    told = [(_day(day), counted.get(place, cohorts.Counted())) for place, day in enumerate(days)]
    if -1 in counted:
        told.insert(0, (BEFORE, counted[-1]))
    rows = [(label, figures.Tally(**asdict(one))) for label, one in told]
    note = "Cohorts: people by the week in which their first stage went out, whatever week they answered in."
    yield _section(
        "cohorts", "By week of the first stage", "Week of", figures.PEOPLE, rows, note=note, over_time=True
    )
    yield _activity(view, days, begins)


def _activity(view: _View, days: tuple[date, ...], begins: list[datetime]) -> Section:
    if begins and view.scope.since is not None:
        begins = [max(begins[0], view.scope.since), *begins[1:]]
    until = view.scope.until or view.now
    done = activity.by_week(view.tx, view.scope, begins, until)
    besides = logged_counts.by_week(view.tx, view.scope, begins, until)
    rows = [
        (_day(day), figures.Week(**asdict(one), besides=count))
        for day, one, count in zip(days, done, besides, strict=True)
    ]
    note = (
        f"What happened in each of the last weeks, at most {WEEKS}; people are counted whenever they began."
    )
    return _section("activity", "Week by week", "Week of", figures.ACTIVITY, rows, note=note, over_time=True)


def _mondays(view: _View) -> tuple[date, ...]:
    today = view.now.astimezone(view.where).date()
    last = today if view.period.after is None else min(today, view.period.after - timedelta(days=1))
    return periods.weeks(view.period.first or date.min, last, WEEKS)


def _day(day: date) -> str:
    return f"{business_time.say_day(day)} {day.year}"


def _answers(view: _View) -> Iterable[Section]:
    taken, waiting = answer_times.to_us(view.tx, view.scope)
    to_answer = tuple(answer_times.to_answer(view.tx, view.scope))
    pace = figures.Pace(to_answer=to_answer, to_us=tuple(taken), waiting=waiting)
    yield _section("pace", "How long it takes", "Answers", figures.PACE, [("All", pace)])
    said: Counter[str] = Counter()
    for written, count in answer_times.reasons(view.tx, view.scope).items():
        said[reasons.kind(written)] += count
    yield _section("reasons", "Why they are not interested", "Reason", figures.REASONS, said.most_common())


def _people(
    key: str, title: str, about: str, counted: Mapping[Any, cohorts.Counted], named: Callable[[Any], str]
) -> Section:
    rows = [(named(group), figures.Tally(**asdict(one))) for group, one in counted.items()]
    rows.sort(key=lambda row: (-row[1].sent, row[0].casefold()))
    return _section(key, title, about, figures.PEOPLE, rows)


def _section(
    key: str,
    title: str,
    about: str,
    wanted: tuple[Figure[T], ...],
    rows: Iterable[tuple[str, T]],
    *,
    note: str = "",
    over_time: bool = False,
) -> Section:
    lines = tuple(
        Line(label=label, values=tuple(figure.of(counts) for figure in wanted)) for label, counts in rows
    )
    return Section(
        key=key, title=title, about=about, figures=wanted, lines=lines, note=note, over_time=over_time
    )


TABS: Mapping[Tab, Callable[[_View], Iterable[Section]]] = {
    Tab.FUNNEL: _funnel,
    Tab.SEQUENCES: _sequences,
    Tab.RECRUITERS: _recruiters,
    Tab.WEEKS: _weeks,
    Tab.VARIANTS: _variants,
    Tab.SOURCES: _sources,
    Tab.ANSWERS: _answers,
}
