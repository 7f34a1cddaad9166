"""Any bytes are a message, and reading it takes bounded time and memory, whoever wrote it and why."""

import base64
import time
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from gmail import classify, messages
from gmail.classify import Kind, Meaning
from tests.gmail.builders import NOW, OWN

SECONDS = 6.0
"""Far more than any mail needs here (the slowest takes about one), so that a busy machine is no failure."""

BYTES = 150_000_000

HEADS = [
    pytest.param("Auto-Submitted: auto-replied\n", id="an automatic one"),
    pytest.param("From: mailer-daemon@example.com\nReturn-Path: <>\n", id="a report"),
]


def read(raw: bytes) -> Meaning:
    """Classify a mail and fail when it takes too long."""
    started = time.perf_counter()
    meaning = classify.classify(messages.from_source(raw, id="m1", received_at=NOW), own=OWN)
    assert time.perf_counter() - started < SECONDS
    return meaning


def nested(depth: int, kind: str = "multipart/mixed") -> bytes:
    """Put parts into parts, all unclosed."""
    return "".join(f'Content-Type: {kind}; boundary="b{n}"\n\n--b{n}\n' for n in range(depth)).encode()


def html(inner: str) -> bytes:
    """Make five megabytes of a page."""
    page = (inner * (5_000_000 // len(inner) + 1))[:5_000_000]
    return b"Content-Type: text/html; charset=utf-8\n\n" + page.encode()


def report(block: str, times: int) -> bytes:
    """Make a delivery report of very many blocks."""
    head = (
        'From: mailer-daemon@example.com\nContent-Type: multipart/report; boundary="b"\n\n--b\n\nGone.\n--b\n'
    )
    return f"{head}Content-Type: message/delivery-status\n\n{block * times}\n--b--\n".encode()


EVERYONE = ", ".join(f"p{n}@example.com" for n in range(100_000))
WRAPPED = "\n ".join(f"p{n}@example.com," for n in range(100_000))

BOMBS = [
    pytest.param(nested(5_000), id="parts within parts"),
    pytest.param(nested(5_000, "message/rfc822"), id="mails within mails"),
    pytest.param(nested(59) + b"x\n" * 900_000, id="lines within parts within parts"),
    pytest.param(nested(300) + b"Content-Type: message/rfc822\n\n" * 3_000, id="both"),
    pytest.param(b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\nx\n" * 100_000, id="parts"),
    pytest.param(html("<p>Yes</p>"), id="HTML"),
    pytest.param(html("<"), id="HTML of opening signs"),
    pytest.param(html("<blockquote>"), id="HTML of quotes"),
    pytest.param(html("<!--"), id="HTML of comments"),
    pytest.param(html("&amp;&#x"), id="HTML of entities"),
    pytest.param(html("<style>"), id="HTML of styles"),
    pytest.param(html("a"), id="one long word"),
    pytest.param(f"Subject: {'a' * 1_000_000}\n\nYes".encode(), id="a subject of a megabyte"),
    pytest.param(f"Subject: {'=?utf-8?q?=0A?= ' * 60_000}\n\nYes".encode(), id="a subject of line ends"),
    pytest.param(f"X-Long: {'a b ' * 250_000}\n\nYes".encode(), id="another header of a megabyte"),
    pytest.param(f"References: {'<a@b> ' * 160_000}\n\nYes".encode(), id="references"),
    pytest.param("".join(f"X-{n}: y\n" for n in range(50_000)).encode() + b"\nYes", id="headers"),
    pytest.param(f"To: {EVERYONE}\n\nYes".encode(), id="a hundred thousand recipients"),
    pytest.param(f"To: {WRAPPED}\n\nYes".encode(), id="as many, one a line"),
    pytest.param(f"X-Failed-Recipients: {EVERYONE}\n\nNo".encode(), id="as many that failed"),
    pytest.param(
        report("Final-Recipient: rfc822; p@example.com\nAction: failed\nStatus: 5.1.1\n\n", 8_000), id="blocks"
    ),
    pytest.param(report("Diagnostic-Code: smtp; " + "550 user " * 50_000, 1), id="a long reason"),
    pytest.param(
        b"Content-Transfer-Encoding: base64\n\n" + b"YQ=" * 600_000, id="broken base64"
    ),
    pytest.param(
        b"Content-Transfer-Encoding: base64\n\n" + base64.b64encode(b"\xff\0" * 700_000), id="no text at all"
    ),
    pytest.param(b"Content-Type: text/plain; charset=no-such-" + b"x" * 90_000 + b"\n\nYes", id="no charset"),
    pytest.param(b"Content-Type: text/plain; charset=utf-7\n\n+AAA-" * 10_000, id="a charset of old"),
    pytest.param(b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n" + b"M" * 900_000, id="broken uuencode"),
    pytest.param(b"\n" * 2_000_000, id="line ends"),
    pytest.param(b"\0" * 2_000_000, id="zeros"),
    pytest.param(b"\xff\xfe" * 1_000_000, id="no characters"),
]  # fmt: skip


@pytest.mark.parametrize("raw", BOMBS)
def test_a_bomb_is_read_in_bounded_time(raw: bytes) -> None:
    assert read(raw).kind in Kind


@pytest.mark.parametrize("raw", [BOMBS[5], BOMBS[17]])
def test_a_bomb_takes_bounded_memory(raw: bytes) -> None:
    tracemalloc.start()
    try:
        classify.classify(messages.from_source(raw, id="m1", received_at=NOW), own=OWN)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < BYTES


PIECES = """\
a| |-|_|*|=|>|<|@|.|!|(|[|user |user.|mailbox |1.|1.1.|a@|<a@|0:00 |On 1 |Am 1 |From: |no |not |ne plus |never |e-mail
your message |your email a|message |quota |keine |hör auf |nie |więcej |今後|から|1月1日|click |no longer |user a
message expired |account exceeded |http://|[a](|Sent from a|outlook |von a |geen |1 january |2026-|1/1/|january 1-
auto: is |is |Le a |El a |a écrit |Sent: |> - |- a|-- |--- a |wrote: |stop |unsubscribe |please |, |Am a schrieb
"""


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize(
    "piece",
    [piece for line in PIECES.splitlines() for piece in line.split("|")] + ["\n", "\t", "\n\n", "From: a\n"],
)
def test_no_words_keep_a_rule_busy(head: str, piece: str) -> None:
    subject, body = (piece * 3_000)[:3_000], (piece * 25_000)[:25_000]

    assert read(f"{head}Subject: {' '.join(subject.split())}\n\n{body}\0!".encode()).kind in Kind


NAMES = [
    "From", "To", "Subject", "Content-Type", "Content-Transfer-Encoding", "List-Id", "Precedence", "Auto-Submitted",
    "Return-Path",
]  # fmt: skip
VALUES = [
    "", "<>", "a@b.example", "mailer-daemon@x.example", "Automatic reply: x", "multipart/report; boundary=b",
    "multipart/mixed; boundary=b", "message/delivery-status", "message/rfc822", "text/calendar; method=REPLY",
    "text/html; charset=utf-16", "text/plain; charset=idna", "text/plain; charset=\"x", "base64", "quoted-printable",
    "x-uuencode", "8bit", "bulk", "auto-replied", "=?utf-8?b?=?=", "=?no?q?x?=", "\x00", "\udcff",
]  # fmt: skip
BODIES = [
    "",
    "--b\n",
    "--b--\n",
    "Status: 5.1.1\nAction: failed\n\n",
    "METHOD:REPLY\n",
    "> Yes\n",
    "=\n",
    "YQ=",
    "\x1b$B",
]

header = st.tuples(st.sampled_from(NAMES), st.one_of(st.sampled_from(VALUES), st.text(max_size=20)))
part = st.tuples(st.lists(header, max_size=5), st.lists(st.sampled_from(BODIES), max_size=6))


def joined(parts: list[tuple[list[tuple[str, str]], list[str]]]) -> bytes:
    """Write what was drawn as a source, one part after the other."""
    written = [
        "".join(f"{name}: {value}\n" for name, value in head) + "\n" + "".join(body) for head, body in parts
    ]
    return "\n--b\n".join(written).encode("utf-8", "surrogateescape")


def lenient(parts: list[tuple[list[tuple[str, str]], list[str]]]) -> bytes:
    """Write the same, whatever cannot be encoded left out."""
    return joined(
        [([(n, v.encode("utf-8", "ignore").decode()) for n, v in head], body) for head, body in parts]
    )


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(raw=st.one_of(st.binary(max_size=800), st.lists(part, min_size=1, max_size=6).map(lenient)))
def test_any_bytes_are_classified(raw: bytes) -> None:
    meaning = read(raw)

    assert meaning.kind in Kind
    assert meaning.text.encode("utf-8") is not None
    assert "\0" not in meaning.text


@settings(max_examples=100, deadline=None, derandomize=True)
@given(data=st.data())
def test_a_mail_cut_or_damaged_anywhere_is_classified(data: st.DataObject) -> None:
    whole = (
        b"From: a@b.example\nContent-Type: multipart/report; boundary=b\n\n--b\n\nGone \xff\n--b\n"
        b"Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; c@d.example\n"
        b"Action: failed\nStatus: 5.1.1\n\n--b\nContent-Type: message/rfc822\n\nSubject: x\n\ny\n--b--\n"
    )
    at = data.draw(st.integers(0, len(whole)))
    put = data.draw(st.binary(max_size=6))

    assert read(whole[:at] + put + whole[at + len(put) :]).kind in Kind
    assert read(whole[:at]).kind in Kind
