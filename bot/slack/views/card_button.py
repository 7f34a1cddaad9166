"""The way to somebody's card, from wherever they are named."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.outreach.candidates.portraits import About
from bot.slack.views import limits, parts
from bot.slack.views.parts import Json

OPEN = "candidate_open"


def button(about: About, id: int) -> Json:
    """Make the button that opens a card."""
    return parts.button("Card", OPEN, value=f"{about}:{id}")


def menu(about: About, named: Iterable[tuple[int, str]]) -> Json:
    """Make the menu that opens the card of one of several, where there is no room for a button beside each."""
    options = [
        parts.option(parts.one_line(name, limits.OPTION_TEXT) or "(no name)", f"{about}:{id}")
        for id, name in named
    ]
    return parts.select(OPEN, options, placeholder="Open a card")


def found(blocks: Iterable[Mapping[str, Any]]) -> Json | None:
    """Find the button on what was drawn; None where nobody is named."""
    every = (one for block in blocks for one in (*block.get("elements", ()), block.get("accessory")))
    return next((dict(one) for one in every if one and one.get("action_id") == OPEN), None)


def read(action: Mapping[str, Any]) -> tuple[About, int]:
    """Read by what somebody is named, and its id, from the button or the menu."""
    about, _, id = str((action.get("selected_option") or action)["value"]).partition(":")
    return About(about), int(id)
