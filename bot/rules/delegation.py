"""Whose mailbox the service account may open, and for whom."""

from collections.abc import Collection

from bot.refusals import Refusal

OFF_THE_LIST = "delegation"
"""Why a mailbox is lost whose address has left the allow-list."""


def allows(allowed: Collection[str], address: str) -> bool:
    """Tell whether an address is on the allow-list, by itself or by its domain (`@acme.example`)."""
    wanted = address.strip().lower()
    local, _, domain = wanted.rpartition("@")
    return bool(local) and (wanted in allowed or f"@{domain}" in allowed)


def check(allowed: Collection[str], address: str, *, own: str) -> None:
    """Refuse a mailbox that is not the person's own, or that the operator did not name.

    `own` is the address Slack has of the person: without it anybody could connect a colleague's mailbox.
    """
    if not own:
        raise Refusal(
            "Slack does not tell me your address, so I cannot know that this mailbox is yours.",
            "Ask whoever runs Overture to add the scope users:read.email and to install the app again.",
        )
    if own.strip().lower() != address.strip().lower():
        raise Refusal(
            "That is not the address Slack has of you, and I only connect your own mailbox.",
            f"Type {own.strip().lower()}.",
        )
    if not allows(allowed, address):
        raise Refusal(
            f"{address.strip().lower()} is not among the mailboxes Overture may open.",
            "Ask whoever runs Overture to add it to DELEGATED_MAILBOXES.",
        )
