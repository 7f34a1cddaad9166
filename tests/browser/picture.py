"""Take the pictures of README and docs: `python -m tests.browser.picture` writes them into docs/pictures.

It needs a Chromium, and the fonts of whoever takes it; fonts-dejavu and fonts-noto-color-emoji look well.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, ViewportSize, expect

from tests.browser import chromium, conftest, scenes
from tests.browser.desk import PATIENCE, Desk

PLACE = Path(__file__).parents[2] / "docs" / "pictures"
SIZE = ViewportSize(width=1280, height=800)
NAME, OTHER = "Compiler engineers, Berlin", "Compiler engineers, InMail first"
SUBJECT = "Compilers, {{first_name}}?"
FIRST = (
    "Hi {{first_name}}, your work on **compilers** came up at once. Would you have twenty minutes this week?"
)
SECOND = "Hi {{first_name}}, once more, in case my first mail drowned: I would love to hear about your work."
INMAIL = "Hi {{first_name}}, may I tell you about our compiler team? Twenty minutes this week would do."
ANSWER = "Thank you, this sounds interesting. Can we talk on Thursday?"


def main() -> None:
    """Live the story up to Grace's answer, and take pictures on the way."""
    PLACE.mkdir(parents=True, exist_ok=True)
    with (
        chromium.started() as browser,
        TemporaryDirectory() as folder,
        conftest.hosted(f"sqlite:///{folder}/overture.db") as story,
    ):
        page = browser.new_page(viewport=SIZE)
        page.goto(f"{story.address}/?tour=off")
        desk = Desk(page)
        expect(desk.home()).to_contain_text("Connect Gmail", timeout=PATIENCE)
        keep(page, "home")
        live(desk)
        settle(page)
        keep(page, "sandbox")


def live(desk: Desk) -> None:
    """Let Grace get two emails and Alan be asked for by InMail; then Grace answers."""
    scenes.connect(desk)
    desk.command(f"/sequence new {NAME}")
    scenes.add_stage(desk, 1, FIRST, subject=SUBJECT)
    scenes.add_stage(desk, 2, SECOND, days="3")
    scenes.add_stage(desk, 3, INMAIL, days="2", inmail=True)
    keep(desk.page, "editor")
    scenes.save(desk)
    scenes.enroll(desk, scenes.GRACE, scenes.GRACE_ADDRESS, NAME)
    letters = desk.mailbox(scenes.GRACE_ADDRESS).get_by_test_id("letter")
    expect(letters).to_have_count(1, timeout=PATIENCE)
    desk.expect_next("Fri 6 Mar")
    desk.wait("plus-business", "Fri 6 Mar")
    expect(letters).to_have_count(2, timeout=PATIENCE)
    desk.command(f"/sequence new {OTHER}")
    scenes.add_stage(desk, 1, INMAIL, inmail=True)
    scenes.save(desk)
    scenes.enroll(desk, scenes.ALAN, scenes.ALAN_ADDRESS, OTHER)
    desk.message("Hi Alan", within=desk.dm())
    desk.answer(scenes.GRACE_ADDRESS, ANSWER)
    expect(letters).to_have_count(3)
    desk.wait("plus-hour", "11:00")
    desk.message(ANSWER, within=desk.dm())


def keep(page: Page, name: str) -> None:
    """Keep what the page shows."""
    page.screenshot(path=PLACE / f"{name}.png")


def settle(page: Page) -> None:
    """Put what is passing out of the picture."""
    page.get_by_label("Dismiss").click()
    page.mouse.move(SIZE["width"] / 2, SIZE["height"] - 2)


if __name__ == "__main__":
    main()
