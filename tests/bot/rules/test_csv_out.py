"""What we write as CSV is shown by a spreadsheet, never run."""

import csv
import io

import pytest
from hypothesis import given, strategies as st

from bot.rules import csv_out
from tests import tree


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('=HYPERLINK("https://evil.example","Click")', '\'=HYPERLINK("https://evil.example","Click")'),
        ("+49 170 1234567", "'+49 170 1234567"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1:A9)", "'@SUM(A1:A9)"),
        ("\t=1+1", "'\t'=1+1"),
        ("\r=1+1", "'\r'=1+1"),
        ("  =1+1", "'  =1+1"),
        ("＝1+1", "'＝1+1"),  # noqa: RUF001
        ("Grace;=1+1", "Grace;'=1+1"),
        ("Grace\n=1+1", "Grace\n'=1+1"),
        ("\x00=1+1", "'=1+1"),
    ],
)
def test_a_formula_is_only_text(text: str, written: str) -> None:
    assert csv_out.cell(text) == written


@pytest.mark.parametrize(
    "text", ["", "Grace O'Hara", "a=b", "grace+x@example.com", "https://example.com/?a=-1", "1-2"]
)
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert csv_out.cell(text) == text


def test_nobody_else_writes_csv() -> None:
    writing = ("csv.writer(", "DictWriter(")

    writers = [name for name in tree.code() if any(word in tree.text(name) for word in writing)]

    assert writers == ["bot/rules/csv_out.py"]


def test_lines_are_quoted_where_they_must_be() -> None:
    assert csv_out.lines([["name", "note"], ['Grace "G" Hopper', "=1"]]) == (
        'name,note\r\n"Grace ""G"" Hopper",\'=1\r\n'
    )


@given(st.text(alphabet="a=+-@;|'\t\r\n ＝,\"", max_size=12))  # noqa: RUF001
def test_no_cell_begins_a_formula_whatever_it_is_split_at(text: str) -> None:
    written = csv_out.lines([["first", text, "last"]])
    for delimiter in ",;\t|":
        for row in csv.reader(io.StringIO(written, newline=""), delimiter=delimiter):
            assert not any(one.lstrip(' "').startswith(("=", "+", "-", "@", "＝")) for one in row)  # noqa: RUF001


@given(st.text(alphabet="a=+-@;'\"\t\n ", max_size=12))
def test_what_comes_back_is_what_was_written(text: str) -> None:
    assert csv_out.bare(csv_out.cell(text)) == text
