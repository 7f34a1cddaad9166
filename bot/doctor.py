"""What is missing or refused, each with the fix; nothing is changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot import app, rulebook
from bot.clock import Clock, system_clock
from bot.outreach.mailboxes import delegating
from bot.settings import BadSettings, Settings, SlackMode
from bot.slack import groups, runner
from gmail import oauth
from gmail.oauth import Google
from storage import grants, mailboxes, migrate
from storage.database import Database
from storage.errors import DatabaseTrouble
from storage.migrate import Schema
from storage.vault import UnreadableSecret, Vault

RECONNECT = "Its owner must reconnect it on Overture's Home tab in Slack."
EMAIL_SCOPE = "users:read.email"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    ok: bool
    what: str
    fix: str = ""


def examine(settings: Settings, clock: Clock = system_clock) -> list[Finding]:
    """Look at settings, database, Slack and Google, in that order; each is looked at even if another is bad."""
    return [*_house(settings), *_database(settings), *_slack(settings), *_google(settings, clock)]


def _house(settings: Settings) -> Iterator[Finding]:
    try:
        rulebook.house(settings)
    except BadSettings as problems:
        for problem in str(problems).splitlines():
            what, _, fix = problem.partition(". ")
            yield Finding(ok=False, what=what, fix=fix)
    if settings.public_url.startswith("http://") and not _is_local(settings.public_url):
        fix = "Google sends people back only to https addresses, or to localhost."
        yield Finding(ok=False, what="PUBLIC_URL is not https", fix=fix)
    yield Finding(ok=True, what="settings are complete")


def _is_local(url: str) -> bool:
    return url.startswith(("http://localhost", "http://127.0.0.1"))


def _database(settings: Settings) -> Iterator[Finding]:
    try:
        database = Database(settings.database_url, Vault(settings.encryption_keys))
    except DatabaseTrouble as trouble:
        yield Finding(ok=False, what=trouble.what, fix=trouble.mend)
        return
    try:
        yield from _inside(database, app.google_of(settings))
    except DatabaseTrouble as trouble:
        yield Finding(ok=False, what=trouble.what, fix=trouble.mend)
    finally:
        database.close()


def _inside(database: Database, google: Google) -> Iterator[Finding]:
    schema = _schema(migrate.state(database))
    yield schema
    if not schema.ok:
        return
    with database.reading() as tx:
        for mailbox in mailboxes.lost(tx):
            fix = f"{delegating.mend_lost(mailbox.lost_reason, google)}{RECONNECT}"
            yield Finding(ok=False, what=f"mailbox {mailbox.id} is lost ({mailbox.lost_reason})", fix=fix)
    yield from _keys(database)


def _schema(state: Schema) -> Finding:
    told = {
        Schema.CURRENT: Finding(ok=True, what="database is of this version"),
        Schema.NEWER: Finding(
            ok=False, what="database is of a newer version", fix="Start that version of Overture."
        ),
    }
    empty = Finding(ok=False, what=f"database is {state.value}", fix="Run `python -m bot migrate`.")
    return told.get(state, empty)


def _keys(database: Database) -> Iterator[Finding]:
    try:
        with database.reading() as tx:
            for mailbox in (one for one in mailboxes.connected(tx) if not one.is_delegated):
                grants.refresh_token(tx, mailbox)
    except UnreadableSecret:
        fix = "Add the key they were sealed with to ENCRYPTION_KEYS, after the newest."
        yield Finding(ok=False, what="refresh tokens cannot be read", fix=fix)


def _slack(settings: Settings) -> Iterator[Finding]:
    client = runner.client(settings.slack_api_url, settings.slack_bot_token.get_secret_value())
    yield _call(
        "Slack takes SLACK_BOT_TOKEN", "Copy the Bot User OAuth Token of the app again.", client.auth_test
    )
    if settings.slack_mode is SlackMode.SOCKET and settings.slack_app_token is not None:
        token = settings.slack_app_token.get_secret_value()
        fix = "Make an app-level token with connections:write, and switch Socket Mode on."
        yield _call("Slack takes SLACK_APP_TOKEN", fix, lambda: client.apps_connections_open(app_token=token))

    if settings.admins:
        roll = groups.Roll(client, settings.admins)
        fix = "Check the ids in ADMINS; user groups need the scope usergroups:read, and the app to be reinstalled."
        known = roll() is not None
        yield Finding(ok=known, what="Slack tells who the ADMINS are", fix="" if known else fix)


def _call(what: str, fix: str, call: runner.Call) -> Finding:
    reason = runner.refused(call)
    return Finding(ok=not reason, what=f"{what}{': ' + reason if reason else ''}", fix=fix if reason else "")


def _google(settings: Settings, clock: Clock) -> Iterator[Finding]:
    google = app.google_of(settings)
    if google.client_id:
        refused = oauth.probe(google)
        fix = "Check GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET, and that this machine reaches Google."
        what = f"Google knows our client{': ' + refused if refused else ''}"
        yield Finding(ok=not refused, what=what, fix=fix if refused else "")
    if google.service is not None:
        yield from _delegation(settings, google, clock)


def _delegation(settings: Settings, google: Google, clock: Clock) -> Iterator[Finding]:
    client = runner.client(settings.slack_api_url, settings.slack_bot_token.get_secret_value())
    if EMAIL_SCOPE not in runner.scopes(client):
        fix = "Add it under OAuth & Permissions and reinstall the app: people may only connect their own address."
        yield Finding(ok=False, what=f"Slack does not give us {EMAIL_SCOPE}", fix=fix)
    named = [one for one in settings.delegated_mailboxes if not one.startswith("@")]
    if not named:
        yield Finding(ok=True, what="service account key can be read; no address is named to try it with")
        return
    refused = delegating.probe(google, named[0], clock())
    what = f"Google opens the first mailbox of DELEGATED_MAILBOXES{': ' + refused if refused else ''}"
    unreachable = "Check that this machine reaches Google and that its clock is right."
    fix = unreachable if refused == "unreachable" else delegating.mend(refused, google)
    yield Finding(ok=not refused, what=what, fix=fix if refused else "")
