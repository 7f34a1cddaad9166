"""One mail as bytes."""

import email
from dataclasses import replace
from datetime import UTC, datetime
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from gmail import addresses, compose
from gmail.compose import BadHeader, Letter

LETTER = Letter(
    from_name="Ana Lovelace",
    from_address="ana@acme.example",
    to_name="Grace Hopper",
    to_address="grace@example.com",
    subject="A role for you",
    text="Hello Grace\n",
    html="<p>Hello Grace</p>",
    token="tok_en-1",
)
PRINTABLE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")), max_size=250)


def changed(**changes: Any) -> Letter:
    return replace(LETTER, **changes)


def parsed(letter: Letter) -> EmailMessage:
    message = email.message_from_bytes(compose.mime(letter), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_letter_has_text_first_and_html_second() -> None:
    message = parsed(LETTER)

    parts = [(part.get_content_type(), part["Content-Transfer-Encoding"]) for part in message.iter_parts()]
    assert message.get_content_type() == "multipart/alternative"
    assert parts == [("text/plain", "quoted-printable"), ("text/html", "quoted-printable")]
    assert [part.get_content().strip() for part in message.iter_parts()] == [
        "Hello Grace",
        "<p>Hello Grace</p>",
    ]
    assert message["X-Overture-Id"] == "tok_en-1"


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert compose.mime(LETTER) == compose.mime(LETTER)


def test_the_date_is_the_one_given() -> None:
    raw = compose.mime(LETTER, date=datetime(2026, 11, 23, 9, 0, tzinfo=UTC))

    assert b"\r\nDate: Mon, 23 Nov 2026 09:00:00 +0000\r\n" in raw
    assert b"\r\nDate:" not in compose.mime(LETTER)


@settings(max_examples=150, deadline=None)
@given(subject=PRINTABLE, name=PRINTABLE, text=st.text(max_size=300))
def test_any_words_travel_as_ascii_and_come_back_whole(subject: str, name: str, text: str) -> None:
    raw = compose.mime(replace(LETTER, subject=subject, from_name=name, to_name=name, text=text))

    message = email.message_from_bytes(raw)
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert str(make_header(decode_header(message["Subject"].replace("\r\n", "")))) == subject.strip()
    assert addresses.first(message["From"].replace("\r\n", "")) == (name.strip(), "ana@acme.example")
    assert addresses.first(message["To"].replace("\r\n", ""))[1] == "grace@example.com"


@pytest.mark.parametrize("field", ["from_name", "to_name", "subject"])
def test_a_line_break_cannot_hide_in_encoded_words(field: str) -> None:
    hidden = "=?utf-8?q?a=0D=0ABcc:_eve@example.com?="

    raw = compose.mime(changed(**{field: hidden}))

    assert "bcc" not in {name.lower() for name in email.message_from_bytes(raw)}
    assert b"\nBcc:" not in raw


def test_a_subject_that_looks_encoded_arrives_as_it_was_written() -> None:
    assert parsed(replace(LETTER, subject="=?utf-8?q?Hello?="))["Subject"] == "=?utf-8?q?Hello?="


@pytest.mark.parametrize("length", range(8, 40))
def test_a_blank_where_a_long_subject_is_folded_is_kept(length: int) -> None:
    subject = f"{'é' * length} {'é' * 30} {'é' * 30}"

    assert parsed(replace(LETTER, subject=subject))["Subject"] == subject


@pytest.mark.parametrize("field", ["from_name", "to_name", "subject"])
@pytest.mark.parametrize("sign", ["\r\nBcc: x@example.com", "\n", "\0", "\x1b", "\x85", "\u2028", "\ud800"])
def test_control_characters_are_refused_by_the_name_of_their_field(field: str, sign: str) -> None:
    with pytest.raises(BadHeader) as caught:
        compose.mime(changed(**{field: f"Hello{sign}"}))

    assert caught.value.field == field


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("to_address", "grace@example.com, eve@example.com", id="two addresses"),
        pytest.param(
            "to_address", "grace@example.com\r\nBcc: eve@example.com", id="an address with a header in it"
        ),
        pytest.param("to_address", "grace..hopper@example.com", id="an address with two dots"),
        pytest.param("to_address", "grace@example..com", id="a host with two dots"),
        pytest.param("from_address", "", id="no sender"),
        pytest.param("reply_to", "nobody", id="no address to reply to"),
        pytest.param("token", "a b", id="a token with a blank"),
        pytest.param("in_reply_to", "no-brackets@example.com", id="an id without brackets"),
        pytest.param("references", ("<a@b>", "<c\r\n@d>"), id="an id with a line break"),
    ],
)
def test_what_no_header_may_hold_is_refused(field: str, value: object) -> None:
    with pytest.raises(BadHeader) as caught:
        compose.mime(changed(**{field: value}))

    assert caught.value.field == field


def test_marks_that_turn_the_writing_around_are_left_out() -> None:
    message = parsed(replace(LETTER, to_name="Grace\u202egnihsihp", subject="Hi\u2066 there"))

    assert (message["To"].addresses[0].display_name, message["Subject"]) == ("Gracegnihsihp", "Hi there")


def test_a_comma_in_a_name_makes_no_second_address() -> None:
    message = parsed(replace(LETTER, to_name='Hopper, Grace "Amazing"'))

    (person,) = message["To"].addresses
    assert (person.display_name, person.addr_spec) == ('Hopper, Grace "Amazing"', "grace@example.com")


def test_long_ids_stay_ids_one_a_line() -> None:
    ids = tuple(f"<{letter * 120}@mail.{letter}.example>" for letter in "abc")

    raw = compose.mime(replace(LETTER, in_reply_to=ids[2], references=ids))

    assert b"References: " + b"\r\n ".join(id.encode() for id in ids) + b"\r\n" in raw
    assert b"In-Reply-To: " + ids[2].encode() + b"\r\n" in raw


@pytest.mark.parametrize(
    ("first", "reply"),
    [
        ("A role", "Re: A role"),
        ("Re: A role", "Re: A role"),
        ("RE: A role", "RE: A role"),
        ("Rest", "Re: Rest"),
        ("", "Re: "),
    ],
)
def test_an_answer_says_re_once(first: str, reply: str) -> None:
    assert compose.reply_subject(first) == reply


def test_references_grow_by_the_last_mail_and_skip_what_no_header_holds() -> None:
    assert compose.thread_references(("<a@b>", "broken", "<ü@b>"), "<c@d>") == ("<a@b>", "<c@d>")
    assert compose.thread_references((), "") == ()


def test_a_very_long_chain_keeps_its_beginning_and_its_end() -> None:
    chain = [f"<{number}@example.com>" for number in range(100)]

    kept = compose.thread_references(chain, "<last@example.com>")

    assert len(kept) == compose.REFERENCES_LIMIT
    assert (kept[0], kept[-2], kept[-1]) == ("<0@example.com>", "<99@example.com>", "<last@example.com>")


def test_a_signature_stands_in_both_forms() -> None:
    text, html = compose.with_signature("Hello\n", "<p>Hello</p>", '<div dir="ltr"><b>Ana</b><br>Acme</div>')

    assert text == "Hello\n\n-- \nAna\nAcme\n"
    assert (
        html == '<p>Hello</p><br><div class="gmail_signature"><div dir="ltr"><b>Ana</b><br>Acme</div></div>'
    )


@pytest.mark.parametrize(
    ("signature", "gone"),
    [
        ("<b>A</b><script>alert(1)</script>", "alert"),
        ('<a href="javascript:alert(1)">A</a>', "javascript"),
        ('<img src="https://acme.example/a.png" onerror="x()">', "onerror"),
        ('<div style="position:fixed;color:red">A</div>', "position"),
        ("<style>p{}</style>A", "p{}"),
        ('<img src="data:image/png;base64,AA">A', "data:"),
    ],
)
def test_a_signature_is_made_harmless(signature: str, gone: str) -> None:
    _, html = compose.with_signature("x", "<p>x</p>", signature)

    assert gone not in html
    assert "gmail_signature" in html


@pytest.mark.parametrize("signature", ["", "<div><br></div>", "<script>x</script>"])
def test_an_empty_signature_changes_nothing(signature: str) -> None:
    assert compose.with_signature("Hello\n", "<p>Hello</p>", signature) == ("Hello\n", "<p>Hello</p>")
