"""What changed in a mailbox, page by page, until Google has forgotten it."""

from typing import Any

import pytest
from googleapiclient.errors import HttpError

from tests.sandbox.google import bench
from tests.sandbox.google.bench import ANA, AUTH, GRACE, Bench


def cursor(gmail: Any) -> str:
    return str(gmail.getProfile(userId="me").execute()["historyId"])


def pages(gmail: Any, start: str, **filters: Any) -> list[dict[str, Any]]:
    asked = gmail.history().list(userId="me", startHistoryId=start, **filters)
    found = []
    while asked is not None:
        found.append(asked.execute())
        asked = gmail.history().list_next(asked, found[-1])
    return found


def added(found: list[dict[str, Any]]) -> list[str]:
    records = [record for page in found for record in page.get("history", [])]
    return [entry["message"]["id"] for record in records for entry in record.get("messagesAdded", [])]


def test_a_reply_shows_as_an_added_message(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    sent = bench.send(gmail)
    start = cursor(gmail)
    stand_in.control("answer", address=GRACE, kind="reply")

    found = pages(gmail, start, historyTypes="messageAdded")

    entry = found[-1]["history"][0]["messagesAdded"][0]["message"]
    assert entry["threadId"] == sent["threadId"]
    assert "INBOX" in entry["labelIds"]
    assert int(found[-1]["historyId"]) > int(start)


def test_nothing_new_is_one_page_without_records(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    bench.send(gmail)

    found = pages(gmail, start := cursor(gmail))

    assert found == [{"historyId": start}]


def test_ids_rise_with_gaps(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    start = cursor(gmail)
    for _ in range(20):
        bench.send(gmail)

    ids = [int(record["id"]) for page in pages(gmail, start) for record in page.get("history", [])]

    assert ids == sorted(set(ids))
    assert ids[-1] - ids[0] > len(ids)


def test_every_page_is_reached_and_some_are_empty(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    start = cursor(gmail)
    sent = [bench.send(gmail)["id"] for _ in range(5)]

    found = [pages(gmail, start, maxResults=2) for _ in range(5)]

    assert [added(one) for one in found] == [sent] * 5
    assert [page for page in found[4] if "history" not in page and "nextPageToken" in page]


def test_what_a_filter_refuses_leaves_empty_pages_behind(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    start = cursor(gmail)
    bench.send(gmail)
    bench.send(gmail, to=ANA)

    found = pages(gmail, start, maxResults=1, labelId="INBOX", historyTypes="messageAdded")

    assert ["history" in page for page in found] == [False, False, False]


def test_sending_a_draft_is_a_deletion_and_an_addition(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    made = gmail.drafts().create(userId="me", body={"message": {"raw": bench.raw()}}).execute()
    start = cursor(gmail)
    sent = gmail.drafts().send(userId="me", body={"id": made["id"]}).execute()

    found = pages(gmail, start)

    deleted = [
        r["messagesDeleted"][0]["message"]["id"] for r in found[0]["history"] if "messagesDeleted" in r
    ]
    assert added(found) == [sent["id"]]
    assert deleted == [made["message"]["id"]]


def test_labels_given_and_taken_are_told(stand_in: Bench) -> None:
    gmail = stand_in.gmail(ANA, AUTH + "modify")
    sent = bench.send(gmail, to=ANA)
    start = cursor(gmail)
    body = {"addLabelIds": ["STARRED"], "removeLabelIds": ["UNREAD"]}
    gmail.messages().modify(userId="me", id=sent["id"], body=body).execute()

    records = pages(gmail, start)[0]["history"]

    assert records[0]["labelsAdded"][0]["labelIds"] == ["STARRED"]
    assert records[1]["labelsRemoved"][0]["labelIds"] == ["UNREAD"]


@pytest.mark.parametrize(
    "start", [pytest.param("1", id="too old"), pytest.param("99999999", id="not yet given out")]
)
def test_an_id_that_is_not_known_is_404(stand_in: Bench, start: str) -> None:
    gmail = stand_in.gmail()
    stand_in.control("expire_history", address=ANA)

    with pytest.raises(HttpError) as refused:
        pages(gmail, start)

    assert refused.value.status_code == 404


def test_expiring_makes_even_the_newest_cursor_too_old(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    start = cursor(gmail)
    stand_in.control("expire_history", address=ANA)

    with pytest.raises(HttpError) as refused:
        pages(gmail, start)

    assert refused.value.status_code == 404
    assert len(pages(gmail, cursor(gmail))) == 1


def test_records_are_kept_for_a_week(stand_in: Bench) -> None:
    gmail, start = stand_in.gmail(), "1000000"
    bench.send(gmail)
    stand_in.move(days=7)
    still = added(pages(stand_in.gmail(), start))
    stand_in.move(seconds=1)

    with pytest.raises(HttpError) as refused:
        pages(stand_in.gmail(), start)

    assert (len(still), refused.value.status_code) == (1, 404)
