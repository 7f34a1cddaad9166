"""How fast one mailbox may send: a little apart, and not too many in any 24 hours."""

from dataclasses import dataclass
from datetime import datetime, timedelta

_DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """At most `daily_cap` mails in a rolling 24 hours, each `least` to `most` after the one before."""

    daily_cap: int = 150
    least: timedelta = timedelta(seconds=30)
    most: timedelta = timedelta(seconds=90)


def next_allowed(
    pace: Pace,
    *,
    last_sent_at: datetime | None,
    nth_latest_sent_at: datetime | None,
    jitter: float,
) -> datetime | None:
    """Say when the next mail may leave, None for at once.

    `nth_latest_sent_at` is when the `daily_cap`-th latest mail left, None if there were fewer; `jitter`, from 0
    to 1, chooses between the shortest and the longest distance.
    """
    times = [
        spaced_until(pace, last_sent_at, jitter=jitter),
        None if nth_latest_sent_at is None else nth_latest_sent_at + _DAY,
    ]
    return max((moment for moment in times if moment is not None), default=None)


def spaced_until(pace: Pace, last_sent_at: datetime | None, *, jitter: float) -> datetime | None:
    """Say until when the mail before keeps the next one waiting."""
    if last_sent_at is None:
        return None
    share = min(max(jitter, 0.0), 1.0)
    return last_sent_at + pace.least + (pace.most - pace.least) * share
