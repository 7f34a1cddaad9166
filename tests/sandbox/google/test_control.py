"""The control API: what the page shows and what it refuses; and a state that can be kept."""

import base64
import pickle
from email.message import EmailMessage
from typing import Any

import pytest

from sandbox.google.accounts import Google
from sandbox.world import World
from tests.sandbox.google import bench
from tests.sandbox.google.bench import ANA, GRACE, START, Bench


def test_the_cast_is_there_from_the_start(stand_in: Bench) -> None:
    people = [
        (one["address"], one["name"], one["role"], one["unread"])
        for one in stand_in.look("state")["accounts"]
    ]

    assert people == [
        ("ana@acme.example", "Ana Lovelace", "recruiter", 0),
        ("ben@acme.example", "Ben Okafor", "recruiter", 0),
        ("grace.hopper@example.com", "Grace Hopper", "candidate", 0),
        ("alan.turing@example.com", "Alan Turing", "candidate", 0),
        ("katherine.johnson@example.com", "Katherine Johnson", "candidate", 0),
    ]


def test_grants_are_shown_until_they_are_taken_away(stand_in: Bench) -> None:
    stand_in.control("grant", address=ANA, scopes=[bench.AUTH + "readonly"])
    before = stand_in.look("state")["grants"]
    stand_in.control("revoke", address=ANA)

    assert before == [{"address": ANA, "scopes": [bench.AUTH + "readonly"]}]
    assert stand_in.look("state")["grants"] == []


def test_a_mail_shows_its_files_and_hands_them_out(stand_in: Bench) -> None:
    mail = EmailMessage()
    mail["To"], mail["Subject"] = GRACE, "Offer"
    mail.set_content("See below")
    mail.add_attachment(b"%PDF\0", maintype="application", subtype="pdf", filename="Angebot für Grace.pdf")
    body = {"raw": base64.urlsafe_b64encode(mail.as_bytes()).decode()}
    stand_in.gmail().messages().send(userId="me", body=body).execute()

    [shown] = stand_in.threads(GRACE)[0]["messages"]
    where = f"{stand_in.url}/sandbox/google/mailboxes/{GRACE}/{shown['id']}/files"

    assert shown["files"] == [{"name": "Angebot für Grace.pdf", "kind": "application/pdf", "size": 5}]
    assert stand_in.http.request("GET", f"{where}/0").data == b"%PDF\0"
    assert stand_in.http.request("GET", f"{where}/1").status == 404


def test_a_candidate_is_made_with_a_name(stand_in: Bench) -> None:
    made = stand_in.control("candidates", address="mj@example.org", name="Mary Jackson")

    assert made == {"address": "mj@example.org", "name": "Mary Jackson"}
    assert stand_in.look("mailboxes/mj@example.org") == {"threads": []}


def test_a_mailbox_is_shown_newest_thread_first_with_all_a_person_sees(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    bench.send(gmail, subject="First")
    bench.send(gmail, subject="Second", Cc="Ben <ben@acme.example>")

    threads = stand_in.threads(GRACE)

    assert [thread["subject"] for thread in threads] == ["Second", "First"]
    message = threads[0]["messages"][0]
    assert (message["to"], message["cc"]) == (GRACE, "Ben <ben@acme.example>")
    assert message["date"] == "2026-11-23T09:00:00+00:00"
    assert message["thread_id"] == threads[0]["id"]


def test_a_mail_without_html_is_shown_as_html_that_is_safe(stand_in: Bench) -> None:
    source = f"To: {GRACE}\nSubject: Plain\n\n<script>alert(1)</script>"
    url = f"{stand_in.url}/upload/gmail/v1/users/me/messages/send?uploadType=media"
    headers = {"Authorization": f"Bearer {stand_in.access()}", "Content-Type": "message/rfc822"}
    stand_in.http.request("POST", url, body=source, headers=headers)

    message = stand_in.threads(GRACE)[0]["messages"][0]

    assert message["text"] == "<script>alert(1)</script>"
    assert "<script>" not in message["html"]


def test_what_was_read_is_no_longer_unread(stand_in: Bench) -> None:
    bench.send(stand_in.gmail())
    unread = [one["unread"] for one in stand_in.look("state")["accounts"] if one["address"] == GRACE]
    stand_in.control("read", address=GRACE, thread_id=stand_in.threads(GRACE)[0]["id"])

    read = [one["unread"] for one in stand_in.look("state")["accounts"] if one["address"] == GRACE]

    assert (unread, read) == ([1], [0])


@pytest.mark.parametrize(
    ("name", "asked", "status", "sentence"),
    [
        pytest.param(
            "answer", {"address": GRACE, "kind": "reply"}, 404, "has got no such mail", id="no mail yet"
        ),
        pytest.param(
            "answer", {"address": "x@y.example", "kind": "reply"}, 404, "There is no mailbox", id="stranger"
        ),
        pytest.param("answer", {"kind": "reply"}, 400, "address is missing", id="no address"),
        pytest.param(
            "compose", {"address": ANA, "text": "x"}, 400, "Recipient address required", id="to nobody"
        ),
        pytest.param(
            "compose", {"address": ANA, "text": "x", "thread_id": "1"}, 404, "no such thread", id="no thread"
        ),
        pytest.param(
            "draft", {"address": ANA, "draft_id": "r1", "op": "send"}, 404, "not found", id="no draft"
        ),
        pytest.param(
            "compose",
            {"address": ANA, "text": "x", "to": "a@b.example\r\nBcc: c@d.example"},
            400,
            "cannot be used",
            id="injection",
        ),
        pytest.param("candidates", {"address": "grace"}, 400, "grace is no address", id="no address at all"),
        pytest.param("fault", {"kind": "reset", "times": "x"}, 400, "cannot be used", id="no count"),
        pytest.param("rules", {"weather": 1}, 400, "weather is no rule", id="no rule"),
        pytest.param(
            "consent", {"url": "http://x.example/"}, 401, "client was not found", id="no consent page"
        ),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    stand_in: Bench, name: str, asked: dict[str, Any], status: int, sentence: str
) -> None:
    answer = stand_in.http.request("POST", f"{stand_in.url}/sandbox/google/{name}", json=asked)

    assert answer.status == status
    assert sentence in answer.json()["error"]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        pytest.param({"kind": "shrug"}, "kind is one of reply, away", id="unknown kind"),
        pytest.param({"kind": "away", "until": "soon"}, "until is a date", id="no date"),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused(
    stand_in: Bench, asked: dict[str, str], sentence: str
) -> None:
    bench.send(stand_in.gmail())

    url = f"{stand_in.url}/sandbox/google/answer"
    answer = stand_in.http.request("POST", url, json={"address": GRACE} | asked)

    assert (answer.status, sentence in answer.json()["error"]) == (400, True)
    assert len(stand_in.threads(ANA)[0]["messages"]) == 1


def test_everything_a_person_can_see_rings_the_bell(stand_in: Bench) -> None:
    gmail, world = stand_in.gmail(bench.ANA, bench.AUTH + "modify"), stand_in.google.world
    seen = [world.version]
    draft = gmail.drafts().create(userId="me", body={"message": {"raw": bench.raw()}}).execute()
    seen.append(world.version)
    gmail.drafts().send(userId="me", body={"id": draft["id"]}).execute()
    seen.append(world.version)
    for name, asked in (("answer", {"address": GRACE, "kind": "bounce"}), ("revoke", {"address": ANA})):
        stand_in.control(name, **asked)
        seen.append(world.version)

    assert seen == sorted(set(seen))


def test_the_state_survives_being_put_away(stand_in: Bench) -> None:
    bench.send(stand_in.gmail())

    kept: Google = pickle.loads(pickle.dumps(stand_in.google))
    kept.settle(World(frozen_at=START))

    assert [m.letter.text("Subject") for m in kept.accounts[GRACE].mailbox.newest()] == ["Hello"]
    assert kept.world.now() == START
    assert not hasattr(pickle.loads(pickle.dumps(kept)), "world")
