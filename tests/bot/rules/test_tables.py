"""Any file that is a table of people is read, whoever wrote it; what is none is refused with a sentence."""

from contextlib import suppress

import pytest
from hypothesis import given, strategies as st

from bot.refusals import Refusal
from bot.rules import columns, tables

PLAIN = "First name,Last name,Email\nZoë,Müller,zoe@example.com\nGrace,Hopper,grace@example.com\n"


def cells(content: bytes) -> list[tuple[str, ...]]:
    """Read every row of a file."""
    return [row.cells for row in tables.rows(tables.read(content))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_however_it_was_written_it_says_the_same(encoding: str, delimiter: str, ending: str) -> None:
    written = PLAIN.replace(",", delimiter).replace("\n", ending).encode(encoding)

    assert cells(written) == [
        ("Zoë", "Müller", "zoe@example.com"),
        ("Grace", "Hopper", "grace@example.com"),
    ]


def test_commas_in_a_file_of_semicolons_divide_nothing() -> None:
    found = cells(b"Name;Email;Company\nGrace;g@example.com;Navy, Yard, Co\nAda;a@example.com;A, B\n")

    assert found[0] == ("Grace", "g@example.com", "Navy, Yard, Co")


def test_excels_own_hint_is_obeyed() -> None:
    assert cells(b"sep=;\nName;Email\nGrace, A;g@example.com\n") == [("Grace, A", "g@example.com")]


def test_a_header_may_be_written_in_tokens() -> None:
    found = tables.read(b"{{first_name}},{{company}},Email\nGrace,Navy,g@example.com\n")

    assert columns.guess(found.header, cells(found.content)) == ("first_name", "company", "address")


def test_a_title_above_the_header_is_passed_over_and_so_are_empty_rows() -> None:
    found = tables.read(b"Our candidates,,\n,,\nName,Email,Company\n\nGrace,g@example.com,Navy\n,,\n")

    assert found.header == ("Name", "Email", "Company")
    assert [(row.number, row.cells[0]) for row in tables.rows(found)] == [(1, "Grace")]


def test_a_file_without_a_header_loses_nobody() -> None:
    found = tables.read(b"Grace,Hopper,g@example.com\nAda,Byron,a@example.com\n")

    assert found.header == ("Column 1", "Column 2", "Column 3")
    assert tables.count(found) == 2
    assert columns.guess(found.header, cells(found.content)) == ("", "", "address")


def test_reading_goes_on_where_it_was_left() -> None:
    found = tables.read(PLAIN.encode())

    assert [row.number for row in tables.rows(found, after=1)] == [2]


def test_a_cell_may_hold_a_line_break_and_a_quotation_mark() -> None:
    assert cells(b'Name,Note\n"Grace ""Amazing"" Hopper","one\ntwo"\n') == [
        ('Grace "Amazing" Hopper', "one\ntwo")
    ]


def test_a_row_that_is_too_short_is_filled_up_and_one_that_is_too_long_says_so() -> None:
    short, long = tables.rows(tables.read(b"Name,Email\nGrace\nAda,a@example.com,,more\n"))

    assert (short.cells, short.more) == (("Grace", ""), False)
    assert long.more


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"PK\x03\x04rest of a zip", "an Excel workbook or a zip file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Excel workbook"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x89PNG\r\n", "a picture"),
        (b"<!doctype html><table>", "a web page"),
        (b'{"people": []}', "JSON"),
        (b"Name,Email\nGr\x00ce,g@example.com\n", "no text"),
        ("Name,Email\nGr\x00ce,g@example.com\n".encode("utf-16"), "no text"),
        ("Name,Email\nGrace,g@example.com\n".encode("utf-32"), "no text"),
        (b"Name,Email\nGr\x81ce,g@example.com\n", "which encoding"),
        (b"\xff\xfeN\x00a", "which encoding"),
        (b'Name,Email\n"Grace,g@example.com\nAda,a@example.com\n', "quotation mark"),
        (b"Name,Email\n" + b"x" * 140_000 + b",g@example.com\n", "130,000 characters"),
        (b"Name,Email\n", "nobody in this file"),
        (b"Name,Email\n" + b"G,g@example.com\n" * 10_001, "more than 10,000 rows"),
        (b"Email," * 101 + b"x\nG\n", "102 columns"),
        (b"Name\n" + b"x" * tables.MOST_BYTES, "larger than 10 MB"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        tables.count(tables.read(content))


@given(st.binary(max_size=200))
def test_no_file_whatever_breaks_us(content: bytes) -> None:
    try:
        found = tables.read(content)
    except Refusal:
        return
    with suppress(Refusal):  # a quotation mark may be opened far below
        assert all(len(row.cells) == len(found.header) for row in tables.rows(found))


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        ("First Name", "first_name"),
        ("last_name", "last_name"),
        ("Candidate", "full_name"),
        ("E-Mail Address", "address"),
        ("LinkedIn URL", "link"),
        ("Profile", "link"),
        ("Current Company", "company"),
        ("Job Title", "title"),
        ("City", "location"),
        ("University", "school"),
        ("Extra 1", "extra1"),
        ("{{reason}}", "reason"),
        ("Vorname", "first_name"),
        ("Société", "company"),
        ("Office street", "office_street"),
        ("Salary", ""),
        ("sender_full_name", ""),
    ],
)
def test_a_column_is_known_by_any_of_its_names(header: str, meant: str) -> None:
    assert columns.guess([header], [], {"office_street"}) == (meant,)


def test_no_two_columns_are_the_same() -> None:
    assert columns.guess(["Email", "Work email", "Name", "Surname"], []) == (
        "address",
        "",
        "first_name",
        "last_name",
    )


def test_a_column_of_links_is_known_by_what_stands_in_it() -> None:
    sample = [("https://www.linkedin.com/in/grace", "x"), ("linkedin.com/in/ada", "y")]

    assert columns.guess(["Where", "What"], sample) == ("link", "")
