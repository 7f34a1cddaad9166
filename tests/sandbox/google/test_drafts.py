"""A draft keeps its id while it is edited, is sent once, and is then gone."""

from typing import Any

import pytest
from googleapiclient.errors import HttpError

from tests.sandbox.google import bench
from tests.sandbox.google.bench import ANA, GRACE, Bench


def draft(gmail: Any, thread_id: str = "", **words: str) -> dict[str, Any]:
    message = {"raw": bench.raw(**words)} | ({"threadId": thread_id} if thread_id else {})
    return dict(gmail.drafts().create(userId="me", body={"message": message}).execute())


def test_a_draft_is_seen_and_not_delivered(stand_in: Bench) -> None:
    gmail = stand_in.gmail()

    made = draft(gmail)

    shown = gmail.drafts().get(userId="me", id=made["id"], format="minimal").execute()
    assert shown["message"]["id"] == made["message"]["id"]
    assert shown["message"]["labelIds"] == ["DRAFT"]
    assert gmail.drafts().list(userId="me").execute()["drafts"][0]["id"] == made["id"]
    assert stand_in.threads(GRACE) == []


def test_sending_a_draft_uses_it_up_and_makes_a_new_message(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    made = draft(gmail, X_Overture_Id="token-1")

    sent = gmail.drafts().send(userId="me", body={"id": made["id"]}).execute()

    assert sent["id"] != made["message"]["id"]
    assert sent["labelIds"] == ["SENT"]
    assert gmail.drafts().list(userId="me").execute() == {"resultSizeEstimate": 0}
    assert stand_in.threads(GRACE)[0]["messages"][0]["headers"]["X-Overture-Id"] == "token-1"


def test_a_draft_cannot_be_sent_twice(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    made = draft(gmail)
    gmail.drafts().send(userId="me", body={"id": made["id"]}).execute()

    with pytest.raises(HttpError, match="Requested entity was not found") as refused:
        gmail.drafts().send(userId="me", body={"id": made["id"]}).execute()

    assert refused.value.status_code == 404
    assert len(stand_in.threads(GRACE)) == 1


def test_the_message_id_of_a_draft_is_not_that_of_the_sent_mail(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    made = draft(gmail)
    before = bench.message_id(gmail, made["message"]["id"])

    sent = gmail.drafts().send(userId="me", body={"id": made["id"]}).execute()

    assert before not in {"", "<mine@client.example>", bench.message_id(gmail, sent["id"])}


def test_an_update_keeps_the_draft_id_and_changes_the_message_id(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    made = draft(gmail)

    body = {"message": {"raw": bench.raw(text="Second thoughts")}}
    updated = gmail.drafts().update(userId="me", id=made["id"], body=body).execute()

    assert updated["id"] == made["id"]
    assert updated["message"]["id"] != made["message"]["id"]
    assert updated["message"]["threadId"] == made["message"]["threadId"]


def test_another_subject_moves_the_draft_to_another_thread(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    made = draft(gmail)

    body = {"message": {"raw": bench.raw("Something else")}}
    updated = gmail.drafts().update(userId="me", id=made["id"], body=body).execute()

    assert updated["message"]["threadId"] != made["message"]["threadId"]


def test_content_beside_the_id_replaces_the_draft_when_sent(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    made = draft(gmail)

    gmail.drafts().send(
        userId="me", body={"id": made["id"], "message": {"raw": bench.raw(text="New")}}
    ).execute()

    assert stand_in.threads(GRACE)[0]["messages"][0]["text"] == "New"


def test_a_deleted_draft_cannot_be_sent(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    made = draft(gmail)
    gmail.drafts().delete(userId="me", id=made["id"]).execute()

    with pytest.raises(HttpError) as refused:
        gmail.drafts().send(userId="me", body={"id": made["id"]}).execute()

    assert refused.value.status_code == 404


def test_a_draft_that_cannot_be_sent_stays(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    made = draft(gmail, to="")

    with pytest.raises(HttpError, match="Recipient address required"):
        gmail.drafts().send(userId="me", body={"id": made["id"]}).execute()

    assert gmail.drafts().get(userId="me", id=made["id"]).execute()["id"] == made["id"]


def test_a_drafted_follow_up_is_sent_in_its_thread(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    first = bench.send(gmail)
    real = bench.message_id(gmail, first["id"])
    made = draft(gmail, first["threadId"], subject="Re: Hello", In_Reply_To=real, References=real)

    sent = gmail.drafts().send(userId="me", body={"id": made["id"]}).execute()

    assert [made["message"]["threadId"], sent["threadId"]] == [first["threadId"]] * 2
    assert len(stand_in.threads(GRACE)[0]["messages"]) == 2


def test_a_draft_sent_by_hand_is_gone_for_the_application(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    made = draft(gmail)
    stand_in.control("draft", address=ANA, draft_id=made["id"], op="send")

    with pytest.raises(HttpError) as refused:
        gmail.drafts().send(userId="me", body={"id": made["id"]}).execute()

    assert refused.value.status_code == 404
    assert len(stand_in.threads(GRACE)) == 1


def test_a_draft_edited_by_hand_has_another_message(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    made = draft(gmail)

    stand_in.control("draft", address=ANA, draft_id=made["id"], op="edit", text="Edited")

    shown = gmail.drafts().get(userId="me", id=made["id"]).execute()
    assert shown["message"]["id"] != made["message"]["id"]
    assert shown["message"]["snippet"] == "Edited"


def test_a_draft_deleted_by_hand_leaves_nothing(stand_in: Bench) -> None:
    made = draft(stand_in.gmail())

    stand_in.control("draft", address=ANA, draft_id=made["id"], op="delete")

    assert stand_in.threads(ANA) == []
