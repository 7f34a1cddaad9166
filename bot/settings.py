"""Environment -> one frozen Settings; every variable is named here, and all problems are told at once."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Self

from cryptography.fernet import Fernet
from pydantic import (
    AnyHttpUrl,
    BeforeValidator,
    Field,
    SecretStr,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict


class BadSettings(Exception):
    """Refuse a set of settings, naming every problem in it; secrets are never repeated."""


class Switch(StrEnum):
    ON = "on"
    OFF = "off"


class SlackMode(StrEnum):
    SOCKET = "socket"
    HTTP = "http"


def _address(value: Any) -> str:
    text = str(TypeAdapter(AnyHttpUrl).validate_python(value))
    return text.rstrip("/")


def _keys(value: Any) -> tuple[str, ...]:
    keys = tuple(key.strip() for key in str(value).split(",") if key.strip())
    for key in keys:
        Fernet(key)
    if not keys:
        raise ValueError("at least one key is needed")
    return keys


Address = Annotated[str, BeforeValidator(_address)]


class Settings(BaseSettings):
    """What an operator may set; every field is the environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", case_sensitive=False, hide_input_in_errors=True
    )

    slack_bot_token: SecretStr = Field(min_length=1, description="Bot token of the Slack app (`xoxb-…`).")
    slack_app_token: SecretStr | None = Field(
        default=None,
        description="App-level token with `connections:write` (`xapp-…`); needed in Socket Mode.",
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None, description="Signing secret of the Slack app; needed in HTTP mode."
    )
    slack_mode: SlackMode = Field(
        default=SlackMode.SOCKET, description="`socket` (no public address needed) or `http`."
    )
    slack_api_url: Address = Field(default="https://slack.com/api", description="Root of Slack's Web API.")
    google_client_id: str = Field(min_length=1, description="OAuth client of your Google Cloud project.")
    google_client_secret: SecretStr = Field(min_length=1, description="Its secret.")
    gmail_api_url: Address = Field(
        default="https://gmail.googleapis.com",
        description="Root of the Gmail API: plain calls, uploads, batches.",
    )
    google_auth_url: Address = Field(
        default="https://accounts.google.com/o/oauth2/v2/auth", description="Google's consent page."
    )
    google_token_url: Address = Field(
        default="https://oauth2.googleapis.com/token", description="Google's token endpoint."
    )
    google_revoke_url: Address = Field(
        default="https://oauth2.googleapis.com/revoke", description="Google's revocation endpoint."
    )
    public_url: Address = Field(
        default="http://127.0.0.1:8080",
        description="Where browsers reach this process; Google sends people back to `<PUBLIC_URL>/google/callback`.",
    )
    web_host: str = Field(default="127.0.0.1", description="Address the web server listens on.")
    web_port: int = Field(default=8080, ge=0, le=65535, description="Port the web server listens on.")
    database_url: str = Field(
        default="sqlite:///overture.db", min_length=1, description="SQLite file or PostgreSQL database."
    )
    encryption_keys: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_keys)] = Field(
        description="Fernet keys for refresh tokens, newest first, separated by commas."
    )
    holiday_country: str = Field(
        default="",
        description="Country whose public holidays are not business days (`DE`, `US`, …); empty for none.",
    )
    sending_hours: str = Field(
        default="Mon-Fri 8:00-18:00",
        description="When mail may leave, such as `Mon-Fri 8:00-12:00 13:00-18:00; Sat 9:00-12:00`.",
    )
    days_off: str = Field(
        default="", description="Your own days off, on which nothing leaves: `2026-12-24,2026-12-31`."
    )
    sending_zone: str = Field(
        default="candidate",
        description="Whose clock the hours follow: `candidate` (the recruiter's where theirs is unknown), `recruiter`,"
        " or one such as `Europe/Berlin`.",
    )
    poll_seconds: int = Field(
        default=60, ge=5, le=3600, description="How often a mailbox with something to wait for is read."
    )
    spacing_seconds: Annotated[tuple[int, int], NoDecode] = Field(
        default=(30, 90), description="Least and most seconds between two mails of one mailbox, e.g. `30,90`."
    )
    daily_cap: int = Field(
        default=150, ge=1, le=1500, description="Mails per mailbox in any rolling 24 hours."
    )
    slow_start: Switch = Field(
        default=Switch.ON,
        description="`on`: a newly connected mailbox begins with 20 mails a day and reaches `DAILY_CAP` in two weeks.",
    )

    @model_validator(mode="before")
    @classmethod
    def _split(cls, values: dict[str, Any]) -> dict[str, Any]:
        spacing = values.get("spacing_seconds")
        if isinstance(spacing, str):
            values["spacing_seconds"] = tuple(part.strip() for part in spacing.split(","))
        return values

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.slack_mode is SlackMode.SOCKET and self.slack_app_token is None:
            raise ValueError("SLACK_APP_TOKEN is needed in Socket Mode (or set SLACK_MODE=http)")
        if self.slack_mode is SlackMode.HTTP and self.slack_signing_secret is None:
            raise ValueError("SLACK_SIGNING_SECRET is needed in HTTP mode")
        if self.spacing_seconds[0] < 0 or self.spacing_seconds[1] < self.spacing_seconds[0]:
            raise ValueError("SPACING_SECONDS needs two numbers, the smaller first, e.g. 30,90")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read nothing but what `load` was given."""
        return (init_settings,)


def load(environ: Mapping[str, str]) -> Settings:
    """Read every setting once; raises BadSettings that names all that is missing or malformed."""
    given = {name: environ[name.upper()] for name in Settings.model_fields if environ.get(name.upper())}
    try:
        return Settings(**_with_own_address(given))  # type: ignore[arg-type]
    except ValidationError as error:
        raise BadSettings("\n".join(_sentences(error))) from None


def _with_own_address(given: dict[str, str]) -> dict[str, str]:
    """Let people come back to the port we listen on, unless an address is named."""
    port = given.get("web_port", "")
    return (
        {"public_url": f"http://127.0.0.1:{port}", **given}
        if port.isdigit() and int(port) <= 65535
        else given
    )


def _sentences(error: ValidationError) -> list[str]:
    told = []
    for problem in error.errors(include_url=False, include_input=False, include_context=False):
        name = ".".join(str(part) for part in problem["loc"][:1]).upper()
        words = "is missing" if problem["type"] == "missing" else problem["msg"].removeprefix("Value error, ")
        told.append(f"{name} {words}".strip() if name not in words else words)
    return told
