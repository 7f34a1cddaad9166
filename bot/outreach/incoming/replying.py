"""What people make of an answer: label it, take it over, say that it is none, and take that back for ten minutes."""

from datetime import date, datetime, time

import structlog

from bot.outreach import people
from bot.outreach.candidates import steering
from bot.outreach.notices import owing, redrawing, withdrawing
from bot.outreach.notices.cards import AnswerLine, ReplyCard
from bot.outreach.outgoing import advancing
from bot.outreach.plans import following
from bot.refusals import Gone, NotAllowed, Refusal
from bot.rules import business_time, links
from storage import borrowings, enrollments, inbox, notices, recruiters, suppressions
from storage.database import Database, Transaction
from storage.incoming import InboundMail
from storage.models import Recruiter
from storage.statuses import EnrollmentStatus, Mark

log = structlog.get_logger()

LONGEST = 1500
OPENING = 120
COMES_BACK = time(9)
SAID_AS = {
    Mark.INTERESTED: "interested",
    Mark.NOT_NOW: "not now",
    Mark.NOT_INTERESTED: "not interested",
    Mark.WRONG_PERSON: "wrong person",
    Mark.NOT_A_REPLY: "not a reply",
}


def card(db: Database, inbound_id: int, now: datetime) -> ReplyCard:
    """Draw an answer as it stands; raises Gone if it is not there."""
    with db.reading() as tx:
        return _card(tx, _found(tx, inbound_id), now)


def line(mail: InboundMail) -> AnswerLine:
    """Draw an answer in a list."""
    return AnswerLine(
        inbound_id=mail.id,
        enrollment_id=mail.enrollment_id,
        person=mail.enrollment.candidate.name,
        sequence=mail.enrollment.sequence.name,
        opening=" ".join(mail.text.split())[:OPENING],
        received_at=mail.received_at,
        gmail_url=links.gmail_thread(mail.thread_id),
        claimed_by=mail.claimed_by,
    )


def _card(tx: Transaction, mail: InboundMail, now: datetime) -> ReplyCard:
    enrollment = mail.enrollment
    theirs = {address.key for address in enrollment.candidate.addresses}
    is_theirs = not mail.from_address or links.address_key(mail.from_address) in theirs
    return ReplyCard(
        inbound_id=mail.id,
        enrollment_id=enrollment.id,
        person=enrollment.candidate.name,
        writer="" if is_theirs else mail.from_name or mail.from_address,
        sequence=enrollment.sequence.name,
        stage=mail.stage,
        stages=len(enrollment.version.stages),
        text=mail.text[:LONGEST],
        is_cut=len(mail.text) > LONGEST,
        effect=mail.effect,
        hint=Mark(mail.hint) if mail.hint in set(Mark) else None,
        gmail_url=links.gmail_thread(mail.thread_id),
        status=enrollment.status,
        mark=mail.mark,
        marked_by=mail.marked_by,
        reason=mail.reason,
        back_on=mail.back_on,
        claimed_by=mail.claimed_by,
        is_shared=len(following.told(tx, mail)) > 1,
        reply=redrawing.standing(tx, mail),
        answered_by=mail.answered_by,
        answered_at=mail.answered_at,
        can_undo=_can_undo(mail, now),
    )


def _can_undo(mail: InboundMail, now: datetime) -> bool:
    return mail.mark is not None and mail.marked_at is not None and now - mail.marked_at < withdrawing.UNDO


def person(db: Database, who: people.Who, inbound_id: int, *, now: datetime) -> str:
    """Tell whose answer it is to somebody who was told of it; raises NotAllowed for others."""
    with db.transaction() as tx:
        return _told(tx, people.recruiter(tx, who, now), inbound_id).enrollment.candidate.name


def label(
    db: Database,
    who: people.Who,
    inbound_id: int,
    mark: Mark,
    *,
    now: datetime,
    reason: str = "",
    back_on: date | None = None,
) -> None:
    """Say what an answer means; "not now" comes back by DM on a day.

    The same again changes nothing; raises Gone when somebody has said something else.
    """
    with db.transaction() as tx:
        marker = people.recruiter(tx, who, now)
        mail = _told(tx, marker, inbound_id)
        if mail.mark is mark and (mail.reason, mail.back_on) == (reason, back_on):
            return
        if mail.mark is not None:
            raise _said(tx, mail)
        if back_on is not None and back_on <= _today(marker, now):
            raise Refusal("That day is not still to come.", "Choose a later one.")
        _mark(tx, mail, marker, mark, now)
        mail.reason, mail.back_on = reason, back_on
        if back_on is not None:
            at = business_time.instant(back_on, COMES_BACK, business_time.zone(marker.zone))
            owing.comeback(tx, mail, marker, at, now)
        log.info("answer labelled", inbound=mail.id, mark=mark)


def _today(marker: Recruiter, now: datetime) -> date:
    return now.astimezone(business_time.zone(marker.zone)).date()


def _mark(tx: Transaction, mail: InboundMail, marker: Recruiter, mark: Mark, now: datetime) -> None:
    mail.mark, mail.marked_by, mail.marked_at = mark, marker.slack_id, now
    withdrawing.of_answer(tx, mail, now)


def _said(tx: Transaction, mail: InboundMail) -> Gone:
    assert mail.mark is not None
    by = recruiters.by_slack_id(tx, team=mail.enrollment.team_id, slack_id=mail.marked_by)
    name = (by.name if by is not None else "") or "a colleague"
    return Gone(f"Nothing was changed: {name} has marked it “{SAID_AS[mail.mark]}” already.")


def claim(db: Database, who: people.Who, inbound_id: int, *, now: datetime) -> None:
    """Say "I've got it": the others who were told need not; once more gives it back."""
    with db.transaction() as tx:
        claimer = people.recruiter(tx, who, now)
        mail = _told(tx, claimer, inbound_id)
        if mail.claimed_by not in {"", who.slack_id}:
            holder = recruiters.by_slack_id(tx, team=claimer.team_id, slack_id=mail.claimed_by)
            raise Gone(f"{(holder.name if holder else '') or 'A colleague'} has got it already.")
        mail.claimed_by = who.slack_id
        log.info("answer claimed", inbound=mail.id)


def give_back(db: Database, who: people.Who, inbound_id: int, *, now: datetime) -> None:
    """Let others take care of an answer again."""
    with db.transaction() as tx:
        mail = _told(tx, people.recruiter(tx, who, now), inbound_id)
        if mail.claimed_by == who.slack_id:
            mail.claimed_by = ""


def not_a_reply(db: Database, who: people.Who, inbound_id: int, *, now: datetime) -> None:
    """Let everything go on that was stopped by something that was no answer, each from where it stood."""
    with db.transaction() as tx:
        mail = _found(tx, inbound_id)
        marker = people.recruiter(tx, who, now)
        steering.of_mine(tx, marker, mail.enrollment_id)
        mail = _locked(tx, inbound_id)
        if mail.mark is Mark.NOT_A_REPLY:
            return
        if mail.mark is not None:
            raise _said(tx, mail)
        _mark(tx, mail, marker, Mark.NOT_A_REPLY, now)
        tx.flush()
        if mail.enrollment.status not in {EnrollmentStatus.REPLIED, EnrollmentStatus.FINISHED}:
            return
        if not inbox.has_other_answer(tx, mail):  # another of theirs may be the answer: it stays stopped
            ended_by = inbox.get(tx, mail.enrollment.ended_by or mail.id)
            _let_go_on(tx, ended_by or mail, now)


def _let_go_on(tx: Transaction, mail: InboundMail, now: datetime) -> None:
    enrollment, before = mail.enrollment, mail.before or EnrollmentStatus.ACTIVE
    others = [
        other
        for other in enrollments.ended_by(tx, mail.id, enrollment.candidate_id)
        if other.id != enrollment.id
    ]
    borrowings.lock_mailboxes(tx, [other.id for other in others])
    steering.take_back(tx, enrollment, before, now)
    for other in others:
        ended = enrollments.lock(tx, other.id).status in {
            EnrollmentStatus.REPLIED,
            EnrollmentStatus.OPTED_OUT,
        }
        if ended and not enrollments.open_elsewhere(tx, other):
            steering.take_back(tx, other, EnrollmentStatus.ACTIVE, now)


def undo(db: Database, who: people.Who, inbound_id: int, *, now: datetime) -> None:
    """Take back, for ten minutes, what was said of an answer."""
    with db.transaction() as tx:
        marker = people.recruiter(tx, who, now)
        found = _found(tx, inbound_id)
        if found.mark is Mark.NOT_A_REPLY:
            steering.of_mine(tx, marker, found.enrollment_id)
        mail = _told(tx, marker, inbound_id)
        if not _can_undo(mail, now):
            raise Gone("It is too late to undo this." if mail.mark else "There is nothing to undo.")
        if mail.mark is Mark.NOT_A_REPLY:
            _stop_again(tx, mail, now)
        notices.drop_unposted(tx, owing.comeback_key(mail))
        mail.mark, mail.marked_by, mail.marked_at, mail.reason, mail.back_on = None, "", None, "", None
        log.info("answer unmarked", inbound=mail.id)


def _stop_again(tx: Transaction, mail: InboundMail, now: datetime) -> None:
    replied, why = EnrollmentStatus.REPLIED, "they answered"
    for enrollment in (
        mail.enrollment,
        *enrollments.ended_by(tx, mail.id, mail.enrollment.candidate_id),
    ):
        advancing.stop(tx, enrollment.id, status=replied, why=why, now=now, by=mail.id)
    finished = {EnrollmentStatus.FINISHED}
    enrollments.turn(tx, mail.enrollment_id, expected=finished, status=replied, why=why)


def undo_opt_out(db: Database, who: people.Who, inbound_id: int, *, now: datetime) -> str:
    """Take back that a mail was read as "do not write again"; tell the person's name.

    What other mails or people have suppressed stays suppressed.
    """
    with db.transaction() as tx:
        mail = _found(tx, inbound_id)
        enrollment = steering.of_mine(tx, people.recruiter(tx, who, now), mail.enrollment_id)
        others = set(inbox.ids_of_candidate(tx, enrollment.candidate_id)) - {mail.id}
        if any(notices.was_owed(tx, f"opted_out:{other}") for other in others):
            raise Gone("Another mail of theirs asks for the same; nothing was changed.")
        keys = {address.key for address in enrollment.candidate.addresses}
        lifted = suppressions.lift(tx, enrollment.team_id, keys, added_at=mail.taken_in_at)
        is_ended = enrollment.status is EnrollmentStatus.OPTED_OUT and enrollment.ended_by == mail.id
        if not lifted and not is_ended:
            raise Gone("This was undone already.")
        if is_ended:
            _let_go_on(tx, mail, now)
        log.info("opt-out undone", inbound=mail.id)
        return enrollment.candidate.name


def _told(tx: Transaction, recruiter: Recruiter, inbound_id: int) -> InboundMail:
    """Take an answer this person was told of, for changing."""
    mail = _locked(tx, inbound_id)
    if recruiter.team_id != mail.enrollment.team_id:
        raise NotAllowed("Only those who were told of this answer may do that.")
    if recruiter.id not in {one.id for one in following.told(tx, mail)}:
        raise NotAllowed("Only those who were told of this answer may do that.")
    return mail


def _found(tx: Transaction, inbound_id: int) -> InboundMail:
    mail = inbox.get(tx, inbound_id)
    if mail is None:
        raise Gone("That answer is no longer there.")
    return mail


def _locked(tx: Transaction, inbound_id: int) -> InboundMail:
    mail = inbox.lock(tx, inbound_id)
    if mail is None:
        raise Gone("That answer is no longer there.")
    return mail
