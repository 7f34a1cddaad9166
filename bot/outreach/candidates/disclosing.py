"""Everything Overture holds on one person, as JSON, for whoever must answer. The keys are told in docs/operate.md."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.outreach import people, permitting
from bot.outreach.candidates import explaining, forgetting
from bot.refusals import Gone, Refusal
from storage import candidates, disclosures, enrollments, logged, suppressions
from storage.database import Database, Transaction
from storage.household import LoggedTouch
from storage.incoming import InboundMail
from storage.models import Candidate, Enrollment, Recruiter, Touch

log = structlog.get_logger()

Json = Mapping[str, object]
LINE = 1_000
"""Characters of a line: what is longer is cut, so that it can be copied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosed:
    """All that is held on a person, as JSON."""

    candidate_id: int
    name: str
    text: str


def export(db: Database, who: people.Who, words: str, *, now: datetime) -> Disclosed:
    """Write down all that is held on the one person who is meant; raises Refusal where there are several, or none."""
    if not words.strip():
        raise Refusal("On whom?", "Type `/sequence export person` and a name, a link or an address.")
    with people.looking(db, who, now) as (tx, recruiter):
        first, *others = forgetting.whom(tx, recruiter, words)
        if others:
            raise Refusal(
                f"{1 + len(others)} people may be meant.", "Name theirs by a profile link or an address."
            )
        return _disclosed(tx, recruiter, first, now)


def again(db: Database, who: people.Who, candidate_id: int, *, now: datetime) -> Disclosed:
    """Write it down once more, for another page of it."""
    with people.looking(db, who, now) as (tx, recruiter):
        candidate = candidates.get(tx, candidate_id)
        if candidate is None or candidate.team_id != who.team or candidate.forgotten_at is not None:
            raise Gone(forgetting.NOT_THERE)
        if not explaining.may_hear(tx, recruiter, candidate):
            raise Gone(forgetting.NOT_THERE)
        return _disclosed(tx, recruiter, candidate, now)


def _disclosed(tx: Transaction, recruiter: Recruiter, candidate: Candidate, now: datetime) -> Disclosed:
    every = enrollments.of_candidate(tx, candidate.id)
    known = [one for one in every if permitting.may_know(recruiter, one)]
    ids = [one.id for one in known]
    went = disclosures.mails_to(tx, ids)
    came = disclosures.mails_from(tx, ids)
    held: dict[str, object] = {
        "exported_at": _at(now),
        "complete": len(known) == len(every),
        "person": _person(candidate),
        "addresses": [
            {
                "address": one.address,
                "preferred": one.is_preferred,
                "bounced_at": _at(one.bounced_at),
                "suppressed": suppressions.why(tx, candidate.team_id, one.key),
            }
            for one in candidate.addresses
        ],
        "links": [one.url for one in candidate.links],
        "sequences": [_enrollment(one, went, came) for one in known],
        "outside_sequences": [_besides(one) for one in logged.of_candidate(tx, candidate.id)],
    }
    log.info("person exported", candidate=candidate.id)
    text = json.dumps(held, indent=1, ensure_ascii=False)
    return Disclosed(candidate_id=candidate.id, name=candidate.name, text=text)


def _person(candidate: Candidate) -> Json:
    return {
        "first_name": candidate.first_name,
        "last_name": candidate.last_name,
        "company": candidate.company,
        "title": candidate.title,
        "school": candidate.school,
        "location": candidate.location,
        "zone": candidate.zone,
        "known_since": _at(candidate.created_at),
    }


def _enrollment(enrollment: Enrollment, went: list[Touch], came: list[InboundMail]) -> Json:
    return {
        "sequence": enrollment.sequence.name,
        "enrolled_by": enrollment.recruiter.name,
        "enrolled_at": _at(enrollment.created_at),
        "source": enrollment.source.value,
        "status": enrollment.status.value,
        "why": enrollment.why,
        "ended_at": _at(enrollment.ended_at),
        "zone": enrollment.zone,
        "values": dict(enrollment.extras),
        "sent": [_sent(one) for one in went if one.enrollment_id == enrollment.id],
        "received": [_received(one) for one in came if one.enrollment_id == enrollment.id],
    }


def _besides(row: LoggedTouch) -> Json:
    return {"kind": row.kind.value, "at": _at(row.at), "by": row.recruiter.name, "note": row.note}


def _sent(touch: Touch) -> Json:
    return {
        "stage": None if touch.answers_id is not None else touch.number,
        "kind": touch.kind.value,
        "status": touch.status.value,
        "due_at": _at(touch.due_at),
        "done_at": _at(touch.done_at),
        "subject": touch.subject,
        "text": _lines(touch.text),
        "own_words": {name: _lines(str(words)) for name, words in touch.own_words.items()},
        "note": touch.note,
        "answer": touch.mark.value if touch.mark else None,
        "reason": touch.reason,
    }


def _received(mail: InboundMail) -> Json:
    return {
        "received_at": _at(mail.received_at),
        "from_name": mail.from_name,
        "from_address": mail.from_address,
        "subject": mail.subject,
        "text": _lines(mail.text),
        "kind": mail.kind,
        "mark": mail.mark.value if mail.mark else None,
        "reason": mail.reason,
    }


def _lines(text: str) -> list[str]:
    return [line[at : at + LINE] for line in text.splitlines() for at in range(0, max(len(line), 1), LINE)]


def _at(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment is not None else None
