"""The installed app as its settings pages describe it: identifiers, tokens, scopes, commands, shortcuts."""

from dataclasses import dataclass, field

_SCOPES = (
    "commands",
    "chat:write",
    "users:read",
    "links:read",
    "links:write",
    "files:write",
    "files:read",
)
_DOMAINS = ("linkedin.com", "github.com", "gitlab.com", "stackoverflow.com", "xing.com")
_EVENTS = ("app_home_opened", "link_shared", "app_uninstalled", "tokens_revoked")


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """The workspace's own name."""

    id: str = "T0OVERTURE"
    name: str = "Acme Talent"
    domain: str = "acme-talent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A slash command; `escapes` turns links, people and channels in its words into Slack's marks."""

    name: str
    description: str
    usage_hint: str = ""
    escapes: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcut:
    """A shortcut; `type` is `shortcut` (global) or `message_action`."""

    callback_id: str
    name: str
    type: str


@dataclass(slots=True, kw_only=True)
class App:
    """One app, installed once."""

    id: str = "A0OVERTURE"
    name: str = "Overture"
    bot_id: str = "B0OVERTURE"
    bot_user: str = "U0OVERTURE"
    bot_token: str = "xoxb-sandbox"
    app_token: str = "xapp-sandbox"
    signing_secret: str = "sandbox-signing-secret"
    verification_token: str = "sandbox-verification-token"
    installed: bool = True
    scopes: set[str] = field(default_factory=lambda: set(_SCOPES))
    events: set[str] = field(default_factory=lambda: set(_EVENTS))
    unfurl_domains: list[str] = field(default_factory=lambda: list(_DOMAINS))
    commands: list[Command] = field(default_factory=lambda: list(_commands()))
    shortcuts: list[Shortcut] = field(default_factory=lambda: list(_shortcuts()))


def _commands() -> tuple[Command, ...]:
    return (
        Command(
            name="/sequence",
            description="Write, show and steer outreach sequences",
            usage_hint="new [name] · list · show <name> · digest #channel",
        ),
        Command(
            name="/enroll",
            description="Put a candidate into a sequence",
            usage_hint="<link or email> [more…] [in <sequence>]",
        ),
        Command(
            name="/why",
            description="What happened with a candidate, and what comes next",
            usage_hint="<candidate>",
        ),
    )


def _shortcuts() -> tuple[Shortcut, ...]:
    return (
        Shortcut(callback_id="sequence_new", name="New sequence", type="shortcut"),
        Shortcut(callback_id="enroll_from_message", name="Enroll in a sequence", type="message_action"),
    )
