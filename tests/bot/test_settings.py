"""Settings are taken whole or refused whole, and no secret is ever repeated."""

import pytest
from cryptography.fernet import Fernet

from bot import settings
from bot.settings import BadSettings, SlackMode
from tests.bot import environment


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
