"""How fast notices follow each other in Slack: to one person or channel, and in a whole workspace.

One row for each, whose recipient is empty for the workspace. It tells before when nothing may be posted there; what is
not used up in between may be caught up with, as far as `burst` goes. All workers keep to the same rows.
"""

from datetime import datetime, timedelta

from sqlalchemy import exists, select, update

from storage.database import Transaction, add_once
from storage.models import NoticePace

EVERYBODY = ""
STEP, BURST = timedelta(seconds=1), timedelta(seconds=10)
WIDE_STEP, WIDE_BURST = timedelta(seconds=0.5), timedelta(seconds=30)
"""Slack takes one message a second to a channel and some hundred a minute in a workspace, and tolerates short bursts.

One worker paces itself by its ticks (`workers/notifier`); these are for several that share the workspace.
"""


def take(tx: Transaction, team: str, recipient: str, now: datetime, *, busy_until: datetime) -> bool:
    """Use up the room for one message; False if others have just used it, or Slack has asked for patience.

    Nothing follows it until it is `released`, or until an instant: what is posted to somebody keeps its order.
    """
    wide = _locked(tx, team, EVERYBODY, now - WIDE_BURST)
    row = _locked(tx, team, recipient, now - BURST)
    is_busy = row.busy_until is not None and row.busy_until > now
    if wide.free_at > now or row.free_at > now or is_busy:
        return False
    wide.free_at = max(wide.free_at, now - WIDE_BURST) + WIDE_STEP
    row.free_at, row.busy_until = max(row.free_at, now - BURST) + STEP, busy_until
    tx.flush()
    return True


def release(tx: Transaction, team: str, recipient: str) -> None:
    """Let the next one follow: how posting went is known."""
    ours = update(NoticePace).where(NoticePace.team_id == team, NoticePace.recipient == recipient)
    tx.execute(ours.values(busy_until=None))


def pause(tx: Transaction, team: str, recipient: str, until: datetime, *, now: datetime) -> None:
    """Post nothing there before an instant; a recipient of `EVERYBODY` stops the whole workspace."""
    row = _locked(tx, team, recipient, now)
    row.free_at = max(row.free_at, until)
    tx.flush()


def asked(tx: Transaction, team: str, recipient: str, until: datetime, *, now: datetime) -> bool:
    """Write down that Slack asked for patience with somebody; tell whether it does so with somebody else right now."""
    row = _locked(tx, team, recipient, now)
    row.free_at, row.asked_until = max(row.free_at, until), until
    tx.flush()
    others = exists().where(
        NoticePace.team_id == team, NoticePace.recipient != recipient, NoticePace.asked_until > now
    )
    return bool(tx.scalar(select(others)))


def _locked(tx: Transaction, team: str, recipient: str, free_at: datetime) -> NoticePace:
    add_once(tx, NoticePace, team_id=team, recipient=recipient, free_at=free_at)
    row = select(NoticePace).where(NoticePace.team_id == team, NoticePace.recipient == recipient)
    return tx.scalars(row.with_for_update().execution_options(populate_existing=True)).one()
