"""December in Berlin: people whose second mail is due on Christmas Eve, and houses that close on it or do not."""

from datetime import UTC, date, datetime

from bot.outreach.house import House
from bot.outreach.notices import troubling
from bot.rules import business_time
from bot.workers.replans import Replans
from storage.database import Database
from storage.models import Enrollment, Notice
from tests import builders
from tests.builders import email

CHRISTMAS = datetime(2026, 12, 21, 9, 12, tzinfo=UTC)
"""A Monday: three days later is Christmas Eve, which is no holiday in Germany."""

EVE_OFF = House(holidays=business_time.holidays_of(None, [date(2026, 12, 24), date(2026, 12, 25)]))


def utc(day: int, hour: int, minute: int = 0, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def started(db: Database, house: House, now: datetime = CHRISTMAS, times: int = 1) -> int:
    """Start a process with these rules and let it plan anew whatever it finds; tell how many batches it did."""
    worker = Replans(db, house, lambda: now)
    return sum(worker.tick() for _ in range(times))


def due(db: Database, enrollment: Enrollment) -> datetime:
    """Tell when the last touch of an enrollment is due."""
    return builders.the_touches(db, enrollment)[-1].due_at


def told(db: Database) -> list[str]:
    """Read what recruiters are told of moved dates."""
    with db.transaction() as tx:
        owed = [notice.about for notice in tx.query(Notice).order_by(Notice.id) if "moves" in notice.about]
    return [troubling.card(db, about, now=CHRISTMAS).what for about in owed]


def waiting(db: Database, **more: object) -> Enrollment:
    """Enroll Grace before Christmas; her second mail is due on Christmas Eve."""
    enrollment = builders.make_enrollment(db, email(), email(3), now=CHRISTMAS, **more)  # type: ignore[arg-type]
    builders.went_out(db, enrollment, at=CHRISTMAS)
    return enrollment


def many(db: Database, count: int) -> list[Enrollment]:
    return [waiting(db, address=f"person{place}.hopper@example.com") for place in range(count)]
