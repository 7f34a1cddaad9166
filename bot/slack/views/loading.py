"""What stands in a modal while its content is looked up."""

from bot.slack.views import parts
from bot.slack.views.parts import Json

CALLBACK = "loading"


def build(title: str) -> Json:
    """Draw a modal to open at once and to fill in a moment later."""
    blocks = [
        parts.section("*One moment…*"),
        parts.context("I am looking it up. If this stays, close it and try again."),
    ]
    return parts.modal(CALLBACK, title, blocks)
