"""What Gmail makes of a mail, where it brings it, and which thread it puts it in."""

from typing import Any

import pytest
from googleapiclient.errors import HttpError

from tests.sandbox.google import bench
from tests.sandbox.google.bench import ANA, BEN, GRACE, Bench


def test_a_sent_mail_arrives_with_text_html_and_its_own_headers(stand_in: Bench) -> None:
    bench.send(stand_in.gmail(), X_Overture_Id="token-1", Reply_To="talent@acme.example")

    message = stand_in.threads(GRACE)[0]["messages"][0]

    assert (message["text"], message["html"]) == ("Hi Grace", "<p>Hi Grace</p>")
    assert message["headers"]["X-Overture-Id"] == "token-1"
    assert message["headers"]["Reply-To"] == "talent@acme.example"
    assert message["from"] == "Ana Lovelace <ana@acme.example>"
    assert {"INBOX", "UNREAD"} <= set(message["labels"])


def test_gmail_replaces_the_message_id_on_both_copies(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    sent = bench.send(gmail)

    real = bench.message_id(gmail, sent["id"])

    assert real.startswith("<CA")
    assert real.endswith("@mail.gmail.com>")
    assert stand_in.threads(GRACE)[0]["messages"][0]["message_id"] == real


def test_gmail_sets_the_date(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    sent = bench.send(gmail, Date="Thu, 01 Jan 1970 00:00:00 +0000")

    shown = gmail.messages().get(userId="me", id=sent["id"]).execute()

    assert bench.header(shown, "Date") == "Mon, 23 Nov 2026 09:00:00 +0000"
    assert shown["internalDate"] == str(int(bench.START.timestamp() * 1000))


@pytest.mark.parametrize(
    ("written", "put"),
    [
        pytest.param("A. L. <ana@acme.example>", "A. L. <ana@acme.example>", id="own address"),
        pytest.param(
            "talent@acme.example", "Acme Talent <talent@acme.example>", id="accepted alias, no name"
        ),
        pytest.param("Boss <boss@acme.example>", "Ana Lovelace <ana@acme.example>", id="somebody else"),
    ],
)
def test_from_is_an_own_address_or_becomes_one(stand_in: Bench, written: str, put: str) -> None:
    bench.send(stand_in.gmail(), From=written)

    assert stand_in.threads(GRACE)[0]["messages"][0]["from"] == put


def test_a_blind_copy_is_delivered_and_seen_by_its_sender_only(stand_in: Bench) -> None:
    bench.send(stand_in.gmail(), Bcc=BEN)

    copies = [stand_in.threads(who)[0]["messages"][0] for who in (ANA, BEN, GRACE)]

    assert ["Bcc" in copy["headers"] for copy in copies] == [True, False, False]


def test_a_mail_to_oneself_is_one_message_sent_and_received(stand_in: Bench) -> None:
    sent = bench.send(stand_in.gmail(), to="talent@acme.example")

    messages = stand_in.threads(ANA)[0]["messages"]

    assert [message["id"] for message in messages] == [sent["id"]]
    assert {"SENT", "INBOX", "UNREAD"} <= set(messages[0]["labels"])


def test_a_stranger_gets_a_mailbox_when_written_to(stand_in: Bench) -> None:
    bench.send(stand_in.gmail(), to="Mary.Jackson+jobs@Example.org")

    people = {one["address"]: one["name"] for one in stand_in.look("state")["accounts"]}

    assert people["mary.jackson@example.org"] == "Mary Jackson"


def follow_up(gmail: Any, first: dict[str, Any], **changed: str) -> dict[str, Any]:
    real = bench.message_id(gmail, first["id"])
    words = {"subject": "Re: Hello", "In_Reply_To": real, "References": real} | changed
    body = {"raw": bench.raw(**words), "threadId": first["threadId"]}
    return dict(gmail.messages().send(userId="me", body=body).execute())


def test_a_follow_up_stays_in_the_thread_on_both_sides(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    first = bench.send(gmail)

    second = follow_up(gmail, first)

    assert second["threadId"] == first["threadId"]
    assert [len(thread["messages"]) for thread in stand_in.threads(GRACE)] == [2]


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"subject": "Re: Hello again"}, id="another subject"),
        pytest.param({"In_Reply_To": "<mine@client.example>", "References": "<x@y.example>"}, id="wrong ids"),
        pytest.param({"In_Reply_To": "", "References": ""}, id="no references"),
    ],
)
def test_one_condition_missing_starts_a_new_thread_in_silence(
    stand_in: Bench, changed: dict[str, str]
) -> None:
    gmail = stand_in.gmail()
    first = bench.send(gmail)

    assert follow_up(gmail, first, **changed)["threadId"] != first["threadId"]


def test_references_without_a_thread_id_start_a_new_thread_for_the_sender_only(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    first = bench.send(gmail)
    real = bench.message_id(gmail, first["id"])

    second = bench.send(gmail, subject="Re: Hello", In_Reply_To=real)

    assert second["threadId"] != first["threadId"]
    assert len(stand_in.threads(GRACE)) == 1


def test_a_thread_that_is_not_there_is_refused(stand_in: Bench) -> None:
    with pytest.raises(HttpError) as refused:
        follow_up(gmail := stand_in.gmail(), {"id": bench.send(gmail)["id"], "threadId": "12ab"})

    assert refused.value.status_code == 404


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        pytest.param({"raw": "no+base64/url"}, "Invalid value for ByteString", id="wrong alphabet"),
        pytest.param({"raw": "AAAAA"}, "Invalid value for ByteString", id="cut"),
        pytest.param({"raw": "AAAA"}, "Invalid message", id="no mail"),
        pytest.param({}, "'raw' RFC822 payload message string", id="nothing"),
        pytest.param({"raw": bench.raw(to="")}, "Recipient address required", id="nobody to write to"),
        pytest.param({"raw": bench.raw(to="undisclosed")}, "Invalid To header", id="no address"),
        pytest.param({"raw": bench.raw(), "threadId": "no id"}, "Invalid thread_id value", id="no thread id"),
    ],
)
def test_what_is_no_mail_is_refused_with_a_reason(
    stand_in: Bench, body: dict[str, str], sentence: str
) -> None:
    with pytest.raises(HttpError, match=sentence) as refused:
        stand_in.gmail().messages().send(userId="me", body=body).execute()

    assert refused.value.status_code == 400
    assert stand_in.threads(ANA) == []
