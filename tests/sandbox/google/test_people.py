"""What comes back from candidates, in the shapes real mail has."""

import base64
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest

from tests.sandbox.google import bench
from tests.sandbox.google.bench import ANA, GRACE, Bench

SAME_THREAD = [
    "reply", "away", "left", "opt_out", "other_address", "assistant", "bounce", "delay", "accept",
]  # fmt: skip


def answered(stand_in: Bench, kind: str, **asked: str) -> dict[str, Any]:
    bench.send(stand_in.gmail())
    stand_in.control("answer", address=GRACE, kind=kind, **asked)
    return dict(stand_in.threads(ANA)[0]["messages"][-1])


def source(stand_in: Bench, message: dict[str, Any]) -> EmailMessage:
    shown = stand_in.gmail().messages().get(userId="me", id=message["id"], format="raw").execute()
    return message_from_bytes(base64.urlsafe_b64decode(shown["raw"]), policy=policy.default)


@pytest.mark.parametrize("kind", SAME_THREAD)
def test_an_answer_lands_in_the_recruiters_thread_and_names_the_mail(stand_in: Bench, kind: str) -> None:
    message = answered(stand_in, kind)

    thread = stand_in.threads(ANA)[0]
    assert len(thread["messages"]) == 2
    assert message["in_reply_to"] == thread["messages"][0]["message_id"]
    assert message["in_reply_to"] in message["references"]
    assert "INBOX" in message["labels"]


def test_a_reply_quotes_the_original_as_gmail_does(stand_in: Bench) -> None:
    message = answered(stand_in, "reply", text="Tell me more.")

    assert message["subject"] == "Re: Hello"
    assert message["from"] == "Grace Hopper <grace.hopper@example.com>"
    quote = "On Mon, Nov 23, 2026 at 9:00\u202fAM Ana Lovelace <ana@acme.example> wrote:"
    assert " ".join(message["text"].split()) == " ".join(f"Tell me more. {quote} > Hi Grace".split())
    assert '<blockquote class="gmail_quote"' in message["html"]
    assert "<p>Hi Grace</p>" in message["html"]


def test_a_long_attribution_breaks_before_the_end_of_the_line(stand_in: Bench) -> None:
    bench.send(stand_in.gmail(), From="Ana Maria de Lovelace y Byron <ana@acme.example>")
    stand_in.control("answer", address=GRACE, kind="reply", text="Yes")

    lines = stand_in.threads(ANA)[0]["messages"][1]["text"].splitlines()

    assert lines[2].endswith("Lovelace y Byron")
    assert lines[3:] == ["<ana@acme.example> wrote:", "", "> Hi Grace"]


def test_an_answer_goes_to_reply_to(stand_in: Bench) -> None:
    bench.send(stand_in.gmail(), Reply_To="Ben <ben@acme.example>")
    stand_in.control("answer", address=GRACE, kind="reply")

    assert len(stand_in.threads("ben@acme.example")) == 1
    assert len(stand_in.threads(ANA)[0]["messages"]) == 1


def test_a_vacation_responder_marks_itself_and_names_the_day(stand_in: Bench) -> None:
    message = answered(stand_in, "away", until="2026-12-14")

    assert message["subject"] == "Automatic reply: Hello"
    assert message["headers"]["Auto-Submitted"] == "auto-replied"
    assert message["headers"]["Return-Path"] == "<>"
    assert "until Monday, 14 December 2026" in message["text"]


def test_someone_who_left_answers_automatically(stand_in: Bench) -> None:
    message = answered(stand_in, "left")

    assert message["headers"]["Auto-Submitted"] == "auto-replied"
    assert "no longer with the company" in message["text"]


def test_an_opt_out_is_a_human_mail(stand_in: Bench) -> None:
    message = answered(stand_in, "opt_out")

    assert "remove me" in message["text"]
    assert "Auto-Submitted" not in message["headers"]


@pytest.mark.parametrize(
    ("kind", "sender"),
    [
        pytest.param("other_address", "Grace Hopper <grace.hopper@home.example>", id="second address"),
        pytest.param("assistant", "Robin Reed <robin.reed@example.com>", id="assistant"),
    ],
)
def test_somebody_else_answers_in_the_thread(stand_in: Bench, kind: str, sender: str) -> None:
    assert answered(stand_in, kind)["from"] == sender


def test_a_new_thread_names_nothing(stand_in: Bench) -> None:
    message = answered(stand_in, "new_thread")

    assert (message["in_reply_to"], message["references"]) == ("", "")
    assert len(stand_in.threads(ANA)) == 2


def test_an_invitation_is_accepted_with_a_calendar_reply(stand_in: Bench) -> None:
    message = answered(stand_in, "accept")

    parts = [p for p in source(stand_in, message).walk() if p.get_content_type() == "text/calendar"]
    assert parts[0].get_param("method") == "REPLY"
    assert "PARTSTAT=ACCEPTED" in parts[0].get_content()


def test_a_bounce_has_the_shape_of_gmails_report(stand_in: Bench) -> None:
    message = answered(stand_in, "bounce")

    report = source(stand_in, message)
    kinds = [part.get_content_type() for part in report.iter_parts()]
    assert (report.get_content_type(), report.get_param("report-type")) == (
        "multipart/report",
        "delivery-status",
    )
    assert kinds == ["multipart/alternative", "message/delivery-status", "message/rfc822"]
    assert (report["Auto-Submitted"], report["X-Failed-Recipients"]) == ("auto-replied", GRACE)
    assert report["From"] == "Mail Delivery Subsystem <mailer-daemon@googlemail.com>"
    assert report["Subject"] == "Delivery Status Notification (Failure)"
    assert status_block(report)["Action"] == "failed"
    assert status_block(report)["Status"] == "5.1.1"


def test_a_delay_is_no_failure(stand_in: Bench) -> None:
    report = source(stand_in, answered(stand_in, "delay"))

    assert report["Subject"] == "Delivery Status Notification (Delay)"
    assert "X-Failed-Recipients" not in report
    assert (status_block(report)["Action"], status_block(report)["Status"]) == ("delayed", "4.4.1")


def test_an_address_that_nobody_has_bounces_at_once(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    sent = bench.send(gmail, to="nobody.here@example.com")

    messages = stand_in.threads(ANA)[0]["messages"]

    assert messages[1]["headers"]["X-Failed-Recipients"] == "nobody.here@example.com"
    assert messages[1]["in_reply_to"] == bench.message_id(gmail, sent["id"])
    assert "nobody.here@example.com" not in str(stand_in.look("state"))


def test_an_older_mail_can_be_answered(stand_in: Bench) -> None:
    gmail = stand_in.gmail()
    bench.send(gmail, subject="First")
    bench.send(gmail, subject="Second")
    first = stand_in.threads(GRACE)[1]["messages"][0]

    stand_in.control("answer", address=GRACE, kind="reply", message_id=first["id"])

    assert stand_in.threads(ANA)[0]["subject"] == "First"


def test_a_recruiter_answers_by_hand_in_the_thread(stand_in: Bench) -> None:
    answered(stand_in, "reply")
    thread = stand_in.threads(ANA)[0]

    stand_in.control("compose", address=ANA, thread_id=thread["id"], text="Great, Tuesday?")

    assert stand_in.threads(ANA)[0]["messages"][2]["labels"] == ["SENT"]
    assert [len(one["messages"]) for one in stand_in.threads(GRACE)] == [3]


def test_a_candidate_can_write_first(stand_in: Bench) -> None:
    stand_in.control("compose", address=GRACE, to=ANA, subject="Your talk", text="It was good.")

    assert stand_in.threads(ANA)[0]["messages"][0]["text"] == "It was good."


def status_block(report: EmailMessage) -> Any:
    part = next(part for part in report.walk() if part.get_content_type() == "message/delivery-status")
    blocks = part.get_payload()
    assert isinstance(blocks, list)
    return blocks[1]
