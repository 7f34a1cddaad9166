"""What a mail that came in does: end, delay or hold a sequence, tell whom it concerns. In the reader's transaction."""

from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.outreach.house import House
from bot.outreach.notices import crediting, owing
from bot.outreach.outgoing import advancing, breaking
from bot.rules import business_time, gate, links, stopping
from bot.rules.stopping import Reach
from gmail.classify import Kind, Meaning
from gmail.failures import Bounce
from gmail.inbound import Inbound
from storage import borrowings, candidates, enrollments, inbox, suppressions, touches
from storage.database import Transaction
from storage.incoming import InboundMail
from storage.models import Enrollment
from storage.statuses import EnrollmentStatus

log = structlog.get_logger()

NOTHING_MORE = "Nothing more goes out."
COUNTS_LATE = frozenset({EnrollmentStatus.REPLIED, EnrollmentStatus.BOUNCED, EnrollmentStatus.OPTED_OUT})
TOLD_AS = {EnrollmentStatus.BOUNCED: "bounce", EnrollmentStatus.OPTED_OUT: "opted_out"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A mail that came, and what it means; `is_likely` where nothing but a resemblance says whom it concerns."""

    message: Inbound
    meaning: Meaning
    is_likely: bool = False

    def circumstances(self, tx: Transaction, enrollment: Enrollment) -> stopping.Circumstances:
        """Say how the mail belongs to an enrollment's candidate."""
        theirs = candidates.keys(tx, enrollment.candidate_id)
        reported = {links.address_key(address) for address in self.meaning.recipients}
        came_back = self.meaning.kind is Kind.BOUNCE
        return stopping.Circumstances(
            from_candidate=links.address_key(self.message.from_address) in theirs,
            about_candidate=not reported or bool(reported & theirs),
            is_likely=self.is_likely,
            refused_before=came_back and inbox.has_bounced(tx, enrollment.id, Bounce.SOFT.value),
        )


def act(tx: Transaction, mail: InboundMail, arrival: Arrival, house: House, now: datetime) -> None:
    """Do what a mail asks for to the enrollment it concerns, and write down on the mail what that was."""
    enrollment = mail.enrollment
    today = now.astimezone(business_time.zone(enrollment.zone)).date()
    match stopping.decide(arrival.meaning, arrival.circumstances(tx, enrollment), today=today):
        case stopping.Stop() as effect:
            _stop(tx, mail, effect, house, now)
        case stopping.Postpone() as effect:
            _postpone(tx, mail, effect, house, now)
        case stopping.HoldAndAsk(why=why, is_soft=is_soft):
            kind = "soft_bounce" if is_soft else "not_sure"
            if hold_and_ask(tx, enrollment, mail.gmail_id, why=why, now=now, kind=kind):
                inbox.note(tx, mail, effect="The sequence waits for you.")
            elif is_soft:
                owing.trouble(tx, enrollment, "info", key=str(mail.id), about={"why": why}, now=now)
        case stopping.PauseMailbox() | stopping.Ignore():
            pass
    if arrival.meaning.bounce is not None:
        # How it was refused decides about the next refusal.
        inbox.note(tx, mail, hint=arrival.meaning.bounce.value)


def act_as_well(
    tx: Transaction, enrollment: Enrollment, mail: InboundMail, arrival: Arrival, now: datetime
) -> None:
    """End or hold another enrollment that the mail may as well be about."""
    match stopping.decide(arrival.meaning, arrival.circumstances(tx, enrollment)):
        case stopping.Stop() as effect:
            advancing.stop(tx, enrollment.id, status=effect.status, why=effect.why, now=now, by=mail.id)
        case stopping.HoldAndAsk(why=why):
            hold_and_ask(tx, enrollment, mail.gmail_id, why=why, now=now)
        case _:
            pass


def _stop(tx: Transaction, mail: InboundMail, effect: stopping.Stop, house: House, now: datetime) -> None:
    enrollment = mail.enrollment
    stopped = advancing.stop(tx, enrollment.id, status=effect.status, why=effect.why, now=now, by=mail.id)
    others = _stop_elsewhere(tx, mail, effect, house, now)
    inbox.note(tx, mail, effect=_effect(enrollment, stopped=stopped, others=others))
    if not stopped and effect.status in COUNTS_LATE:
        _count_late(tx, mail, effect)
    if effect.status is EnrollmentStatus.REPLIED:
        owing.reply(tx, mail, now)
        crediting.owe(tx, enrollment.id, now)
    elif stopped or effect.suppress or effect.status is EnrollmentStatus.BOUNCED:
        kind = "left" if effect.has_left else TOLD_AS.get(effect.status, "info")
        about = {"why": effect.why, "inbound": mail.id}
        owing.trouble(tx, enrollment, kind, key=str(mail.id), about=about, now=now)
    if effect.status is EnrollmentStatus.OPTED_OUT:
        _suppress(tx, mail, effect.why)
    if effect.status is EnrollmentStatus.BOUNCED:
        _note_bounce(tx, enrollment, effect, house, now)


def _effect(enrollment: Enrollment, *, stopped: bool, others: list[Enrollment]) -> str:
    if not stopped and not others:
        return f"The sequence had ended before: {enrollment.why or enrollment.status.value}."
    named = ", ".join(dict.fromkeys(other.sequence.name for other in others))
    return f"{NOTHING_MORE} Also stopped: {named}." if named else NOTHING_MORE


def _stop_elsewhere(
    tx: Transaction, mail: InboundMail, effect: stopping.Stop, house: House, now: datetime
) -> list[Enrollment]:
    """End the person's other sequences as far as the house wants it; an opt-out reaches everybody's."""
    if not effect.elsewhere:
        return []
    others = [
        other
        for other in enrollments.open_of_candidate(tx, mail.enrollment.candidate_id)
        if other.id != mail.enrollment_id and _is_reached(other, mail.enrollment, effect, house.reach)
    ]
    if not others:
        return []
    borrowings.lock_mailboxes(tx, [other.id for other in others])  # before enrollments, as everybody does
    return [
        other
        for other in others
        if advancing.stop(tx, other.id, status=effect.status, why=effect.elsewhere, now=now, by=mail.id)
    ]


def _is_reached(other: Enrollment, answered: Enrollment, effect: stopping.Stop, reach: Reach) -> bool:
    if effect.status is EnrollmentStatus.OPTED_OUT or reach is Reach.EVERYONE:
        return True
    if other.sequence_id == answered.sequence_id:  # two people who were made one were in it twice
        return True
    return reach is Reach.RECRUITER and other.recruiter_id == answered.recruiter_id


def _count_late(tx: Transaction, mail: InboundMail, effect: stopping.Stop) -> None:
    # Somebody who answers after the last stage has answered all the same, and mail that comes back then has come back.
    if enrollments.conclude(tx, mail.enrollment_id, status=effect.status, why=effect.why, mail_id=mail.id):
        inbox.note(tx, mail, effect="Every stage had gone out before.")


def _suppress(tx: Transaction, mail: InboundMail, why: str) -> None:
    # At the instant of the mail, by which Undo finds again what this very mail has suppressed.
    for key in sorted(candidates.keys(tx, mail.enrollment.candidate_id)):
        suppressions.add(tx, mail.enrollment.team_id, key, why, mail.taken_in_at)


def _note_bounce(
    tx: Transaction, enrollment: Enrollment, effect: stopping.Stop, house: House, now: datetime
) -> None:
    if effect.suppress and enrollment.address is not None:
        candidates.note_bounce(tx, enrollment.team_id, {enrollment.address.key}, now)
    breaking.look(tx, enrollment.sequence, house, now)


def _postpone(
    tx: Transaction, mail: InboundMail, effect: stopping.Postpone, house: House, now: datetime
) -> None:
    enrollment = mail.enrollment
    if not enrollment.status.is_open:
        return
    zone = business_time.zone(enrollment.zone)
    own = house.of(enrollment.recruiter.preferences)
    resumes_at = effect.until(now, zone=zone, windows=own.windows, holidays=own.holidays)
    if touches.postpone_open(tx, enrollment.id, resumes_at, effect.why):
        about = {"why": effect.why, "until": resumes_at.isoformat()}
        kind = "delayed" if effect.hours else "away"
        owing.trouble(tx, enrollment, kind, key=str(mail.id), about=about, now=now)


def hold_and_ask(
    tx: Transaction, enrollment: Enrollment, key: str, *, why: str, now: datetime, kind: str = "not_sure"
) -> bool:
    """Hold a running enrollment until a person says what came, and ask; False if it has ended.

    One that waits for something else is asked about, too, and waits on as it did; but a mail its recruiter only wanted
    to see first does not leave by their saying so to that.
    """
    held = enrollments.turn(
        tx, enrollment.id, expected={EnrollmentStatus.ACTIVE}, status=EnrollmentStatus.HELD, why=why
    )
    if not held and enrollment.why == gate.SHOW_FIRST.why:
        on_hold = EnrollmentStatus.HELD
        enrollments.turn(tx, enrollment.id, expected={on_hold}, status=on_hold, why=why)
    if held or enrollment.status.is_open:
        key = f"{key}:{enrollment.id}"  # one mail may be asked about for several people
        owing.trouble(tx, enrollment, kind, key=key, about={"why": why}, now=now)
    return held or enrollment.status.is_open
