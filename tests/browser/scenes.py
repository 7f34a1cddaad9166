"""Scenes of the story, played by mouse and keyboard."""

from playwright.sync_api import Locator, expect

from tests.browser.desk import PATIENCE, Desk

ANA_ADDRESS = "ana@acme.example"
GRACE = "https://www.linkedin.com/in/grace-hopper-1906/?utm_source=x"
GRACE_ADDRESS = "grace.hopper@example.com"
ALAN = "https://www.linkedin.com/in/alan-turing/"
ALAN_ADDRESS = "alan.turing@example.com"
KATHERINE = "https://www.linkedin.com/in/katherine-johnson/"
KATHERINE_ADDRESS = "katherine.johnson@example.com"
NAME = "Backend, Berlin"
SUBJECT = "A thought for {{first_name}}"
FIRST = "Hello {{first_name}}, your work at {{company|your team}} is **remarkable**."
SECOND = "Did my mail reach you, {{first_name}}?"
INMAIL = "Hi {{first_name}}, shall we talk about {{company|your team}}?"


def connect(desk: Desk) -> None:
    """Go through Google's consent page in the tab it opens in."""
    home = desk.home()
    with desk.page.context.expect_page() as opened:
        desk.press("home_connect", on=home)
    consent = opened.value
    consent.get_by_text(ANA_ADDRESS).click()
    consent.get_by_role("button", name="Allow").click()
    expect(consent.get_by_role("heading")).to_contain_text("Connected")
    consent.close()


def add_stage(
    desk: Desk, number: int, body: str, *, subject: str = "", days: str = "", inmail: bool = False
) -> None:
    """Fill in the form of one more stage; an InMail waits in days, an email in business days."""
    editor = desk.modal("sequence_editor")
    desk.press("sequence_add_stage", on=editor)
    form = desk.modal("stage_form")
    expect(form).to_contain_text(f"Stage {number}")
    if inmail:
        desk.choose("stage_kind_chosen", "LinkedIn InMail", on=form)
        expect(form).to_contain_text("You do this one yourself")
    if days:
        desk.fill("stage_delay_typed", days, on=form)
    if days and inmail:
        desk.choose("stage_unit_chosen", "days", on=form)
    if subject:
        desk.fill("stage_subject_typed", subject, on=form)
    desk.write(body, on=form)
    desk.submit(form)
    expect(stages(desk.modal("sequence_editor"))).to_have_count(number, timeout=PATIENCE)


def stages(editor: Locator) -> Locator:
    """Find the stages listed in the editor."""
    return editor.locator("[data-block-id^='sequence_stage:']")


def write_stages(desk: Desk) -> Locator:
    """Open the editor by a command and write the three stages of the story in it."""
    desk.command("/sequence new")
    editor = desk.modal("sequence_editor")
    desk.fill("sequence_name_typed", NAME, on=editor)
    add_stage(desk, 1, FIRST, subject=SUBJECT)
    add_stage(desk, 2, SECOND, days="3")
    add_stage(desk, 3, INMAIL, days="2", inmail=True)
    return editor


def save(desk: Desk) -> None:
    """Save what is in the editor."""
    desk.submit(desk.modal("sequence_editor"))
    desk.close(desk.modal("sequence_saved"))


def start_enrolling(desk: Desk, link: str, address: str, sequence: str = NAME) -> Locator:
    """Fill in who, choose the sequence, wait for the dates."""
    desk.command(f"/enroll {link}")
    form = desk.modal("enroll_form")
    desk.fill("enroll_address_typed", address, on=form)
    desk.choose("enroll_sequence_chosen", sequence, on=form)
    expect(form).to_contain_text("When it would go", timeout=PATIENCE)
    return form


def enroll(desk: Desk, link: str, address: str, sequence: str = NAME) -> None:
    """Enroll somebody."""
    desk.submit(start_enrolling(desk, link, address, sequence))
    desk.close(desk.modal("enroll_done"))
