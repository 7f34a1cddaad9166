"""The budget of size: what is longer or deeper than this is two things."""

import ast
from pathlib import PurePosixPath

import pytest

from tests import tree

FUNCTION_LINES = 40
FILE_LINES = 300
NESTING = 3
NAMELESS = {"utils", "helpers", "common", "misc", "manager", "base"}
VAGUE_VERBS = ("handle_", "process_", "do_")
GIVEN_BY_LIBRARIES = {
    "handle_starttag",
    "handle_endtag",
    "handle_data",
    "process_bind_param",
    "process_result_value",
}
MOCKS = ("unittest.mock", "monkeypatch.setattr", "mocker.")
MOCKS_IN_A_HUNDRED = 10


def test_no_function_is_longer_than_forty_lines() -> None:
    measured = tree.functions()

    assert len(measured) > 500
    assert [(one.place, one.lines) for one in measured if one.lines > FUNCTION_LINES] == []


def test_no_function_is_nested_deeper_than_three() -> None:
    assert [(one.place, one.nesting) for one in tree.functions() if one.nesting > NESTING] == []


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    assert {name: tree.lines(name) for name in tree.code() if tree.lines(name) > FILE_LINES} == {}


def test_no_test_file_is_longer_than_three_hundred_lines() -> None:
    assert {name: tree.lines(name) for name in tree.suite() if tree.lines(name) > FILE_LINES} == {}


def test_no_script_of_the_page_is_longer_than_three_hundred_lines() -> None:
    scripts = [
        name for name in tree.files() if name.startswith("sandbox/page/static/") and name.endswith(".js")
    ]

    assert scripts
    assert {name: tree.lines(name) for name in scripts if tree.lines(name) > FILE_LINES} == {}


def test_every_module_has_a_name_that_says_what_is_in_it() -> None:
    names = [*tree.code(), *tree.suite()]

    assert [name for name in names if PurePosixPath(name).stem in NAMELESS] == []


def test_no_function_begins_with_a_verb_that_says_nothing() -> None:
    names = [one.place.rpartition(":")[2].lstrip("_") for one in tree.functions()]

    assert [name for name in names if name.startswith(VAGUE_VERBS) and name not in GIVEN_BY_LIBRARIES] == []


def test_mocks_stay_the_last_resort() -> None:
    sources = [tree.text(name) for name in tree.suite() if name != "tests/test_budget.py"]
    written = sum(source.count("\ndef test_") for source in sources)
    mocks = sum(source.count(mock) for source in sources for mock in MOCKS)

    assert written > 100
    assert mocks * 100 < MOCKS_IN_A_HUNDRED * written


@pytest.mark.parametrize(
    ("source", "nesting"),
    [
        pytest.param("def f():\n    pass\n", 0, id="flat"),
        pytest.param(
            "def f():\n    for a in b:\n        if a:\n            pass\n", 2, id="a loop and a choice"
        ),
        pytest.param(
            "def f():\n    if a:\n        pass\n    elif b:\n        pass\n    elif c:\n        pass\n",
            1,
            id="elif goes no deeper",
        ),
        pytest.param(
            "def f():\n    try:\n        pass\n    except A:\n        with b:\n            pass\n",
            2,
            id="in a handler",
        ),
        pytest.param(
            "def f():\n    match a:\n        case 1:\n            if b:\n                pass\n",
            2,
            id="in a case",
        ),
    ],
)
def test_nesting_is_measured_as_one_reads_it(source: str, nesting: int) -> None:
    body = ast.parse(source).body[0]
    assert isinstance(body, ast.FunctionDef)

    assert tree.deepest(body.body) == nesting
