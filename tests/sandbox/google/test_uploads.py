"""Uploads and batches, through Google's own client and by hand."""

import base64
from typing import Any

import pytest
from googleapiclient.errors import HttpError
from googleapiclient.http import BatchHttpRequest, MediaInMemoryUpload

from tests.sandbox.google import bench
from tests.sandbox.google.bench import GRACE, Bench

MAIL = base64.urlsafe_b64decode(bench.raw(text="By upload"))


@pytest.mark.parametrize("resumable", [False, True], ids=["at once", "resumable"])
def test_a_mail_is_sent_through_the_upload_address(stand_in: Bench, resumable: bool) -> None:
    media = MediaInMemoryUpload(MAIL, "message/rfc822", resumable=resumable)

    sent = stand_in.gmail().messages().send(userId="me", media_body=media).execute()

    assert sent["labelIds"] == ["SENT"]
    assert stand_in.threads(GRACE)[0]["messages"][0]["text"] == "By upload"


@pytest.mark.parametrize("resumable", [False, True], ids=["multipart", "resumable"])
def test_an_uploaded_draft_keeps_the_thread_it_was_meant_for(stand_in: Bench, resumable: bool) -> None:
    gmail = stand_in.gmail()
    first = bench.send(gmail)
    real = bench.message_id(gmail, first["id"])
    mail = base64.urlsafe_b64decode(bench.raw("Re: Hello", In_Reply_To=real, References=real))
    media = MediaInMemoryUpload(mail, "message/rfc822", resumable=resumable)
    body = {"message": {"threadId": first["threadId"]}}

    made = gmail.drafts().create(userId="me", body=body, media_body=media).execute()

    assert made["message"]["threadId"] == first["threadId"]
    shown = gmail.drafts().get(userId="me", id=made["id"]).execute()["message"]
    assert shown["payload"]["parts"][0]["mimeType"] == "text/plain"


def test_an_upload_of_another_kind_is_refused(stand_in: Bench) -> None:
    media = MediaInMemoryUpload(b"hello", "text/plain")

    with pytest.raises(HttpError, match="Media type is not supported"):
        stand_in.gmail().messages().send(userId="me", media_body=media).execute(http=None)


def test_a_file_of_another_kind_beside_its_json_is_refused(stand_in: Bench) -> None:
    media = MediaInMemoryUpload(b"%PDF-1", "application/pdf")
    asked = stand_in.gmail().drafts().create(userId="me", body={"message": {}}, media_body=media)

    with pytest.raises(HttpError, match="Media type is not supported"):
        asked.execute()


def test_a_mail_too_large_for_json_is_refused_there(stand_in: Bench) -> None:
    large = base64.urlsafe_b64encode(MAIL + b"x" * 4_000_000).decode()

    with pytest.raises(HttpError, match="exceeds the limit"):
        stand_in.gmail().drafts().create(userId="me", body={"message": {"raw": large}}).execute()


def test_an_upload_that_is_too_large_is_refused(stand_in: Bench) -> None:
    url = f"{stand_in.url}/upload/gmail/v1/users/me/messages/send?uploadType=media"
    headers = {"Authorization": f"Bearer {stand_in.access()}", "Content-Type": "message/rfc822"}

    answer = stand_in.http.request("POST", url, body=MAIL + b"x" * 36_700_160, headers=headers)

    assert answer.status == 413


def batch(stand_in: Bench, path: str, asked: list[Any]) -> list[tuple[Any, Any]]:
    told: list[tuple[Any, Any]] = []
    request = BatchHttpRequest(lambda _, body, error: told.append((body, error)), f"{stand_in.url}{path}")
    for one in asked:
        request.add(one)
    request.execute(http=asked[0].http)
    return told


@pytest.mark.parametrize("path", ["/batch", "/batch/gmail/v1"])
def test_a_batch_answers_each_call_and_charges_each(stand_in: Bench, path: str) -> None:
    gmail = stand_in.gmail()
    sent = bench.send(gmail)
    ids = (sent["id"], "1a2b")

    told = batch(
        stand_in, path, [gmail.messages().get(userId="me", id=id_, format="metadata") for id_ in ids]
    )

    assert told[0][0]["id"] == sent["id"]
    assert told[1][1].status_code == 404
    assert [call["units"] for call in stand_in.look("calls")[-2:]] == [20, 20]


def test_a_batch_is_at_most_a_hundred_calls(stand_in: Bench) -> None:
    parts = "".join(
        "--b\r\nContent-Type: application/http\r\n\r\nGET /gmail/v1/users/me/profile\r\n\r\n"
        for _ in range(101)
    )
    headers = {"Content-Type": "multipart/mixed; boundary=b", "Authorization": f"Bearer {stand_in.access()}"}

    answer = stand_in.http.request("POST", f"{stand_in.url}/batch", body=parts + "--b--", headers=headers)

    assert answer.status == 400
