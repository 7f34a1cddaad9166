"""Files that go with a mail: they arrive byte for byte, under their own names."""

import email
import hashlib
from dataclasses import replace
from email import policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings, strategies as st

from gmail import compose
from gmail.attachments import Attachment
from gmail.compose import BadHeader, Letter

PLAN = Attachment(name="plan.pdf", kind="application/pdf", content=b"%PDF-1.7\r\n\x00\xff--=_x\r\n")
LETTER = Letter(
    from_name="Ana Lovelace",
    from_address="ana@acme.example",
    to_name="Grace Hopper",
    to_address="grace@example.com",
    subject="A role for you",
    text="Hello Grace\n",
    html="<p>Hello Grace</p>",
    token="tok_en-1",
    attachments=(PLAN,),
)
NAMES = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")), min_size=1, max_size=120)


def parsed(*files: Attachment) -> EmailMessage:
    message = email.message_from_bytes(
        compose.mime(replace(LETTER, attachments=files)), policy=policy.default
    )
    assert isinstance(message, EmailMessage)
    return message


def arrived(*files: Attachment) -> list[tuple[str | None, str, bytes]]:
    parts = parsed(*files).iter_attachments()
    return [
        (part.get_filename(), part.get_content_type(), bytes(part.get_payload(decode=True))) for part in parts
    ]


def test_files_stand_after_both_forms_of_the_text() -> None:
    message = parsed(PLAN)

    words, file = message.iter_parts()
    assert message.get_content_type() == "multipart/mixed"
    assert [part.get_content_type() for part in words.iter_parts()] == ["text/plain", "text/html"]
    assert (file.get_content_disposition(), file["Content-Transfer-Encoding"]) == ("attachment", "base64")
    assert (message["MIME-Version"], message["X-Overture-Id"]) == ("1.0", "tok_en-1")
    assert message.defects == words.defects == file.defects == []


def test_the_text_reads_the_same_with_and_without_files() -> None:
    body = parsed(PLAN).get_body(("plain",))

    assert body is not None
    assert body.get_content() == "Hello Grace\r\n"


def test_the_same_letter_with_files_gives_the_same_bytes() -> None:
    assert compose.mime(LETTER) == compose.mime(LETTER)


@settings(max_examples=150, deadline=None)
@given(name=NAMES.filter(str.strip), content=st.binary(max_size=400))
def test_any_name_and_content_travel_as_ascii_and_come_back_whole(name: str, content: bytes) -> None:
    file = Attachment(name=name, kind="application/pdf", content=content)

    raw = compose.mime(replace(LETTER, attachments=(file, PLAN)))

    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    first, second = email.message_from_bytes(raw).walk(), arrived(file, PLAN)
    assert [part.get_filename() for part in first][-2:] == [name.strip(), "plan.pdf"]
    assert [one[2] for one in second] == [content, PLAN.content]


@pytest.mark.parametrize("sign", ["\r\nBcc: x@example.com", "\n", "\0", "\x85", "\u2028", "\ud800"])
def test_a_name_cannot_bring_a_header(sign: str) -> None:
    with pytest.raises(BadHeader) as caught:
        compose.mime(replace(LETTER, attachments=(replace(PLAN, name=f"plan{sign}.pdf"),)))

    assert caught.value.field == "attachments"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("a; filename=b.exe", "a; filename=b.exe", id="a second parameter"),
        pytest.param('a".pdf', 'a".pdf', id="a quotation mark"),
        pytest.param("a\\", "a\\", id="a backslash at the end"),
        pytest.param("=?utf-8?q?a?=", "=?utf-8?q?a?=", id="what looks encoded"),
        pytest.param("Lebenslauf für Ōtaka 📄.pdf", "Lebenslauf für Ōtaka 📄.pdf", id="letters of the world"),
        pytest.param("plan\u202efdp.exe", "planfdp.exe", id="writing turned around"),
        pytest.param("x" * 96 + ".pdf", "x" * 96 + ".pdf", id="a long name"),
    ],
)
def test_a_name_arrives_as_it_was(name: str, shown: str) -> None:
    [(arrived_as, _, _)] = arrived(replace(PLAN, name=name))

    assert arrived_as == shown


@pytest.mark.parametrize("kind", ["", "pdf", "application/pdf\r\nX: y", "message/rfc822", "multipart/mixed"])
def test_a_kind_no_part_may_have_becomes_bare_bytes(kind: str) -> None:
    assert arrived(replace(PLAN, kind=kind)) == [("plan.pdf", "application/octet-stream", PLAN.content)]


def test_ten_megabytes_come_back_whole() -> None:
    content = b"".join(hashlib.sha256(number.to_bytes(4)).digest() for number in range(327_680))

    [(_, _, back)] = arrived(replace(PLAN, content=content))

    assert len(back) == 10 * 1024 * 1024
    assert back == content
