"""Why somebody has or has not been written to: what happened, what is next, the rule that decided."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

from bot.outreach import people, permitting
from bot.outreach.candidates import awaiting, logging_touches, mending, undoing
from bot.outreach.candidates.explanations import Explanation
from bot.outreach.house import House
from bot.outreach.mailboxes import stumbling
from bot.outreach.notices import redrawing
from bot.outreach.outgoing import waiting
from bot.refusals import Gone, Refusal
from bot.rules import absences, business_time, gate, links, names, steers
from bot.rules.links import Found, LinkKind
from bot.rules.steers import Mending, Steer
from storage import candidates, enrollments, mailboxes, overrides, replies, touches
from storage.candidates import Called
from storage.database import Database, Transaction
from storage.models import Candidate, Enrollment, Mailbox, Recruiter, Touch
from storage.statuses import EnrollmentStatus, MailboxStatus, TouchStatus

MOST_KNOWN, MOST_ALIKE, MOST_NAMED = 20_000, 20, 3
SOON = timedelta(hours=1)
WORDS = {
    TouchStatus.SENT: "went out",
    TouchStatus.DONE: "was marked sent",
    TouchStatus.SKIPPED: "was skipped",
    TouchStatus.CANCELLED: "was cancelled",
}
UNDER_WAY = {
    TouchStatus.CLAIMED: "It is on its way to Gmail just now.",
    TouchStatus.UNKNOWN: "Gmail's answer was lost; Overture looks for the email before anything else is done.",
}


def why(db: Database, who: people.Who, words: str, *, house: House, now: datetime) -> tuple[Explanation, ...]:
    """Explain every enrollment of a person named by name, link or address; raises Refusal with the nearest names."""
    if not words.strip():
        raise Refusal("About whom?", "Type `/why` and a name, a profile link or an address.")
    with people.looking(db, who, now) as (tx, recruiter):
        found = meant(tx, recruiter, words)
        known = [enrollment for person in found for enrollment in enrollments.of_candidate(tx, person.id)]
        return tuple(
            _explain(tx, one, recruiter, house, now) for one in known if permitting.may_know(recruiter, one)
        )


def same_person(
    db: Database, who: people.Who, enrollment_id: int, *, house: House, now: datetime
) -> tuple[Explanation, ...]:
    """Explain every enrollment of whoever one enrollment is of."""
    with people.looking(db, who, now) as (tx, recruiter):
        found = enrollments.get(tx, enrollment_id)
        if found is None or found.team_id != who.team:
            raise Gone("That enrollment is no longer there.")
        known = enrollments.of_candidate(tx, found.candidate_id)
        return tuple(
            _explain(tx, one, recruiter, house, now) for one in known if permitting.may_know(recruiter, one)
        )


def meant(tx: Transaction, recruiter: Recruiter, words: str) -> list[Candidate]:
    """Find who is meant by a name, a link or an address, of those this person may hear of.

    Raises Refusal with the nearest names for a name nobody has, or nobody they may hear of.
    """
    team = recruiter.team_id
    for entry in links.read(words):
        if isinstance(entry, Found):
            person = _behind(tx, team, entry)
            return [person] if person is not None and may_hear(tx, recruiter, person) else []
    whole = _heard_of(tx, recruiter, candidates.by_name(tx, team, words, limit=MOST_ALIKE))
    every = [] if whole else candidates.names_of_team(tx, team, limit=MOST_KNOWN)
    if exact := whole or _heard_of(tx, recruiter, _halves(tx, words, every)):
        return exact
    nearest = _nearest(tx, recruiter, words, every)
    mend = f"Did you mean {' or '.join(nearest)}?" if nearest else "Try their profile link or address."
    raise Refusal(f"I know nobody called “{words.strip()}”.", mend)


def may_hear(tx: Transaction, recruiter: Recruiter, candidate: Candidate) -> bool:
    """Tell whether somebody may hear of a person at all; an administrator hears of everybody."""
    met = enrollments.of_candidate(tx, candidate.id)
    return recruiter.is_admin or any(permitting.may_know(recruiter, one) for one in met)


def _heard_of(tx: Transaction, recruiter: Recruiter, found: Iterable[Candidate]) -> list[Candidate]:
    return [person for person in found if may_hear(tx, recruiter, person)]


def _halves(tx: Transaction, words: str, every: Iterable[Called]) -> Iterator[Candidate]:
    """Find the newest whose first name or last name this is."""
    alike = (one.id for one in every if one.goes_by(words))
    found = (candidates.get(tx, id) for id in islice(alike, MOST_ALIKE))
    return (person for person in found if person is not None)


def _nearest(tx: Transaction, recruiter: Recruiter, words: str, every: Iterable[Called]) -> list[str]:
    """Give the names most like what was typed, of people this person may hear of."""
    by_name = {person.name: person.id for person in every}
    alike = (
        (name, enrollments.of_candidate(tx, by_name[name]))
        for name in names.nearest(words, by_name, most=MOST_ALIKE)
    )
    told = [name for name, met in alike if any(permitting.may_know(recruiter, one) for one in met)]
    return told[:MOST_NAMED]


def _behind(tx: Transaction, team: str, entry: Found) -> Candidate | None:
    if entry.kind is LinkKind.EMAIL:
        return candidates.by_address(tx, team, links.address_key(entry.canonical))
    return candidates.by_link(tx, team, entry.canonical)


def _explain(
    tx: Transaction, enrollment: Enrollment, recruiter: Recruiter, house: House, now: datetime
) -> Explanation:
    every, by_hand = touches.of_enrollment(tx, enrollment.id), replies.of_enrollment(tx, enrollment.id)
    following = next((touch for touch in every if not touch.status.is_final), None)
    mailbox = _mailbox(tx, enrollment, following)
    rule, mend = _rule(enrollment, mailbox, following)
    if following is not None and not rule:
        rule, mend = _ailing(mailbox, following, now)
    if following is not None and not rule:
        rule, mend = _of_touch(tx, enrollment, following, recruiter, house, now), _mend(following)
    may = _may(enrollment, every, recruiter, now)
    return Explanation(
        person=enrollment.candidate.name,
        enrollment_id=enrollment.id,
        sequence=enrollment.sequence.name,
        status=enrollment.status,
        happened=(
            *_overruled(tx, enrollment, recruiter.zone),
            *logging_touches.happened(tx, enrollment.candidate_id, recruiter.zone),
            *_happened((*every, *by_hand), recruiter.zone),
            *_leaving(tx, by_hand),
        ),
        next=_next(enrollment, following, recruiter.zone, now),
        rule=rule,
        mend=mend,
        may=may,
        mending=_mending(tx, enrollment, mailbox, following, recruiter, may=may, now=now),
    )


def mending_of(
    tx: Transaction, enrollment: Enrollment, recruiter: Recruiter, now: datetime
) -> Mending | None:
    """Name the button that mends what an enrollment waits for, where this person may press it."""
    every = touches.of_enrollment(tx, enrollment.id)
    following = next((touch for touch in every if not touch.status.is_final), None)
    mailbox = _mailbox(tx, enrollment, following)
    may = _may(enrollment, every, recruiter, now)
    return _mending(tx, enrollment, mailbox, following, recruiter, may=may, now=now)


def _mending(  # noqa: PLR0913  everything an enrollment may wait for
    tx: Transaction,
    enrollment: Enrollment,
    mailbox: Mailbox | None,
    following: Touch | None,
    recruiter: Recruiter,
    *,
    may: tuple[Steer, ...],
    now: datetime,
) -> Mending | None:
    """Name the button that mends what an enrollment waits for, if this person may press it."""
    is_waiting = awaiting.is_waiting(enrollment)
    is_bounced = enrollment.status is EnrollmentStatus.BOUNCED
    if (is_bounced or is_waiting) and enrollments.open_elsewhere(tx, enrollment):
        return None
    is_held = following is not None and following.status is TouchStatus.HELD
    in_doubt = following is not None and (following.sending_at is not None or following.draft_id != "")
    is_lost = mailbox is not None and mailbox.status is not MailboxStatus.CONNECTED
    return steers.mending(
        enrollment.status,
        may=may if enrollment.sequence.status.is_going else (),
        is_theirs=recruiter.id in {enrollment.recruiter_id, enrollment.sequence.owner_id},
        is_lost=mailbox is not None and is_lost and mailbox.recruiter_id == recruiter.id,
        is_incomplete=is_held and bool(mending.lacking(tx, enrollment, now)),
        is_waiting=is_waiting,
        is_asked=is_lost or enrollment.why == gate.SHOW_FIRST.why or (is_held and in_doubt),
    )


def _may(
    enrollment: Enrollment, every: Sequence[Touch], recruiter: Recruiter, now: datetime
) -> tuple[Steer, ...]:
    if not permitting.may_steer(recruiter, enrollment):
        return ()
    following = next((touch for touch in every if not touch.status.is_final), None)
    return steers.offered(
        enrollment.status,
        is_late=following is not None and (following.not_before or now) > now,
        is_own=enrollment.recruiter_id == recruiter.id,
        has_begun=steers.has_begun(undoing.trail_of(every)),
    )


def _overruled(tx: Transaction, enrollment: Enrollment, zone: str) -> Iterator[str]:
    """Say which rules a colleague has enrolled somebody against, and what they said of it."""
    for one in overrides.of_enrollment(tx, enrollment.id):
        rule, when = one.rule.value.replace("_", " "), business_time.say(one.at, zone)
        yield f"{one.recruiter.name or 'A colleague'} enrolled them against a warning ({rule}) on {when}: {one.why}."


def _happened(every: Iterable[Touch], zone: str) -> Iterable[str]:
    over = [(touch.done_at, touch) for touch in every if touch.status in WORDS and touch.done_at is not None]
    for done_at, touch in sorted(over, key=lambda one: one[0]):
        what = f"Stage {touch.number}" if touch.answers_id is None else "Reply by hand"
        noted = f": {touch.note}" if touch.note else ""
        yield f"{what} {WORDS[touch.status]} on {business_time.say(done_at, zone)}{noted}."


def _leaving(tx: Transaction, by_hand: Iterable[Touch]) -> Iterator[str]:
    for touch in by_hand:
        if not touch.status.is_final and touch.mailbox_id is not None:
            yield f"Reply by hand: {redrawing.said(touch, mailboxes.get(tx, touch.mailbox_id))}"


def _next(enrollment: Enrollment, touch: Touch | None, zone: str, now: datetime) -> str:
    if touch is None or not enrollment.status.is_open:
        return "Nothing more goes out."
    stage = f"Stage {touch.number} ({touch.kind.value})"
    if touch.due_at > now and absences.is_without_end(touch.why):
        return f"{stage} has no day yet."
    return f"{stage} is due {business_time.say(touch.due_at, zone)} (your time)."


def _mailbox(tx: Transaction, enrollment: Enrollment, touch: Touch | None) -> Mailbox | None:
    """Find the mailbox an enrollment depends on: the one its next email leaves, else its recruiter's own."""
    if touch is None or touch.mailbox_id in {None, enrollment.mailbox_id}:
        return enrollment.mailbox
    return mailboxes.get(tx, touch.mailbox_id or 0)


def _rule(enrollment: Enrollment, mailbox: Mailbox | None, touch: Touch | None) -> tuple[str, str]:
    """Name the rule that keeps the whole enrollment, and the one action that mends it; nothing if none does."""
    if not enrollment.status.is_open:
        return f"The sequence has ended: {enrollment.why or enrollment.status.value}.", ""
    if mailbox is not None and mailbox.status is not MailboxStatus.CONNECTED:
        if mailbox.id != enrollment.mailbox_id:
            lost = gate.lost_elsewhere(mailbox.recruiter.name)
            return lost.why, lost.mend
        return "The mailbox is not connected.", "Reconnect Gmail on the Home tab."
    if not enrollment.sequence.status.is_going:
        name = enrollment.sequence.name
        return f"The sequence is {enrollment.sequence.status.value}.", f"Type `/sequence resume {name}`."
    if enrollment.status in {EnrollmentStatus.HELD, EnrollmentStatus.PAUSED}:
        return f"It waits for you: {enrollment.why or 'paused'}", touch.mend if touch else ""
    return "", ""


def _ailing(mailbox: Mailbox | None, touch: Touch, now: datetime) -> tuple[str, str]:
    """Say what ails the mailbox of an email that is due, or is soon; nothing if all is well."""
    if mailbox is None or touch.mailbox_id is None or touch.due_at > now + SOON:
        return "", ""
    return stumbling.told(mailbox)


def _of_touch(
    tx: Transaction, enrollment: Enrollment, touch: Touch, recruiter: Recruiter, house: House, now: datetime
) -> str:
    """Say what the next touch itself waits for."""
    if touch.status in UNDER_WAY:
        return UNDER_WAY[touch.status]
    if touch.reminded_at is not None:
        return "You were reminded and have not marked it yet."
    if touch.due_at > now:
        return touch.why or touch.moved or "It waits for its day."
    wait = waiting.reason(tx, enrollment, touch, house, now)
    if wait is not None:
        return f"{wait.why}. It is tried again {business_time.say(wait.until, recruiter.zone)} (your time)."
    if not touch.kind.is_email:
        return "It is due, and you are about to be reminded."
    is_over = touch.until is not None and touch.until <= now
    return touch.why if touch.why and not is_over else "It goes out with the next round."


def _mend(touch: Touch) -> str:
    waits_for_hand = touch.reminded_at is not None and touch.status is TouchStatus.SCHEDULED
    return "Mark it sent or replied on the reminder." if waits_for_hand else ""
