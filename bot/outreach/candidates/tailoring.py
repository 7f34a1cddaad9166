"""One person's own stages: other words than everybody gets, one left out, another to go on with.

Nothing is changed while a mail to them is leaving: what follows it was decided when it was taken up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.outreach import people
from bot.outreach.candidates import standing
from bot.outreach.candidates.stage_lines import OwnForm, StageLine
from bot.outreach.candidates.standing import Seen
from bot.outreach.house import House
from bot.outreach.notices import redrawing
from bot.outreach.outgoing import advancing, borrowing, wording
from bot.outreach.outgoing.wording import Incomplete
from bot.outreach.plans import coining
from bot.refusals import Gone, Refusal
from bot.rules import drafts, gate
from bot.rules.alterations import Change
from bot.rules.drafts import Problem, StageDraft
from storage import enrollments, notices, own_stages, touches
from storage.database import Database, Transaction
from storage.models import Enrollment, Touch
from storage.plans import PlannedStage
from storage.statuses import EnrollmentStatus, TouchStatus

log = structlog.get_logger()

BY_HAND = "left out by hand"
BUSY = ("An email to them is leaving just now: nothing was changed.", "Try again in a few minutes.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """A stage as somebody wrote it for one person, tokens and all; `subject` is None where none was asked for."""

    subject: str | None
    text: str


def _demand(seen: Seen, key: str, change: Change) -> PlannedStage:
    """Find a stage that may be changed so; raises Refusal or Gone where it may not, with why."""
    stage = next((one for one in seen.plan if one.key == key), None)
    if stage is None:
        raise Gone("That stage is no longer in the sequence.")
    if not seen.enrollment.status.is_open:
        why = seen.enrollment.why or seen.enrollment.status.value
        raise Gone(f"This sequence had ended already: {why}.")
    if seen.is_busy:
        raise Refusal(*BUSY)
    if change not in seen.may(stage):
        raise Gone("That stage has gone out, or never comes, by now: nothing was changed.")
    return stage


def form(db: Database, who: people.Who, enrollment_id: int, key: str, *, now: datetime) -> OwnForm:
    """Open the form in which a stage is written for one person, with the words it has."""
    with db.transaction() as tx:
        seen = standing.look(tx, who, enrollment_id, now)
        stage = _demand(seen, key, Change.WORDS)
        said = standing.as_written(seen, stage)
        return OwnForm(
            enrollment_id=enrollment_id,
            key=key,
            person=seen.enrollment.candidate.name,
            number=stage.number,
            kind=stage.kind,
            subject=said.subject if standing.opens_thread(seen, stage) else None,
            body=said.body,
        )


def write(
    db: Database, who: people.Who, enrollment_id: int, key: str, written: OwnWords, *, now: datetime
) -> StageLine | tuple[Problem, ...]:
    """Let one person get a stage in these words and show how they read, or say what must be mended in them first."""
    with db.transaction() as tx:
        seen = standing.look(tx, who, enrollment_id, now)
        stage = _demand(seen, key, Change.WORDS)
        said = standing.as_written(seen, stage)
        asked = StageDraft(
            kind=stage.kind, subject=(written.subject or "").strip(), body=written.text.strip()
        )
        if problems := _wrong(tx, seen, stage, asked, opens=written.subject is not None, now=now):
            return problems
        subject = said.subject if written.subject is None else drafts.clean_line(asked.subject)
        own_stages.put(tx, enrollment_id, key, subject=subject, body=asked.body)
        touch = seen.touch(stage)
        if touch is not None:
            _say_anew(tx, seen.enrollment, touch, now)
        tx.flush()
        tx.expire(seen.enrollment, ["own_stages"])
        log.info("stage written for one", enrollment=enrollment_id, stage=stage.number)
        return standing.drawn(tx, standing.look(tx, who, enrollment_id, now), stage, now)


def _wrong(
    tx: Transaction, seen: Seen, stage: PlannedStage, asked: StageDraft, *, opens: bool, now: datetime
) -> tuple[Problem, ...]:
    known = coining.vocabulary(tx, seen.enrollment.team_id)
    problems = drafts.stage_problems(asked, first_email=opens, first=True, tokens=known.names)
    if problems:
        return problems
    found = wording.words(
        asked, standing.filling(tx, seen, stage, now), subject=asked.subject if opens else ""
    )
    if not isinstance(found, Incomplete):
        return ()
    name = found.tokens[0]
    mend = f"Write it out, or give a fallback: `{{{{{name}|…}}}}`."
    return (Problem(field="body", text=f"`{{{{{name}}}}}` has no value for this person. {mend}"),)


def _say_anew(tx: Transaction, enrollment: Enrollment, touch: Touch, now: datetime) -> None:
    """Let what waits say something else: cards that show it are drawn anew, what was held for it is judged again."""
    touch.own_words, touch.note = {}, ""
    if touch.reminded_at is not None:
        redrawing.of_reminder(tx, touch, now)
    advancing.redraw_question(tx, touch, now)
    is_held = touch.status is TouchStatus.HELD and touch.why != gate.SHOW_FIRST.why
    held = {EnrollmentStatus.HELD}
    if (
        is_held
        and enrollment.why == touch.why
        and enrollments.turn(tx, enrollment.id, expected=held, status=EnrollmentStatus.ACTIVE, why="")
    ):
        touches.revive(tx, enrollment.id, now)
        borrowing.wake(tx, enrollment, now)


def keep(db: Database, who: people.Who, enrollment_id: int, key: str, *, now: datetime) -> None:
    """Let a stage that was left out for one person come again."""
    with db.transaction() as tx:
        seen = standing.look(tx, who, enrollment_id, now)
        _demand(seen, key, Change.KEEP)
        own_stages.put(tx, enrollment_id, key, left_out="")


def skip(db: Database, who: people.Who, enrollment_id: int, key: str, *, house: House, now: datetime) -> None:
    """Leave a stage out for one person: the next one at once, a later one when its turn comes."""
    with db.transaction() as tx:
        seen = standing.look(tx, who, enrollment_id, now)
        stage = _demand(seen, key, Change.SKIP)
        touch = seen.touch(stage)
        if touch is None:
            own_stages.put(tx, enrollment_id, key, left_out=BY_HAND)
            return
        _over(tx, seen.enrollment, touch, why=BY_HAND, by=who.slack_id, now=now)
        advancing.advance(tx, touch, house, now)
        log.info("stage left out for one", enrollment=enrollment_id, stage=stage.number)


def begin(
    db: Database, who: people.Who, enrollment_id: int, key: str, *, house: House, now: datetime
) -> datetime:
    """Go on with a stage further on, at the next opening; those before it are skipped. Tell when it is due."""
    with db.transaction() as tx:
        seen = standing.look(tx, who, enrollment_id, now)
        stage = _demand(seen, key, Change.BEGIN)
        own_stages.put(tx, enrollment_id, key, left_out="")
        return begun_at(tx, seen.enrollment, seen.every, stage, by=who.slack_id, house=house, now=now)


def begun_at(  # noqa: PLR0913  whose word it is, too
    tx: Transaction,
    enrollment: Enrollment,
    every: Sequence[Touch],
    stage: PlannedStage,
    *,
    by: str,
    house: House,
    now: datetime,
    why: str = "",
    after: datetime | None = None,
) -> datetime:
    """Skip what waits and go on with a stage further on as `advancing.begin_at` does; tell when it is due."""
    for touch in every:
        if touch.status in touches.WAITING:
            _over(tx, enrollment, touch, why=why or f"began at stage {stage.number}", by=by, now=now)
    log.info("begun at a later stage", enrollment=enrollment.id, stage=stage.number)
    return advancing.begin_at(tx, enrollment, stage, house, now, after=after)


def _over(tx: Transaction, enrollment: Enrollment, touch: Touch, *, why: str, by: str, now: datetime) -> None:
    """Skip what waits, with the cards that show it; an enrollment that was held for it goes on."""
    notices.drop_unposted(tx, advancing.reminder_key(touch))
    if touch.reminded_at is not None:
        redrawing.of_reminder(tx, touch, now)
    advancing.redraw_question(tx, touch, now)
    if touch.status is TouchStatus.HELD:
        held = {EnrollmentStatus.HELD}
        enrollments.turn(tx, enrollment.id, expected=held, status=EnrollmentStatus.ACTIVE, why="")
    touch.status, touch.done_at, touch.done_by = TouchStatus.SKIPPED, now, by
    touch.note, touch.why, touch.mend = why, "", ""
    tx.flush()
