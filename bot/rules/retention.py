"""How long people are kept with whom nothing passes any more."""

from datetime import UTC, datetime, timedelta

from bot.rules import business_time

ANOTHER_DAY = timedelta(days=1)


def before(now: datetime, months: int) -> datetime:
    """Tell the instant since which something must have passed with a person for them to be kept."""
    day = business_time.add_months(now.astimezone(UTC).date(), -months)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
