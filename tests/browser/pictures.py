"""Take pictures of the screens of enrolling and of a day: `python -m tests.browser.pictures FOLDER`, then look at them.

Overture is driven as in the journeys; each screen is drawn in a Chromium from what Slack was really sent.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize

from storage.models import Enrollment, Recruiter
from tests.browser import chromium, conftest
from tests.journeys import scenes
from tests.journeys.scenes import ALAN, GRACE
from tests.journeys.story import Story, soon
from tests.journeys.test_from_csv import PEOPLE
from tests.journeys.test_who_comes_in import BEN

SIZE = ViewportSize(width=1280, height=1500)
SETTLED = 700  # milliseconds until the page has drawn what Slack was sent
DATA, INMAILS = "Data, Paris", "InMail first"
SEVERAL = f"{GRACE} {ALAN} https://www.linkedin.com/company/acme/ ada.lovelace@example.com"
NAMES = ("alan-turing", "annie-easley", "grace-hopper", "mary-jackson")

Shots = Iterator[str]
"""The name of each picture, at the moment it is to be taken."""


@dataclass(frozen=True, slots=True)
class Album:
    """Where pictures are kept, and the browser they are taken with."""

    browser: Browser
    folder: Path

    def keep(self, live: Callable[[Story, Page], Shots]) -> None:
        """Live a fresh world, and take a picture wherever it says so."""
        with TemporaryDirectory() as place, conftest.hosted(f"sqlite:///{place}/overture.db") as story:
            page = self.browser.new_page(viewport=SIZE)
            page.goto(f"{story.address}/?tour=off")
            messages(page)
            for name in live(story, page):
                page.wait_for_timeout(SETTLED)
                page.screenshot(path=self.folder / f"{name}.png")
                close(story)
            page.close()


def main() -> None:
    """Take all of them."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with chromium.started() as browser:
        for live in (enrolling, by_hand, a_day):
            Album(browser, folder).keep(live)


def messages(page: Page) -> None:
    """Look at the direct messages."""
    page.get_by_test_id("app").click()
    page.get_by_test_id("tab-messages").click()


def close(story: Story) -> None:
    """Close every modal there is."""
    while modals := story.screen()["modals"]:
        story.slack("close", view_id=modals[-1]["id"])


def typed(story: Story, words: str, modal: str) -> Any:
    """Type a command that opens a modal."""
    story.command(words)
    return story.modal(modal)


def enrolling(story: Story, page: Page) -> Shots:
    """Enroll whom a colleague has, several, a file; look at one, at many, forget one."""
    scenes.ready(story)
    scenes.enrolled(story)
    typed(story, "/enroll https://www.linkedin.com/in/grace-hopper-77/ in Backend", "enroll_form")
    yield "enroll-same-person"
    give_to_ben(story)
    scenes.write_sequence(story, DATA)
    typed(story, f"/enroll {GRACE} in {DATA}", "enroll_form")
    yield "enroll-against-advice"
    story.command(f"/enroll {SEVERAL} in {DATA}")
    soon(lambda: "Needs an address" in str(story.modal("review")))
    yield "enroll-several"
    yield from from_a_file(story)
    story.later(minutes=10)
    story.command("/why Byron")
    yield "why"
    story.click("candidate_open", on=story.dm("Ada Byron"))
    story.modal("candidate_card")
    yield "card"
    typed(story, f"/sequence people {DATA}", "crowd")
    yield "people"
    typed(story, "/sequence forget Byron", "forget_form")
    yield "forget"
    story.command("/why Grayce")
    yield "why-nearest"
    page.locator("[data-testid=channel][data-channel=C0RECRUIT]").click()
    story.slack("message", user=BEN, channel="C0RECRUIT", text=f"Look at {ALAN}")
    yield "under-a-link"


def give_to_ben(story: Story) -> None:
    """Let Ben be known, and have enrolled whoever is in a sequence."""
    story.slack("command", user=BEN, channel="D0BEN", text="/sequence list")
    soon(lambda: is_known(story, BEN))
    assert story.overture is not None
    with story.overture.db.transaction() as tx:
        tx.query(Enrollment).one().recruiter = tx.query(Recruiter).filter_by(slack_id=BEN).one()


def is_known(story: Story, slack_id: str) -> bool:
    """Tell whether Overture has met somebody."""
    assert story.overture is not None
    with story.overture.db.reading() as tx:
        return tx.query(Recruiter).filter_by(slack_id=slack_id).count() > 0


def from_a_file(story: Story) -> Shots:
    """Bring people in from a file."""
    typed(story, f"/enroll csv in {DATA}", "csv_upload")
    scenes.upload(story, "people.csv", PEOPLE, form="csv_upload", block="csv_file")
    story.submit()
    story.modal("csv_preview")
    yield "csv-preview"
    typed(story, f"/enroll csv in {DATA}", "csv_upload")
    scenes.upload(story, "people.csv", PEOPLE, form="csv_upload", block="csv_file")
    story.submit()
    story.modal("csv_preview")
    story.submit()
    soon(lambda: story.modal("csv_begun"))
    close(story)
    card = story.dm("Get the refused rows")
    yield "csv-result"
    story.click("import_show_refused", on=card)
    yield "csv-refused"


def by_hand(story: Story, page: Page) -> Shots:
    """Be reminded of one, and of four at once."""
    del page
    in_mails_are_written(story)
    enroll_by_link(story, "ada-lovelace")
    story.dm("Hi Ada")
    yield "reminder"
    story.click("reminder_mark_replied", on=story.dm("Hi Ada"))
    story.dm("What did they say")
    yield "reminder-replied"
    four_are_due(story)
    yield "reminders"
    story.choose("reminder_more", "Hand", on=story.dm("to do by hand"))
    story.modal("reminder_hand_form")
    yield "hand-over"
    typed(story, "/sequence log alan turing", "log_form")
    yield "log"
    typed(story, "/sequence away", "away_form")
    yield "away"


def in_mails_are_written(story: Story) -> None:
    """Write a sequence that begins by hand."""
    scenes.connect(story)
    story.command(f"/sequence new {INMAILS}")
    scenes.add_stage(story, "inmail", scenes.INMAIL)
    scenes.add_stage(story, "email", scenes.SECOND, subject="One more thing", days=1)
    assert story.submit()["ok"]
    soon(lambda: story.modal("sequence_saved"))
    close(story)


def enroll_by_link(story: Story, name: str) -> None:
    """Enroll somebody of LinkedIn."""
    address = f"{name.replace('-', '.')}@example.com"
    scenes.enrolled(story, f"https://www.linkedin.com/in/{name}/", address, INMAILS)


def four_are_due(story: Story) -> None:
    """Let four people have something due by hand on a Monday."""
    story.pass_time(days=4)
    for name in NAMES:
        enroll_by_link(story, name)
    story.later(days=2)
    story.dm("4 to do by hand")


def a_day(story: Story, page: Page) -> Shots:
    """Hear what the morning brings, a digest, and how it goes."""
    in_mails_are_written(story)
    four_are_due(story)
    story.click("reminder_mark_sent", on=story.dm("4 to do by hand"))
    scenes.write_sequence(story)
    scenes.enrolled(story)
    story.later(days=2, hours=22, minutes=50)
    story.dm("Good morning")
    yield "morning"
    story.command("/sequence digest #recruiting daily at 9:00", channel="C0RECRUIT")
    story.later(days=1)
    page.locator("[data-testid=channel][data-channel=C0RECRUIT]").click()
    yield "digest"
    messages(page)
    story.command("/sequence report mine 30d")
    funnel = story.dm("Funnel: my people")
    yield "report"
    story.click("report_tab_weeks", on=funnel)
    story.dm("Weeks: my people")
    yield "report-weeks"
    story.command("/sequence status Backend")
    story.dm("How long it takes")
    yield "status"
    story.home()
    page.get_by_test_id("tab-home").click()
    yield "home"


if __name__ == "__main__":
    main()
