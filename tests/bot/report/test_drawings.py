"""The chart of a digest as a picture: painted elsewhere, in the report's colours, whatever the names are written in."""

import re
import struct
from pathlib import Path

import pytest

from bot.outreach.overview.digest_pictures import Drawing, NotDrawn
from bot.report import drawings, page, painter
from bot.slack.views import digest
from tests.bot.slack.views import cast, digested

SCRIPTS = (
    "מפתחים בכירים",
    "مهندسو البرمجيات",
    "バックエンド 東京",
    "🚀👩‍💻 Growth",
    "<&>{{ 7*7 }} datum.x \uffff" + "W" * 90,
)


def drawing(*names: str) -> Drawing:
    rows = tuple(digested.digest_row(cast.line(name)) for name in names)
    made = digest.drawing(digested.digest(0, rows=rows))
    assert made is not None
    return made


def test_names_of_every_script_and_none_come_out_as_one_picture_of_one_size() -> None:
    painted = drawings.as_png(drawing(*SCRIPTS))

    width, height = struct.unpack(">II", painted[16:24])
    assert (painted[:8], painted[12:16]) == (b"\x89PNG\r\n\x1a\n", b"IHDR")
    assert 800 < width < 1_000
    assert 600 < height < 1_000


def test_it_has_a_title_the_moment_and_the_names_of_its_axes() -> None:
    spec = drawings.specify(drawing("Backend"))

    assert spec["title"]["text"] == "People by sequence"
    assert spec["title"]["subtitle"] == "Tue 3 Mar, 9:12"
    encoded = spec["layer"][0]["encoding"]
    assert (encoded["x"]["axis"]["title"], encoded["y"]["axis"]["title"]) == ("People", "Sequence")


def test_its_colours_are_those_of_the_report() -> None:
    styles = Path(page.__file__).with_name("page.html").read_text().partition("@media")[0]

    known = set(re.findall(r"#[0-9a-f]{6}", styles))
    assert {*drawings.COLOURS.values(), drawings.PAPER, drawings.INK, drawings.SOFT, drawings.LINE} <= known


@pytest.mark.parametrize(
    ("name", "read"),
    [
        pytest.param("Zażółć, Ελλάδα, Россия", "Zażółć, Ελλάδα, Россия", id="what the bundled font has"),
        pytest.param("東京 2026 バックエンド", "… 2026 …", id="letters without a font"),
        pytest.param("🚀👩‍💻 Growth 🚀", "Growth", id="emoji without a font"),
        pytest.param("バ ッ ク", "…", id="nothing that could be drawn"),
        pytest.param("A\x00\ud800\uffffB", "AB", id="what nobody can write"),
    ],
)
def test_what_a_machine_has_no_letters_for_is_no_row_of_boxes(name: str, read: str) -> None:
    assert painter.readable(name, has_font=lambda sign: sign < "\u1000") == read


def test_a_machine_is_asked_for_its_letters() -> None:
    assert painter.is_drawn("é")
    assert painter.is_drawn("ש")
    assert not painter.is_drawn("\ue001")


@pytest.mark.parametrize(
    ("painting", "why"),
    [
        pytest.param("import time; time.sleep(9)", "TimeoutExpired", id="it takes too long"),
        pytest.param("import os; os.abort()", "CalledProcessError", id="it falls"),
        pytest.param("print('no')", "no picture", id="it paints nothing"),
    ],
)
def test_a_painter_that_fails_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, painting: str, why: str
) -> None:
    bad = tmp_path / "painter.py"
    bad.write_text(painting)
    monkeypatch.setattr(drawings, "PAINTER", bad)

    with pytest.raises(NotDrawn, match=why):
        drawings.as_png(drawing("Backend"), patience=0.5 if "sleep" in painting else 10)
