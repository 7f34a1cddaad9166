"""What is known about a person before they are enrolled: where they are, who wrote to them, whether they may be."""

from bot.outreach import permitting
from bot.outreach.plans import coining, lending
from bot.rules import business_time, drafts, eligibility, links
from storage import enrollments, logged, mailboxes, suppressions
from storage.database import Transaction
from storage.models import Candidate, Enrollment, Mailbox, Recruiter, Sequence
from storage.statuses import MailboxStatus

MOST_OUTSIDE = 3


def find(
    tx: Transaction,
    recruiter: Recruiter,
    known: Candidate | None,
    sequence: Sequence | None,
    stages: tuple[drafts.StageDraft, ...],
    *,
    name: str,
    address: str,
) -> eligibility.Findings:
    """Judge whether a person may be put into a sequence by a recruiter."""
    mailbox = mailboxes.of_recruiter(tx, recruiter.id)
    key = links.address_key(address) if "@" in address else ""
    places = lending.places(tx, recruiter, sequence, stages)
    history = enrollments.of_candidate(tx, known.id) if known else []
    return eligibility.find(
        eligibility.Facts(
            person=name,
            has_email_stages=any(stage.kind.is_email for stage in stages),
            mailbox_connected=_is_connected(mailbox),
            already_in_this=any(
                sequence is not None and past.sequence_id == sequence.id and past.status.is_open
                for past in history
            ),
            open_elsewhere=tuple(
                _told(past, recruiter)
                for past in history
                if past.status.is_open and (sequence is None or past.sequence_id != sequence.id)
            ),
            contacted=(*_before(history, recruiter), *(_outside(tx, known) if known else ())),
            suppressed=suppressions.why(tx, recruiter.team_id, key) if key else "",
            bounced=_has_bounced(known, key),
            own_address=mailbox is not None and key == links.address_key(mailbox.address),
            broken="" if sequence is None else _broken(tx, recruiter.team_id, stages),
            unpermitted=places.unpermitted,
            cut_off=places.cut_off,
            not_theirs=places.not_theirs,
        )
    )


def _broken(tx: Transaction, team: str, stages: tuple[drafts.StageDraft, ...]) -> str:
    """Say what is wrong with a sequence by now: a token may have been taken away since it was saved."""
    found = next(drafts.plan_problems(stages, tokens=coining.vocabulary(tx, team).names), None)
    if found is None:
        return ""
    return found.text if found.stage is None else f"stage {found.stage + 1}: {found.text}"


def may_name(tx: Transaction, recruiter: Recruiter, known: Candidate | None) -> bool:
    """Tell whether somebody may be told who a person is: one met only in sequences they cannot see stays unnamed."""
    met = enrollments.of_candidate(tx, known.id) if known else []
    return not met or any(permitting.may_know(recruiter, one) for one in met)


def _told(past: Enrollment, recruiter: Recruiter) -> str:
    """Say where somebody is or was, honouring access: a confidential sequence is only "contacted"."""
    if not permitting.may_see(recruiter, past.sequence):
        return "contacted recently by a colleague"
    return f"{past.sequence.name}, by {past.recruiter.name or 'a colleague'}: {past.status.value.replace('_', ' ')}"


def _before(history: list[Enrollment], recruiter: Recruiter) -> list[str]:
    return [_told(past, recruiter) for past in history if not past.status.is_open]


def _outside(tx: Transaction, known: Candidate) -> list[str]:
    """Say who got in touch besides every sequence; what was said is theirs."""
    found = logged.of_candidate(tx, known.id)[-MOST_OUTSIDE:]
    return [
        f"{business_time.say_day(one.at.date())}, by {one.recruiter.name or 'a colleague'}, outside a sequence"
        for one in found
    ]


def _is_connected(mailbox: Mailbox | None) -> bool:
    return mailbox is not None and mailbox.status is MailboxStatus.CONNECTED


def _has_bounced(known: Candidate | None, key: str) -> bool:
    rows = known.addresses if known else []
    return any(row.key == key and row.bounced_at is not None for row in rows)
