"""The breaker: a sequence whose mail comes back too often is paused, before mailbox providers punish the sender."""

from datetime import datetime

import structlog

from bot.outreach.house import House
from bot.outreach.notices import owing
from bot.rules import breaker
from bot.rules.breaker import Alarm
from storage import changes, reports
from storage.database import Transaction
from storage.models import Sequence
from storage.statuses import Deed, SequenceStatus

log = structlog.get_logger()


def look(tx: Transaction, sequence: Sequence, house: House, now: datetime) -> None:
    """Warn of a sequence whose mail comes back, or pause it; bounces count from when it was last resumed."""
    since = sequence.counted_from or sequence.created_at
    tx.flush()
    mailed, bounced = reports.mailed(tx, sequence.id, since), reports.bounced(tx, sequence.id, since)
    alarm = breaker.judge(mailed=mailed, bounced=bounced)
    if alarm is None or not sequence.status.is_going:
        return
    why = f"mail to {bounced} of {mailed} people came back"
    if alarm is Alarm.BREAKS:
        sequence.status, sequence.paused_why = SequenceStatus.PAUSED, why
        changes.add(tx, sequence, Deed.PAUSED, by=None, details={"why": why}, now=now)
        log.warning("sequence paused", sequence=sequence.id, mailed=mailed, bounced=bounced)
    owing.breaker(
        tx, sequence, alarm, why=why, key=since.isoformat(), admin_channel=house.admin_channel, now=now
    )
