"""What came into a mailbox is read once, in order, whatever single messages do."""

from datetime import timedelta
from typing import Any

import pytest

from gmail import sync
from gmail.answers import Added, HistoryPage, Sent
from gmail.client import Gmail
from gmail.errors import NotFound, RateLimited, Unavailable, Unreadable
from gmail.inbound import Inbound
from tests.gmail import stand_in as stands
from tests.gmail.builders import make_inbound
from tests.gmail.stand_in import ANA, GRACE, StandIn
from tests.gmail.watching import Watching


class FakeGmail(Gmail):
    """Give prepared pages and messages for twenty units each; a message may be a list of what each look gives."""

    def __init__(self, pages: list[HistoryPage], mail: dict[str, Any]) -> None:
        self.pages = {"" if n == 0 else f"p{n}": page for n, page in enumerate(pages)}
        self.mail = mail
        self.looks: list[tuple[str, bool]] = []

    def spent(self) -> int:
        return 20 * len(self.looks)

    def history(self, cursor: int, page: str = "") -> HistoryPage:
        return self.pages[page]

    def message(self, id: str, *, full: bool = False) -> Inbound:
        self.looks.append((id, full))
        found = self.mail[id]
        shown = found.pop(0) if isinstance(found, list) else found
        if isinstance(shown, Exception):
            raise shown
        assert isinstance(shown, Inbound)
        return shown


def page(
    *ids: str, cursor: int = 9, next_page: str = "", labels: str = "INBOX", thread: str = "t1", at: int = 0
) -> HistoryPage:
    kept = frozenset(labels.split())
    added = tuple(Added(id=id, thread_id=thread, labels=kept, at=at and at + n) for n, id in enumerate(ids))
    return HistoryPage(added=added, cursor=cursor, next_page=next_page)


THREAD = Watching(threads={"t1"})


def read(gmail: Gmail, watching: Watching = THREAD, **words: Any) -> sync.Batch:
    return sync.read(gmail, 5, watching, **words)


def ids(batch: sync.Batch) -> list[str]:
    return [mail.id for mail in batch.messages]


def test_every_page_is_read_and_the_last_one_says_where_to_go_on() -> None:
    pages = [
        page("m1", cursor=10, next_page="p1"),
        page(cursor=11, next_page="p2"),
        page("m2", "m1", cursor=12),
    ]
    mail = {"m1": make_inbound("m1"), "m2": make_inbound("m2", minutes=1)}

    batch = read(FakeGmail(pages, mail))

    assert (ids(batch), batch.cursor, batch.set_aside) == (["m1", "m2"], 12, ())


def test_mail_is_handed_over_oldest_first() -> None:
    mail = {"m1": make_inbound("m1", minutes=5), "m2": make_inbound("m2", minutes=1)}

    assert ids(read(FakeGmail([page("m1", "m2")], mail))) == ["m2", "m1"]


@pytest.mark.parametrize("label", ["DRAFT", "CHAT"])
def test_drafts_and_chats_are_not_even_looked_at(label: str) -> None:
    gmail = FakeGmail([page("m1", labels=label)], {})

    assert ids(read(gmail)) == []
    assert gmail.looks == []


def test_what_is_known_already_is_not_read_again() -> None:
    assert ids(read(FakeGmail([page("m1")], {}), Watching(known={"m1"}))) == []
    assert ids(read(FakeGmail([page("m1")], {}), without={"m1"})) == []


@pytest.mark.parametrize(
    ("watching", "looks"),
    [
        pytest.param(Watching(threads={"t1"}), [("m1", True)], id="its thread is watched"),
        pytest.param(
            Watching(rfc_ids={"<ours@x>"}), [("m1", False), ("m1", True)], id="it answers a mail of ours"
        ),
        pytest.param(
            Watching(addresses={"Grace+jobs@Example.com"}),
            [("m1", False), ("m1", True)],
            id="it comes from somebody written to",
        ),
        pytest.param(Watching(threads={"t2"}), [("m1", False)], id="it is none of our business"),
    ],
)
def test_only_mail_that_concerns_us_is_read_with_its_body(
    watching: Watching, looks: list[tuple[str, bool]]
) -> None:
    gmail = FakeGmail([page("m1")], {"m1": make_inbound("m1", references=("<ours@x>",))})

    read(gmail, watching)

    assert gmail.looks == looks


def test_our_own_sent_mail_comes_without_its_body() -> None:
    gmail = FakeGmail([page("m1", labels="SENT")], {"m1": make_inbound("m1", labels=frozenset({"SENT"}))})

    assert ids(read(gmail)) == ["m1"]
    assert gmail.looks == [("m1", False)]


def test_the_cursor_stays_before_a_message_that_is_not_visible_yet() -> None:
    mail = {"m1": [NotFound(), make_inbound("m1")], "here": make_inbound("here", minutes=1)}
    gmail = FakeGmail([page("m1", "here"), page("m1", "here")], mail)

    first = read(gmail)
    second = read(gmail)

    assert (ids(first), first.missing, first.cursor) == (["here"], ("m1",), 5)
    assert (ids(second), second.missing, second.cursor) == (["m1", "here"], (), 9)


def test_a_message_that_stays_away_is_not_looked_for_for_ever() -> None:
    gmail = FakeGmail([page("gone", "here")], {"here": make_inbound("here")})

    batch = read(gmail, without={"gone"})

    assert (ids(batch), batch.missing, batch.cursor) == (["here"], (), 9)


def test_a_message_that_cannot_be_understood_is_set_aside_and_blocks_nobody() -> None:
    batch = read(FakeGmail([page("m1", "m2")], {"m1": Unreadable("KeyError"), "m2": make_inbound("m2")}))

    assert ids(batch) == ["m2"]
    assert [(aside.id, aside.thread_id, aside.why) for aside in batch.set_aside] == [("m1", "t1", "KeyError")]


def test_an_outage_at_the_beginning_is_told() -> None:
    with pytest.raises(Unavailable):
        read(FakeGmail([page("m1", "m2")], {"m1": Unavailable("503"), "m2": make_inbound("m2")}))


@pytest.mark.parametrize("trouble", [Unavailable("503"), RateLimited(timedelta(minutes=1))])
def test_an_outage_in_the_middle_keeps_what_was_read_and_stays_before_the_rest(trouble: Exception) -> None:
    mail = {"m1": make_inbound("m1"), "m2": trouble, "m3": make_inbound("m3")}

    batch = read(FakeGmail([page("m1", "m2", "m3", at=6)], mail))

    assert (ids(batch), batch.cursor, batch.reaches_now) == (["m1"], 6, False)


def backlog(of: int) -> FakeGmail:
    mail = {f"m{n}": make_inbound(f"m{n}", minutes=n) for n in range(of)}
    names = list(mail)
    first, second = names[: of // 2], names[of // 2 :]
    pages = [page(*first, at=100, next_page="p1"), page(*second, at=100 + len(first), cursor=999)]
    return FakeGmail(pages, mail)


@pytest.mark.parametrize(
    ("units", "cursor", "read_by_now"),
    [
        pytest.param(20, 100, 1, id="one"),
        pytest.param(100, 104, 5, id="the whole first page"),
        pytest.param(140, 106, 7, id="some of the second"),
        pytest.param(190, 999, 10, id="all, a little over"),
        pytest.param(200, 999, 10, id="all, exactly"),
    ],
)
def test_what_the_units_do_not_suffice_for_is_left_behind_the_cursor(
    units: int, cursor: int, read_by_now: int
) -> None:
    batch = read(backlog(10), units=units)

    assert (len(batch.messages), batch.cursor, batch.whole) == (read_by_now, cursor, cursor == 999)


def test_the_cursor_never_parts_two_messages_of_one_record() -> None:
    twins = HistoryPage(
        added=tuple(
            Added(id=id, thread_id="t1", labels=frozenset(), at=at)
            for id, at in (("m1", 6), ("m2", 7), ("m3", 7))
        ),
        cursor=9,
        next_page="",
    )
    gmail = FakeGmail([twins], {id: make_inbound(id) for id in ("m1", "m2", "m3")})

    assert read(gmail, units=40).cursor == 6


def test_the_cursor_stays_before_the_first_message_that_is_not_visible() -> None:
    mail = {"m1": make_inbound("m1"), "m2": NotFound(), "m3": make_inbound("m3")}

    batch = read(FakeGmail([page("m1", "m2", "m3", at=6)], mail))

    assert (ids(batch), batch.missing, batch.cursor) == (["m1", "m3"], ("m2",), 6)


def test_a_history_that_does_not_end_is_given_up() -> None:
    class Endless(FakeGmail):
        def history(self, cursor: int, page: str = "") -> HistoryPage:
            return HistoryPage(added=(), cursor=9, next_page="again")

    with pytest.raises(Unavailable):
        read(Endless([], {}))


def written(gmail: Gmail) -> Sent:
    return gmail.send_draft(stands.draft(gmail).id)


def watching(sent: Sent) -> Watching:
    return Watching(threads={sent.thread_id}, addresses={GRACE})


@pytest.mark.parametrize("kind", ["reply", "away", "opt_out", "left", "accept", "new_thread"])
def test_whatever_the_candidate_does_is_read_with_its_words(stand_in: StandIn, kind: str) -> None:
    gmail = stand_in.gmail()
    sent = written(gmail)
    cursor = gmail.profile().history_id
    stand_in.move(hours=1)
    stand_in.control("answer", address=GRACE, kind=kind)

    (mail,) = read(gmail, watching(sent), without={sent.message_id}).messages

    assert (mail.from_address, bool(mail.text)) == (GRACE, True)
    assert bool(mail.calendar) is (kind == "accept")
    assert gmail.history(cursor).cursor > cursor


@pytest.mark.parametrize("kind", ["other_address", "assistant"])
def test_somebody_else_who_answers_is_found_by_the_mail_they_answer(stand_in: StandIn, kind: str) -> None:
    gmail = stand_in.gmail()
    sent = written(gmail)
    ours = gmail.message(sent.message_id).rfc_id
    cursor = gmail.profile().history_id
    stand_in.control("answer", address=GRACE, kind=kind)

    (mail,) = sync.read(gmail, cursor, Watching(rfc_ids={ours})).messages

    assert mail.from_address != GRACE
    assert mail.text


def test_unrelated_mail_is_looked_at_and_forgotten(stand_in: StandIn) -> None:
    gmail = stand_in.gmail()
    cursor = gmail.profile().history_id
    stand_in.control("compose", address="alan.turing@example.com", to=ANA, subject="Lunch", text="Private")

    batch = sync.read(gmail, cursor, Watching(addresses={GRACE}))

    assert (batch.messages, batch.whole, batch.cursor > cursor) == ((), True, True)


@pytest.mark.parametrize("watched", [True, False], ids=["in a watched thread", "in a thread of its own"])
def test_a_bounce_comes_with_its_source(stand_in: StandIn, watched: bool) -> None:
    gmail = stand_in.gmail()
    sent = written(gmail)
    cursor = gmail.profile().history_id
    stand_in.control("answer", address=GRACE, kind="bounce")

    (mail,) = sync.read(gmail, cursor, watching(sent) if watched else Watching()).messages

    assert b"Final-Recipient" in mail.raw
    assert mail.thread_id == sent.thread_id


def test_an_answer_to_a_mail_of_ours_nobody_has_written_down_is_read_with_it() -> None:
    """A database that fell back has forgotten the thread, and both are found in one reading."""
    pages = [page("s1", labels="SENT", thread="t2", next_page="p1"), page("m1", thread="t2")]
    sent = make_inbound("s1", thread_id="t2", labels=frozenset({"SENT"}), token="ours")
    mail = {"s1": sent, "m1": make_inbound("m1", thread_id="t2", minutes=1)}

    assert ids(read(FakeGmail(pages, mail), Watching())) == ["s1", "m1"]
