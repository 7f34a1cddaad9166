"""The browser: started where there is one, a skipped test where there is none, and a failure in CI."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import which

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = "No Chromium is installed, so nothing can be drawn."
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@contextmanager
def started() -> Iterator[Browser]:
    """Run Chromium; without one the test is skipped, and fails where CI is "true"."""
    path = next((found for name in NAMES if (found := which(name))), None)
    if path is None:
        refuse()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


def refuse() -> None:
    """Say that there is no browser, as loudly as the place wants it."""
    if os.environ.get("CI") == "true":
        pytest.fail(MISSING, pytrace=False)
    pytest.skip(MISSING)
