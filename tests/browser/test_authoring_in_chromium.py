"""Twelve stages of every kind, written, changed while somebody is in them, carried out as YAML and in again.

With PICTURES set to a folder, every screen on the way is kept there as a picture.
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from tests.browser import scenes
from tests.browser.desk import PATIENCE, Desk
from tests.browser.scenes import GRACE, GRACE_ADDRESS, stages

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PICTURES = os.environ.get("PICTURES", "")
TALL: ViewportSize = {"width": 1280, "height": 1700}
USUAL: ViewportSize = {"width": 1280, "height": 800}
NAME = "Compilers, twelve steps"
FIRST = (
    "Hi {{first_name}}, your work on **compilers** came up at once. Reply stop and I will not write again."
)
KINDS = (
    "LinkedIn connection note",
    "Email",
    "LinkedIn InMail",
    "Phone call",
    "Email",
    "Text message",
    "Task",
    "Email",
    "LinkedIn InMail",
    "Email",
    "Task",
)


def test_twelve_stages_are_written_changed_and_carried(desk: Desk) -> None:
    scenes.connect(desk)
    twelve_stages_are_written(desk)
    one_is_moved_copied_and_deleted(desk)
    it_is_looked_at_and_saved(desk)
    grace_is_enrolled(desk)
    it_is_changed_for_grace_as_well(desk)
    its_export_is_imported(desk)
    the_home_tab_and_its_settings(desk)


def picture(desk: Desk, name: str) -> None:
    if not PICTURES:
        return
    desk.page.set_viewport_size(TALL)  # so that a whole form is seen
    desk.page.wait_for_timeout(300)
    desk.page.screenshot(path=Path(PICTURES) / f"{name}.png")
    desk.page.set_viewport_size(USUAL)


def twelve_stages_are_written(desk: Desk) -> None:
    desk.command(f"/sequence new {NAME}")
    picture(desk, "01-editor-empty")
    scenes.add_stage(desk, 1, FIRST, subject="Compilers, {{first_name}}?")
    for number, kind in enumerate(KINDS, 2):
        desk.press("sequence_add_stage", on=desk.modal("sequence_editor"))
        form = desk.modal("stage_form")
        expect(form).to_contain_text(f"Stage {number}")
        if kind != "Email":
            desk.choose("stage_kind_chosen", kind, on=form)
            expect(form).to_contain_text("You do this one yourself")
        desk.write(f"Step {number} for {{{{first_name}}}}", on=form)
        picture(desk, f"02-stage-{number:02}")
        desk.submit(form)
        expect(desk.modal("sequence_editor")).to_contain_text(f"{number} stages", timeout=PATIENCE)


def one_is_moved_copied_and_deleted(desk: Desk) -> None:
    editor = desk.modal("sequence_editor")
    expect(editor).to_contain_text("page 2 of 2")
    expect(stages(editor)).to_have_count(2)
    desk.press("sequence_previous_page", on=editor)
    expect(stages(editor)).to_have_count(10, timeout=PATIENCE)
    from_menu(desk, 1, "Move down")
    expect(row(desk, 1)).to_contain_text("2. Email", timeout=PATIENCE)
    from_menu(desk, 1, "Duplicate")
    expect(editor).to_contain_text("13 stages", timeout=PATIENCE)
    from_menu(desk, 2, "Delete")
    expect(editor).to_contain_text("12 stages", timeout=PATIENCE)
    picture(desk, "03-editor-full")


def row(desk: Desk, index: int) -> Locator:
    return desk.modal("sequence_editor").locator(f"[data-block-id='sequence_stage:{index}']")


def from_menu(desk: Desk, index: int, words: str) -> None:
    row(desk, index).get_by_test_id("overflow").click()
    desk.page.get_by_role("menuitem", name=words, exact=True).click()


def it_is_looked_at_and_saved(desk: Desk) -> None:
    desk.press("sequence_preview", on=desk.modal("sequence_editor"))
    preview = desk.modal("preview")
    expect(preview).to_contain_text("as Grace Hopper would get it")
    preview.locator("[data-action-id=preview_try]").first.click()
    expect(preview).to_contain_text("marked as a test", timeout=PATIENCE)
    picture(desk, "04-preview")
    desk.close(preview)
    desk.submit(desk.modal("sequence_editor"))
    saved = desk.modal("sequence_saved")
    expect(saved).to_contain_text("12 stages")
    picture(desk, "05-saved")
    desk.close(saved)


def grace_is_enrolled(desk: Desk) -> None:
    form = scenes.start_enrolling(desk, GRACE, GRACE_ADDRESS, NAME)
    picture(desk, "06-enroll")
    desk.submit(form)
    desk.close(desk.modal("enroll_done"))
    letters = desk.mailbox(GRACE_ADDRESS).get_by_test_id("letter")
    expect(letters).to_have_count(1, timeout=PATIENCE)


def it_is_changed_for_grace_as_well(desk: Desk) -> None:
    desk.command(f"/sequence edit {NAME}")
    expect(desk.modal("sequence_editor")).to_contain_text("12 stages")
    from_menu(desk, 1, "Edit")
    form = desk.modal("stage_form")
    desk.write(" and a word that was missing", on=form)
    desk.submit(form)
    expect(desk.modal("sequence_editor")).to_contain_text("a word that was missing", timeout=PATIENCE)
    desk.submit(desk.modal("sequence_editor"))
    saved = desk.modal("sequence_saved")
    expect(saved).to_contain_text("Grace Hopper", timeout=PATIENCE)
    picture(desk, "07-also-the-people")
    desk.press("saved_also_them", on=saved)
    desk.page.get_by_role("button", name="Take them along").click()
    expect(desk.modal("sequence_saved")).to_contain_text("1 person goes on by version 2", timeout=PATIENCE)
    picture(desk, "08-taken-along")
    desk.close(desk.modal("sequence_saved"))


def its_export_is_imported(desk: Desk) -> None:
    desk.command(f"/sequence export {NAME}")
    exported = desk.modal("sequence_exported")
    text = "".join(exported.locator("pre").all_inner_texts())
    picture(desk, "09-export")
    desk.close(exported)
    desk.command("/sequence import")
    form = desk.modal("sequence_import")
    form.locator("textarea").first.fill(text.replace(NAME, f"{NAME} again"))
    picture(desk, "10-import")
    desk.submit(form)
    editor = desk.modal("sequence_editor")
    expect(editor).to_contain_text("12 stages", timeout=PATIENCE)
    expect(editor).to_contain_text("a word that was missing")
    desk.submit(editor)
    desk.close(desk.modal("sequence_saved"))


def the_home_tab_and_its_settings(desk: Desk) -> None:
    home = desk.home()
    expect(home).to_contain_text("Your sequences (2)", timeout=PATIENCE)
    picture(desk, "11-home")
    desk.press("settings_open", on=home)
    settings = desk.modal("settings")
    desk.fill("settings_hours_typed", "Mon-Fri 9:00-17:00", on=settings)
    picture(desk, "12-settings")
    desk.submit(settings)
    expect(desk.home()).to_contain_text("Mail leaves Mon-Fri 9:00-17:00.", timeout=PATIENCE)
