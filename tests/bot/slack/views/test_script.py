"""A sequence as YAML on screens: copied out in whole stages, and read back blank by blank."""

import pytest

from bot.rules import scripts
from bot.rules.drafts import SequenceDraft, StageDraft
from bot.rules.strict_yaml import Fault, Place
from bot.slack.views import script
from bot.slack.views.script import Pasted
from tests.bot.slack.views import attached, reading, scripted
from tests.bot.slack.views.cast import Json


def copied(view: Json) -> list[str]:
    """Copy every code block of a view."""
    shown = [block for block in view["blocks"] if block["type"] == "rich_text"]
    return [block["elements"][0]["elements"][0]["text"] for block in shown]


def fault(line: int, text: str = "No.") -> Fault:
    return Fault(place=Place(line=line, column=3), text=text)


def typed(boxes: int, *texts: str | None) -> Json:
    view = script.build(boxes)
    states = {f"import_text:{number}": {"value": text} for number, text in enumerate(texts)}
    return reading.typed_back(view, **states)


def test_a_short_sequence_is_one_piece_ready_to_copy() -> None:
    text = scripted.script(3)

    view = script.exported(7, "Backend, Berlin", text)

    assert copied(view) == [text.rstrip("\n")]
    assert "`backend-berlin.yaml`" in reading.words(view)
    assert "Piece" not in reading.words(view)


def test_all_pieces_of_all_pages_are_the_whole_sequence() -> None:
    text = scripted.script(300)
    found: list[str] = []
    page = 0
    while True:
        view = script.exported(7, "Long", text, page=page)
        found += copied(view)
        if "Next" not in reading.buttons(view):
            break
        page += 1

    assert page > 1
    assert "\n".join(found) + "\n" == text
    assert all(piece.startswith(("- kind", "name")) and len(piece) <= script.PIECE for piece in found)


def test_a_stage_is_never_cut() -> None:
    long = StageDraft(subject="A", body="\n\n".join(["words " * 100] * 16))
    text = scripts.write(SequenceDraft(name="A", stages=(long, long, long)))

    found = script.pieces(text)

    assert [piece[:5] for piece in found] == ["name:", "- kin", "- kin", "- kin"]
    assert "\n".join(found) + "\n" == text


def test_an_export_with_files_says_that_they_stay() -> None:
    stage = StageDraft(subject="A", body="B", attachments=attached.files(1, "plan"))

    with_file, without = (
        script.exported(1, "A", scripts.write(SequenceDraft(name="A", stages=(one,))))
        for one in (stage, StageDraft(subject="A", body="B"))
    )

    assert "do not travel" in reading.words(with_file)
    assert "do not travel" not in reading.words(without)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        pytest.param("Backend, Berlin", "backend-berlin.yaml", id="words"),
        pytest.param("../../etc/`x`", "etc-x.yaml", id="a path"),
        pytest.param("🌻", "sequence.yaml", id="no words at all"),
    ],
)
def test_a_file_is_called_after_its_sequence(name: str, file: str) -> None:
    assert script.file_name(name) == file


def test_every_blank_that_was_pasted_is_read() -> None:
    pasted = script.read(typed(3, "name: A\nstages:\n", None, "  - kind: call\n    body: |\n      B  \n"))

    assert pasted.text == "name: A\nstages:\n  - kind: call\n    body: |\n      B  "


def test_more_room_keeps_the_boxes_there_are() -> None:
    one, two = script.build(1), script.build(2)
    ids = [[block["block_id"] for block in view["blocks"] if block["type"] == "input"] for view in (one, two)]

    assert ids == [["import_text:0", "import_file"], ["import_text:0", "import_text:1", "import_file"]]
    assert script.boxes_of(two) == 2
    assert "More room" not in reading.buttons(script.build(script.BOXES))


def test_a_mistake_stands_under_its_box_by_the_lines_of_that_box() -> None:
    pasted = Pasted(boxes=("one\ntwo", "", "three\nfour"))

    found = script.errors([fault(1), fault(2), fault(4, "Use `x`.")], pasted)

    assert found == {
        "import_text:0": "Line 1, column 3: No.\nLine 2, column 3: No.",
        "import_text:2": "Line 2, column 3: Use “x”.",
    }


def test_a_mistake_behind_the_end_stands_under_the_last_box() -> None:
    assert list(script.errors([fault(9)], Pasted(boxes=("one", "two")))) == ["import_text:1"]


def test_many_mistakes_are_counted() -> None:
    (told,) = script.errors([fault(1)] * 9, Pasted(boxes=("one",))).values()

    assert told.endswith("and 4 more mistakes")


def test_mistakes_of_a_file_stand_under_the_file() -> None:
    pasted = Pasted(boxes=("",), chosen=(attached.chosen("a.yaml"),))

    assert script.errors([fault(12)], pasted) == {"import_file": "Line 12, column 3: No."}
