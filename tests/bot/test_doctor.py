"""The doctor over the stand-ins: all is well, or each thing that is not is named with its fix."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib import request

import pytest
from cryptography.fernet import Fernet

from bot import __main__ as command_line, doctor
from bot.doctor import Finding
from bot.settings import Settings
from gmail import oauth
from sandbox import server
from sandbox.google.accounts import Google
from sandbox.slack.workspace import Workspace
from sandbox.world import World
from storage.database import Database
from storage.models import Mailbox, Recruiter
from storage.statuses import MailboxStatus
from storage.vault import Vault
from tests import stages
from tests.bot import environment

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
UNREACHABLE = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve both stand-ins; nothing the doctor does changes them."""
    world = World(frozen_at=NOW)
    application = server.build(world, Workspace(world), Google(world))
    with stages.served(application) as address:
        yield address


def delegation(
    address: str, *, scopes: tuple[str, ...] = (oauth.COMPOSE, oauth.READONLY), **changes: str
) -> Settings:
    """Load settings with a service account the administrator authorised for some scopes."""
    body = json.dumps({"scopes": scopes}).encode()
    asked = request.Request(f"{address}/sandbox/google/service_account", body, method="POST")
    with request.urlopen(asked) as answer:
        key = answer.read().decode()
    given = {"google_service_account": key, "delegated_mailboxes": "@acme.example,ana@acme.example"}
    return environment.pointed_at(address, **(given | changes))


def about_google(settings: Settings) -> list[tuple[bool, str, str]]:
    """Let the doctor look at delegation; give what it says of it."""
    found = doctor.examine(settings, clock=lambda: NOW)
    return [(one.ok, one.what, one.fix) for one in found if "DELEGATED" in one.what or "service" in one.what]


def test_the_doctor_tries_delegation_on_the_first_mailbox_that_is_named(address: str, migrated: str) -> None:
    found = about_google(delegation(address, database_url=migrated))

    assert found == [(True, "Google opens the first mailbox of DELEGATED_MAILBOXES", "")]


def test_the_doctor_says_what_the_administrator_must_authorise(address: str, migrated: str) -> None:
    ((ok, what, fix),) = about_google(delegation(address, scopes=(), database_url=migrated))

    assert (ok, what) == (False, "Google opens the first mailbox of DELEGATED_MAILBOXES: delegation_scopes")
    assert oauth.READONLY in fix


def test_the_doctor_opens_no_mailbox_nobody_named(address: str, migrated: str) -> None:
    given = delegation(address, database_url=migrated, delegated_mailboxes="@acme.example")

    ((ok, what, _),) = about_google(given)

    assert ok
    assert "no address is named" in what


def test_the_doctor_misses_the_scope_that_tells_whose_mailbox_it_is(address: str, migrated: str) -> None:
    found = doctor.examine(delegation(address, database_url=migrated), clock=lambda: NOW)

    (missing,) = [one for one in found if not one.ok]
    assert missing.what == "Slack does not give us users:read.email"


@pytest.mark.parametrize(
    ("admins", "known"),
    [
        pytest.param("U0BEN", True, id="people by their ids"),
        pytest.param("U0BEN,S0LEADS", False, id="a group, without the scope to read it"),
    ],
)
def test_the_doctor_tries_to_call_the_roll_of_administrators(
    address: str, migrated: str, admins: str, known: bool
) -> None:
    found = doctor.examine(delegation(address, database_url=migrated, admins=admins), clock=lambda: NOW)

    (roll,) = [one for one in found if "ADMINS" in one.what]
    assert (roll.ok, "usergroups:read" in roll.fix) == (known, not known)


def test_the_doctor_needs_no_client_where_there_is_delegation(address: str, migrated: str) -> None:
    given = delegation(address, database_url=migrated, google_client_id="", google_client_secret="")

    told = [one.what for one in doctor.examine(given, clock=lambda: NOW)]

    assert not any("our client" in what for what in told)


@pytest.fixture
def migrated(database_url: str) -> str:
    """Give the address of a database with this version's tables."""
    assert command_line.main(["migrate"], environment.made(database_url=database_url)) == 0
    return database_url


def connected(url: str, status: MailboxStatus = MailboxStatus.CONNECTED, reason: str = "") -> None:
    """Write Ana's mailbox down."""
    database = Database(url, Vault([environment.KEY]))
    with database.transaction() as tx:
        ana = Recruiter(team_id="T1", slack_id="U0ANA", created_at=NOW)
        mailbox = Mailbox(
            team_id="T1",
            recruiter=ana,
            address="ana@acme.example",
            sealed_token=tx.info["vault"].seal("refresh"),
            status=status,
            lost_reason=reason,
            cursor=1,
            ready_at=NOW,
            connected_at=NOW,
        )
        tx.add(mailbox)
    database.close()


def bad(address: str, **changes: str) -> list[Finding]:
    """Let the doctor look; give what is not well."""
    return [one for one in doctor.examine(environment.pointed_at(address, **changes)) if not one.ok]


def test_the_doctor_finds_nothing_where_all_is_well(
    address: str, migrated: str, capsys: pytest.CaptureFixture[str]
) -> None:
    connected(migrated)
    given = environment.pointed_at(address, database_url=migrated)

    assert command_line.doctor(given) == 0

    told = capsys.readouterr().out.splitlines()
    assert [line[:4] for line in told] == ["ok  "] * 5


@pytest.mark.parametrize(
    ("changes", "what", "fix"),
    [
        pytest.param(
            {"slack_bot_token": "xoxb-wrong"},
            "Slack takes SLACK_BOT_TOKEN: invalid_auth",
            "Bot User OAuth Token",
            id="a wrong bot token",
        ),
        pytest.param(
            {"slack_app_token": "xapp-wrong"},
            "Slack takes SLACK_APP_TOKEN: invalid_auth",
            "connections:write",
            id="a wrong app token",
        ),
        pytest.param(
            {"google_token_url": f"{UNREACHABLE}/token"},
            "Google knows our client: unreachable",
            "reaches Google",
            id="an unreachable Google",
        ),
        pytest.param(
            {"google_client_secret": "wrong"},
            "Google knows our client: invalid_client",
            "GOOGLE_CLIENT_SECRET",
            id="a wrong secret of Google's",
        ),
        pytest.param(
            {"public_url": "http://overture.example"}, "PUBLIC_URL is not https", "https", id="no https"
        ),
        pytest.param(
            {"holiday_country": "ATLANTIS"},
            "HOLIDAY_COUNTRY is not understood",
            "DE or US",
            id="no such country",
        ),
        pytest.param(
            {"database_url": "sqlite:////nowhere/at/all/overture.db"},
            "The database cannot be reached or opened.",
            "Check DATABASE_URL",
            id="no database",
        ),
        pytest.param(
            {"database_url": "wax tablet"}, "DATABASE_URL cannot be understood.", "sqlite:", id="no address"
        ),
    ],
)
def test_the_doctor_names_what_is_wrong_with_its_fix(
    address: str, migrated: str, changes: dict[str, str], what: str, fix: str
) -> None:
    (found,) = bad(address, **({"database_url": migrated} | changes))

    assert found.what == what
    assert fix in found.fix


def test_the_doctor_exits_with_a_one_and_tells_both_lines(
    address: str, migrated: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = environment.pointed_at(address, database_url=migrated, slack_bot_token="xoxb-wrong")

    assert command_line.doctor(given) == 1

    told = capsys.readouterr().out.splitlines()
    place = told.index("BAD  Slack takes SLACK_BOT_TOKEN: invalid_auth")
    assert told[place + 1] == "     Copy the Bot User OAuth Token of the app again."


def test_the_doctor_asks_for_a_migration_and_says_nothing_else(address: str, database_url: str) -> None:
    found = bad(address, database_url=database_url)

    assert [(one.what, one.fix) for one in found] == [("database is empty", "Run `python -m bot migrate`.")]


def test_the_doctor_names_a_lost_mailbox_without_its_address(address: str, migrated: str) -> None:
    connected(migrated, MailboxStatus.LOST, "revoked")

    (found,) = bad(address, database_url=migrated)

    assert found.what == "mailbox 1 is lost (revoked)"
    assert "reconnect" in found.fix


@pytest.mark.parametrize(
    ("reason", "fix"),
    [
        pytest.param("delegation", "DELEGATED_MAILBOXES", id="off the list"),
        pytest.param("delegation_scopes", "Domain-wide delegation", id="not authorised any more"),
        pytest.param("delegation_key", "GOOGLE_SERVICE_ACCOUNT", id="no valid key"),
    ],
)
def test_the_doctor_says_what_comes_before_reconnecting(
    address: str, migrated: str, reason: str, fix: str
) -> None:
    connected(migrated, MailboxStatus.LOST, reason)

    (found,) = bad(address, database_url=migrated)

    assert fix in found.fix
    assert "reconnect" in found.fix


def test_the_doctor_notices_keys_that_open_nothing(address: str, migrated: str) -> None:
    connected(migrated)

    (found,) = bad(address, database_url=migrated, encryption_keys=Fernet.generate_key().decode())

    assert found.what == "refresh tokens cannot be read"
    assert "ENCRYPTION_KEYS" in found.fix


def test_everything_that_is_wrong_is_told_at_once(address: str) -> None:
    found = bad(
        UNREACHABLE, database_url="wax tablet", public_url="http://overture.example", holiday_country="XX"
    )

    assert len(found) == 6
    assert all(one.fix for one in found)
