"""Files that mean harm, all the way from the recruiter's computer: each is refused with a sentence."""

import json

import pytest

from tests.journeys import scenes
from tests.journeys.scenes import GRACE_ADDRESS
from tests.journeys.story import Story, said
from tests.journeys.test_from_csv import refused, upload

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

HEADER = "First name,Email,Company\n"
NO_TABLES = {
    "a zip": (b"PK\x03\x04" + bytes(100), "an Excel workbook or a zip file, whatever its name says"),
    "nothing": (b" \r\n", "The file is empty."),
    "a header alone": (HEADER.encode(), "There is nobody in this file"),
    "too many rows": ((HEADER + "Ada,a@example.com,\n" * 10_001).encode(), "more than 10,000 rows"),
    "200 columns": (f"{HEADER.strip()}{',x' * 197}\nAda\n".encode(), "This file has 200 columns"),
    "zeros in UTF-16": (f"{HEADER}A\0da,a@example.com,\n".encode("utf-16"), "bytes that are no text"),
    "a quotation mark": (f'{HEADER}"Ada,a@example.com,\n'.encode(), "a quotation mark is never closed"),
    "a cell without an end": (f"{HEADER}{'x' * 140_000},a@b.example,".encode(), "130,000 characters"),
}
HOSTILE = {
    f"{'x' * 100_000},long@example.com,Navy": "First name is longer than 100 characters.",
    "Gr\u202eace,bidi@example.com,Navy": "First name: This holds a character nobody can see.",
    "Be\x07ll,bell@example.com,Navy": "First name: This holds a character nobody can see.",
    "Ada,ada@gmаil.com,Navy": "only looks like gmail.com",  # noqa: RUF001
    '"=HYPERLINK(""https://evil.example"",""Grace"")",formula@example.com,Navy': "This is a formula and no text.",
}


def test_what_is_no_table_of_people_is_refused_under_the_file(story: Story) -> None:
    scenes.ready(story)
    found: dict[str, str] = {}
    for name, (content, sentence) in NO_TABLES.items():
        answer = json.dumps(upload(story, "people.csv", content))
        found |= {} if sentence in answer else {name: answer}
        story.slack("close", view_id=story.modal("csv_upload")["id"])

    assert found == {}


def test_hostile_rows_stay_outside_say_why_and_come_back_harmless(story: Story) -> None:
    scenes.ready(story)
    upload(story, "people.csv", "\n".join([HEADER.strip(), *HOSTILE, f"Grace,{GRACE_ADDRESS},Navy"]).encode())
    shown = story.modal("csv_preview")
    story.submit()
    story.modal("csv_begun")
    story.slack("close", view_id=story.modal()["id"])

    card = said(story.dm("1 person was added"))
    rows = refused(story)

    for why in set(HOSTILE.values()):
        assert all(why in text for text in (json.dumps(shown, ensure_ascii=False), card, rows))
    assert rows.count("@") >= len(HOSTILE)
    assert "x" * 100_000 in rows
    assert "\"'=HYPERLINK(" in rows
    assert "\x07" not in rows
