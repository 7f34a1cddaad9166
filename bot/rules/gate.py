"""Whether a touch that is due may go now, and if not, why: one guard after the other, one sentence each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.rules import business_time, proofs, senders
from bot.rules.absences import Absence
from bot.rules.business_time import DEFAULT_WINDOWS, NO_HOLIDAYS, Holidays, Window
from storage.statuses import EnrollmentStatus, MailboxStatus, SequenceStatus, StageKind

LOOK_AGAIN = timedelta(minutes=15)
READ_AGAIN = timedelta(minutes=1)
LISTEN = timedelta(seconds=20)
"""How long a mail waits for another mailbox to be read."""

HEARD = timedelta(seconds=60)
"""How old what is known of the answers in another mailbox may be."""

_ENDED = {
    EnrollmentStatus.REPLIED: "They have answered.",
    EnrollmentStatus.FINISHED: "The sequence is finished for them.",
    EnrollmentStatus.STOPPED: "The sequence was stopped for them.",
    EnrollmentStatus.BOUNCED: "Mail to them has bounced.",
    EnrollmentStatus.OPTED_OUT: "They asked not to be written to.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Another mailbox that has written to the person: whose it is, and up to when its answers are known."""

    mailbox_id: int
    name: str
    is_connected: bool
    heard_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that decides about one touch.

    `mailbox_status` is None when none is connected; `mailbox_read` tells that it was read just now;
    `thread_unsure` that something in the thread could not be understood; `suppressed` is the reason, if any;
    `sender_withdrawn` is the chosen address Gmail no longer accepts, `distrust` what the self-test found against
    sending;
    `allowed_from` is when spacing and daily limit let the mailbox send again; `must_ask` that its recruiter wants to
    see it first and has not said yes; `unpermitted` names the colleague in whose name it may not leave; `elsewhere`
    are the other mailboxes that have written to the person. `absence` is that of somebody in whose name it would
    leave and who wants everything to wait.
    """

    enrollment_status: EnrollmentStatus
    sequence_status: SequenceStatus
    kind: StageKind
    enrollment_why: str = ""
    mailbox_status: MailboxStatus | None = None
    mailbox_read: bool = False
    thread_unsure: bool = False
    sender_withdrawn: str = ""
    distrust: str = ""
    has_address: bool = True
    bounced_before: bool = False
    suppressed: str = ""
    missing_tokens: tuple[str, ...] = ()
    allowed_from: datetime | None = None
    must_ask: bool = False
    absence: Absence | None = None
    unpermitted: str = ""
    elsewhere: tuple[Elsewhere, ...] = ()
    windows: tuple[Window, ...] = DEFAULT_WINDOWS
    zone: ZoneInfo
    holidays: Holidays = NO_HOLIDAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """It may go now; a stage done by hand may be asked for now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Postpone:
    """It waits by itself: judge it again at `until`, which is later than now."""

    until: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """It waits for a person, who must do what `mend` says."""

    why: str
    mend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """It never goes."""

    why: str


Judgement = Send | Postpone | Hold | Skip

SHOW_FIRST = Hold(
    why="You wanted to see it first.", mend="Send, edit or skip it on its card in the messages."
)
"""What is held so would leave otherwise: nobody is asked about what could not go."""


def judge(facts: Facts, now: datetime) -> Judgement:
    """Decide about one touch that is due."""
    over = _ended(facts) or _waiting(facts, now) or _away(facts, now)
    kept = over or _unsendable(facts, now) or _hours(facts, now)
    return kept or _elsewhere(facts, now) or (SHOW_FIRST if facts.must_ask else Send())


def lost_elsewhere(name: str) -> Hold:
    """Hold a mail because the mailbox of this person, in which an answer may be, is not connected."""
    why = f"The mailbox of {name} is not connected, so nobody knows whether they have answered there."
    return Hold(why=why, mend=f"{name} reconnects it on the Home tab; then it goes on by itself.")


def unpermitted(name: str) -> Hold:
    """Hold a mail that would leave in the name of this person without their leave."""
    why = f"{name} has not allowed this sequence to send in their name."
    return Hold(why=why, mend=f"Ask {name} to allow it: Overture has sent them a message with the buttons.")


def unheard(others: Iterable[Elsewhere], now: datetime) -> tuple[Elsewhere, ...]:
    """List the mailboxes whose answers are not known up to a minute ago; a clock that was set back proves nothing."""
    return tuple(one for one in others if one.heard_at is None or abs(now - one.heard_at) > HEARD)


def _ended(facts: Facts) -> Skip | None:
    if ended := _ENDED.get(facts.enrollment_status):
        return Skip(why=ended)
    if facts.sequence_status is SequenceStatus.ARCHIVED:
        return Skip(why="The sequence was archived.")
    return None


def _waiting(facts: Facts, now: datetime) -> Postpone | None:
    because = f": {facts.enrollment_why.rstrip('.')}" if facts.enrollment_why else ""
    if facts.enrollment_status is EnrollmentStatus.HELD:
        return Postpone(until=now + LOOK_AGAIN, why=f"It is held{because}.")
    if facts.enrollment_status is EnrollmentStatus.PAUSED:
        return Postpone(until=now + LOOK_AGAIN, why=f"It is paused{because}.")
    if facts.sequence_status is SequenceStatus.PAUSED:
        return Postpone(until=now + LOOK_AGAIN, why="The whole sequence is paused.")
    return None


def _away(facts: Facts, now: datetime) -> Postpone | None:
    if facts.absence is None or facts.absence.is_over(now):
        return None
    back = business_time.next_opening(facts.absence.look_at(now), facts.windows, facts.zone, facts.holidays)
    return Postpone(until=back, why=facts.absence.why)


def _unsendable(facts: Facts, now: datetime) -> Judgement | None:
    if facts.kind.is_email:
        return _recipient(facts) or _mailbox(facts, now) or _words(facts)
    return _words(facts)


def _recipient(facts: Facts) -> Hold | Skip | None:
    if facts.suppressed:
        return Skip(why=f"They must not be written to: {facts.suppressed.rstrip('.')}.")
    if not facts.has_address:
        return Hold(why="We have no email address for them.", mend="Give an address, or skip this stage.")
    if facts.bounced_before:
        return Hold(why="Mail to this address has bounced.", mend="Give another address, or skip this stage.")
    return None


def _mailbox(facts: Facts, now: datetime) -> Hold | Postpone | None:
    if facts.mailbox_status is None:
        return Hold(why="Your Gmail is not connected.", mend="Connect it on the Home tab.")
    if facts.mailbox_status is not MailboxStatus.CONNECTED:
        return Hold(why="Overture has lost access to your Gmail.", mend="Reconnect it on the Home tab.")
    if facts.unpermitted:
        return unpermitted(facts.unpermitted)
    if facts.distrust:
        return Hold(why=facts.distrust, mend=proofs.TEST_AGAIN)
    if facts.sender_withdrawn:
        why = senders.NO_LONGER.format(address=facts.sender_withdrawn)
        return Hold(why=why, mend=senders.CHOOSE)
    if facts.thread_unsure:
        why = "Something came in this conversation that could not be understood; it may be an answer."
        return Hold(why=why, mend="Look into the conversation, then resume or stop.")
    if not facts.mailbox_read:
        why = "The mailbox could not be read, and unless it was, nothing leaves it."
        return Postpone(until=now + READ_AGAIN, why=why)
    return None


def _elsewhere(facts: Facts, now: datetime) -> Hold | Postpone | None:
    for one in facts.elsewhere:
        if not one.is_connected:
            return lost_elsewhere(one.name)
    for one in unheard(facts.elsewhere, now):
        return Postpone(until=now + LISTEN, why=f"The answers in the mailbox of {one.name} are read first.")
    return None


def _words(facts: Facts) -> Hold | None:
    if not facts.missing_tokens:
        return None
    names = " and ".join(f"{{{{{name}}}}}" for name in facts.missing_tokens)
    return Hold(why=f"There is nothing to put for {names}.", mend="Fill it in, or skip this stage.")


def _hours(facts: Facts, now: datetime) -> Postpone | None:
    opening = business_time.next_opening(now, facts.windows, facts.zone, facts.holidays)
    if opening > now:
        return Postpone(until=opening, why="It is outside the sending hours.")
    if not facts.kind.is_email or facts.allowed_from is None or facts.allowed_from <= now:
        return None
    until = business_time.next_opening(facts.allowed_from, facts.windows, facts.zone, facts.holidays)
    return Postpone(until=until, why="This mailbox has sent enough for the moment.")
