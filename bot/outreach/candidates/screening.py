"""What is known about a person before they are enrolled: where they are, who wrote to them, whether they may be."""

from datetime import datetime

from bot.outreach import permitting
from bot.outreach.candidates import engaging
from bot.outreach.candidates.knowing import Asked
from bot.outreach.house import House
from bot.outreach.plans import coining, lending
from bot.rules import business_time, drafts, eligibility, links
from storage import contacts, enrollments, logged, mailboxes, suppressions
from storage.contacts import Message
from storage.database import Transaction
from storage.models import Candidate, Enrollment, Mailbox, Recruiter, Sequence
from storage.statuses import MailboxStatus

MOST_OUTSIDE = 3


def find(  # noqa: PLR0913  all that may speak against it
    tx: Transaction,
    recruiter: Recruiter,
    known: Candidate | None,
    asked: Asked,
    sequence: Sequence | None,
    stages: tuple[drafts.StageDraft, ...],
    *,
    house: House,
    now: datetime,
) -> eligibility.Findings:
    """Judge whether a person may be put into a sequence by a recruiter."""
    mailbox = mailboxes.of_recruiter(tx, recruiter.id)
    key, company = _named(asked, known)
    places = lending.places(tx, recruiter, sequence, stages)
    history = enrollments.of_candidate(tx, known.id) if known else []
    here = next((past for past in history if _is_in(past, sequence)), None)
    told = _met(tx, recruiter, known, history, here)
    blocked, opted_out = _suppressed(tx, recruiter.team_id, known, key, company)
    facts = eligibility.Facts(
        person=f"{asked.first_name} {asked.last_name}".strip(),
        has_email_stages=any(stage.kind.is_email for stage in stages),
        mailbox_connected=_is_connected(mailbox),
        already_in_this=here is not None,
        in_this_by=here.recruiter.name if here and here.recruiter_id != recruiter.id else "",
        open_elsewhere=told[True],
        contacted=told[False],
        suppressed=opted_out,
        blocked=blocked,
        concerns=engaging.concerns(
            tx, recruiter, known, sequence, history, address=key, company=company, house=house, now=now
        ),
        bounced=_has_bounced(known, key),
        own_address=mailbox is not None and key == links.address_key(mailbox.address),
        broken="" if sequence is None else _broken(tx, recruiter.team_id, stages),
        unpermitted=places.unpermitted,
        cut_off=places.cut_off,
        not_theirs=places.not_theirs,
    )
    return eligibility.find(facts)


def _named(asked: Asked, known: Candidate | None) -> tuple[str, str]:
    """Give the folded address and the company somebody is to be judged by."""
    key = links.address_key(asked.address) if "@" in asked.address else ""
    return key, asked.company or (known.company if known else "")


def _is_in(past: Enrollment, sequence: Sequence | None) -> bool:
    return sequence is not None and past.sequence_id == sequence.id and past.status.is_open


def _met(
    tx: Transaction,
    recruiter: Recruiter,
    known: Candidate | None,
    history: list[Enrollment],
    here: Enrollment | None,
) -> dict[bool, tuple[str, ...]]:
    """Say where somebody is now (True) and where they were (False), but for `here`."""
    sent = contacts.of_candidate(tx, known.id) if known else []
    told = [(past.status.is_open, _told(past, recruiter, sent)) for past in history if past is not here]
    outside = _outside(tx, recruiter, known, history) if known else []
    now, before = (tuple(text for is_now, text in told if is_now is is_open) for is_open in (True, False))
    return {True: now, False: (*before, *outside)}


def _suppressed(
    tx: Transaction, team: str, known: Candidate | None, key: str, company: str
) -> tuple[str, str]:
    """Say why a colleague wants nobody to approach them, and why no mail may go to the address that was given."""
    addresses = [key, *(row.key for row in known.addresses)] if known else [key]
    theirs = suppressions.marked(tx, team, list(filter(None, addresses)), company)
    found = suppressions.found(tx, team, theirs)
    blocked = next((one.why for one in found if one.added_by is not None), "")
    given = suppressions.marked(tx, team, [key] if key else [], "")
    return blocked, next((one.why for one in found if one.added_by is None and one.key in given), "")


def _broken(tx: Transaction, team: str, stages: tuple[drafts.StageDraft, ...]) -> str:
    """Say what is wrong with a sequence by now: a token may have been taken away since it was saved."""
    found = next(drafts.plan_problems(stages, tokens=coining.vocabulary(tx, team).names), None)
    if found is None:
        return ""
    return found.text if found.stage is None else f"stage {found.stage + 1}: {found.text}"


def _told(past: Enrollment, recruiter: Recruiter, sent: list[Message]) -> str:
    """Say where somebody is or was, honouring access: a confidential sequence is only "contacted"."""
    if not permitting.may_see(recruiter, past.sequence):
        return "contacted recently by a colleague"
    by, standing = past.recruiter.name or "a colleague", past.status.value.replace("_", " ")
    return f"{past.sequence.name}, by {by}: {standing}{engaging.last_written(sent, past, recruiter.zone)}"


def _outside(tx: Transaction, recruiter: Recruiter, known: Candidate, history: list[Enrollment]) -> list[str]:
    """Say who got in touch besides every sequence, to whom it may be said; what was said is theirs."""
    found = logged.of_candidate(tx, known.id)[-MOST_OUTSIDE:]
    if not permitting.may_name(recruiter, history):
        return ["contacted recently by a colleague" for _ in found[:1]]
    zone = business_time.zone(recruiter.zone)
    days = [business_time.say_day(one.at.astimezone(zone).date()) for one in found]
    return [
        f"{day}, by {one.recruiter.name or 'a colleague'}, outside a sequence"
        for day, one in zip(days, found, strict=True)
    ]


def _is_connected(mailbox: Mailbox | None) -> bool:
    return mailbox is not None and mailbox.status is MailboxStatus.CONNECTED


def _has_bounced(known: Candidate | None, key: str) -> bool:
    rows = known.addresses if known else []
    return any(row.key == key and row.bounced_at is not None for row in rows)
