"""The pages of the application: coming back from Google, and whether all is well."""

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.applications import Starlette

from bot import app, web
from bot.outreach.candidates import turning_away
from bot.outreach.mailboxes import connecting
from bot.outreach.mailboxes.connecting import Door
from bot.outreach.people import Who
from storage import notices
from storage.database import Database
from storage.notices import Owed
from storage.vault import Vault
from tests import builders
from tests.bot import browser, environment
from tests.bot.outreach.candidates import tables

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
ANA = Who(team="T1", slack_id="U0ANA")
NOWHERE = "http://127.0.0.1:9"  # the discard port: nobody answers there


def door() -> Door:
    """Give a door to a Google that cannot be reached."""
    google = app.google_of(environment.pointed_at(NOWHERE))
    return Door(google=google, redirect_uri=f"https://overture.example{web.CALLBACK}")


def pages(db: Database, *, now: datetime = NOW) -> Starlette:
    """Give the application's pages over a database."""
    overture = app.build(environment.loaded(), clock=lambda: now)
    overture.db = db
    return web.application(web.Web(db, door(), lambda: now, overture.health).routes())


def state_of_a_trip(db: Database) -> str:
    """Let Ana set out for Google's consent page; give the state that comes back with her."""
    link = connecting.consent_link(db, door(), who=ANA, now=NOW)
    return parse_qs(urlsplit(link).query)["state"][0]


def test_a_state_we_never_gave_connects_nothing(db: Database) -> None:
    page = browser.get(pages(db), web.CALLBACK, state="made-up", code="c")

    assert page.status == 400
    assert "not made by Overture" in page.text
    assert "click Connect Gmail again" in page.text


def test_no_state_at_all_connects_nothing(db: Database) -> None:
    assert browser.get(pages(db), web.CALLBACK, code="c").status == 400


def test_saying_no_at_google_is_taken_as_a_no(db: Database) -> None:
    page = browser.get(pages(db), web.CALLBACK, state=state_of_a_trip(db), error="access_denied")

    assert page.status == 200
    assert "Nothing was connected" in page.text


@pytest.mark.parametrize(
    ("query", "later"),
    [
        pytest.param({"error": "access_denied"}, timedelta(0), id="after a no"),
        pytest.param({"code": "c"}, timedelta(0), id="after a code"),
        pytest.param({}, timedelta(hours=25), id="after a day"),
    ],
)
def test_a_state_works_once_and_for_a_day(db: Database, query: dict[str, str], later: timedelta) -> None:
    state = state_of_a_trip(db)
    if query:
        browser.get(pages(db), web.CALLBACK, state=state, **query)

    page = browser.get(pages(db, now=NOW + later), web.CALLBACK, state=state, code="c")

    assert page.status == 400
    assert "used already, is too old" in page.text


def test_a_google_that_cannot_be_reached_is_told_in_a_sentence(db: Database) -> None:
    page = browser.get(pages(db), web.CALLBACK, state=state_of_a_trip(db), code="c")

    assert page.status == 400
    assert "Google could not be reached just now." in page.text


def test_what_is_shown_to_a_person_is_never_markup() -> None:
    made = web.page("<b>Connected</b>", "<script>alert(1)</script>", "a & b")

    assert b"<script>" not in made.body
    assert b"&lt;b&gt;Connected&lt;/b&gt;" in made.body


def test_the_page_is_neither_kept_nor_does_it_tell_where_one_came_from(db: Database) -> None:
    headers = browser.get(pages(db), web.CALLBACK, state="made-up", code="c").headers

    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["content-security-policy"].startswith("default-src 'none'")


def test_a_healthy_application_says_so(db: Database) -> None:
    page = browser.get(pages(db), "/healthz")

    assert page.status == 200
    assert json.loads(page.text)["ok"] is True


def test_a_notice_that_waits_too_long_is_ill_health(db: Database) -> None:
    owed = Owed(team="T1", key="reply:1", kind="reply", recipient="U0ANA", about={"inbound": 1})
    with db.transaction() as tx:
        notices.owe(tx, owed, NOW - timedelta(minutes=16))

    page = browser.get(pages(db), "/healthz")

    assert page.status == 503
    assert json.loads(page.text)["oldest_notice_seconds"] == 960


def test_a_database_that_is_gone_is_ill_health() -> None:
    database = Database("sqlite:////nowhere/at/all/overture.db", Vault([environment.KEY]))

    page = browser.get(pages(database), "/healthz")
    database.close()

    assert page.status == 503
    assert json.loads(page.text) == {"ok": False, "database": "DatabaseAbsent", "slack": True}


def test_the_refused_rows_of_an_import_are_a_file_nobody_runs(db: Database) -> None:
    builders.make_mailbox(db)
    sequence = builders.make_sequence(db)
    import_id = tables.begin(db, tables.file(("=1+1", "", "nobody", "")), sequence.id)
    tables.work(db)
    sealed = turning_away.ticket(db, ANA, import_id, now=NOW)

    given = browser.get(pages(db), f"/imports/{sealed}")
    late = browser.get(pages(db, now=NOW + timedelta(hours=2)), f"/imports/{sealed}")

    assert (given.status, "'=1+1" in given.text) == (200, True)
    assert (late.status, "This link is over." in late.text) == (404, True)
    assert browser.get(pages(db), "/imports/made-up").status == 404
