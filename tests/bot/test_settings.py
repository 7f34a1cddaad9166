"""Settings are taken whole or refused whole, and no secret is ever repeated."""

import json
from functools import cache
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot import app, settings
from bot.settings import BadSettings, SlackMode
from sandbox.google.services import Services
from tests.bot import environment

WITHOUT_CLIENT = {"google_client_id": "", "google_client_secret": ""}
KEY = "the key of a service account"


@cache
def service_account() -> str:
    """Make the key of a service account as Google's console gives it out."""
    return json.dumps(Services().register(frozenset()))


def problems(**changes: str) -> list[str]:
    """Load settings that are wrong somewhere; give the sentences."""
    with pytest.raises(BadSettings) as refused:
        environment.loaded(**changes)
    return str(refused.value).splitlines()


def test_five_variables_are_enough_to_start() -> None:
    found = environment.loaded()

    assert found.slack_mode is SlackMode.SOCKET
    assert found.database_url == "sqlite:///overture.db"
    assert found.spacing_seconds == (30, 90)


@pytest.mark.parametrize(
    "name", ["SLACK_BOT_TOKEN", "GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET", "ENCRYPTION_KEYS"]
)
def test_a_missing_setting_is_named(name: str) -> None:
    assert problems(**{name: ""}) == [f"{name} is missing"]


def test_a_service_account_stands_in_for_the_client() -> None:
    found = environment.loaded(
        **WITHOUT_CLIENT,
        google_service_account=service_account(),
        delegated_mailboxes=" @Acme.example , ana@b.example",
    )

    assert found.delegated_mailboxes == ("@acme.example", "ana@b.example")
    google = app.google_of(found)
    assert (google.client_id, google.service is not None) == ("", True)


def test_both_ways_to_google_may_stand_side_by_side() -> None:
    found = environment.loaded(google_service_account=service_account(), delegated_mailboxes="@acme.example")

    assert app.google_of(found).client_id == "sandbox-client"
    assert app.google_of(found).service is not None


def test_a_service_account_may_lie_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "google.json").write_text(service_account())

    found = environment.loaded(
        google_service_account=str(tmp_path / "google.json"), delegated_mailboxes="@acme.example"
    )

    assert app.google_of(found).service is not None


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        pytest.param(
            {**WITHOUT_CLIENT, "google_service_account": KEY}, "DELEGATED_MAILBOXES", id="a key for nobody"
        ),
        pytest.param(
            {**WITHOUT_CLIENT, "google_service_account": KEY, "delegated_mailboxes": " , "},
            "DELEGATED_MAILBOXES",
            id="an empty list",
        ),
        pytest.param(
            {**WITHOUT_CLIENT, "delegated_mailboxes": "@acme.example"},
            "GOOGLE_SERVICE_ACCOUNT",
            id="a list without a key",
        ),
        pytest.param(
            {
                "google_client_secret": "",
                "google_service_account": KEY,
                "delegated_mailboxes": "@acme.example",
            },
            "GOOGLE_CLIENT_SECRET",
            id="half a client beside it",
        ),
        pytest.param(
            {"google_service_account": KEY, "delegated_mailboxes": "acme.example"},
            "DELEGATED_MAILBOXES",
            id="a domain without its @",
        ),
        pytest.param(
            {"google_service_account": "/nowhere/key.json", "delegated_mailboxes": "@acme.example"},
            "GOOGLE_SERVICE_ACCOUNT",
            id="a file that is not there",
        ),
        pytest.param(
            {"google_service_account": '{"very": "secret"}', "delegated_mailboxes": "@acme.example"},
            "GOOGLE_SERVICE_ACCOUNT",
            id="no key at all",
        ),
    ],
)
def test_delegation_is_taken_whole_or_refused(changes: dict[str, str], named: str) -> None:
    given = {name: service_account() if value == KEY else value for name, value in changes.items()}

    (sentence,) = problems(**given)

    assert sentence.startswith(named)
    assert "secret" not in sentence


def test_everything_that_is_missing_is_named_at_once() -> None:
    with pytest.raises(BadSettings) as refused:
        settings.load({})

    named = [sentence.partition(" ")[0] for sentence in str(refused.value).splitlines()]
    assert named == ["SLACK_BOT_TOKEN", "GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET", "ENCRYPTION_KEYS"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("PUBLIC_URL", "overture.example", id="an address without its scheme"),
        pytest.param("SLACK_API_URL", "ftp://slack.example/api", id="an address of another kind"),
        pytest.param("SLACK_MODE", "carrier pigeon", id="a mode there is not"),
        pytest.param("WEB_PORT", "eighty", id="a port in words"),
        pytest.param("WEB_PORT", "70000", id="a port there is not"),
        pytest.param("POLL_SECONDS", "1", id="polling too often"),
        pytest.param("DAILY_CAP", "9000", id="more than Gmail allows"),
        pytest.param("SLOW_START", "gently", id="neither on nor off"),
        pytest.param("SPACING_SECONDS", "90", id="one number for two"),
        pytest.param("SPACING_SECONDS", "soon,later", id="words for numbers"),
        pytest.param("ENCRYPTION_KEYS", " , ", id="no key at all"),
        pytest.param("ENCRYPTION_KEYS", "correct horse", id="a key that is none"),
    ],
)
def test_a_malformed_setting_is_named(name: str, value: str) -> None:
    found = problems(**{name: value})

    assert found
    assert all(name in sentence for sentence in found)


def test_missing_and_malformed_settings_are_told_together() -> None:
    found = problems(slack_bot_token="", web_port="eighty", public_url="nowhere")

    assert [sentence.partition(" ")[0] for sentence in found] == ["SLACK_BOT_TOKEN", "PUBLIC_URL", "WEB_PORT"]


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        pytest.param({"slack_app_token": ""}, "SLACK_APP_TOKEN", id="socket mode without its token"),
        pytest.param({"slack_mode": "http"}, "SLACK_SIGNING_SECRET", id="http mode without its secret"),
        pytest.param({"spacing_seconds": "90,30"}, "SPACING_SECONDS", id="the larger number first"),
    ],
)
def test_settings_that_do_not_fit_together_are_named(changes: dict[str, str], named: str) -> None:
    assert [named in sentence for sentence in problems(**changes)] == [True]


def test_http_mode_needs_no_app_token() -> None:
    found = environment.loaded(slack_mode="http", slack_signing_secret="s", slack_app_token="")

    assert found.slack_mode is SlackMode.HTTP


def test_no_secret_is_repeated_when_settings_are_refused() -> None:
    secrets = {
        "slack_bot_token": "xoxb-very-secret",
        "google_client_secret": "google-very-secret",
        "encryption_keys": f"{Fernet.generate_key().decode()},not-a-key-very-secret",
        "database_url": "postgresql://ana:very-secret@db.example/overture",
    }

    told = "\n".join(problems(**secrets, web_port="eighty"))

    assert "WEB_PORT" in told
    assert "very-secret" not in told


def test_no_secret_is_shown_when_settings_are_printed() -> None:
    shown = repr(environment.loaded(slack_bot_token="xoxb-very-secret", google_client_secret="very-secret"))

    assert "very-secret" not in shown


def test_settings_come_from_nowhere_but_what_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAILY_CAP", "7")

    assert environment.loaded().daily_cap == 150


def test_the_slack_address_may_end_in_a_slash() -> None:
    assert environment.loaded(slack_api_url="https://slack.example/api/").slack_api_url == (
        "https://slack.example/api"
    )
