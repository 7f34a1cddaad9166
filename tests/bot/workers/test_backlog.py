"""More news than the quota lets us read at once: read in portions, and nothing leaves before the last."""

import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.outreach.house import House
from bot.workers.rounds import Rounds
from gmail.errors import CursorExpired, RateLimited
from storage.database import Database
from storage.incoming import InboundMail
from storage.models import Mailbox
from storage.statuses import EnrollmentStatus
from tests import builders
from tests.bot.outreach.post import rows
from tests.builders import AT_ONCE, NOW, email, make_inbound
from tests.fakes import FakeGmail, MovedClock

COSTS = {"history": 2, "message": 20, "reported": 20, "thread": 40, "search": 5, "profile": 1,
         "create_draft": 10, "send_draft": 100}  # fmt: skip
MINUTE = timedelta(minutes=1)
GMAILS_LIMIT = 6_000
BYTES_A_BACKLOG_MAY_TAKE = 8_000_000


@dataclass
class Desk:
    """A worker on one mailbox, under a clock that goes from round to round."""

    db: Database
    gmail: FakeGmail
    house: House = AT_ONCE
    clock: MovedClock = field(default_factory=lambda: MovedClock(NOW))
    used: list[tuple[datetime, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.gmail.costs = COSTS
        self.hire()

    def hire(self) -> None:
        """Let a new worker take over, who remembers nothing."""
        sessions: Any = self
        self.rounds = Rounds(self.db, sessions, self.house, self.clock, monotonic=lambda: 0.0)

    def open(self, _mailbox_id: int) -> Any:
        """Give the session of the mailbox."""
        return self.gmail

    def mailbox(self) -> Mailbox:
        """Look at the mailbox."""
        return rows_of(self.db)

    def round(self) -> None:
        """Wait until the mailbox is ready, and do a round."""
        self.clock.now = max(self.clock.now, self.mailbox().ready_at)
        before = self.gmail.units
        self.rounds.tick()
        self.used.append((self.clock.now, self.gmail.units - before))

    def until_sent(self, mails: int = 1) -> Iterator[Mailbox]:
        """Go from round to round until so many mails have left."""
        while self.gmail.calls.count("send_draft") < mails:
            self.round()
            yield self.mailbox()

    def most_in_a_minute(self) -> int:
        """Tell the most units that were used in any minute."""
        return max(
            sum(units for at, units in self.used if begin <= at < begin + MINUTE) for begin, _ in self.used
        )


def rows_of(db: Database) -> Mailbox:
    (found,) = rows(db, Mailbox)
    assert isinstance(found, Mailbox)
    return found


def news(gmail: FakeGmail, count: int) -> None:
    """Let mail come in that is nobody's business."""
    for n in range(len(gmail.news), len(gmail.news) + count):
        gmail.arrive(
            make_inbound(
                f"news{n}",
                thread_id=f"n{n}",
                from_address=f"shop{n}@news.example",
                subject="Only this week",
                text="",
            )
        )


@pytest.fixture
def desk(db: Database) -> Desk:
    builders.make_mailbox(db)
    return Desk(db, FakeGmail())


def test_what_is_too_much_for_a_round_is_read_in_portions_and_nothing_leaves_meanwhile(desk: Desk) -> None:
    builders.make_enrollment(desk.db)
    news(desk.gmail, 200)
    cursors = [mailbox.cursor for mailbox in desk.until_sent()]

    assert cursors == sorted(set(cursors))  # each round gets on
    assert desk.gmail.calls.index("send_draft") > max(
        n for n, call in enumerate(desk.gmail.calls[:-1]) if call == "message"
    )
    assert desk.gmail.calls.count("message") == 200 + 1  # each of them once, and the Message-ID of ours
    assert desk.most_in_a_minute() <= GMAILS_LIMIT
    assert desk.clock.now - NOW < timedelta(minutes=2)


def test_no_message_is_passed_over_whoever_goes_on(desk: Desk) -> None:
    enrollment = builders.make_enrollment(desk.db, email(), email(0))
    builders.went_out(desk.db, enrollment, at=NOW - timedelta(hours=1))
    news(desk.gmail, 90)
    desk.gmail.arrive(make_inbound("answer"))
    news(desk.gmail, 90)

    for _ in range(8):
        desk.hire()
        desk.round()
        assert desk.gmail.calls.count("message") >= desk.mailbox().cursor - 1000

    assert "send_draft" not in desk.gmail.calls
    assert builders.again(desk.db, enrollment).status is EnrollmentStatus.REPLIED
    assert desk.mailbox().cursor == desk.gmail.cursor


def test_a_round_that_gmail_breaks_off_keeps_what_it_has_read(desk: Desk) -> None:
    builders.make_enrollment(desk.db)
    news(desk.gmail, 40)

    def soon_enough() -> None:
        if desk.gmail.calls.count("message") == 30:
            desk.gmail.troubles["message"] = [RateLimited(MINUTE)]
        desk.gmail.before["message"] = soon_enough

    soon_enough()
    desk.round()

    assert (desk.mailbox().cursor, "send_draft" in desk.gmail.calls) == (1029, False)
    for _ in desk.until_sent():
        pass
    assert desk.gmail.calls.count("message") == 30 + 11 + 1


def test_a_lost_cursor_is_made_good_in_portions_and_nothing_leaves_meanwhile(desk: Desk) -> None:
    for n in range(60):
        enrollment = builders.make_enrollment(desk.db, email(), email(9), address=f"p{n}@example.com")
        touch = builders.went_out(desk.db, enrollment, at=NOW - timedelta(days=1))
        moved(desk.db, touch.id, enrollment.id, f"t{n}")
    desk.gmail.messages["answer"] = make_inbound("answer", thread_id="t50", from_address="p50@example.com")
    builders.make_enrollment(desk.db, address="new@example.com")
    desk.gmail.troubles["history"] = [CursorExpired("too old")]
    desk.gmail.cursor = 7000

    cursors = [mailbox.cursor for mailbox in desk.until_sent()]

    assert desk.gmail.calls.count("thread") == 60  # each of them once
    assert (cursors[0], cursors[-1], desk.gmail.calls.count("profile")) == (1000, 7000, 1)
    assert len(rows(desk.db, InboundMail)) == 1
    assert desk.most_in_a_minute() <= GMAILS_LIMIT


def moved(db: Database, touch_id: int, enrollment_id: int, thread_id: str) -> None:
    from storage.models import Enrollment, Touch

    with db.transaction() as tx:
        tx.get_one(Touch, touch_id).thread_id = thread_id
        tx.get_one(Enrollment, enrollment_id).thread_id = thread_id


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.usefixtures("garbage_as_served")
def test_five_thousand_new_messages_fit_into_quota_and_memory(desk: Desk) -> None:
    builders.make_enrollment(desk.db)
    news(desk.gmail, 5_000)
    tracemalloc.start()
    held, _ = tracemalloc.get_traced_memory()

    for _ in desk.until_sent():
        pass

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert desk.gmail.calls.count("message") == 5_000 + 1
    assert desk.most_in_a_minute() <= GMAILS_LIMIT
    assert peak - held < BYTES_A_BACKLOG_MAY_TAKE
    assert desk.clock.now - NOW < timedelta(minutes=25)
