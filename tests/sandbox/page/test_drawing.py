"""Block Kit as a person sees it in the browser."""

import pytest
from playwright.sync_api import Page, expect

from sandbox.slack import modals
from tests.sandbox.page import gallery, gallery_form
from tests.sandbox.page.conftest import Live

pytestmark = pytest.mark.browser


def test_mrkdwn_is_drawn_and_what_looks_like_markup_stays_text(page: Page, live: Live) -> None:
    live.post(*gallery.words())

    words = page.locator("[data-block-id=words]")
    expect(words.locator("strong").first).to_have_text("Bold")
    expect(words).to_contain_text("Escaped: <b>not a tag</b> & 2*3*4")
    expect(words.locator("b")).to_have_count(0)
    expect(words.locator("blockquote")).to_have_text("a quote with bold")
    expect(words.locator("pre")).to_have_text("preformatted *not bold*")
    expect(words).to_contain_text("Sent 2 Mar 2026 at 09:30")
    expect(words.locator(".mention")).to_have_text(["@Ben Okafor", "#recruiting"])


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        pytest.param("~*1. Connect*~ done", ["S", "STRONG"], id="bold inside struck"),
        pytest.param("*_both_*", ["STRONG", "EM"], id="italic inside bold"),
        pytest.param("snake_case_name and 2*3*4", [], id="marks inside words"),
        pytest.param("* not bold *", [], id="marks with space inside"),
        pytest.param("`*code*`", ["CODE"], id="marks inside code"),
    ],
)
def test_marks_nest_and_stay_out_of_words(page: Page, live: Live, words: str, tags: list[str]) -> None:
    live.post({"type": "section", "block_id": "marks", "text": gallery.mrkdwn(words)})

    marks = page.locator("[data-block-id=marks]").locator("s, strong, em, code")
    expect(marks).to_have_count(len(tags))
    assert marks.evaluate_all("nodes => nodes.map((node) => node.nodeName)") == tags


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("<javascript:alert(1)|press me>", id="a link that runs"),
        pytest.param("&lt;img src=x onerror=alert(1)&gt;", id="an escaped tag"),
        pytest.param("<img src=x onerror=alert(1)>", id="a tag in the place of a link"),
    ],
)
def test_hostile_text_neither_runs_nor_links(page: Page, live: Live, words: str) -> None:
    live.post({"type": "section", "block_id": "hostile", "text": gallery.mrkdwn(words)})

    hostile = page.locator("[data-block-id=hostile]")
    expect(hostile).to_be_visible()
    expect(hostile.locator("img, script, a[href^=javascript]")).to_have_count(0)


def test_rich_text_nests_its_lists(page: Page, live: Live) -> None:
    live.post(*gallery.words())

    rich = page.locator("[data-block-id=rich]")
    expect(rich.locator("ul > li > ul > li")).to_have_text("Nested under second")
    expect(rich.locator("ol > li")).to_have_text(["One", "Two"])
    expect(rich.locator("a")).to_have_attribute("href", "https://acme.example/")
    expect(rich.locator("pre")).to_have_text("let x = 1;\n  return x;")


def test_a_markdown_block_knows_headings_lists_and_tables(page: Page, live: Live) -> None:
    live.post(*gallery.words())

    drawn = page.locator(".markdown")
    expect(drawn.locator(".md-h2")).to_have_text("Heading")
    expect(drawn.locator("strong")).to_have_text("bold")
    expect(drawn.locator("em")).to_have_text("italic")
    expect(drawn.locator("s")).to_have_text("struck")
    expect(drawn.locator("li li")).to_have_text("inner")
    expect(drawn.locator("td")).to_have_text(["1", "2"])


@pytest.mark.parametrize("kind", ["pie", "bar", "line", "area"])
def test_a_chart_says_its_numbers(page: Page, live: Live, kind: str) -> None:
    live.post(gallery.chart(kind))

    drawing = page.get_by_test_id("chart").get_by_role("img")
    expected = "In progress 21, Replied 9" if kind == "pie" else "Sent: Mon 12, Tue 18"
    assert expected in (drawing.get_attribute("aria-label") or "")
    shapes = {"pie": "path", "bar": "rect", "line": "polyline", "area": "polygon"}
    assert drawing.locator(shapes[kind]).count() == {"pie": 3, "bar": 10, "line": 2, "area": 2}[kind]


def test_a_chart_of_few_people_counts_in_whole_ones(page: Page, live: Live) -> None:
    block = gallery.chart("bar")
    for series in block["chart"]["series"]:
        series["data"] = [point | {"value": 2} for point in series["data"]]
    live.post(block)

    ticks = page.get_by_test_id("chart").locator("text.tick[text-anchor=end]")
    expect(ticks).to_have_text(["0", "1", "2"])


def test_a_data_table_turns_its_pages_and_sorts(page: Page, live: Live) -> None:
    live.post(*gallery.numbers())
    table = page.locator(".data-table")
    expect(table.locator("tbody th")).to_have_text([f"Candidate {number}" for number in range(1, 5)])

    table.get_by_label("Next page").click()
    expect(table.locator("tbody th").first).to_have_text("Candidate 5")

    table.get_by_role("button", name="Mails").click()
    table.get_by_role("button", name="Mails").click()
    expect(table.locator("tbody th").first).to_have_text("Candidate 12")


def test_every_block_of_the_gallery_is_known(page: Page, live: Live) -> None:
    for blocks in (gallery.words(), gallery.numbers(), gallery.holders()):
        live.post(*blocks)
    live.open(gallery_form.modal())

    expect(page.get_by_test_id("modal")).to_be_visible()
    expect(page.get_by_text("which this page does not know")).to_have_count(0)


def test_a_card_and_a_folding_container_hold_their_blocks(page: Page, live: Live) -> None:
    live.post(*gallery.holders())
    inner = page.locator("[data-block-id=inner]")
    expect(inner).to_be_visible()
    expect(page.locator(".carousel .card-title")).to_have_text(
        [f"Candidate {number}" for number in (2, 3, 4)]
    )

    page.locator("summary", has_text="A container").click()
    expect(inner).to_be_hidden()


def test_a_dangerous_button_asks_first(page: Page, live: Live) -> None:
    live.post(*gallery.holders())
    stop = page.locator("[data-block-id=press] [data-action-id=stop]")

    stop.click()
    expect(page.get_by_test_id("confirm")).to_contain_text("32 people will get no more mail.")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_test_id("confirm")).to_have_count(0)
    assert not live.workspace.notices

    stop.click()
    page.get_by_role("button", name="Stop all").click()
    expect(page.get_by_test_id("toast")).to_be_visible()  # nobody listens here, and Slack would say so


def test_only_what_changed_is_drawn_anew(page: Page, live: Live) -> None:
    first, *rest = gallery.words()[:4]
    live.open(gallery_form.modal({**first, "block_id": "head"}, *rest))
    page.locator(".modal [data-block-id=words]").evaluate("node => { node.marked = true; }")

    live.update(gallery_form.modal({**first, "block_id": "head", "text": gallery.plain("New head")}, *rest))

    expect(page.locator(".modal [data-block-id=head]")).to_have_text("New head")
    assert page.locator(".modal [data-block-id=words]").evaluate("node => node.marked") is True


def test_the_home_tab_is_drawn_like_any_other_place(page: Page, live: Live) -> None:
    live.within(
        lambda: modals.publish(live.workspace, "U0ANA", {"type": "home", "blocks": gallery.words()[:2]})
    )

    page.get_by_test_id("app").click()

    expect(page.get_by_test_id("home").locator("[data-block-id=words] strong").first).to_have_text("Bold")
