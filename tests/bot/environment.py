"""Settings as an operator would give them."""

from cryptography.fernet import Fernet

from bot import settings
from bot.settings import Settings

KEY = Fernet.generate_key().decode()
COMPLETE = {
    "SLACK_BOT_TOKEN": "xoxb-sandbox",
    "SLACK_APP_TOKEN": "xapp-sandbox",
    "GOOGLE_CLIENT_ID": "sandbox-client",
    "GOOGLE_CLIENT_SECRET": "sandbox-secret",
    "ENCRYPTION_KEYS": KEY,
}


def made(**changes: str) -> dict[str, str]:
    """Give a complete environment with some variables changed; an empty one is left out."""
    everything = COMPLETE | {name.upper(): value for name, value in changes.items()}
    return {name: value for name, value in everything.items() if value}


def loaded(**changes: str) -> Settings:
    """Load the settings of such an environment."""
    return settings.load(made(**changes))


def pointed_at(address: str, **changes: str) -> Settings:
    """Load settings that take a server on this machine for Slack and Google."""
    where = {
        "slack_api_url": f"{address}/api/",
        "gmail_api_url": address,
        "google_auth_url": f"{address}/o/oauth2/v2/auth",
        "google_token_url": f"{address}/token",
        "google_revoke_url": f"{address}/revoke",
    }
    return loaded(**(where | changes))
