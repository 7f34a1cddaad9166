"""Put candidates into sequences, and take them out again."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import structlog

from bot.outreach import people, permitting
from bot.outreach.candidates import (
    checking,
    engaging,
    foreseeing,
    knowing,
    remembering,
    same_person,
    screening,
)
from bot.outreach.candidates.awaiting import begun, reached, wanted
from bot.outreach.candidates.knowing import Asked
from bot.outreach.house import House
from bot.outreach.pictures import Choice, EnrollForm, Whereabouts
from bot.outreach.plans import approving, authoring, coining
from bot.refusals import Refusal
from bot.rules import business_time, drafts, eligibility, needs, source_line
from bot.rules.vocabulary import Vocabulary
from storage import enrollments, mailboxes, recruiters, sequences
from storage.database import Database, Transaction
from storage.errors import Clash
from storage.models import Candidate, Enrollment, Recruiter, Sequence, SequenceVersion
from storage.statuses import EnrollmentStatus, SequenceStatus

log = structlog.get_logger()

CLOSED = "That sequence takes nobody in any more."


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """Somebody who is in a sequence now."""

    enrollment_id: int
    person: str
    sequence: str
    first_at: datetime
    zone: str


def form(db: Database, who: people.Who, asked: Asked, *, house: House, now: datetime) -> EnrollForm:
    """Draw what is known of a person and what the chosen sequence needs; nothing is written."""
    with people.looking(db, who, now) as (tx, recruiter):
        usable = [sequence for sequence in sequences.of_team(tx, who.team) if _may_use(recruiter, sequence)]
        chosen = next((sequence for sequence in usable if sequence.id == asked.sequence_id), None)
        asked, same = knowing.settle(tx, recruiter, asked)
        known = knowing.known(tx, who.team, asked)
        told = known if knowing.may_name(tx, recruiter, known) else None
        asked = _completed(asked, told)
        version = approving.version_for_new(tx, chosen, house) if chosen else None
        stages = _stages(tx, chosen, version)
        tokens, unseen = coining.vocabulary(tx, who.team, chosen.role if chosen else ""), version is None
        findings = _screened(tx, recruiter, known, asked, chosen, stages, unseen=unseen, house=house, now=now)
        return EnrollForm(
            link=asked.link,
            address=asked.address,
            first_name=asked.first_name,
            last_name=asked.last_name,
            company=asked.company,
            title=asked.title,
            school=asked.school,
            location=asked.location,
            there=_whereabouts(told, asked, stages, tokens, house=house, now=now),
            asks=checking.asked_of_the_person(stages, tokens),
            sequences=tuple(Choice(id=sequence.id, name=sequence.name) for sequence in usable),
            chosen=chosen.id if chosen else None,
            needs=needs.of_the_recruiter(stages, tokens),
            tokens=tokens,
            **wanted(asked, stages),
            dates=foreseeing.dates(tx, recruiter, told, asked, stages, tokens, house=house, now=now),
            warnings=findings.warnings,
            concerns=findings.concerns,
            owner=_name(tx, findings.owner_id),
            why=asked.why,
            refusal=findings.refusal,
            zone=recruiter.zone,
            same=same,
            problems=_problems(asked, told, stages, tokens, findings) if chosen else (),
            origin=asked.origin,
        )


def enroll(
    db: Database, who: people.Who, asked: Asked, *, house: House, now: datetime
) -> Enrolled | tuple[drafts.Problem, ...]:
    """Put a person into a sequence, or say which field must be mended; raises Refusal when it may not be."""
    try:
        return _enroll(db, who, asked, house, now)
    except (Clash, knowing.SomebodyElses):
        # Another click was faster, and what it wrote is seen now.
        return _enroll(db, who, asked, house, now)


def _enroll(
    db: Database, who: people.Who, asked: Asked, house: House, now: datetime
) -> Enrolled | tuple[drafts.Problem, ...]:
    with db.transaction() as tx:
        return enroll_within(tx, people.recruiter(tx, who, now), asked, house=house, now=now)


def enroll_within(
    tx: Transaction, recruiter: Recruiter, asked: Asked, *, house: House, now: datetime
) -> Enrolled | tuple[drafts.Problem, ...]:
    """Do what `enroll` does inside a transaction that does more; it may raise Clash as well."""
    sequence = sequences.get(tx, asked.sequence_id or 0)
    if sequence is None or not _may_use(recruiter, sequence):
        return (drafts.Problem(field="sequence", text="Choose a sequence."),)
    asked, problems = same_person.settled(tx, recruiter, asked, house=house, now=now)
    if problems:
        return problems
    version = approving.version_for_new(tx, sequence, house)
    stages, known = _stages(tx, sequence, version), knowing.known(tx, recruiter.team_id, asked)
    if known is not None:
        # Whoever enrolls the same person at this moment waits, and then sees what was done here.
        known = knowing.taken(tx, known)
    unseen = version is None
    findings = _screened(tx, recruiter, known, asked, sequence, stages, unseen=unseen, house=house, now=now)
    if version is None:
        raise Refusal(findings.refusal)
    if wrong := checking.wrong(
        asked, known, stages, coining.vocabulary(tx, recruiter.team_id, sequence.role)
    ):
        return wrong
    if findings.refusal:
        raise Refusal(findings.refusal)
    if unsaid := checking.unsaid(asked, findings):
        return unsaid
    candidate = knowing.write_down(tx, recruiter.team_id, known, asked, now)
    done = _start(tx, recruiter, version, candidate, asked, house=house, now=now)
    engaging.overrule(tx, recruiter, done.enrollment_id, findings.concerns, why=asked.why.strip(), now=now)
    return done


def _start(
    tx: Transaction,
    recruiter: Recruiter,
    version: SequenceVersion,
    candidate: Candidate,
    asked: Asked,
    *,
    house: House,
    now: datetime,
) -> Enrolled:
    sequence = sequences.get(tx, version.sequence_id)
    assert sequence is not None
    enrollment = enrollments.add(
        tx,
        Enrollment(
            team_id=recruiter.team_id,
            candidate=candidate,
            sequence=sequence,
            version=version,
            recruiter=recruiter,
            mailbox=mailboxes.of_recruiter(tx, recruiter.id),
            **reached(tx, candidate, asked),
            status=EnrollmentStatus.ACTIVE,
            zone=house.zone_for(candidate=candidate.zone, recruiter=recruiter.zone),
            extras=checking.extras(sequence, asked),
            created_at=now,
            **_origin(candidate, asked, house),
        ),
    )
    remembering.demand_kept(tx, candidate)
    first_at = begun(tx, enrollment, house, now)
    log.info("candidate enrolled", enrollment=enrollment.id, sequence=sequence.id)
    return Enrolled(
        enrollment_id=enrollment.id,
        person=candidate.name,
        sequence=sequence.name,
        first_at=first_at,
        zone=recruiter.zone,
    )


def _origin(candidate: Candidate, asked: Asked, house: House) -> dict[str, Any]:
    origin, link = asked.origin, asked.link or (candidate.links[0].url if candidate.links else "")
    found = source_line.source(link, origin.source, origin.referrer)
    named = {"source": origin.source, "referrer": origin.referrer, "referred_at": origin.referred_at}
    return {**named, "source_line": source_line.said(house.source_line, found)}


def problem(field: str, text: str) -> drafts.Problem:
    """Name a field of the modal that must be mended."""
    return drafts.Problem(field=field, text=text)


def with_link(asked: Asked, link: str) -> Asked:
    """Give what was asked with the link spelled one way."""
    return replace(asked, link=link)


def _problems(
    asked: Asked,
    known: Candidate | None,
    stages: tuple[drafts.StageDraft, ...],
    tokens: Vocabulary,
    findings: eligibility.Findings,
) -> tuple[drafts.Problem, ...]:
    """Say what must still be filled in or said before they can be enrolled."""
    return (*checking.wrong(asked, known, stages, tokens), *checking.unsaid(asked, findings))


def _may_use(recruiter: Recruiter, sequence: Sequence) -> bool:
    return sequence.status is SequenceStatus.ACTIVE and permitting.may_use(recruiter, sequence)


def _completed(asked: Asked, known: Candidate | None) -> Asked:
    if known is None:
        return asked
    return replace(
        asked,
        link=asked.link or (known.links[0].url if known.links else ""),
        address=asked.address or knowing.preferred_address(known),
        first_name=known.first_name or asked.first_name,
        last_name=known.last_name or asked.last_name,
        company=asked.company or known.company,
        title=asked.title or known.title,
        school=asked.school or known.school,
        location=asked.location or known.location,
    )


def _screened(  # noqa: PLR0913  what `screening.find` asks for
    tx: Transaction,
    recruiter: Recruiter,
    known: Candidate | None,
    asked: Asked,
    sequence: Sequence | None,
    stages: tuple[drafts.StageDraft, ...],
    *,
    unseen: bool,
    house: House,
    now: datetime,
) -> eligibility.Findings:
    where = {"link": asked.link, "address": asked.address, "zone": recruiter.zone}
    if told := remembering.told(tx, recruiter.team_id, **where):
        return eligibility.Findings(refusal=told)
    found = screening.find(tx, recruiter, known, asked, sequence, stages, house=house, now=now)
    return eligibility.unapproved(found, sequence.name) if sequence is not None and unseen else found


def _name(tx: Transaction, owner_id: int | None) -> str:
    return "" if owner_id is None else recruiters.get(tx, owner_id).name or "the owner"


def _stages(
    tx: Transaction, sequence: Sequence | None, version: SequenceVersion | None
) -> tuple[drafts.StageDraft, ...]:
    """Give what a version says, or the latest where there is none that may be used."""
    if sequence is None:
        return ()
    return authoring.stages_in(tx, sequence, version or sequences.latest(tx, sequence.id))


def _whereabouts(
    known: Candidate | None,
    asked: Asked,
    stages: tuple[drafts.StageDraft, ...],
    tokens: Vocabulary,
    *,
    house: House,
    now: datetime,
) -> Whereabouts | None:
    """Say what is known of a person's clock, where mail follows it or a stage speaks of their place."""
    follows = house.zone == business_time.CANDIDATE and (
        not stages or any(stage.kind.is_email for stage in stages)
    )
    if follows or "location" in needs.used(stages, tokens):
        return foreseeing.there(known, asked, now)
    return None
