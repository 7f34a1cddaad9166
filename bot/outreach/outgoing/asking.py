"""Ask a recruiter before a mail leaves: the card, and what its buttons do. Once allowed a mail stays allowed."""

from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.outreach import people
from bot.outreach.candidates import steering
from bot.outreach.house import House
from bot.outreach.incoming.correspondence import OwnWordsForm
from bot.outreach.notices import owing
from bot.outreach.notices.cards import QuestionCard
from bot.outreach.outgoing import advancing, holding, writing
from bot.outreach.outgoing.wording import Incomplete, Worded
from bot.outreach.outgoing.writing import Page
from bot.refusals import Gone
from bot.rules import business_time, drafts, gate
from bot.rules.drafts import Problem
from storage import attachments, enrollments, letters, mailboxes, notices, touches
from storage.database import Database, Transaction
from storage.letters import Waiting
from storage.models import Touch
from storage.statuses import EnrollmentStatus, TouchStatus

log = structlog.get_logger()

LONGEST = 2_900
MOST_CARDS = 9
REWRITTEN = "in words written for them"
SHOW_FIRST = gate.SHOW_FIRST.why


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """A mail as somebody wrote it for one person; `subject` is None where it answers in a thread."""

    subject: str | None
    text: str


def ask(tx: Transaction, touch: Touch, now: datetime) -> None:
    """Hold a mail that would leave, and owe its recruiter the card; one whose card was dealt with gets another."""
    holding.keep(tx, touch, SHOW_FIRST)
    for key in _keys(touch.id):
        if owing.question(tx, touch, key, now):
            break
    log.info("recruiter asked first", touch=touch.id)


def _keys(touch_id: int) -> list[str]:
    return [f"question:{touch_id}:{number}" for number in range(1, MOST_CARDS + 1)]


def places(db: Database, touch_id: int) -> list[tuple[str, str]]:
    """Tell in which channels the cards of a mail stand, and where there."""
    with db.reading() as tx:
        return notices.places(tx, _keys(touch_id))


def card(db: Database, touch_id: int, now: datetime) -> QuestionCard:
    """Draw a mail that is asked about as it stands; raises Gone if it is not there."""
    with db.reading() as tx:
        touch = touches.get(tx, touch_id)
        if touch is None:
            raise Gone("That email is no longer there.")
        enrollment = touch.enrollment
        bare = QuestionCard(
            touch_id=touch.id,
            person=enrollment.candidate.name,
            address=enrollment.address.address if enrollment.address else "",
            sequence=enrollment.sequence.name,
            stage=touch.number,
            stages=len(enrollment.version.stages),
            settled=_settled(touch),
            settled_by=touch.done_by if touch.status is TouchStatus.SKIPPED else "",
        )
        return bare if bare.settled else _with_text(tx, bare, now)


def _with_text(tx: Transaction, bare: QuestionCard, now: datetime) -> QuestionCard:
    waiting = _look(tx, bare.touch_id)
    page = writing.page(tx, waiting)
    found = writing.worded(waiting, page, now)
    subject, text = _shown(found, page)
    ids = page.stage.attachments
    named = attachments.named(tx, waiting.team, ids) if ids else {}
    return replace(
        bare,
        subject="" if page.answers else subject,
        text=text[:LONGEST],
        is_cut=len(text) > LONGEST,
        files=tuple(file.name for file in named.values()),
        missing=found.tokens if isinstance(found, Incomplete) else (),
    )


def _shown(found: Worded | Incomplete, page: Page) -> tuple[str, str]:
    if isinstance(found, Incomplete):
        return page.subject, page.body
    return found.subject, found.text


def _settled(touch: Touch) -> str:
    enrollment = touch.enrollment
    if touch.status is TouchStatus.SENT:
        at = f" {business_time.say(touch.done_at, enrollment.recruiter.zone)}" if touch.done_at else ""
        return f"It went out{at}"
    if touch.status is TouchStatus.SKIPPED:
        return "It was left out"
    if enrollment.status is EnrollmentStatus.REPLIED:
        return "They have answered meanwhile: nothing more goes out"
    if not enrollment.status.is_open:
        return f"The sequence has ended: {enrollment.why or enrollment.status.value}."
    return "" if _is_asked(touch) else _allowed(touch)


def _is_asked(touch: Touch) -> bool:
    return touch.status is TouchStatus.HELD and touch.allowed_at is None and touch.why == SHOW_FIRST


def _allowed(touch: Touch) -> str:
    if touch.allowed_at is None:
        return f"It waits: {touch.why}" if touch.why else "It is looked at again with the next round."
    allowed = "Allowed, in your words" if touch.own_words else "Allowed"
    if touch.status in touches.IN_DOUBT:
        return f"{allowed}: it is on its way."
    if touch.enrollment.status is not EnrollmentStatus.ACTIVE:
        return f"{allowed}. It still waits: {touch.enrollment.why or touch.enrollment.status.value}"
    return f"{allowed}: it leaves within the sending hours."


def allow(db: Database, who: people.Who, touch_id: int, *, now: datetime) -> None:
    """Let a mail leave as it was shown; saying so again changes nothing."""
    with db.transaction() as tx:
        touch = _mine(tx, who, touch_id, now)
        if touch.allowed_at is None:
            _let_go(tx, _asked(touch), now)


def skip(db: Database, who: people.Who, touch_id: int, *, house: House, now: datetime) -> None:
    """Leave a mail out and go on with the next stage; saying so again changes nothing."""
    with db.transaction() as tx:
        touch = _mine(tx, who, touch_id, now)
        if touch.status is TouchStatus.SKIPPED:
            return
        _asked(touch)
        _let_enrollment_go(tx, touch)
        touch.status, touch.done_at, touch.done_by = TouchStatus.SKIPPED, now, who.slack_id
        touch.why, touch.mend = "left out by hand", ""
        advancing.advance(tx, touch, house, now)
        log.info("touch left out", touch=touch.id)


def form(db: Database, who: people.Who, touch_id: int, *, now: datetime) -> OwnWordsForm:
    """Open the form in which a mail is written anew for one person, with the text it has."""
    with db.transaction() as tx:
        touch = _asked(_mine(tx, who, touch_id, now))
        waiting = _look(tx, touch.id)
        page = writing.page(tx, waiting)
        found = writing.filled(waiting, page, now)
        body = page.body if isinstance(found, Incomplete) else found.body
        subject = page.subject if isinstance(found, Incomplete) else found.subject
        return OwnWordsForm(
            touch_id=touch.id,
            person=touch.enrollment.candidate.name,
            subject=None if page.answers else subject,
            body=body,
        )


def rewrite(
    db: Database, who: people.Who, touch_id: int, written: OwnWords, *, now: datetime
) -> tuple[Problem, ...]:
    """Let a mail leave with exactly these words, or say what must be mended in them first."""
    if problems := drafts.own_problems(written.subject, written.text):
        return problems
    words = {"subject": drafts.clean_line(written.subject or ""), "body": written.text.strip()}
    with db.transaction() as tx:
        touch = _mine(tx, who, touch_id, now)
        if touch.allowed_at is not None and touch.own_words == words:
            return ()
        _asked(touch)
        touch.own_words, touch.note = words, REWRITTEN
        _let_go(tx, touch, now)
        return ()


def _let_go(tx: Transaction, touch: Touch, now: datetime) -> None:
    touch.allowed_at, touch.status = now, TouchStatus.SCHEDULED
    touch.due_at = max(now, touch.due_at, touch.not_before or now)
    touch.verdict, touch.why, touch.mend = None, "", ""
    _let_enrollment_go(tx, touch)
    if touch.mailbox_id is not None:
        mailboxes.wake(tx, touch.mailbox_id, touch.due_at)
    log.info("touch allowed", touch=touch.id, rewritten=bool(touch.own_words))


def _let_enrollment_go(tx: Transaction, touch: Touch) -> None:
    # One that is held for another reason meanwhile, such as a mail that may be an answer, waits for that.
    if touch.enrollment.why == SHOW_FIRST:
        held = {EnrollmentStatus.HELD}
        enrollments.turn(tx, touch.enrollment_id, expected=held, status=EnrollmentStatus.ACTIVE, why="")


def _mine(tx: Transaction, who: people.Who, touch_id: int, now: datetime) -> Touch:
    touch = touches.get(tx, touch_id)
    if touch is None:
        raise Gone("That email is no longer there.")
    steering.of_mine(tx, people.recruiter(tx, who, now), touch.enrollment_id)
    return touches.lock(tx, touch_id)


def _asked(touch: Touch) -> Touch:
    """Demand that a mail still waits for what its recruiter says; raises Gone with what became of it."""
    if not touch.enrollment.status.is_open or not _is_asked(touch):
        raise Gone(f"Nothing was changed. {_settled(touch).rstrip('.')}.")
    return touch


def _look(tx: Transaction, touch_id: int) -> Waiting:
    found = letters.look(tx, touch_id)
    assert found is not None
    return found
