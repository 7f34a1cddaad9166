"""Everything there is to press, send off, close or type, as it truly was drawn for somebody."""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.outreach.house import House
from bot.outreach.mailboxes.connecting import Door
from bot.rules import scripts
from bot.rules.drafts import SequenceDraft
from bot.slack.views import (
    approval,
    candidate_forms,
    crowd,
    enroll,
    mailbox,
    mend,
    rich_text,
    script,
    tokens,
    writing_back,
)
from gmail import service_account
from sandbox.google.services import Services
from tests.bot.slack.pressed import card_tour, imported, rig, screens, tour, world
from tests.bot.slack.pressed.rig import Rig
from tests.bot.slack.pressed.screens import Element, Screen
from tests.bot.slack.pressed.slack import Json, Slack
from tests.bot.slack.pressed.tour import Tour
from tests.builders import ANA

Body = Callable[[str], Json]
Way = Callable[[Tour], None]

TYPED: screens.Typed = {
    candidate_forms.ADDRESS: {"value": "quarnsecond@example.com"},
    crowd.ALL: {"selected_options": [{"value": "all"}]},
    crowd.DEED: {"selected_option": {"value": "pause"}},
    approval.NOTE: {"value": "More zephyrine"},
    enroll.ADDRESS: {"value": "quarnella@example.com"},
    mailbox.ADDRESS: {"value": "faye@acme.example"},
    mend.VALUE: {"value": "zephyrine"},
    mend.ADDRESS: {"value": "quarnew@example.com"},
    script.TEXT: {"value": scripts.write(SequenceDraft(name="Nightjar brought", stages=(world.letter(0),)))},
    tokens.NAME: {"value": "office_street"},
    tokens.ABOUT: {"value": "Where to ring"},
    writing_back.TEXT: {"rich_text_value": rich_text.from_markdown("Zephyrine!")},
    **tour.CHOSEN,
}
"""What is typed into what was drawn empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """An application that was walked through, all that hangs on its walls, and its file as it then was.

    In `hidden` what Ana shows her colleagues is hers alone.
    """

    rig: Rig
    screens: list[Screen]
    shown: Path
    hidden: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One thing to be done on a screen: for whom it was drawn, and what Slack sends if a person does it."""

    name: str
    says: str
    whose: str
    at: Walked
    body: Body


def walk(empty: Path, folder: Path, slack: Slack) -> tuple[Walked, Walked]:
    """Walk through Ana's world: where people consent at Google, and where mailboxes are connected by address."""
    new = Path(shutil.copy(empty, folder / "new"))
    with world.opened(new) as db:
        world.build(db)
        imported.build(db, world.HIDDEN)
    key = service_account.read(json.dumps(Services().register(frozenset())))
    by_consent = _walked(new, folder / "consent", _everywhere, slack, rig.door())
    by_address = _walked(new, folder / "address", tour.by_address, slack, rig.door(delegated=key))
    return by_consent, by_address


def _everywhere(walking: Tour) -> None:
    tour.walk(walking)
    card_tour.walk(walking)


def _walked(new: Path, file: Path, way: Way, slack: Slack, door: Door) -> Walked:
    shutil.copy(new, file)
    ours = Rig(file, slack, door=door, house=House(four_eyes=True))
    done = Tour(ours)
    way(done)
    ours.rest()
    shown, hidden = (Path(shutil.copy(file, f"{file}.{name}")) for name in ("shown", "hidden"))
    with world.opened(hidden) as db:
        world.hide(db)
    return Walked(rig=ours, screens=done.screens(), shown=shown, hidden=hidden)


def of_actions(walked: Iterable[Walked]) -> Iterator[Case]:
    """List every press there is, once for each thing that can be chosen."""
    for one in walked:
        for screen in _anas_first(one.screens):
            for element in screens.elements(screen):
                yield from (_press(one, element, choice) for choice in screens.choices(element))


def of_options(walked: Iterable[Walked]) -> Iterator[Case]:
    """List every menu there is that Slack fills by asking."""
    for one in walked:
        for screen in one.screens:
            yield from (_asked(one, element) for element in screens.asking(screen))


def of_forms(walked: Iterable[Walked]) -> Iterator[Case]:
    """List every form there is to send off."""
    for one in walked:
        for screen in one.screens:
            if screen.callback and "submit" in screen.drawn:
                yield _sent(one, screen)


def of_closings(walked: Iterable[Walked]) -> Iterator[Case]:
    """List every modal that reports that it was closed."""
    for one in walked:
        for screen in one.screens:
            if screen.drawn.get("notify_on_close"):
                yield _closed(one, screen)


def once(found: Iterable[Case]) -> dict[str, list[Case]]:
    """Sort cases by name, one of each that says the same."""
    known: dict[str, dict[str, Case]] = {}
    for case in found:
        known.setdefault(case.name, {}).setdefault(case.says, case)
    return {name: list(cases.values()) for name, cases in known.items()}


def typed(at: Walked, words: str) -> Case:
    """Make a case of a command Ana types."""
    name, _, rest = words.partition(" ")
    return Case(
        name=name,
        says=words,
        whose=ANA.slack_id,
        body=lambda who: screens.command(name, rest, by=who),
        at=at,
    )


def _press(at: Walked, element: Element, choice: Json) -> Case:
    option = choice.get("selected_option") or element.drawn
    return Case(
        name=element.name,
        says=str(option.get("text", {}).get("text", "")),
        whose=element.screen.whose,
        body=lambda who: screens.pressed(element, choice, by=who, typed=TYPED),
        at=at,
    )


def _asked(at: Walked, element: Element) -> Case:
    return Case(
        name=element.name,
        says="",
        whose=element.screen.whose,
        at=at,
        body=lambda who: screens.asked(element, "", by=who),
    )


def _sent(at: Walked, screen: Screen) -> Case:
    return Case(
        name=screen.callback,
        says=str(screen.drawn["title"]["text"]),
        whose=screen.whose,
        body=lambda who: screens.sent_off(screen, by=who, typed=TYPED),
        at=at,
    )


def _closed(at: Walked, screen: Screen) -> Case:
    return Case(
        name=screen.callback,
        says=str(screen.drawn["title"]["text"]),
        whose=screen.whose,
        body=lambda who: screens.closed(screen, by=who),
        at=at,
    )


def _anas_first(drawn: list[Screen]) -> list[Screen]:
    return sorted(drawn, key=lambda screen: screen.whose != ANA.slack_id)


def shortcuts(at: Walked) -> Iterator[Case]:
    """List what can be chosen anywhere in Slack, and the tab that can be opened."""
    named: dict[str, Body] = {
        "sequence_new": lambda who: screens.shortcut("sequence_new", by=who),
        "enroll_from_message": lambda who: screens.shortcut(
            "enroll_from_message", by=who, message=world.VEILED
        ),
        "app_home_opened": lambda who: screens.home_opened(by=who),
    }
    for name, body in named.items():
        yield Case(name=name, says="", whose=ANA.slack_id, at=at, body=body)
