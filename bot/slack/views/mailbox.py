"""Connect a mailbox by its address, and choose from which of its addresses mail leaves."""

from collections.abc import Mapping
from typing import Any

from bot.refusals import Refusal
from bot.rules.senders import Offer
from bot.slack.views import limits, parts, values
from bot.slack.views.parts import Json

CALLBACK = "mailbox_connect"
ADDRESS_BLOCK = "mailbox_address"
ADDRESS = "mailbox_address_typed"
CONSENT = "mailbox_consent"
SENDER = "mailbox_sender_chosen"
BY_DEFAULT = "by_default"


def build(*, address: str, consent_url: str = "") -> Json:
    """Ask for the work address; where people may also consent at Google, offer that."""
    line = parts.text_input(ADDRESS, kind="email_text_input", value=address)
    blocks = [
        parts.section(
            "I connect your work mailbox through your organisation's own arrangement with Google: there is no page to"
            " click through. It must be your own address, the one Slack has of you."
        ),
        parts.field(ADDRESS_BLOCK, "Your work address", line),
    ]
    if parts.is_address(consent_url):
        blocks.append(
            parts.section(
                "If that is refused, you can consent on Google's page instead.",
                accessory=parts.button("Consent at Google", CONSENT, url=consent_url),
            )
        )
    return parts.modal(CALLBACK, "Connect Gmail", blocks, submit="Connect", close="Cancel")


def read(view: Mapping[str, Any]) -> str:
    """Read the address that was typed."""
    return (values.text(view, ADDRESS_BLOCK) or "").lower()


def errors(problem: Refusal) -> dict[str, str]:
    """Put a refusal under the address."""
    return {ADDRESS_BLOCK: limits.shorten(str(problem), limits.LABEL)}


def senders(offer: Offer) -> Json | None:
    """Draw the menu of addresses mail may leave from; None where there is nothing to choose."""
    offered = [one for one in offer.addresses if one and one == parts.one_line(one, limits.OPTION_VALUE)]
    if len(offered) < 2 and not offer.withdrawn:
        return None
    default = parts.option(f"Gmail's default ({offer.default})", BY_DEFAULT)
    options = [default, *(parts.option(one, one) for one in offered)]
    chosen = "" if offer.withdrawn else offer.chosen or BY_DEFAULT
    return parts.select(SENDER, options, chosen=chosen, placeholder="Send from …")


def read_sender(action: Mapping[str, Any]) -> str:
    """Read the address that was chosen, empty for Gmail's own default."""
    value = str((action.get("selected_option") or {}).get("value", ""))
    return "" if value == BY_DEFAULT else value
