"""Why somebody has or has not been written to: what happened, what is next, the rule that decided."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.outreach import people, stumbling
from bot.outreach.pictures import Explanation
from bot.refusals import Refusal
from bot.rules import access, business_time, links, names
from bot.rules.links import Found, LinkKind
from storage import candidates, enrollments, touches
from storage.database import Database, Transaction
from storage.models import Candidate, Enrollment, Recruiter, Touch
from storage.statuses import EnrollmentStatus, MailboxStatus, SequenceStatus, TouchStatus

MOST_KNOWN = 2000
SOON = timedelta(hours=1)
WORDS = {
    TouchStatus.SENT: "went out",
    TouchStatus.DONE: "was marked sent",
    TouchStatus.SKIPPED: "was skipped",
    TouchStatus.CANCELLED: "was cancelled",
}


def why(db: Database, who: people.Who, words: str, *, now: datetime) -> tuple[Explanation, ...]:
    """Explain every enrollment of a person named by name, link or address; raises Refusal with the nearest names."""
    if not words.strip():
        raise Refusal("About whom?", "Type `/why` and a name, a profile link or an address.")
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        found = _people(tx, who.team, words)
        known = [enrollment for person in found for enrollment in enrollments.of_candidate(tx, person.id)]
        return tuple(_explain(tx, one, recruiter, now) for one in known if _may_see(one, recruiter))


def _may_see(enrollment: Enrollment, recruiter: Recruiter) -> bool:
    return access.may_see(enrollment.sequence.access, owner=enrollment.sequence.owner_id == recruiter.id)


def _people(tx: Transaction, team: str, words: str) -> list[Candidate]:
    for entry in links.read(words):
        if isinstance(entry, Found):
            person = _behind(tx, team, entry)
            return [person] if person else []
    every = candidates.of_team(tx, team, limit=MOST_KNOWN)
    wanted = " ".join(words.casefold().split())
    exact = [person for person in every if wanted in {person.name.casefold(), person.first_name.casefold()}]
    if exact:
        return exact
    nearest = names.nearest(words, [person.name for person in every])
    mend = f"Did you mean {' or '.join(nearest)}?" if nearest else "Try their profile link or address."
    raise Refusal(f"I know nobody called “{words.strip()}”.", mend)


def _behind(tx: Transaction, team: str, entry: Found) -> Candidate | None:
    if entry.kind is LinkKind.EMAIL:
        return candidates.by_address(tx, team, links.address_key(entry.canonical))
    return candidates.by_link(tx, team, entry.canonical)


def _explain(tx: Transaction, enrollment: Enrollment, recruiter: Recruiter, now: datetime) -> Explanation:
    every = touches.of_enrollment(tx, enrollment.id)
    following = next((touch for touch in every if not touch.status.is_final), None)
    rule, mend = _rule(enrollment, following, now)
    return Explanation(
        person=enrollment.candidate.name,
        enrollment_id=enrollment.id,
        sequence=enrollment.sequence.name,
        status=enrollment.status,
        happened=tuple(_happened(every, recruiter.zone)),
        next=_next(enrollment, following, recruiter.zone),
        rule=rule,
        mend=mend,
    )


def _happened(every: Iterable[Touch], zone: str) -> Iterable[str]:
    for touch in every:
        if touch.status in WORDS and touch.done_at is not None:
            told = f"Stage {touch.position + 1} {WORDS[touch.status]}"
            noted = f": {touch.note}" if touch.note else ""
            yield f"{told} on {business_time.say(touch.done_at, zone)}{noted}."


def _next(enrollment: Enrollment, touch: Touch | None, zone: str) -> str:
    if touch is None or not enrollment.status.is_open:
        return "Nothing more goes out."
    when = business_time.say(touch.due_at, zone)
    return f"Stage {touch.position + 1} ({touch.kind.value}) is due {when} (your time)."


def _rule(enrollment: Enrollment, touch: Touch | None, now: datetime) -> tuple[str, str]:
    """Name the rule that decides now, and the one action that mends it."""
    mailbox = enrollment.mailbox
    if not enrollment.status.is_open:
        return f"The sequence has ended: {enrollment.why or enrollment.status.value}.", ""
    if mailbox is not None and mailbox.status is not MailboxStatus.CONNECTED:
        return "The mailbox is not connected.", "Reconnect Gmail on the Home tab."
    if enrollment.sequence.status is not SequenceStatus.ACTIVE:
        name = enrollment.sequence.name
        return f"The sequence is {enrollment.sequence.status.value}.", f"Type `/sequence resume {name}`."
    if enrollment.status in {EnrollmentStatus.HELD, EnrollmentStatus.PAUSED}:
        return f"It waits for you: {enrollment.why or 'paused'}", touch.mend if touch else ""
    if touch is None:
        return "", ""
    if touch.reminded_at is not None:
        return "You were reminded and have not marked it yet.", "Mark it sent or replied on the reminder."
    return _going(enrollment, touch, now)


def _going(enrollment: Enrollment, touch: Touch, now: datetime) -> tuple[str, str]:
    """Name the rule that decides about a touch nobody holds back."""
    mailbox = enrollment.mailbox
    if mailbox is not None and touch.mailbox_id is not None and touch.due_at <= now + SOON:
        if mailbox.troubled_at is not None:
            return stumbling.told(mailbox)
        if mailbox.held_until is not None and mailbox.held_until > now:
            until = business_time.say(mailbox.held_until, enrollment.recruiter.zone)
            return f"Nothing leaves {mailbox.address} before {until}: Gmail has asked for a pause.", ""
    if touch.due_at > now:
        return touch.why or touch.moved or "It waits for its day.", ""
    return touch.why or "It goes out with the next round.", ""
