"""The rich text editor: what is written comes out as Slack's rich_text."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from tests.sandbox.page import gallery, gallery_form
from tests.sandbox.page.conftest import Live
from tests.sandbox.page.gallery import rich_list, rich_section, text

pytestmark = pytest.mark.browser


@pytest.fixture
def editor(page: Page, live: Live) -> Locator:
    """Open a modal with an empty editor, and write in it."""
    element = {"type": "rich_text_input", "placeholder": gallery.plain("Write")}
    live.open(gallery_form.modal(gallery_form.field("Body", element)))
    found = page.get_by_test_id("rich-text")
    found.click()
    return found


def written(live: Live, *elements: dict[str, Any]) -> bool:
    """Tell whether exactly this was written."""
    wanted = {"type": "rich_text", "elements": list(elements)}
    return live.eventually(lambda: live.values()["body"]["value"]["rich_text_value"] == wanted)


def tool(editor: Locator, name: str) -> None:
    """Press a button of the toolbar."""
    editor.page.locator(f"[data-tool={name}]").click()


def test_lines_are_one_section(editor: Locator, live: Live) -> None:
    editor.press_sequentially("Hi {{first_name}},")
    editor.press("Enter")
    editor.press("Enter")
    editor.press_sequentially("come along.")

    assert written(live, rich_section(text("Hi {{first_name}},\n\ncome along."))), live.values()


@pytest.mark.parametrize(
    ("name", "style"), [("bold", "bold"), ("italic", "italic"), ("strike", "strike"), ("code", "code")]
)
def test_a_style_holds_from_press_to_press(editor: Locator, live: Live, name: str, style: str) -> None:
    editor.press_sequentially("so ")
    tool(editor, name)
    editor.press_sequentially("true")

    assert written(live, rich_section(text("so "), text("true", **{style: True}))), live.values()


def test_bold_by_the_keyboard(editor: Locator, live: Live) -> None:
    editor.press("Control+b")
    editor.press_sequentially("loud")
    editor.press("Control+b")
    editor.press_sequentially(" quiet")

    assert written(live, rich_section(text("loud", bold=True), text(" quiet"))), live.values()


def test_a_list_nests_with_tab(editor: Locator, live: Live) -> None:
    editor.press_sequentially("Why us:")
    editor.press("Enter")
    tool(editor, "bullets")
    editor.press_sequentially("people")
    editor.press("Enter")
    editor.press("Tab")
    editor.press_sequentially("kind ones")

    assert written(
        live, rich_section(text("Why us:\n")), rich_list("people"), rich_list("kind ones", indent=1)
    ), live.values()


def test_numbers_and_quotes(editor: Locator, live: Live) -> None:
    tool(editor, "numbers")
    editor.press_sequentially("one")
    editor.press("Enter")
    editor.press_sequentially("two")
    editor.press("Enter")
    editor.press("Enter")
    tool(editor, "quote")
    editor.press_sequentially("said")

    quote = {"type": "rich_text_quote", "elements": [text("said")]}
    assert written(live, rich_list("one", "two", style="ordered"), quote), live.values()


def test_a_link_has_words(editor: Locator, live: Live) -> None:
    editor.press_sequentially("See ")
    tool(editor, "link")
    page = editor.page
    page.get_by_test_id("link-text").fill("our page")
    page.get_by_test_id("link-url").fill("https://acme.example/jobs")
    page.get_by_test_id("link-save").click()

    link = {"type": "link", "url": "https://acme.example/jobs", "text": "our page"}
    assert written(live, rich_section(text("See "), link)), live.values()


def test_a_typed_address_becomes_a_link_and_a_shortcode_an_emoji(editor: Locator, live: Live) -> None:
    editor.press_sequentially("Look: https://acme.example/a, :tada:")

    link = {"type": "link", "url": "https://acme.example/a"}
    tada = {"type": "emoji", "name": "tada", "unicode": "1f389"}
    assert written(live, rich_section(text("Look: "), link, text(", "), tada)), live.values()


def test_what_is_pasted_is_text_with_its_lines(editor: Locator, live: Live) -> None:
    editor.evaluate(
        """node => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", "Hi {{first_name}},\\n\\nsee you.");
            clipboardData.setData("text/html", "<b>loud</b>");
            node.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }"""
    )

    assert written(live, rich_section(text("Hi {{first_name}},\n\nsee you."))), live.values()


def test_space_alone_is_nothing(editor: Locator, live: Live) -> None:
    editor.press_sequentially("x")
    assert written(live, rich_section(text("x")))
    editor.press("Backspace")
    editor.press_sequentially("   ")

    assert live.eventually(lambda: live.values()["body"]["value"]["rich_text_value"] is None), live.values()


def test_what_an_app_put_in_comes_out_as_it_was(page: Page, live: Live) -> None:
    live.open(gallery_form.modal())
    editor = page.get_by_test_id("rich-text")
    editor.get_by_text("Two").click()
    editor.press("End")
    editor.press_sequentially("!")

    section, *lists, quote, pre = gallery.RICH["elements"]
    ended = rich_section(*section["elements"], text("\n"))
    assert written(live, ended, *lists[:-1], rich_list("One", "Two!", style="ordered"), quote, pre), (
        live.values()
    )
