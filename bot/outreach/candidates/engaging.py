"""What the team has had to do with a person, put to the rules of engagement; and who was enrolled against them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence as Rows
from datetime import datetime, timedelta

from bot.outreach import permitting
from bot.outreach.house import House
from bot.rules import business_time, engagement, likeness
from bot.rules.engagement import Concern, Contact
from storage import changes, companies, contacts, enrollments, overrides, recruiters, releases
from storage.contacts import Message
from storage.database import Transaction
from storage.models import Candidate, Enrollment, Recruiter, Release, Sequence
from storage.statuses import Deed, ReleaseStatus

GOOD_FOR = timedelta(days=14)
"""How long what a colleague has released may be made use of."""

BESIDES = "a touch outside a sequence"


def concerns(  # noqa: PLR0913  all that the rules are about
    tx: Transaction,
    recruiter: Recruiter,
    known: Candidate | None,
    sequence: Sequence | None,
    history: Rows[Enrollment],
    *,
    address: str,
    company: str,
    house: House,
    now: datetime,
) -> tuple[Concern, ...]:
    """List what the rules of engagement say of enrolling a person."""
    rules = house.engagement
    domain, key = likeness.company(address) if address else "", companies.key(company)
    count = 0
    if rules.company_limit and (domain or key):
        beside = known.id if known else 0
        count = contacts.open_at_company(tx, recruiter.team_id, domain, key, beside=beside)
    left = [past.ended_at for past in history if sequence is not None and past.sequence_id == sequence.id]
    messages = contacts.of_candidate(tx, known.id) if known else []
    besides = (message.at for message in messages if message.enrollment_id is None)
    facts = engagement.Facts(
        asker_id=recruiter.id,
        contacts=tuple(_contacts(tx, recruiter, known, history, messages, now=now)) if known else (),
        company=company or domain,
        at_company=count,
        left_at=max((at for at in left if at is not None), default=None),
        besides_at=max(besides, default=None),
    )
    return engagement.concerns(facts, rules, now)


def last_written(sent: Rows[Message], enrollment: Enrollment, zone: str) -> str:
    """Say when somebody was last written to in an enrollment; nothing if they never were."""
    at = max((one.at for one in sent if one.enrollment_id == enrollment.id), default=None)
    if at is None:
        return ""
    return f", last written to on {business_time.say_day(at.astimezone(business_time.zone(zone)).date())}"


def overrule(
    tx: Transaction,
    recruiter: Recruiter,
    enrollment_id: int,
    against: Rows[Concern],
    *,
    why: str,
    now: datetime,
) -> None:
    """Write down that somebody was enrolled against rules, and that what a colleague has released is used up."""
    enrollment = enrollments.get(tx, enrollment_id)
    assert enrollment is not None
    for rule in dict.fromkeys(one.rule for one in against):
        overrides.add(tx, enrollment.id, rule, by=recruiter.id, why=why, now=now)
        # The history of a sequence names no candidate, and so not what was said of one.
        details = {"why": rule.value}
        changes.add(tx, enrollment.sequence, Deed.OVERRULED, by=recruiter.id, details=details, now=now)
    for release in releases.asked_by(tx, enrollment.candidate_id, recruiter.id):
        if is_in_force(release, now):
            release.used_at = now


def is_in_force(release: Release, now: datetime) -> bool:
    """Tell whether what a colleague has released may still be made use of."""
    is_given = release.status is ReleaseStatus.RELEASED and release.used_at is None
    return is_given and release.answered_at is not None and release.answered_at > now - GOOD_FOR


def _contacts(
    tx: Transaction,
    recruiter: Recruiter,
    known: Candidate,
    history: Rows[Enrollment],
    messages: Rows[Message],
    *,
    now: datetime,
) -> Iterator[Contact]:
    sent: dict[int, list[datetime]] = defaultdict(list)
    for message in messages:
        sent[message.recruiter_id].append(message.at)
    asked = releases.asked_by(tx, known.id, recruiter.id)
    released = {release.owner_id for release in asked if is_in_force(release, now)}
    for whose in dict.fromkeys((*(past.recruiter_id for past in history), *sent)):
        theirs = [past for past in history if past.recruiter_id == whose]
        running = any(past.status.is_open for past in theirs)
        yield Contact(
            recruiter_id=whose,
            name=recruiters.get(tx, whose).name,
            messages=tuple(sent[whose]),
            is_open=running,
            told=_what_is_told(recruiter, theirs, history),
            released=whose in released,
        )


def _what_is_told(recruiter: Recruiter, theirs: Rows[Enrollment], history: Rows[Enrollment]) -> str:
    """Say where a colleague is in touch with somebody, as far as the asker may hear of it."""
    if not theirs:
        return BESIDES if permitting.may_name(recruiter, history) else ""
    running = [past for past in theirs if past.status.is_open]
    seen = [past for past in running or theirs if permitting.may_see(recruiter, past.sequence)]
    return seen[0].sequence.name if seen else ""
