"""How fast one mailbox may send: a little apart, not too many in any 24 hours, and few at first."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST_DAY = 20
DAYS_TO_GROW = 14

DAY = timedelta(hours=24)
AHEAD = timedelta(hours=1)
"""What lies further ahead was written down by a clock that was set back since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """At most `daily_cap` mails in a rolling 24 hours, each `least` to `most` after the one before.

    With `slow_start` a mailbox that began lately may send fewer, and a few more each day.
    """

    daily_cap: int = 150
    least: timedelta = timedelta(seconds=30)
    most: timedelta = timedelta(seconds=90)
    slow_start: bool = False

    def cap(self, *, own: int | None, began_at: datetime | None, now: datetime) -> int:
        """Say how many mails a mailbox may send in 24 hours now; `own` is its own limit, if it has one."""
        full = own or self.daily_cap
        if not self.slow_start or began_at is None:
            return full
        days = max(now - began_at, timedelta(0)) // DAY
        grown = FIRST_DAY + (full - FIRST_DAY) * min(days, DAYS_TO_GROW) // DAYS_TO_GROW
        return min(full, grown)

    def grows_at(self, *, own: int | None, began_at: datetime | None, now: datetime) -> datetime | None:
        """Say when a mailbox that still starts slowly may send more than now."""
        if began_at is None or self.cap(own=own, began_at=began_at, now=now) == (own or self.daily_cap):
            return None
        return began_at + (max(now - began_at, timedelta(0)) // DAY + 1) * DAY


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
        None if nth_latest_sent_at is None else nth_latest_sent_at + DAY,
    ]
    return max((moment for moment in times if moment is not None), default=None)


def spaced_until(pace: Pace, last_sent_at: datetime | None, *, jitter: float) -> datetime | None:
    """Say until when the mail before keeps the next one waiting."""
    if last_sent_at is None:
        return None
    share = min(max(jitter, 0.0), 1.0)
    return last_sent_at + pace.least + (pace.most - pace.least) * share


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """Units that run in at an even pace and may be taken out at once up to `burst`; both by Google's count."""

    per_minute: int
    burst: int

    def drained(self, full_at: datetime | None, units: int, now: datetime) -> datetime:
        """Say when the bucket is full again after some units were taken out now.

        A `full_at` more than an hour ahead is a clock that was set back; it must not freeze a mailbox.
        """
        since = min(max(full_at or now, now), now + AHEAD)
        return since + timedelta(minutes=units / self.per_minute)

    def left(self, full_at: datetime | None, now: datetime) -> int:
        """Say how many units it holds now."""
        if full_at is None or not now < full_at <= now + AHEAD:
            return self.burst
        return max(self.burst - round((full_at - now).total_seconds() / 60 * self.per_minute), 0)

    def has(self, units: int, full_at: datetime | None, now: datetime) -> datetime | None:
        """Say when the bucket holds so many units; None for now."""
        if full_at is None:
            return None
        spare = max(self.burst - units, 0)
        there = full_at - timedelta(minutes=spare / self.per_minute)
        return there if now < there <= now + AHEAD else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """What we take of Google's limits of 2026: 6,000 units a minute and mailbox, 1,200,000 a minute and project."""

    mailbox: Bucket = Bucket(per_minute=4_500, burst=1_500)
    project: Bucket = Bucket(per_minute=600_000, burst=60_000)
    warn_a_day: int = 40_000_000
