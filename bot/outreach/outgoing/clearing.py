"""The last word before the wire: what was just read is taken in, and then compare and set."""

from datetime import datetime

from bot.outreach.house import House
from bot.outreach.incoming import receiving
from gmail.sync import Batch
from storage import mailboxes, postings
from storage.database import Database
from storage.mailboxes import Lease


def clear(
    db: Database, lease: Lease, touch_id: int, batch: Batch, house: House, *, cursor: int, now: datetime
) -> bool:
    """Take in what was read from `cursor` on and set a drafted mail to sending; False means it must not leave.

    Its enrollment and its sequence must run and the touch be as we left it; whoever stops them meanwhile waits for
    this transaction. Raises storage.errors.LeaseLost.
    """
    if batch.has_news:
        receiving.take_in(db, lease, batch, house, cursor=cursor, now=now)
        cursor = batch.cursor
    with db.transaction() as tx:
        if cursor == batch.cursor:
            mailboxes.keep(tx, lease, now)
        else:
            mailboxes.read_on(tx, lease, old=cursor, new=batch.cursor, now=now)
        if not batch.reaches_now or not postings.is_going(tx, touch_id, now):
            return False
        begun = postings.begin(tx, touch_id, cursor=batch.cursor, now=now)
    return begun()
