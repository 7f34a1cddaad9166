"""One round step by step, on a mailbox in memory: the order of its calls is the promise."""

import contextlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.workers.one_round import Round
from bot.workers.reading import Memory
from gmail.errors import OutcomeUnknown, RateLimited, Unavailable
from storage.database import Database
from storage.errors import LeaseLost
from storage.models import Enrollment
from tests import builders
from tests.builders import HOUSE, NOW, email, make_inbound
from tests.fakes import FakeGmail, MovedClock


@pytest.fixture
def gmail() -> FakeGmail:
    return FakeGmail()


def seconds(*shown: float) -> Any:
    """Show these on a stop watch, and the last one for ever."""
    left: Iterator[float] = iter(shown)
    return lambda: next(left, shown[-1])


def a_round(
    db: Database, gmail: FakeGmail, watch: Any = None, *, now: datetime = NOW, memory: Memory | None = None
) -> Round:
    builders.make_mailbox(db, ready_at=NOW, lease_until=None)
    lease = builders.claim(db, now)
    assert lease is not None
    known: Any = gmail
    return Round(db, known, lease, HOUSE, MovedClock(now), monotonic=watch or seconds(0), memory=memory)


def test_everything_is_read_before_anything_is_written(db: Database, gmail: FakeGmail) -> None:
    builders.make_enrollment(db)

    a_round(db, gmail).run()

    assert gmail.calls == ["history", "create_draft", "history", "send_draft", "message"]


def test_a_follow_up_looks_into_its_thread_before_it_leaves(db: Database, gmail: FakeGmail) -> None:
    enrollment = builders.make_enrollment(db, email(), email(0, at=None, new_thread=False))
    builders.went_out(db, enrollment, at=NOW.replace(hour=8))

    a_round(db, gmail).run()

    assert gmail.calls == ["history", "create_draft", "thread", "history", "send_draft", "message"]


def test_an_answer_only_the_thread_shows_stops_it(db: Database, gmail: FakeGmail) -> None:
    enrollment = builders.make_enrollment(db, email(), email(0))
    builders.went_out(db, enrollment, at=NOW.replace(hour=8))
    gmail.messages["in1"] = make_inbound()

    a_round(db, gmail).run()

    assert "send_draft" not in gmail.calls
    assert gmail.waiting == {}
    assert builders.statuses(db, enrollment) == ["sent", "cancelled"]


def test_what_was_read_too_long_ago_is_read_again(db: Database, gmail: FakeGmail) -> None:
    enrollment = builders.make_enrollment(db)
    # read at 0; read again at 10, looked at 13.5; read once more at 14, looked at 15
    watch = seconds(0, 10, 13.5, 14, 15)

    a_round(db, gmail, watch).run()

    assert gmail.calls == ["history", "create_draft", "history", "history", "send_draft", "message"]
    assert builders.statuses(db, enrollment) == ["sent"]


def test_nothing_leaves_when_reading_never_is_fast_enough(db: Database, gmail: FakeGmail) -> None:
    enrollment = builders.make_enrollment(db)

    with pytest.raises(Unavailable, match="reading takes too long"):
        a_round(db, gmail, seconds(0, *(10.0 * n for n in range(20)))).run()

    assert "send_draft" not in gmail.calls
    assert standing(db, enrollment) == ("claimed", "drafted", None)


def standing(db: Database, enrollment: Enrollment) -> tuple[str, str, object]:
    touch = builders.the_touches(db, enrollment)[0]
    return touch.status.value, str(touch.step), touch.sending_at


def test_a_round_that_lost_its_mailbox_stops_before_the_next_call(db: Database, gmail: FakeGmail) -> None:
    builders.make_enrollment(db)
    gmail.before["create_draft"] = lambda: builders.make_mailbox(db, fence=99)

    with pytest.raises(LeaseLost):
        a_round(db, gmail).run()

    assert gmail.calls == ["history", "create_draft"]


@pytest.mark.parametrize(
    ("trouble", "then"),
    [
        pytest.param(OutcomeUnknown("cut"), ("unknown", "sending"), id="nobody knows"),
        pytest.param(Unavailable("no server"), ("scheduled", "drafted"), id="surely not sent"),
        pytest.param(RateLimited(builders.hours(1)), ("scheduled", "drafted"), id="not now"),
    ],
)
def test_what_becomes_of_a_mail_that_was_not_answered(
    db: Database, gmail: FakeGmail, trouble: Exception, then: tuple[str, str]
) -> None:
    enrollment = builders.make_enrollment(db)
    gmail.troubles["send_draft"] = [trouble]

    with contextlib.suppress(Unavailable, RateLimited):
        a_round(db, gmail).run()

    assert standing(db, enrollment)[:2] == then
    assert gmail.calls.count("send_draft") == 1


def test_nothing_leaves_while_a_message_that_was_announced_is_not_to_be_seen(
    db: Database, gmail: FakeGmail
) -> None:
    enrollment = builders.make_enrollment(db)
    memory = Memory()
    gmail.announce("late")

    for seconds_later in (0, 5, 11):
        now = NOW + timedelta(seconds=seconds_later)
        a_round(db, gmail, now=now, memory=memory).run()

    assert gmail.calls.count("send_draft") == 1
    assert gmail.calls.count("message") == 3  # looked for twice, then given up; the third is our own mail's
    assert builders.statuses(db, enrollment) == ["sent"]


def test_what_is_announced_before_the_last_look_sends_nobody_in_circles(
    db: Database, gmail: FakeGmail
) -> None:
    enrollment = builders.make_enrollment(db)
    memory = Memory()
    gmail.before["create_draft"] = lambda: gmail.announce("late")

    a_round(db, gmail, memory=memory).run()
    assert (gmail.calls.count("create_draft"), gmail.waiting) == (1, {})
    a_round(db, gmail, now=NOW + timedelta(seconds=11), memory=memory).run()

    assert gmail.calls.count("send_draft") == 1
    assert builders.statuses(db, enrollment) == ["sent"]


def test_an_answer_that_shows_late_still_stops(db: Database, gmail: FakeGmail) -> None:
    enrollment = builders.make_enrollment(db, email(), email(0))
    builders.went_out(db, enrollment, at=NOW.replace(hour=8))
    memory = Memory()
    gmail.announce("in1", thread_id="thread1")
    a_round(db, gmail, memory=memory).run()
    gmail.messages["in1"] = make_inbound()

    a_round(db, gmail, now=NOW + timedelta(seconds=4), memory=memory).run()

    assert "send_draft" not in gmail.calls
    assert builders.statuses(db, enrollment) == ["sent", "cancelled"]


def test_a_message_id_that_could_not_be_read_is_read_in_the_next_round(
    db: Database, gmail: FakeGmail
) -> None:
    enrollment = builders.make_enrollment(db)
    gmail.troubles["message"] = [Unavailable("not now")]
    a_round(db, gmail).run()
    assert builders.the_touches(db, enrollment)[0].rfc_id == ""

    gmail.messages["sent-d1"] = make_inbound("sent-d1", rfc_id="<real@mail.example>")
    a_round(db, gmail).run()

    assert builders.the_touches(db, enrollment)[0].rfc_id == "<real@mail.example>"
