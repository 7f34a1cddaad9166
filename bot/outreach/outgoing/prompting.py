"""Manual stages that are due: whoever does them is reminded in their hours, one by one or by a list; asked later."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import structlog

from bot.outreach import permitting
from bot.outreach.house import House
from bot.outreach.notices import owing
from bot.outreach.outgoing import advancing, barring, covering, holding, picturing, replanning
from bot.outreach.outgoing.wording import Incomplete
from bot.rules import business_time, gathering
from bot.rules.due import Hours
from bot.rules.gathering import Later, Singly, Together
from storage import agenda, recruiters
from storage.database import Database, Transaction
from storage.models import Recruiter, Touch
from storage.statuses import Verdict

log = structlog.get_logger()

MOST_AT_ONCE = 200
AS_PICKED = timedelta(hours=1)
"""So long after the moment somebody picked themselves a reminder comes whatever their hours are."""

OUTSIDE = "It is outside your hours."
EVERYBODYS = House()

Group = tuple[Recruiter, list[Touch]]


def owe_due(db: Database, now: datetime, *, house: House = EVERYBODYS) -> int:
    """Owe what people are to be reminded of now; tell of how many stages."""
    with db.transaction() as tx:
        due = barring.allowed(tx, agenda.due_by_hand(tx, now + gathering.AHEAD, limit=MOST_AT_ONCE), now)
        told = sum(_remind(tx, who, found, house, now) for who, found in _by_doer(tx, due, now))
        late = barring.allowed(tx, agenda.overdue(tx, now, limit=MOST_AT_ONCE), now)
        return told + sum(_ask_again(tx, who, found, house, now) for who, found in _by_doer(tx, late, now))


def _by_doer(tx: Transaction, found: Iterable[Touch], now: datetime) -> list[Group]:
    groups: dict[int, Group] = {}
    for touch in found:
        whose = _doer(tx, touch, now)
        groups.setdefault(whose.id, (whose, []))[1].append(touch)
    return list(groups.values())


def _doer(tx: Transaction, touch: Touch, now: datetime) -> Recruiter:
    """Say who does it: who it was handed to as long as they may, or who stands in for its recruiter."""
    own, sequence = touch.enrollment.recruiter, touch.enrollment.sequence
    if touch.doer_id is not None:
        found = recruiters.get(tx, touch.doer_id)
        if permitting.may_use(found, sequence):
            return found
        touch.doer_id, touch.handed_by = None, ""
    deputy = covering.deputy_of(tx, own, now)
    if deputy is not None and permitting.may_use(deputy, sequence):
        touch.doer_id, touch.handed_by = deputy.id, own.slack_id
        return deputy
    return own


def _remind(tx: Transaction, whom: Recruiter, found: Sequence[Touch], house: House, now: datetime) -> int:
    hours = _hours(whom, house)
    ready = [touch for touch in found if touch.due_at > now or not _wait(touch, whom, hours, now)]
    told = agenda.told_by_hand(tx, whom.id, now - gathering.BURST)
    messages = sorted({key or str(at): at for key, at in told}.values())
    match gathering.gather([touch.due_at for touch in ready], messages, now):
        case Together():
            return _list(tx, whom, ready, hours, house, now)
        case Singly(count=count):
            for touch in ready[:count]:
                _single(tx, whom, touch, hours, house, now)
            return count
        case Later():
            return 0


def _hours(whom: Recruiter, house: House) -> Hours:
    own = house.of(whom.preferences)
    return Hours(zone=business_time.zone(whom.zone), windows=own.windows, holidays=own.holidays)


def _wait(touch: Touch, whom: Recruiter, hours: Hours, now: datetime) -> bool:
    """Put a stage off whose doer is away, or has closed; tell whether it was."""
    absence = covering.of(whom, now)
    opening = hours.opening(now if absence is None else absence.look_at(now))
    picked = touch.moved == replanning.SNOOZED and now - touch.due_at < AS_PICKED
    if opening <= now or (picked and absence is None):
        return False
    touch.due_at, touch.until = opening, opening
    touch.verdict, touch.judged_at = Verdict.POSTPONE, now
    touch.why = OUTSIDE if absence is None else absence.why
    return True


def _single(
    tx: Transaction, whom: Recruiter, touch: Touch, hours: Hours, house: House, now: datetime
) -> None:
    if _lacks_words(tx, touch, now):
        return
    key = advancing.reminder_key(touch)
    _told(touch, key, hours, house, now)
    owing.reminder(tx, whom, touch, key, now)
    log.info("reminder owed", touch=touch.id)


def _list(
    tx: Transaction, whom: Recruiter, found: Sequence[Touch], hours: Hours, house: House, now: datetime
) -> int:
    whole = [touch for touch in found if not _lacks_words(tx, touch, now)]
    if len(whole) == 1:
        _single(tx, whom, whole[0], hours, house, now)
        return len(found)
    key = f"reminders:{whom.id}:{now.isoformat()}"
    for touch in whole:
        _told(touch, key, hours, house, now)
    if whole:
        owing.reminders(tx, whom, whole, key, now)
        log.info("reminders owed", recruiter=whom.id, count=len(whole))
    return len(found)


def _lacks_words(tx: Transaction, touch: Touch, now: datetime) -> bool:
    """Hold a stage whose text lacks something, and ask for it; tell whether it does."""
    found = picturing.worded(tx, touch, now)
    if isinstance(found, Incomplete):
        why = f"it lacks {', '.join(found.tokens)}"
        holding.for_a_person(tx, touch, "missing_token", why=why, now=now)
    return isinstance(found, Incomplete)


def _told(touch: Touch, key: str, hours: Hours, house: House, now: datetime) -> None:
    touch.reminded_at, touch.card_key = now, key
    touch.why, touch.verdict, touch.until = "", None, None
    later = business_time.add_business_days(hours.day(now), house.overdue_days, hours.holidays)
    at = business_time.instant(later, business_time.shown(now, hours.zone).time(), hours.zone)
    touch.ask_at = hours.opening(at)


def _ask_again(tx: Transaction, whom: Recruiter, found: Sequence[Touch], house: House, now: datetime) -> int:
    """Ask, once, what becomes of what was reminded of days ago: in the hours of who does it, when they are there."""
    absence, hours = covering.of(whom, now), _hours(whom, house)
    opening = hours.opening(now if absence is None else absence.look_at(now))
    for touch in found:
        touch.ask_at = opening if opening > now else None
    if opening > now:
        return 0
    key = f"overdue:{whom.id}:{now.isoformat()}"
    for touch in found:
        touch.card_key = key
    return int(owing.reminders(tx, whom, found, key, now, overdue=True))
