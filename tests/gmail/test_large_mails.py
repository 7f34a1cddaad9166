"""Large mails go to the upload address, in one request of two parts, posted once like any other."""

import json
from datetime import UTC, datetime
from urllib import request

import pytest

from gmail.answers import Draft
from gmail.attachments import Attachment
from gmail.client import JSON_LIMIT, Gmail
from gmail.errors import AccessLost, GmailError, OutcomeUnknown, RateLimited, Rejected
from tests.gmail import stand_in as stands
from tests.gmail.servers import CLOSE, CUT, RESET, Reply, Server, refused, said, serving
from tests.gmail.stand_in import GRACE, StandIn

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MADE = said(200, {"id": "r1", "message": {"id": "m1", "threadId": "t1"}})
PLAIN, UPLOAD = "/gmail/v1/users/me/drafts", "/upload/gmail/v1/users/me/drafts"
LARGE = b"Subject: Hello\r\n\r\n" + b"x" * 3_100_000


def mailbox(server: Server) -> Gmail:
    return Gmail(server.google(), "rt-1", lambda: NOW)


def padded(size: int) -> bytes:
    head = b"Subject: Hello\r\n\r\n"
    return head + b"x" * (size - len(head))


@pytest.mark.parametrize(
    ("size", "path"),
    [
        pytest.param(2_900_000, PLAIN, id="2.9 MB"),
        pytest.param(JSON_LIMIT, PLAIN, id="3 MB"),
        pytest.param(JSON_LIMIT + 1, UPLOAD, id="a byte more"),
        pytest.param(3_100_000, UPLOAD, id="3.1 MB"),
    ],
)
def test_size_decides_which_address_a_mail_goes_to_once(size: int, path: str) -> None:
    with serving(drafts=MADE) as server:
        draft = mailbox(server).create_draft(padded(size))

        [asked] = [one for one in server.script.asked if "drafts" in one.path]
    assert (asked.method, asked.path.partition("?")[0]) == ("POST", path)
    assert draft == Draft(id="r1", message_id="m1", thread_id="t1")


def test_an_upload_names_its_thread_and_carries_the_mail_byte_for_byte() -> None:
    with serving(drafts=MADE) as server:
        mailbox(server).create_draft(LARGE, "t1")

        asked = server.script.asked[-1]
    kind, _, boundary = asked.headers["content-type"].partition("; boundary=")
    _, about, mail, end = asked.body.split(b"--" + boundary.strip('"').encode())
    assert ("uploadType=multipart" in asked.path, kind) == (True, "multipart/related")
    assert json.loads(about.partition(b"\n\n")[2]) == {"message": {"threadId": "t1"}}
    assert b"Content-Type: message/rfc822" in mail
    assert mail.partition(b"\n\n")[2] == LARGE + b"\n"
    assert end.strip() == b"--"


FAULTS = [
    pytest.param(CLOSE, OutcomeUnknown, id="closed without an answer"),
    pytest.param(RESET, OutcomeUnknown, id="reset"),
    pytest.param(CUT, OutcomeUnknown, id="half an answer"),
    pytest.param(refused(503, "backendError"), OutcomeUnknown, id="503"),
    pytest.param(refused(308, "resumeIncomplete"), GmailError, id="308, as a resumable upload has it"),
    pytest.param(refused(429, "rateLimitExceeded"), RateLimited, id="429"),
    pytest.param(refused(403, "insufficientPermissions"), AccessLost, id="403 for the scope"),
    pytest.param(refused(413, "uploadTooLarge"), Rejected, id="413"),
]


@pytest.mark.parametrize(("reply", "expected"), FAULTS)
def test_an_upload_is_exactly_one_post_whatever_is_answered(reply: Reply, expected: type[GmailError]) -> None:
    with serving(drafts=reply) as server:
        with pytest.raises(expected):
            mailbox(server).create_draft(LARGE)

        assert server.script.posts("drafts") == 1


def test_an_upload_whose_token_is_stale_is_posted_once_more_with_a_new_one() -> None:
    with serving(drafts=[refused(401, "authError"), MADE]) as server:
        mailbox(server).create_draft(LARGE)

        assert server.script.posts("upload") == 2


def arrived(stand_in: StandIn) -> list[tuple[str, bytes]]:
    """Save the files of the newest mail in Grace's mailbox as she does."""
    where = f"{stand_in.url}/sandbox/google/mailboxes/{GRACE}"
    with request.urlopen(where) as answer:
        [thread] = json.load(answer)["threads"]
    newest, found = thread["messages"][-1], []
    for number, file in enumerate(newest["files"]):
        with request.urlopen(f"{where}/{newest['id']}/files/{number}") as answer:
            found.append((file["name"], answer.read()))
    return found


@pytest.mark.parametrize("size", [2_000_000, 3_000_000, 10 * 1024 * 1024], ids=["2 MB", "3 MB", "10 MB"])
def test_the_candidate_gets_the_file_byte_for_byte_in_the_thread(stand_in: StandIn, size: int) -> None:
    gmail = stand_in.gmail()
    first = gmail.send_draft(stands.draft(gmail).id)
    real = gmail.message(first.message_id).rfc_id
    content = (b"%PDF\r\n\x00\xff\n" * (size // 8))[:size]
    second = stands.draft(
        gmail,
        thread_id=first.thread_id,
        subject="Re: A role for you",
        in_reply_to=real,
        references=(real,),
        attachments=(Attachment(name="Plan für Grace.pdf", kind="application/pdf", content=content),),
    )

    sent = gmail.send_draft(second.id)

    assert sent.thread_id == first.thread_id
    assert arrived(stand_in) == [("Plan für Grace.pdf", content)]
    assert stand_in.posts("/users/me/drafts") == 4
