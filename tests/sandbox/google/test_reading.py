"""Messages, threads and the small things, as the API shows them; and a search that lags."""

import base64
from email.message import EmailMessage
from typing import Any

import pytest
from googleapiclient.errors import HttpError

from tests.sandbox.google import bench
from tests.sandbox.google.bench import ANA, AUTH, GRACE, Bench


def found(gmail: Any, query: str, **more: Any) -> list[str]:
    shown = gmail.messages().list(userId="me", q=query, **more).execute()
    return [message["id"] for message in shown.get("messages", [])]


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        pytest.param("full", {"payload"}, id="full"),
        pytest.param("metadata", {"payload"}, id="metadata"),
        pytest.param("minimal", set(), id="minimal"),
        pytest.param("raw", {"raw"}, id="raw"),
    ],
)
def test_each_format_shows_its_part(stand_in: Bench, form: str, fields: set[str]) -> None:
    gmail = stand_in.gmail()
    sent = bench.send(gmail)

    shown = gmail.messages().get(userId="me", id=sent["id"], format=form).execute()

    always = {"id", "threadId", "labelIds", "snippet", "historyId", "internalDate", "sizeEstimate"}
    assert set(shown) == always | fields
    assert shown["snippet"] == "Hi Grace"


def test_metadata_has_the_headers_asked_for_and_no_body(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    sent = bench.send(gmail)

    asked = gmail.messages().get(
        userId="me", id=sent["id"], format="metadata", metadataHeaders=["message-id", "TO"]
    )

    payload = asked.execute()["payload"]
    assert {header["name"] for header in payload["headers"]} == {"Message-Id", "To"}
    assert set(payload) == {"mimeType", "headers"}


def test_the_full_format_has_text_and_html(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    sent = bench.send(gmail, text="Grüße")

    parts = gmail.messages().get(userId="me", id=sent["id"]).execute()["payload"]["parts"]

    texts = [base64.urlsafe_b64decode(part["body"]["data"]).decode().strip() for part in parts]
    assert [part["mimeType"] for part in parts] == ["text/plain", "text/html"]
    assert texts == ["Grüße", "<p>Grüße</p>"]


def test_headers_are_decoded(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    sent = bench.send(gmail, subject="Grüße aus Köln, und noch viel mehr, damit die Zeile umgebrochen wird")

    shown = gmail.messages().get(userId="me", id=sent["id"]).execute()

    assert bench.header(shown, "Subject").startswith("Grüße aus Köln, und noch viel mehr, damit")


def test_an_attachment_is_fetched_by_its_id(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    mail = EmailMessage()
    mail["To"], mail["Subject"] = GRACE, "Offer"
    mail.set_content("See below")
    mail.add_attachment(b"%PDF-1", maintype="application", subtype="pdf", filename="offer.pdf")
    body = {"raw": base64.urlsafe_b64encode(mail.as_bytes()).decode()}
    sent = gmail.messages().send(userId="me", body=body).execute()
    part = gmail.messages().get(userId="me", id=sent["id"]).execute()["payload"]["parts"][1]

    asked = gmail.messages().attachments()
    shown = asked.get(userId="me", messageId=sent["id"], id=part["body"]["attachmentId"]).execute()

    assert (part["filename"], base64.urlsafe_b64decode(shown["data"])) == ("offer.pdf", b"%PDF-1")


def test_a_thread_shows_its_messages_oldest_first(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    sent = bench.send(gmail)
    answer = stand_in.control("answer", address=GRACE, kind="reply")
    thread = gmail.threads().get(userId="me", id=sent["threadId"], format="metadata").execute()

    assert len(thread["messages"]) == 2
    assert thread["messages"][0]["id"] == sent["id"]
    assert thread["messages"][1]["id"] != answer["id"]
    assert int(thread["historyId"]) == int(thread["messages"][1]["historyId"])


def test_threads_are_listed_newest_first(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    threads = [bench.send(gmail, subject=subject)["threadId"] for subject in ("One", "Two")]

    shown = gmail.threads().list(userId="me").execute()["threads"]

    assert [thread["id"] for thread in shown] == threads[::-1]


def test_lists_come_in_pages(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    sent = [bench.send(gmail)["id"] for _ in range(3)]

    first = gmail.messages().list(userId="me", maxResults=2).execute()
    rest = gmail.messages().list(userId="me", maxResults=2, pageToken=first["nextPageToken"]).execute()

    assert [m["id"] for m in first["messages"] + rest["messages"]] == sent[::-1]
    assert "nextPageToken" not in rest


def test_search_lags_behind_the_mailbox_and_a_plain_list_does_not(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    sent = bench.send(gmail)["id"]

    early = found(gmail, "in:sent")
    stand_in.move(seconds=30)

    assert (early, found(gmail, "in:sent")) == ([], [sent])
    assert [m["id"] for m in gmail.messages().list(userId="me", labelIds="SENT").execute()["messages"]] == [
        sent
    ]


def test_the_lag_can_be_set(stand_in: Bench) -> None:
    stand_in.control("rules", search_lag=0)
    gmail = stand_in.gmail()
    sent = bench.send(gmail)["id"]

    assert found(gmail, "in:sent") == [sent]


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        pytest.param("from:ana@acme.example", {"Hello", "Other"}, id="from"),
        pytest.param("to:grace.hopper@example.com", {"Hello"}, id="to"),
        pytest.param('subject:"hello"', {"Hello", "Re: Hello"}, id="subject, quoted"),
        pytest.param("in:sent subject:hello", {"Hello"}, id="two conditions"),
        pytest.param("from:{grace.hopper@example.com nobody@x.example}", {"Re: Hello"}, id="any of"),
        pytest.param("{from:grace.hopper to:alan}", {"Re: Hello", "Other"}, id="braces"),
        pytest.param("subject:other OR in:inbox", {"Other", "Re: Hello"}, id="or"),
        pytest.param("-in:sent", {"Re: Hello"}, id="not"),
        pytest.param("after:2026/11/23 before:2026/11/24", {"Hello", "Other", "Re: Hello"}, id="dates"),
        pytest.param("after:1795424401", set(), id="after a second"),
        pytest.param("in:sent after:1795424400", {"Hello", "Other"}, id="from a second on"),
        pytest.param("weekend", {"Other"}, id="a word in the text"),
        pytest.param("rfc822msgid:<mine@client.example>", set(), id="our own id, which was replaced"),
    ],
)
def test_search_understands_the_usual_operators(stand_in: Bench, query: str, hits: set[str]) -> None:
    gmail = stand_in.gmail()
    bench.send(gmail)
    stand_in.control("answer", address=GRACE, kind="reply")
    bench.send(gmail, subject="Other", to="alan.turing@example.com", text="This weekend")
    stand_in.move(minutes=1)

    shown = [gmail.messages().get(userId="me", id=id_).execute() for id_ in found(gmail, query)]

    assert {bench.header(message, "Subject") for message in shown} == hits


def test_the_real_message_id_is_found(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    sent = bench.send(gmail)["id"]
    stand_in.move(minutes=1)

    assert found(gmail, f"rfc822msgid:{bench.message_id(gmail, sent)}") == [sent]


def test_spam_is_found_only_when_asked_for(stand_in: Bench) -> None:
    gmail = stand_in.gmail(ANA, AUTH + "modify")
    sent = bench.send(gmail, to=ANA)["id"]
    body = {"addLabelIds": ["SPAM"], "removeLabelIds": ["INBOX"]}
    gmail.messages().modify(userId="me", id=sent, body=body).execute()
    stand_in.move(minutes=1)

    assert found(gmail, "subject:hello") == []
    assert found(gmail, "subject:hello", includeSpamTrash=True) == found(gmail, "in:spam") == [sent]


@pytest.mark.parametrize("label", ["NOPE", "SENT", "DRAFT"])
def test_a_label_that_cannot_be_given_is_refused(stand_in: Bench, label: str) -> None:
    gmail = stand_in.gmail(ANA, AUTH + "modify")
    sent = bench.send(gmail)["id"]

    with pytest.raises(HttpError, match=f"Invalid label: {label}"):
        gmail.messages().modify(userId="me", id=sent, body={"addLabelIds": [label]}).execute()


def test_labels_are_listed(stand_in: Bench) -> None:
    labels = stand_in.gmail().labels().list(userId="me").execute()["labels"]

    assert {"INBOX", "SENT", "DRAFT", "UNREAD"} <= {label["id"] for label in labels}


def test_send_as_tells_names_aliases_and_the_signature(stand_in: Bench) -> None:
    primary, alias = stand_in.gmail().settings().sendAs().list(userId="me").execute()["sendAs"]

    assert (primary["sendAsEmail"], primary["displayName"], primary["isDefault"]) == (
        ANA,
        "Ana Lovelace",
        True,
    )
    assert "<b>Ana Lovelace</b>" in primary["signature"]
    assert (alias["sendAsEmail"], alias["verificationStatus"]) == ("talent@acme.example", "accepted")


def test_watch_is_refused_for_want_of_a_topic(stand_in: Bench) -> None:
    with pytest.raises(HttpError, match="Invalid topicName does not match") as refused:
        stand_in.gmail().watch(userId="me", body={"topicName": "projects/x/topics/y"}).execute()

    assert refused.value.status_code == 400


@pytest.mark.parametrize(
    ("id_", "status"),
    [pytest.param("1a2b", 404, id="unknown id"), pytest.param("<x@mail.gmail.com>", 400, id="no id at all")],
)
def test_a_message_that_is_not_there(stand_in: Bench, id_: str, status: int) -> None:
    with pytest.raises(HttpError) as refused:
        stand_in.gmail().messages().get(userId="me", id=id_).execute()

    assert refused.value.status_code == status
