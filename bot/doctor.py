"""What is missing or refused, each with the fix; nothing is changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot import app
from bot.settings import BadSettings, Settings, SlackMode
from bot.slack import runner
from gmail import oauth
from storage import mailboxes, migrate
from storage.database import Database
from storage.errors import DatabaseTrouble
from storage.migrate import Schema
from storage.vault import UnreadableSecret, Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    ok: bool
    what: str
    fix: str = ""


def examine(settings: Settings) -> list[Finding]:
    """Look at settings, database, Slack and Google, in that order; each is looked at even if another is bad."""
    return [*_house(settings), *_database(settings), *_slack(settings), *_google(settings)]


def _house(settings: Settings) -> Iterator[Finding]:
    try:
        app.house(settings)
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
        yield from _inside(database)
    except DatabaseTrouble as trouble:
        yield Finding(ok=False, what=trouble.what, fix=trouble.mend)
    finally:
        database.close()


def _inside(database: Database) -> Iterator[Finding]:
    schema = _schema(migrate.state(database))
    yield schema
    if not schema.ok:
        return
    with database.reading() as tx:
        for mailbox in mailboxes.lost(tx):
            fix = "Its owner must reconnect it on Overture's Home tab in Slack."
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
            for mailbox in mailboxes.connected(tx):
                mailboxes.refresh_token(tx, mailbox)
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


def _call(what: str, fix: str, call: runner.Call) -> Finding:
    reason = runner.refused(call)
    return Finding(ok=not reason, what=f"{what}{': ' + reason if reason else ''}", fix=fix if reason else "")


def _google(settings: Settings) -> Iterator[Finding]:
    refused = oauth.probe(app.google_of(settings))
    fix = (
        "Check GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET, and that this machine reaches Google."
        if refused
        else ""
    )
    yield Finding(ok=not refused, what=f"Google knows our client{': ' + refused if refused else ''}", fix=fix)
