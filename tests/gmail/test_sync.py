"""What came into a mailbox is read once, in order, whatever single messages do."""

from typing import Any

import pytest

from gmail import sync
from gmail.answers import Added, HistoryPage, Sent
from gmail.client import Gmail
from gmail.errors import CursorExpired, NotFound, Unavailable, Unreadable
from gmail.inbound import Inbound
from gmail.sync import Watching
from tests.gmail import stand_in as stands
from tests.gmail.builders import make_inbound
from tests.gmail.stand_in import ANA, GRACE, START, StandIn


class FakeGmail(Gmail):
    """Give prepared pages and messages; a message may be a list of what each look at it gives."""

    def __init__(self, pages: list[HistoryPage], mail: dict[str, Any]) -> None:
        self.pages = {"" if n == 0 else f"p{n}": page for n, page in enumerate(pages)}
        self.mail = mail
        self.looks: list[tuple[str, bool]] = []

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
    *ids: str, cursor: int = 9, next_page: str = "", labels: str = "INBOX", thread: str = "t1"
) -> HistoryPage:
    added = tuple(Added(id=id, thread_id=thread, labels=frozenset(labels.split())) for id in ids)
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


def test_an_outage_in_the_middle_gives_nothing_instead_of_half() -> None:
    with pytest.raises(Unavailable):
        read(FakeGmail([page("m1", "m2")], {"m1": make_inbound("m1"), "m2": Unavailable("503")}))


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


def test_unrelated_mail_comes_without_a_body(stand_in: StandIn) -> None:
    gmail = stand_in.gmail()
    cursor = gmail.profile().history_id
    stand_in.control("compose", address="alan.turing@example.com", to=ANA, subject="Lunch", text="Private")

    (mail,) = sync.read(gmail, cursor, Watching(addresses={GRACE})).messages

    assert (mail.subject, mail.text, mail.raw) == ("Lunch", "", b"")


@pytest.mark.parametrize("watched", [True, False], ids=["in a watched thread", "in a thread of its own"])
def test_a_bounce_comes_with_its_source(stand_in: StandIn, watched: bool) -> None:
    gmail = stand_in.gmail()
    sent = written(gmail)
    cursor = gmail.profile().history_id
    stand_in.control("answer", address=GRACE, kind="bounce")

    (mail,) = sync.read(gmail, cursor, watching(sent) if watched else Watching()).messages

    assert b"Final-Recipient" in mail.raw
    assert mail.thread_id == sent.thread_id


def test_a_lost_cursor_is_made_good_by_threads_and_search(stand_in: StandIn) -> None:
    gmail = stand_in.gmail()
    sent = written(gmail)
    cursor = gmail.profile().history_id
    stand_in.move(hours=1)
    since = stand_in.state.world.now()
    stand_in.control("answer", address=GRACE, kind="reply")
    stand_in.control("answer", address=GRACE, kind="new_thread")
    stand_in.move(hours=1)
    stand_in.control("expire_history", address=ANA)

    with pytest.raises(CursorExpired):
        sync.read(gmail, cursor, watching(sent))
    batch = sync.resync(gmail, watching(sent), since=since)

    assert [mail.thread_id == sent.thread_id for mail in batch.messages] in ([True, False], [False, True])
    assert all(mail.text for mail in batch.messages)
    assert sync.read(gmail, batch.cursor, watching(sent)).messages == ()


def test_a_resync_without_anything_new_finds_nothing(stand_in: StandIn) -> None:
    gmail = stand_in.gmail()
    sent = written(gmail)
    stand_in.move(hours=1)

    batch = sync.resync(gmail, watching(sent), since=stand_in.state.world.now())

    assert (batch.messages, batch.cursor) == ((), gmail.profile().history_id)


def test_many_addresses_are_searched_for_a_few_at_a_time() -> None:
    people = [f"candidate.number.{n}@a-rather-long-domain.example" for n in range(45)]

    ours, *queries = sync._queries([*people, 'evil" OR {from:x@y}'], START)

    asked = " ".join(queries)
    assert all(person in asked for person in [*people, "mailer-daemon"])
    assert max(map(len, queries)) < 1_000
    assert "evil" not in asked
    assert ours == f"in:sent after:{int(START.timestamp())}"
    assert all(
        query.startswith("from:{") and query.endswith(f"}} after:{int(START.timestamp())}")
        for query in queries
    )
