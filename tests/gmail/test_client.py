"""The calls of one mailbox, over a real socket."""

import base64
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gmail.answers import Added, Draft, Listed, Sent
from gmail.client import Gmail
from gmail.errors import (
    AccessLost,
    CursorExpired,
    GmailError,
    NotFound,
    NotReady,
    OutcomeUnknown,
    RateLimited,
    Unavailable,
    Unreadable,
)
from tests.gmail import servers
from tests.gmail.servers import CLOSE, CUT, GARBAGE, RESET, SLOW, Reply, Server, refused, said, serving

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def mailbox(server: Server) -> Gmail:
    return Gmail(server.google(), "rt-1", lambda: NOW)


def message(**changes: Any) -> dict[str, Any]:
    payload = {"mimeType": "text/plain", "headers": [{"name": "Subject", "value": "Hello"}], "body": {}}
    return {
        "id": "m1",
        "threadId": "t1",
        "labelIds": ["INBOX"],
        "internalDate": "1795424400000",
        "payload": payload,
    } | changes


SEND_FAULTS = [
    pytest.param(CLOSE, OutcomeUnknown, id="closed without an answer"),
    pytest.param(GARBAGE, OutcomeUnknown, id="garbage status line"),
    pytest.param(RESET, OutcomeUnknown, id="reset"),
    pytest.param(CUT, OutcomeUnknown, id="half an answer"),
    pytest.param(said(200, {}), OutcomeUnknown, id="200 without an id"),
    pytest.param(said(200, {"id": ""}), OutcomeUnknown, id="200 with an empty id"),
    pytest.param(said(200, []), OutcomeUnknown, id="200 with a list"),
    pytest.param(
        b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>", OutcomeUnknown, id="200 with a web page"
    ),
    pytest.param(b"HTTP/1.1 204 No Content\r\n\r\n", OutcomeUnknown, id="204"),
    pytest.param(refused(408, "timeout"), OutcomeUnknown, id="408"),
    pytest.param(refused(500, "backendError"), OutcomeUnknown, id="500"),
    pytest.param(refused(503, "backendError"), OutcomeUnknown, id="503"),
    pytest.param(
        refused(429, "rateLimitExceeded", "Retry after 2026-11-23T12:00:00Z"), RateLimited, id="429"
    ),
    pytest.param(refused(403, "userRateLimitExceeded"), RateLimited, id="403 for the rate"),
    pytest.param(refused(403, "insufficientPermissions"), AccessLost, id="403 for the scope"),
    pytest.param(refused(400, "failedPrecondition"), NotReady, id="400"),
    pytest.param(refused(404, "notFound"), NotFound, id="404"),
]


@pytest.mark.parametrize(("reply", "expected"), SEND_FAULTS)
def test_a_send_is_exactly_one_post_whatever_is_answered(reply: Reply, expected: type[GmailError]) -> None:
    with serving(drafts__send=reply) as server:
        with pytest.raises(expected) as caught:
            mailbox(server).send_draft("r1")

        assert type(caught.value) is expected
        assert server.script.posts("drafts/send") == 1


def test_a_send_hands_over_nothing_but_the_draft_id() -> None:
    with serving(drafts__send=said(200, {"id": "m9", "threadId": "t1"})) as server:
        sent = mailbox(server).send_draft("r1")

        asked = server.script.asked[-1]
        assert sent == Sent(message_id="m9", thread_id="t1")
        assert (asked.path.split("?")[0], json.loads(asked.body)) == (
            "/gmail/v1/users/me/drafts/send",
            {"id": "r1"},
        )


def test_a_send_whose_token_is_stale_is_posted_once_more_with_a_new_one() -> None:
    tokens = [said(200, {"access_token": name, "expires_in": 3600}) for name in ("at-1", "at-2")]
    replies = [refused(401, "authError"), said(200, {"id": "m9", "threadId": "t1"})]
    with serving(token=tokens, drafts__send=replies) as server:
        mailbox(server).send_draft("r1")

        carried = [asked.headers["authorization"] for asked in server.script.asked if "send" in asked.path]
        assert carried == ["Bearer at-1", "Bearer at-2"]


def test_a_refused_token_that_cannot_be_renewed_is_lost_access() -> None:
    tokens = [servers.TOKEN, said(400, {"error": "invalid_grant"})]
    with serving(token=tokens, drafts__send=refused(401, "authError")) as server:
        with pytest.raises(AccessLost):
            mailbox(server).send_draft("r1")

        assert server.script.posts("drafts/send") == 1


def test_a_send_without_a_token_is_never_posted() -> None:
    with serving(token=said(503, {}), drafts__send=said(200, {"id": "m9"})) as server:
        with pytest.raises(Unavailable):
            mailbox(server).send_draft("r1")

        assert server.script.posts("drafts/send") == 0


def test_a_token_is_kept_until_a_minute_before_its_end() -> None:
    profile = said(200, {"emailAddress": "ana@acme.example", "historyId": "7"})
    with serving(profile=profile) as server:
        gmail = mailbox(server)
        gmail.profile()
        gmail.profile()
        assert server.script.posts("token") == 1

    short = said(200, {"access_token": "at-1", "expires_in": 59})
    with serving(token=short, profile=profile) as server:
        gmail = mailbox(server)
        gmail.profile()
        gmail.profile()
        assert server.script.posts("token") == 2


def test_a_rate_limit_tells_how_long_to_wait() -> None:
    reply = refused(
        429, "rateLimitExceeded", "User-rate limit exceeded.  Retry after 2026-11-23T12:00:00.000Z"
    )
    with serving(messages=reply) as server, pytest.raises(RateLimited) as caught:
        mailbox(server).message("m1")

    assert caught.value.retry_after == timedelta(hours=3)


def test_a_draft_is_created_in_its_thread_from_the_very_bytes() -> None:
    raw = b"Subject: \xfb\xff?\r\n\r\nHello\r\n"
    answer = {"id": "r1", "message": {"id": "m1", "threadId": "t1"}}
    with serving(drafts=said(200, answer)) as server:
        draft = mailbox(server).create_draft(raw, "t1")

        body = json.loads(server.script.asked[-1].body)["message"]
        assert draft == Draft(id="r1", message_id="m1", thread_id="t1")
        assert (base64.urlsafe_b64decode(body["raw"]), body["threadId"]) == (raw, "t1")


def test_each_reading_begins_where_it_is_told() -> None:
    with serving(history=said(200, {"historyId": "9"})) as server:
        gmail = mailbox(server)
        for cursor, page in ((5, "p2"), (7, "")):
            gmail.history(cursor, page)

        first, second = (asked.path for asked in server.script.asked[-2:])
        assert ("startHistoryId=5&" in first, "pageToken=p2" in first) == (True, True)
        assert ("startHistoryId=7&" in second, "pageToken" in second) == (True, False)


def test_an_unanswered_draft_is_unknown() -> None:
    with serving(drafts=CLOSE) as server:
        with pytest.raises(OutcomeUnknown):
            mailbox(server).create_draft(b"x")

        assert server.script.posts("drafts") == 1


@pytest.mark.parametrize(
    "reply", [b"HTTP/1.1 204 No Content\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"]
)
def test_a_draft_is_deleted_whatever_success_looks_like(reply: bytes) -> None:
    with serving(drafts=reply) as server:
        mailbox(server).delete_draft("r1")

        assert server.script.asked[-1].method == "DELETE"


def test_a_page_of_history_without_history_is_an_empty_page() -> None:
    with serving(history=said(200, {"historyId": "18446744073709551615", "nextPageToken": "p2"})) as server:
        page = mailbox(server).history(5)

    assert (page.added, page.cursor, page.next_page) == ((), 18_446_744_073_709_551_615, "p2")


def test_history_lists_what_was_added_with_its_labels() -> None:
    added = {"message": {"id": "m1", "threadId": "t1", "labelIds": ["INBOX", "UNREAD"]}}
    answer = {
        "historyId": "9",
        "history": [{"id": "8", "messagesAdded": [added]}, {"id": "9", "labelsAdded": []}],
    }
    with serving(history=said(200, answer)) as server:
        page = mailbox(server).history(5, page="p2")
        path = server.script.asked[-1].path

    assert page.added == (Added(id="m1", thread_id="t1", labels=frozenset({"INBOX", "UNREAD"}), at=8),)
    assert page.next_page == ""
    assert all(word in path for word in ("startHistoryId=5", "pageToken=p2", "historyTypes=messageAdded"))


def test_an_expired_cursor_is_told_apart_from_a_missing_message() -> None:
    with serving(history=refused(404, "notFound"), messages=refused(404, "notFound")) as server:
        gmail = mailbox(server)
        with pytest.raises(CursorExpired):
            gmail.history(5)
        with pytest.raises(NotFound):
            gmail.message("m1")


@pytest.mark.parametrize("reply", [CLOSE, RESET, GARBAGE, CUT, said(200, []), said(200, {}), said(502, {})])
def test_a_read_that_failed_is_unavailable(reply: Reply) -> None:
    with serving(profile=reply) as server:
        with pytest.raises(Unavailable):
            mailbox(server).profile()

        assert sum("profile" in asked.path for asked in server.script.asked) == 1


def test_a_message_that_cannot_be_understood_is_unreadable() -> None:
    with serving(messages=said(200, message(internalDate="yesterday"))) as server, pytest.raises(Unreadable):
        mailbox(server).message("m1")


def test_the_headers_we_decide_on_are_asked_for() -> None:
    with serving(messages=said(200, message())) as server:
        mailbox(server).message("m1")

        path = server.script.asked[-1].path
        assert "format=metadata" in path
        assert all(
            f"metadataHeaders={name}" in path
            for name in ("From", "References", "X-Overture-Id", "Return-Path")
        )
        assert len(path) < 2_000


def test_a_body_too_large_for_the_answer_is_read_from_the_source() -> None:
    payload = {"mimeType": "text/plain", "headers": [], "body": {"attachmentId": "a1", "size": 900_000}}
    raw = base64.urlsafe_b64encode(b"Content-Type: text/plain\r\n\r\nA long story\r\n").decode()
    replies = [said(200, message(payload=payload)), said(200, {"id": "m1", "raw": raw})]
    with serving(messages=replies) as server:
        assert mailbox(server).message("m1", full=True).text == "A long story"


def test_aliases_are_accepted_when_verified_or_primary() -> None:
    entries = [
        {
            "sendAsEmail": "Ana@acme.example",
            "displayName": "Ana",
            "isPrimary": True,
            "isDefault": True,
            "signature": "<b>A</b>",
        },
        {
            "sendAsEmail": "talent@acme.example",
            "verificationStatus": "accepted",
            "replyToAddress": "Hr@acme.example",
        },
        {"sendAsEmail": "new@acme.example", "verificationStatus": "pending"},
    ]
    with serving(sendAs=said(200, {"sendAs": entries})) as server:
        ana, talent, new = mailbox(server).send_as()

    assert (ana.address, ana.is_primary, ana.is_default, ana.is_accepted) == (
        "ana@acme.example",
        True,
        True,
        True,
    )
    assert (talent.is_accepted, talent.reply_to) == (True, "hr@acme.example")
    assert not new.is_accepted


def test_lists_are_read_to_their_last_page() -> None:
    listed = {"id": "m1", "threadId": "t1"}
    drafts = [{"id": f"r{n}", "message": {"id": f"m{n}", "threadId": "t"}} for n in (1, 2)]
    pages = [said(200, {"drafts": drafts[:1], "nextPageToken": "p2"}), said(200, {"drafts": drafts[1:]})]
    with serving(drafts=pages, messages=said(200, {"messages": [listed]})) as server:
        gmail = mailbox(server)

        assert [draft.id for draft in gmail.drafts()] == ["r1", "r2"]
        assert gmail.search("from:grace@example.com") == (Listed(id="m1", thread_id="t1"),)
        assert "includeSpamTrash=true" in server.script.asked[-1].path


def test_a_mailbox_has_one_request_under_way_at_a_time() -> None:
    with serving(messages=SLOW) as server:
        gmail = mailbox(server)
        with ThreadPoolExecutor(4) as threads:
            list(threads.map(gmail.search, ["a", "b", "c", "d"]))

        assert server.script.busiest == 1
