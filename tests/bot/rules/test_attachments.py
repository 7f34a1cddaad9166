"""Which files may go with an email, and what they are called."""

import pytest
from hypothesis import given, strategies as st

from bot.rules import attachments, drafts
from bot.rules.attachments import MEGABYTE, TOTAL_LIMIT, Attached
from bot.rules.drafts import StageDraft
from storage.statuses import StageKind


def file(name: str = "plan.pdf", size: int = 2 * MEGABYTE) -> Attached:
    return Attached(id=1, name=name, size=size)


def test_ten_megabytes_are_carried_and_not_a_byte_more() -> None:
    half = TOTAL_LIMIT // 2

    assert attachments.problems([file(size=half), file(size=half)]) == ()
    assert attachments.problems([file(size=TOTAL_LIMIT)]) == ()
    [told] = attachments.problems([file(size=TOTAL_LIMIT + 1)])
    assert told == "plan.pdf (10.1 MB) is too large: an email takes 10 MB. Send a link to it instead."


def test_too_much_together_names_the_largest() -> None:
    [told] = attachments.problems([file("cv.pdf", 4 * MEGABYTE), file("film.mp4", 8 * MEGABYTE)])

    assert told == (
        "Together the files have 12.0 MB; an email takes 10 MB. Leave one out: film.mp4 (8.0 MB)."
    )


def test_a_sixth_file_is_one_too_many() -> None:
    assert attachments.problems([file()] * 5) == ()
    assert attachments.problems([file(size=9)] * 6) == ("An email takes 5 files; these are 6. Remove some.",)


@pytest.mark.parametrize(
    "name", ["setup.exe", "SETUP.EXE", "run.bat", "app.js", "app.jar", "x.tar.msi", "a.vbs "]
)
def test_a_kind_gmail_refuses_is_refused_before(name: str) -> None:
    [told] = attachments.problems([file(name)])

    assert told.startswith("Gmail carries no .")
    assert name in told


@pytest.mark.parametrize("name", ["exe", "plan.exe.pdf", "js.txt", "no ending", ".profile"])
def test_a_name_that_only_looks_like_one_is_carried(name: str) -> None:
    assert attachments.problems([file(name)]) == ()


def test_an_empty_file_is_refused_by_name() -> None:
    assert attachments.problems([file(size=0)]) == ("plan.pdf is empty. Choose another file.",)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        pytest.param("C:\\Users\\ana\\plan.pdf", "plan.pdf", id="a folder of Windows"),
        pytest.param("../../etc/passwd", "passwd", id="a folder above"),
        pytest.param("plan\r\nBcc: x.pdf", "planBcc: x.pdf", id="a line break"),
        pytest.param("plan\u202efdp.exe", "planfdp.exe", id="writing turned around"),
        pytest.param("  Job  offer .pdf ", "Job offer .pdf", id="too many spaces"),
        pytest.param("..", "file", id="nothing but dots"),
        pytest.param("x" * 300 + ".pdf", "x" * 96 + ".pdf", id="too long, its ending kept"),
        pytest.param("é" * 300, "é" * 100, id="too long without an ending"),
        pytest.param("Lebenslauf für Ōtaka.pdf", "Lebenslauf für Ōtaka.pdf", id="letters of the world"),
    ],
)
def test_a_name_keeps_what_a_person_reads(given_name: str, kept: str) -> None:
    assert attachments.clean_name(given_name) == kept


@given(st.text(max_size=300))
def test_any_name_becomes_one_short_line_and_stays_it(name: str) -> None:
    kept = attachments.clean_name(name)

    assert 1 <= len(kept) <= attachments.NAME_LIMIT
    assert not set("/\\\r\n\0") & set(kept)
    assert attachments.clean_name(kept) == kept


@pytest.mark.parametrize(
    ("count", "told"),
    [(1, "1 byte"), (1_023, "1,023 bytes"), (1_025, "2 KB"), (2_200_000, "2.1 MB"), (TOTAL_LIMIT, "10.0 MB")],
)
def test_a_size_is_told_in_the_unit_that_fits(count: int, told: str) -> None:
    assert attachments.size(count) == told


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        pytest.param(StageKind.EMAIL, ["attachments"], id="an email"),
        pytest.param(StageKind.CALL, [], id="a call, which takes no files"),
    ],
)
def test_a_stage_is_judged_with_its_files(kind: StageKind, fields: list[str]) -> None:
    stage = StageDraft(kind=kind, subject="Hello", body="Hi", attachments=(file("setup.exe"),))

    assert [problem.field for problem in drafts.stage_problems(stage, first_email=True)] == fields
