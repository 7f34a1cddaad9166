"""Ana at her desk: everything she does is a click or a key pressed in the real page."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

PATIENCE = 20_000  # milliseconds
BOLD = re.compile(r"(\*\*.+?\*\*)")


@dataclass(frozen=True, slots=True)
class Desk:
    """The page in front of Ana, and her two hands."""

    page: Page

    # Slack

    def home(self) -> Locator:
        """Look at App Home."""
        self.page.get_by_test_id("app").click()
        self.page.get_by_test_id("tab-home").click()
        return self.page.get_by_test_id("home")

    def dm(self) -> Locator:
        """Look at the direct messages with Overture."""
        self.page.get_by_test_id("app").click()
        self.page.get_by_test_id("tab-messages").click()
        return self.page.locator("[data-testid=messages][data-channel=D0ANA]")

    def channel(self, channel: str = "C0RECRUIT") -> Locator:
        """Look at a channel."""
        self.page.locator(f"[data-testid=channel][data-channel={channel}]").click()
        return self.page.locator(f"[data-testid=messages][data-channel={channel}]")

    def command(self, text: str) -> None:
        """Type a command in #recruiting and send it."""
        self.channel()
        composer = self.page.get_by_test_id("composer")
        composer.press_sequentially(text)
        composer.press("Enter")

    def message(self, containing: str, *, within: Locator) -> Locator:
        """Wait for a message that says something; the newest of them."""
        found = within.get_by_test_id("message").filter(has_text=containing).last
        expect(found).to_be_visible(timeout=PATIENCE)
        return found

    # Modals

    def modal(self, kind: str) -> Locator:
        """Wait for the modal on top to be of this kind."""
        found = self.page.locator(f"[data-testid=modal][data-callback-id={kind}]")
        expect(found).to_be_visible(timeout=PATIENCE)
        return found

    def press(self, action: str, *, on: Locator) -> None:
        """Press a button."""
        on.locator(f"[data-action-id={action}]").click()

    def fill(self, action: str, text: str, *, on: Locator) -> None:
        """Replace what stands in a field."""
        field = on.locator(f"input[data-action-id={action}], textarea[data-action-id={action}]")
        field.press("Control+a")
        field.press_sequentially(text)

    def choose(self, action: str, words: str, *, on: Locator) -> None:
        """Open a menu and choose what it says."""
        on.locator(f"[data-action-id={action}]").click()
        self.page.get_by_role("option", name=words, exact=True).click()

    def write(self, text: str, *, on: Locator) -> None:
        """Write rich text; what stands between ** is written in bold."""
        editor = on.get_by_test_id("rich-text")
        editor.click()
        for piece in BOLD.split(text):
            bold = piece.startswith("**")
            if bold:
                editor.press("Control+b")
            editor.press_sequentially(piece.strip("*"))
            if bold:
                editor.press("Control+b")

    def submit(self, modal: Locator) -> None:
        """Press the button at the foot."""
        modal.get_by_test_id("modal-submit").click()

    def close(self, modal: Locator) -> None:
        """Press the other button at the foot; the modal goes."""
        modal.get_by_test_id("modal-close").click()
        expect(modal).to_have_count(0)

    # Mail

    def mailbox(self, address: str) -> Locator:
        """Open a mailbox; give the thread that is open in it."""
        self.page.locator(f"[data-testid=mailbox][data-address='{address}']").click()
        expect(self.page.locator("#mail-head")).to_contain_text(address)
        return self.page.get_by_test_id("open-thread")

    def answer(self, address: str, text: str) -> None:
        """Be a candidate, and answer the last mail by the page's Reply button."""
        self.mailbox(address)
        self.page.get_by_test_id("answer-reply").click()
        self.page.get_by_test_id("answer-text").fill(text)
        self.page.get_by_test_id("answer-send").click()

    # Time

    def expect_next(self, event: str) -> None:
        """See when something is due next: by then Overture has noted all that went out before."""
        expect(self.page.locator("#next-time")).to_contain_text(event, timeout=PATIENCE)

    def wait(self, how: str, shows: str) -> None:
        """Move the clock by one of its buttons, and see the day (in Berlin) it came to."""
        self.page.get_by_test_id(how).click()
        expect(self.page.get_by_test_id("time-berlin")).to_contain_text(shows)
