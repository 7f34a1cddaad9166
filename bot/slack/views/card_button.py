"""The way to somebody's card, from wherever they are named."""

from bot.outreach.candidates.portraits import About
from bot.slack.views import parts
from bot.slack.views.parts import Json

OPEN = "candidate_open"


def button(about: About, id: int) -> Json:
    """Make the button that opens a card."""
    return parts.button("Card", OPEN, value=f"{about}:{id}")


def read(value: str) -> tuple[About, int]:
    """Read by what somebody is named, and its id."""
    about, _, id = value.partition(":")
    return About(about), int(id)
