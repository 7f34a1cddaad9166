"""A file of people, from the recruiter's computer into the sequence and back, over real wires."""

import json
from typing import Any

import pytest

from tests.journeys import scenes
from tests.journeys.scenes import ALAN_ADDRESS, GRACE_ADDRESS
from tests.journeys.story import Story, find, said, soon

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
GOOD = f"Grace Hopper;{GRACE_ADDRESS};Navy\r\nAda Byron;ada@example.com;Analytical, Engines\r\n"
NEEDY = f";{ALAN_ADDRESS};Bletchley\r\n"
HOSTILE = '=HYPERLINK("https://evil.example");mallory(at)example.com;=1+1\r\n'
PEOPLE = f"Candidate;Work e-mail;Employer\r\n{GOOD}{NEEDY}{HOSTILE}".encode("cp1252")


def upload(story: Story, name: str, content: bytes) -> Any:
    """Choose a file for the sequence; give Slack's answer."""
    story.command("/enroll csv in Backend")
    story.modal("csv_upload")
    scenes.upload(story, name, content, form="csv_upload", block="csv_file")
    return story.submit()


def bring(story: Story, name: str, content: bytes) -> Any:
    """Have a file imported, and wait for the message that tells how it went."""
    assert upload(story, name, content)["ok"]
    shown = story.modal("csv_preview")
    assert story.submit()["ok"]
    soon(lambda: story.modal("csv_begun"))
    story.slack("close", view_id=story.modal()["id"])
    story.work()
    story.dm(name)
    return shown


def refused(story: Story) -> str:
    """Fetch the refused rows as a browser does."""
    story.click("import_show_refused", on=story.dm("Get the refused rows"))
    view = story.modal("import_refused")
    _, button = find(view["blocks"], "import_download")
    story.slack("close", view_id=view["id"])
    return story.visit(button["url"])


def test_a_file_comes_in_and_what_was_refused_comes_in_mended(story: Story) -> None:
    scenes.ready(story)
    shown = bring(story, "people.csv", PEOPLE)
    story.later(minutes=10)

    assert shown["submit"]["text"] == "Import 2 people"
    card = said(story.dm("Get the refused rows"))
    assert all(
        words in card
        for words in ("2 people were added", "Missing: first name.", "This is a formula and no text")
    )
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 1

    rows = refused(story)
    assert "'=HYPERLINK" in rows
    mended = rows.replace(f",{ALAN_ADDRESS}", f"Alan Turing,{ALAN_ADDRESS}").encode("utf-8-sig")
    bring(story, "mended.csv", mended)
    story.later(minutes=10)

    assert "1 person was added" in said(story.dm("mended.csv"))
    assert len(scenes.mails(story, ALAN_ADDRESS)) == 1
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 1


@ON_SQLITE
def test_taking_it_back_stops_whoever_has_not_heard(story: Story) -> None:
    scenes.ready(story)
    story.pass_time(hours=12)  # at night nothing leaves
    bring(story, "people.csv", PEOPLE)

    story.click("import_take_back", on=story.dm("Stop all of this import"))
    story.dm("Taken back")
    story.later(days=1)

    assert "2 stopped before anything left." in said(story.dm("Taken back"))
    assert scenes.mails(story, GRACE_ADDRESS) == []


@ON_SQLITE
def test_a_zip_named_csv_is_refused_and_another_column_changes_what_becomes_of_it(story: Story) -> None:
    scenes.ready(story)
    upload(story, "people.csv", b"PK\x03\x04" + bytes(100))
    assert "an Excel workbook or a zip file" in json.dumps(story.modal("csv_upload")["errors"])
    story.slack("close", view_id=story.modal()["id"])

    upload(story, "people.csv", b"Who;Where\r\nGrace;grace@example.com\r\n")
    shown = story.modal("csv_preview")
    assert shown["submit"]["text"] == "Look again"
    story.choose("csv_column_chosen", "First name", on=shown)

    assert soon(lambda: story.modal()["submit"]["text"] == "Import 1 person" and story.modal())


@ON_SQLITE
def test_a_file_that_takes_its_time_is_shown_when_it_is_there(story: Story) -> None:
    scenes.ready(story)
    story.slack("fault", method="files.download", kind="slow", times=1, retry_after=2)

    assert upload(story, "people.csv", PEOPLE)["ok"]

    assert story.modal("csv_reading")
    assert story.modal("csv_preview")["submit"]["text"] == "Import 2 people"
