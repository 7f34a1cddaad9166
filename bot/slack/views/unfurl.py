"""What stands under a profile link that was pasted in a channel: a button, the same for everybody."""

from collections.abc import Mapping
from typing import Any

from bot.slack.views import limits, parts
from bot.slack.views.parts import Json

ADD = "unfurl_add"


def build(site: str, link: str) -> Json:
    """Draw the button; whoever is behind the link is not said, for a channel may read it."""
    button = parts.button("Add to sequence", ADD, value=parts.one_line(link, limits.BUTTON_VALUE))
    return {"blocks": [parts.section(f"A profile on {parts.label(site)}", accessory=button)]}


def read(action: Mapping[str, Any]) -> str:
    """Read the link whose button was pressed."""
    return str(action.get("value", ""))
