"""The report as a browser lays it out: what is printed is whole, and a chart on a phone can be read."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize

from bot.report import page
from tests.bot.slack.views import counted
from tests.builders import NOW

pytestmark = pytest.mark.browser

A4 = ViewportSize(width=718, height=1000)
PHONE = ViewportSize(width=390, height=800)
LONG = "Senior Site Reliability Engineer, Platform Infrastructure, anywhere in the European Union"


def test_paper_shows_every_column_and_a_phone_a_chart_one_can_read(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(page.build(counted.report(5, LONG), now=NOW), encoding="utf-8")
    sheet = browser.new_page(viewport=A4)
    sheet.goto(file.as_uri())

    sheet.emulate_media(media="print")
    beside = "[...document.querySelectorAll('.scrolls')].map(e => e.scrollWidth - e.clientWidth)"
    assert sheet.evaluate(beside) == [0, 0]

    sheet.emulate_media(media="screen")
    sheet.set_viewport_size(PHONE)
    assert sheet.evaluate("document.querySelector('figure svg').clientWidth") > 600
    assert sheet.evaluate("document.documentElement.scrollWidth") == 390
