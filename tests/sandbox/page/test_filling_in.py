"""Forms as a person fills them in: what is typed reaches Slack as Slack writes it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.sandbox.page import gallery, gallery_form
from tests.sandbox.page.conftest import Live

pytestmark = pytest.mark.browser

Fill = Callable[[Locator], None]


def block(page: Page, name: str) -> Locator:
    """Find the block of an input."""
    return page.locator(f".modal [data-block-id={name}]")


def choose(*names: str) -> Fill:
    """Open a select and choose by name."""

    def fill(place: Locator) -> None:
        place.get_by_role("combobox").click()
        for name in names:
            place.page.get_by_role("option", name=name, exact=True).click()

    return fill


@pytest.mark.parametrize(
    ("name", "fill", "kept"),
    [
        pytest.param("name", lambda at: at.locator("input").fill("Backend"), {"value": "Backend"}, id="text"),
        pytest.param(
            "subject", lambda at: at.locator("textarea").fill(""), {"value": None}, id="text emptied"
        ),
        pytest.param("days", lambda at: at.locator("input").fill("7"), {"value": "7"}, id="number"),
        pytest.param(
            "email", lambda at: at.locator("input").fill("a@b.example"), {"value": "a@b.example"}, id="email"
        ),
        pytest.param(
            "link",
            lambda at: at.locator("input").fill("https://b.example"),
            {"value": "https://b.example"},
            id="link",
        ),
        pytest.param("kind", choose("Call"), {"selected_option": "call"}, id="a choice"),
        pytest.param(
            "long_list",
            choose("Option 2", "Option 11"),
            {"selected_options": ["option 2", "option 11"]},
            id="choices",
        ),
        pytest.param("colleague", choose("Ana Lovelace"), {"selected_user": "U0ANA"}, id="a person"),
        pytest.param("watchers", choose("Ben Okafor"), {"selected_users": ["U0BEN"]}, id="people"),
        pytest.param(
            "place", choose("#general"), {"selected_conversation": "C0GENERAL"}, id="a conversation"
        ),
        pytest.param("room", choose("#recruiting"), {"selected_channel": "C0RECRUIT"}, id="a channel"),
        pytest.param(
            "days_of_week",
            lambda at: at.get_by_label("Monday").check(),
            {"selected_options": ["monday", "tuesday"]},
            id="checkboxes",
        ),
        pytest.param(
            "when",
            lambda at: at.get_by_label("Later").check(),
            {"selected_option": "later"},
            id="radio buttons",
        ),
        pytest.param(
            "day",
            lambda at: at.locator("input").fill("2026-04-01"),
            {"selected_date": "2026-04-01"},
            id="a date",
        ),
        pytest.param(
            "hour", lambda at: at.locator("input").fill("17:45"), {"selected_time": "17:45"}, id="a time"
        ),
        pytest.param(
            "moment",
            lambda at: at.locator("input").fill("2026-07-01T10:00"),
            {"selected_date_time": 1782892800},
            id="a moment in summer, in Berlin",
        ),
    ],
)
def test_what_is_filled_in_is_kept_as_slack_keeps_it(
    page: Page, live: Live, name: str, fill: Fill, kept: dict[str, Any]
) -> None:
    live.open(gallery_form.modal())
    fill(block(page, name))

    ((field, value),) = kept.items()
    assert live.eventually(lambda: short(live.values()[name]["value"][field]) == value), live.values()[name]


def short(value: Any) -> Any:
    """Put an option's value in its place."""
    if isinstance(value, list):
        return [short(one) for one in value]
    return value["value"] if isinstance(value, dict) else value


def test_a_long_list_is_searched_with_the_keyboard(page: Page, live: Live) -> None:
    live.open(gallery_form.modal())
    block(page, "long_list").get_by_role("combobox").press("ArrowDown")

    page.get_by_label("Search options").fill("12")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_text(["Option 12"])
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")

    expect(block(page, "long_list").locator(".chip")).to_have_text(["Option 12"])
    expect(page.get_by_test_id("modal")).to_be_visible()


def test_a_file_is_uploaded(page: Page, live: Live, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("name,email\n")
    live.open(gallery_form.modal())

    block(page, "file").locator("input[type=file]").set_input_files(tmp_path / "people.csv")

    expect(block(page, "file").locator(".file")).to_contain_text("people.csv")


def test_an_uploaded_file_is_taken_out_again(page: Page, live: Live, tmp_path: Path) -> None:
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_text("name,email\n")
    live.open(gallery_form.modal())
    place = block(page, "file")
    place.locator("input[type=file]").set_input_files([tmp_path / "one.csv", tmp_path / "two.csv"])
    expect(place.locator(".file")).to_have_count(2)
    expect(place.get_by_test_id("upload")).to_be_hidden()

    place.get_by_role("button", name="Remove one.csv").click()

    expect(place.locator(".file")).to_have_text([re.compile("two.csv")])
    expect(place.get_by_test_id("upload")).to_be_visible()
    assert live.eventually(
        lambda: [file["name"] for file in live.values()["file"]["value"]["files"]] == ["two.csv"]
    )


def test_writing_goes_on_while_the_screen_is_redrawn(page: Page, live: Live) -> None:
    view = gallery_form.modal()
    live.open(view)
    field = block(page, "name").locator("input")
    field.press_sequentially("Back")
    field.press("ArrowLeft")

    blocks = [
        one | {"label": gallery.plain("New label")} if one.get("block_id") == "name" else one
        for one in view["blocks"]
    ]
    live.update(view | {"blocks": blocks})
    expect(block(page, "name").locator("label")).to_have_text("New label")
    page.keyboard.type("X")

    expect(field).to_have_value("BacXk")
    expect(field).to_be_focused()
    expect(page.get_by_role("textbox", name="New label")).to_have_count(1)


def test_a_new_block_id_brings_a_new_value(page: Page, live: Live) -> None:
    live.open(gallery_form.modal())
    block(page, "name").locator("input").fill("Old")

    element = {"type": "plain_text_input", "initial_value": "New"}
    live.update(gallery_form.modal(gallery_form.field("Name 2", element)))

    expect(block(page, "name_2").locator("input")).to_have_value("New")


def test_what_another_hand_typed_appears(page: Page, live: Live) -> None:
    live.open(gallery_form.modal())
    expect(page.get_by_test_id("modal")).to_be_visible()
    block(page, "days").locator("input").focus()

    def typed() -> None:
        live.workspace.stack("U0ANA")[-1].values["name"]["value"]["value"] = "By another hand"
        live.world.changed()

    live.within(typed)

    expect(block(page, "name").locator("input")).to_have_value("By another hand")


def test_a_submission_with_holes_shows_them_at_their_inputs(page: Page, live: Live) -> None:
    live.open(gallery_form.modal())

    page.get_by_test_id("modal-submit").click()

    expect(block(page, "name").get_by_test_id("error")).to_be_visible()
    expect(block(page, "name").locator("input")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_test_id("modal")).to_be_visible()


@pytest.mark.parametrize("way", ["Escape", "Cancel", "Close"])
def test_a_modal_is_left(page: Page, live: Live, way: str) -> None:
    live.open(gallery_form.modal())
    expect(page.get_by_test_id("modal")).to_be_visible()

    if way == "Escape":
        page.keyboard.press("Escape")
    else:
        page.get_by_test_id("modal").get_by_role("button", name=way).click()

    expect(page.get_by_test_id("modal")).to_have_count(0)
    assert live.workspace.stack("U0ANA") == []


def test_a_text_that_reaches_the_app_on_enter_waits_for_it(page: Page, live: Live) -> None:
    element = {"type": "plain_text_input"}
    live.open(gallery_form.modal(gallery_form.field("Link", element, dispatch_action=True)))
    field = block(page, "link").locator("input")

    field.press_sequentially("https://acme.example")
    page.wait_for_timeout(400)  # longer than the silence after which other inputs are sent
    assert live.values()["link"]["value"]["value"] is None
    field.press("Enter")

    assert live.eventually(lambda: live.values()["link"]["value"]["value"] == "https://acme.example")
    expect(page.get_by_test_id("modal")).to_be_visible()
