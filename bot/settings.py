"""Environment -> one frozen Settings; every variable is named here, and all problems are told at once."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
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

from bot import lists
from gmail import service_account
from gmail.service_account import BadKey


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


def _service_account(value: Any) -> SecretStr | None:
    """Take a service account's key, or the name of the file it is in."""
    if value is None:
        return None
    text = str(value).strip()
    try:
        text = text if text.startswith("{") else Path(text).read_text(encoding="utf-8")
    except (OSError, ValueError):
        raise ValueError("is neither JSON nor a file that can be read") from None
    try:
        service_account.read(text)
    except BadKey as bad:
        raise ValueError(f"cannot be used: {bad}; download the key again, as JSON") from None
    return SecretStr(text)


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
    google_client_id: str = Field(
        default="",
        description="OAuth client of your Google Cloud project; needed unless GOOGLE_SERVICE_ACCOUNT is set.",
    )
    google_client_secret: SecretStr | None = Field(default=None, description="Its secret.")
    google_service_account: Annotated[SecretStr | None, BeforeValidator(_service_account)] = Field(
        default=None,
        description="Key of a service account with domain-wide delegation: the JSON itself, or its file.",
    )
    delegated_mailboxes: Annotated[tuple[str, ...], NoDecode, BeforeValidator(lists.mailboxes)] = Field(
        default=(),
        description="Mailboxes the service account may open, e.g. `@acme.example,ana@acme.example`; needed with it.",
    )
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
    answer_stops: str = Field(
        default="recruiter",
        pattern=r"^(sequence|recruiter|everyone)$",
        description="What an answer ends: its `sequence`, all of this `recruiter`'s with that person, or `everyone`'s.",
    )
    admins: Annotated[tuple[str, ...], NoDecode, BeforeValidator(lists.slack_ids)] = Field(
        default=(),
        description="Who sees and changes every sequence: ids of people and user groups, e.g. `U012AB3CD,S045EF6GH`"
        " (groups need the scope `usergroups:read`).",
    )
    four_eyes: Switch = Field(
        default=Switch.OFF,
        description="`on`: one other person approves the text of a sequence before anybody new comes into it.",
    )
    ownership_days: str = Field(
        default="30,60,90",
        description="How many days somebody is a recruiter's after their first, second, third message; `0` for never.",
    )
    contact_budget: str = Field(
        default="",
        description="Messages one person may get from the whole team, such as `6 in 90` days; empty for no limit.",
    )
    company_limit: int = Field(
        default=0, ge=0, le=999, description="People of one company in sequences at once; `0` for no limit."
    )
    cool_down_days: int = Field(
        default=90, ge=0, le=3650, description="Days before somebody may come into the same sequence again."
    )
    enroll_rules: str = Field(
        default="",
        description="What a rule does if not `warn`, e.g. `owned:block,cool_down:off`. There are `in_sequence`,"
        " `owned`, `contact_budget`, `company_limit` and `cool_down`.",
    )
    overdue_days: int = Field(
        default=3,
        ge=1,
        le=60,
        description="Working days after which a reminder nobody has marked is asked about, once.",
    )
    admin_channel: str = Field(
        default="",
        pattern=r"^([CG][A-Z0-9]{2,30})?$",
        description="Id of a channel that hears of lost mailboxes, of Google refusing Overture, of sequences paused for"
        " bounces; or empty.",
    )

    retention_months: int | None = Field(
        default=None,
        ge=1,
        le=240,
        description="After how many months without contact a finished person is anonymised; empty keeps everybody.",
    )
    source_line: str = Field(
        default="",
        max_length=300,
        description="A sentence at the end of the first email to a person that says where their data come from, such as"
        " `I found your profile at {{source}}.`; or empty.",
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
    told = _without_a_way_to_google(given)
    try:
        settings = Settings(**_with_own_address(given))  # type: ignore[arg-type]
    except ValidationError as error:
        told += _sentences(error)
    if told:
        raise BadSettings("\n".join(sorted(told, key=_place)))
    return settings


def _without_a_way_to_google(given: Mapping[str, str]) -> list[str]:
    """Say what is missing of the OAuth client and of delegation; one of the two must be whole, and neither half."""
    delegation = [name for name in ("google_service_account", "delegated_mailboxes") if given.get(name)]
    client = [name for name in ("google_client_id", "google_client_secret") if given.get(name)]
    wanted = [
        *(("google_service_account", "delegated_mailboxes") if delegation else ()),
        *(("google_client_id", "google_client_secret") if client or not delegation else ()),
    ]
    return [f"{name.upper()} is missing" for name in wanted if not given.get(name)]


def _place(sentence: str) -> int:
    """Tell where the setting a sentence begins with stands among the others."""
    names = [name.upper() for name in Settings.model_fields]
    first = sentence.partition(" ")[0]
    return names.index(first) if first in names else len(names)


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
