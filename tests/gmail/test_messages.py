"""Gmail's JSON and plain sources, read as Inbound."""

import base64
from datetime import UTC, datetime
from typing import Any

import pytest

from gmail import addresses, bodies, classify, messages
from gmail.bodies import Leaf
from gmail.inbound import Inbound
from tests.gmail.builders import make_mail


def part(kind: str, text: str | bytes = "", *, name: str = "", **headers: str) -> dict[str, Any]:
    content = text.encode() if isinstance(text, str) else text
    return {
        "mimeType": kind,
        "filename": name,
        "headers": [{"name": key.replace("_", "-"), "value": value} for key, value in headers.items()],
        "body": {"data": base64.urlsafe_b64encode(content).decode().rstrip("=")},
    }


def many(*parts: dict[str, Any], kind: str = "multipart/mixed", **headers: str) -> dict[str, Any]:
    return {**part(kind, **headers), "parts": list(parts)}


def read(payload: dict[str, Any]) -> Inbound:
    answer = {"id": "m1", "threadId": "t1", "labelIds": ["INBOX"], "internalDate": "1795424400123"}
    return messages.inbound({**answer, "payload": payload})


def test_the_headers_become_what_we_decide_on() -> None:
    headers = {
        "From": '"Hopper, Grace" <Grace@Example.com>',
        "To": "Ana <ana@acme.example>, ben@acme.example",
        "CC": "Talent <talent@acme.example>",
        "Subject": "=?utf-8?q?Gr=C3=BC=C3=9Fe?=",
        "Message-Id": " <real@mail.example>",
        "In-Reply-To": "<ours@mail.example>",
        "References": "<first@mail.example>\r\n <ours@mail.example>",
        "X-Overture-Id": "tok-1",
    }

    mail = read(
        part("text/plain", "Hi", **{name.replace("-", "_"): value for name, value in headers.items()})
    )

    assert (mail.from_name, mail.from_address) == ("Hopper, Grace", "grace@example.com")
    assert (mail.to, mail.cc) == (("ana@acme.example", "ben@acme.example"), ("talent@acme.example",))
    assert (mail.subject, mail.rfc_id, mail.token) == ("Grüße", "<real@mail.example>", "tok-1")
    assert mail.references == ("<first@mail.example>", "<ours@mail.example>")
    assert mail.received_at == datetime(2026, 11, 23, 9, 0, 0, 123_000, tzinfo=UTC)
    assert mail.header("MESSAGE-ID") == "<real@mail.example>"


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        pytest.param(part("text/plain", "Hi"), "Hi", id="plain"),
        pytest.param(part("text/html", "<p>Hi<br>you</p>"), "Hi\nyou", id="HTML only"),
        pytest.param(
            part("text/html", "<head><title>T</title></head><!-- c --><p>A &amp; B"), "A & B", id="a page"
        ),
        pytest.param(part("text/html", "Hi<style>p{}"), "Hi", id="what is never closed"),
        pytest.param(many(part("text/plain", "Hi"), part("text/html", "<p>No")), "Hi", id="both"),
        pytest.param(
            many(part("text/plain", " \n"), part("text/html", "<p>Hi")), "Hi", id="an empty plain one"
        ),
        pytest.param(
            many(part("text/plain", "Hi"), part("text/plain", "log", name="a.txt")), "Hi", id="a file"
        ),
        pytest.param(
            many(part("text/plain", "Hi"), part("text/plain", "log", Content_Disposition="attachment")),
            "Hi",
            id="attached",
        ),
        pytest.param(
            many(part("text/plain", "See below"), many(part("text/plain", "Old"), kind="message/rfc822")),
            "See below",
            id="a forwarded mail",
        ),
        pytest.param(many(many(part("text/plain", "Hi"), kind="multipart/alternative")), "Hi", id="nested"),
        pytest.param(part("image/png", b"\x89PNG"), "", id="a picture"),
        pytest.param({}, "", id="nothing"),
    ],
)
def test_the_text_is_what_a_person_would_read(payload: dict[str, Any], text: str) -> None:
    assert read(payload).text == text


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        pytest.param("Grüße".encode(), "iso-8859-1", "Grüße", id="UTF-8 whatever the header says"),
        pytest.param("Grüße".encode("latin-1"), "iso-8859-1", "Grüße", id="Latin-1"),
        pytest.param("Grüße".encode("cp1252"), "no-such-charset", "Grüße", id="an unknown charset"),
        pytest.param(
            "こんにちは".encode("iso2022_jp"), '"ISO-2022-JP"', "こんにちは", id="what only looks like ASCII"
        ),
        pytest.param("Hi".encode("utf-16"), "utf-16", "Hi", id="UTF-16"),
        pytest.param(b"a\0b\xff", "utf-8", "a\0bÿ", id="broken"),
    ],
)
def test_any_charset_can_be_read(content: bytes, charset: str, text: str) -> None:
    assert bodies.words(Leaf(kind="text/plain", charset=charset, content=content)) == text


def test_nothing_a_database_refuses_comes_through() -> None:
    mail = make_mail("Subject: a\0b\n\nHi\0 there")

    assert "\0" not in mail.text + mail.subject


def test_quoted_html_is_marked_as_quoted() -> None:
    html = (
        '<div>Yes<script>no()</script></div><div class="gmail_quote"><div>On Monday Ana wrote:</div>'
        "<blockquote><p>Are you free?</p></blockquote></div>"
    )

    assert bodies.from_html(html).splitlines()[0] == "Yes"
    assert "> Are you free?" in bodies.from_html(html).splitlines()


@pytest.mark.parametrize(
    "html", ["<", "<p", "</div></p>", "<blockquote>" * 3_000 + "x", "<!--", "&#xffffffff;"]
)
def test_broken_html_is_still_read(html: str) -> None:
    assert isinstance(bodies.from_html(html), str)


def test_a_source_reads_like_the_same_mail_from_gmail() -> None:
    mail = make_mail("Message-ID: <a@b.example>\nContent-Type: text/html; charset=utf-8\n\n<p>Hé</p>")

    assert (mail.from_address, mail.rfc_id, mail.text) == ("grace@example.com", "<a@b.example>", "Hé")
    assert mail.raw.startswith(b"From: Grace")


def test_a_mail_inside_a_mail_is_not_its_text() -> None:
    parts = "--b\n\nSee below\n--b\nContent-Type: message/rfc822\n\nSubject: Old\n\nOld words\n--b--"

    assert make_mail(f'Content-Type: multipart/mixed; boundary="b"\n\n{parts}').text == "See below"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Grace@Example.com", "grace@example.com", True),
        ("grace+jobs@example.com", "grace@example.com", True),
        ("g.race@gmail.com", "Grace@googlemail.com", True),
        ("g.race@example.com", "grace@example.com", False),
        ("grace@example.com", "grace@example.org", False),
    ],
)
def test_one_mailbox_has_one_folded_address(one: str, other: str, same: bool) -> None:
    assert (addresses.folded(one) == addresses.folded(other)) is same


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        pytest.param(
            ["Ana <ANA@acme.example>, ben@acme.example"], ("ana@acme.example", "ben@acme.example"), id="two"
        ),
        pytest.param(['"Hopper, Grace" <grace@example.com>'], ("grace@example.com",), id="a comma in a name"),
        pytest.param(
            ["sean.o'neil@example.com", "'Ana' <ana@acme.example>"],
            ("sean.o'neil@example.com", "ana@acme.example"),
            id="apostrophes",
        ),
        pytest.param(
            ["Team: ana@acme.example;", "Ana (at work) <ana@acme.example>"],
            ("ana@acme.example",),
            id="a group",
        ),
        pytest.param(["undisclosed-recipients:;", ""], (), id="nobody"),
    ],
)
def test_every_address_of_a_header_is_found_once(headers: list[str], found: tuple[str, ...]) -> None:
    assert addresses.everyone(headers) == found


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["(", "<", "a@", "<a@", "=?", "=?x?q?", '"', "x", ",", "<a"])
def test_a_hostile_header_is_read_in_bounded_time(piece: str) -> None:
    hostile = piece * 200_000
    names = ("From", "To", "Subject", "References", "Content_Type", "Message_ID")

    mail = read(part("text/plain", "Hi", **dict.fromkeys(names, hostile)))

    assert classify.classify(mail, own=["ana@acme.example"]).text == "Hi"
