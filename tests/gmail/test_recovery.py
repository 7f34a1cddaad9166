"""A mailbox whose cursor is lost is read all the same, in as many goes as the units need."""

from datetime import datetime

import pytest

from gmail import recovery, sync
from gmail.answers import Sent
from gmail.client import Gmail
from gmail.errors import CursorExpired, Unavailable
from gmail.inbound import Inbound
from gmail.recovery import Recovery, Sought
from tests.gmail import stand_in as stands
from tests.gmail.stand_in import ANA, GRACE, START, StandIn
from tests.gmail.watching import Watching

LOST = 5


def written(gmail: Gmail) -> Sent:
    return gmail.send_draft(stands.draft(gmail).id)


def begun(gmail: Gmail, sent: Sent, since: datetime) -> tuple[Recovery, Watching]:
    sought = Sought(threads=frozenset({sent.thread_id}), addresses=frozenset({GRACE}))
    watching = Watching(threads=sought.threads, addresses=sought.addresses, known={sent.message_id})
    return recovery.begin(gmail, sought, lost=LOST, since=since), watching


def answered_twice(stand_in: StandIn, sent: Sent) -> datetime:
    stand_in.move(hours=1)
    since = stand_in.state.world.now()
    stand_in.control("answer", address=GRACE, kind="reply")
    stand_in.control("answer", address=GRACE, kind="new_thread")
    stand_in.move(hours=1)
    return since


def test_a_lost_cursor_is_made_good_by_threads_and_search(stand_in: StandIn) -> None:
    gmail = stand_in.gmail()
    sent = written(gmail)
    cursor = gmail.profile().history_id
    since = answered_twice(stand_in, sent)
    stand_in.control("expire_history", address=ANA)
    begin, watching = begun(gmail, sent, since)

    with pytest.raises(CursorExpired):
        sync.read(gmail, cursor, watching)
    batch, rest = recovery.go_on(gmail, begin, watching)

    assert [mail.thread_id == sent.thread_id for mail in batch.messages] in ([True, False], [False, True])
    assert all(mail.text for mail in batch.messages)
    assert (batch.whole, rest) == (True, None)
    assert sync.read(gmail, batch.cursor, watching).messages == ()


def test_a_recovery_goes_on_where_the_units_ended_and_keeps_to_the_lost_cursor(stand_in: StandIn) -> None:
    gmail = stand_in.gmail()
    sent = written(gmail)
    begin, watching = begun(gmail, sent, answered_twice(stand_in, sent))
    rest: Recovery | None = begin
    found: list[Inbound] = []
    cursors: list[int] = []

    while rest is not None:
        batch, rest = recovery.go_on(gmail, rest, watching, units=10)
        found += batch.messages
        cursors.append(batch.cursor)
        assert batch.whole is (rest is None)

    assert len(found) == len({mail.id for mail in found}) == 2
    assert set(cursors[:-1]) == {LOST}
    assert cursors[-1] == begin.cursor


class Failing(Gmail):
    """Fail at the second message, or at the second search."""

    def __init__(self, gmail: Gmail, name: str) -> None:
        self._gmail = gmail
        self._name = name
        self.left = 1

    def __getattribute__(self, name: str) -> object:
        if name in {"_gmail", "_name", "left"}:
            return object.__getattribute__(self, name)
        if name == self._name:
            if not self.left:
                raise Unavailable("503")
            self.left -= 1
        return getattr(self._gmail, name)


@pytest.mark.parametrize("call", ["message", "search"])
def test_an_outage_in_the_middle_keeps_what_was_read(stand_in: StandIn, call: str) -> None:
    gmail = stand_in.gmail()
    sent = written(gmail)
    begin, watching = begun(gmail, sent, answered_twice(stand_in, sent))

    batch, rest = recovery.go_on(Failing(gmail, call), begin, watching)
    assert (len(batch.messages), batch.cursor, batch.whole) == (1, LOST, False)
    assert rest is not None
    again, rest = recovery.go_on(gmail, rest, watching)

    assert (len(again.messages), rest) == (1, None)


def test_a_recovery_without_anything_new_finds_nothing(stand_in: StandIn) -> None:
    gmail = stand_in.gmail()
    sent = written(gmail)
    stand_in.move(hours=1)
    begin, watching = begun(gmail, sent, stand_in.state.world.now())

    batch, _ = recovery.go_on(gmail, begin, watching)

    assert (batch.messages, batch.cursor) == ((), gmail.profile().history_id)


def test_many_addresses_are_searched_for_a_few_at_a_time() -> None:
    people = [f"candidate.number.{n}@a-rather-long-domain.example" for n in range(45)]

    ours, *queries = recovery._queries([*people, 'evil" OR {from:x@y}'], START)

    asked = " ".join(queries)
    assert all(person in asked for person in [*people, "mailer-daemon"])
    assert max(map(len, queries)) < 1_000
    assert "evil" not in asked
    assert ours == f"in:sent after:{int(START.timestamp())}"
    assert all(
        query.startswith("from:{") and query.endswith(f"}} after:{int(START.timestamp())}")
        for query in queries
    )
