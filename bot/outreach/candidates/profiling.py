"""One person on a card: who they are, where they are, what happened; and their details, typed anew."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime

import structlog

from bot.outreach import people, permitting
from bot.outreach.candidates import knowing, recounting
from bot.outreach.candidates.portraits import About, AddressLine, Details, PlaceLine, Portrait
from bot.refusals import Gone, Refusal
from bot.rules import drafts
from bot.rules.drafts import Problem
from storage import candidates, enrollments, suppressions, touches
from storage.database import Database, Transaction
from storage.models import Candidate, CandidateAddress, Enrollment, Recruiter

log = structlog.get_logger()

A_PAGE = 10
NOBODY = ("That person is no longer there.", "Look for them with `/why`.")
FORGOTTEN = "This person was forgotten; nothing is known of them any more."
LIMITS = {"first_name": 100, "last_name": 100, "company": 150, "title": 150, "school": 150, "location": 150}


def card(db: Database, who: people.Who, about: About, id: int, *, page: int = 0, now: datetime) -> Portrait:
    """Draw somebody, by their own id, an enrollment's or a touch's; raises Gone for whoever may not be named."""
    with people.looking(db, who, now) as (tx, recruiter):
        return portrait(tx, recruiter, _behind(tx, about, id), page=page, now=now)


def portrait(
    tx: Transaction, recruiter: Recruiter, candidate_id: int, *, page: int = 0, now: datetime
) -> Portrait:
    """Draw somebody by their id, as `card` does."""
    person = nameable(tx, recruiter, candidate_id)
    met = enrollments.of_candidate(tx, person.id)
    known = [one for one in met if permitting.may_know(recruiter, one)]
    moments = recounting.moments(tx, person, known)
    pages = max(1, -(-len(moments) // A_PAGE))
    page = min(max(page, 0), pages - 1)
    first = knowing.preferred(person)
    return Portrait(
        id=person.id, name=person.name, company=person.company, title=person.title, school=person.school,
        location=person.location, zone=person.zone, own_zone=recruiter.zone, now=now,
        addresses=tuple(_addresses(tx, person, first, met)),
        links=tuple(link.url for link in person.links),
        places=tuple(_place(one) for one in known),
        moments=tuple(moments[page * A_PAGE : (page + 1) * A_PAGE]),
        page=page, pages=pages,
        elsewhere=len(elsewhere(recruiter, first, met)),
        unseen=len(known) < len(met),
    )  # fmt: skip


def nameable(tx: Transaction, recruiter: Recruiter, candidate_id: int) -> Candidate:
    """Find somebody who may be named to a recruiter; raises Gone for everybody else, as if they were not there."""
    found = candidates.get(tx, candidate_id)
    if found is None or found.team_id != recruiter.team_id:
        raise Gone(*NOBODY)
    if not permitting.may_name(recruiter, enrollments.of_candidate(tx, found.id)):
        raise Gone(*NOBODY)
    if found.forgotten_at is not None:
        raise Gone(FORGOTTEN)
    return found


def taken(tx: Transaction, recruiter: Recruiter, candidate_id: int) -> Candidate:
    """Take somebody who may be named for changing; raises Gone as `nameable` does, and for one forgotten meanwhile."""
    found = knowing.taken(tx, nameable(tx, recruiter, candidate_id))
    return nameable(tx, recruiter, found.id)


def elsewhere(
    recruiter: Recruiter, first: CandidateAddress | None, met: list[Enrollment]
) -> list[Enrollment]:
    """List the open enrollments somebody may steer that write to another address than the preferred one."""
    if first is None or first.bounced_at is not None:
        return []
    others = (one for one in met if one.status.is_open and one.address_id not in {None, first.id})
    return [one for one in others if permitting.may_steer(recruiter, one)]


def details(db: Database, who: people.Who, candidate_id: int, *, now: datetime) -> Details:
    """Give what may be typed anew of somebody."""
    with people.looking(db, who, now) as (tx, recruiter):
        found = nameable(tx, recruiter, candidate_id)
        return Details(candidate_id=found.id, **{name: getattr(found, name) for name in LIMITS})


def change(db: Database, who: people.Who, typed: Details, *, now: datetime) -> tuple[Problem, ...]:
    """Write down what was typed of somebody, or say under each field what must be mended."""
    cleaned, problems = _cleaned(typed)
    if problems:
        return problems
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        person = taken(tx, recruiter, typed.candidate_id)
        for name, value in cleaned.items():
            setattr(person, name, value)
        log.info("candidate edited", candidate=person.id)
        return ()


def _cleaned(typed: Details) -> tuple[dict[str, str], tuple[Problem, ...]]:
    cleaned: dict[str, str] = {}
    problems: list[Problem] = []
    for name in (field.name for field in fields(typed) if field.name in LIMITS):
        value = str(getattr(typed, name))
        try:
            cleaned[name] = drafts.clean_line(value[: LIMITS[name] + 1])
        except Refusal as refusal:
            problems.append(Problem(field=name, text=str(refusal)))
            continue
        if len(value.strip()) > LIMITS[name]:
            text = f"This may have {LIMITS[name]} characters; this one has {len(value.strip()):,}."
            problems.append(Problem(field=name, text=text))
    if not problems and not cleaned["first_name"]:
        problems.append(Problem(field="first_name", text="What should they be called?"))
    return cleaned, tuple(problems)


def _behind(tx: Transaction, about: About, id: int) -> int:
    if about is About.CANDIDATE:
        return id
    if about is About.TOUCH:
        touch = touches.get(tx, id)
        return 0 if touch is None else touch.enrollment.candidate_id
    enrollment = enrollments.get(tx, id)
    return 0 if enrollment is None else enrollment.candidate_id


def _addresses(
    tx: Transaction, person: Candidate, first: CandidateAddress | None, met: list[Enrollment]
) -> Iterator[AddressLine]:
    used = {one.address_id for one in met if one.status.is_open}
    for row in person.addresses:
        yield AddressLine(
            id=row.id,
            address=row.address,
            is_preferred=row is first,
            has_bounced=row.bounced_at is not None,
            suppressed=suppressions.why(tx, person.team_id, row.key),
            in_use=row.id in used,
        )


def _place(one: Enrollment) -> PlaceLine:
    return PlaceLine(
        enrollment_id=one.id,
        sequence=one.sequence.name,
        by=one.recruiter.slack_id,
        status=one.status,
        why=one.why,
    )
