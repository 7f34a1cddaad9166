"""Every button, menu, form and command of Ana's, tried by Ben, who has no business with it, and by outsiders.

What is pressed was drawn by the application itself for whom it is meant; only who presses it is another. Ben changes
nothing, hears nothing of Ana's, and gets one polite sentence; whom it was drawn for gets something else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.outreach.people import Who
from bot.slack import buttons, commands, routes
from bot.slack.views import (
    away,
    enroll,
    home,
    import_card,
    listing,
    mailbox,
    override,
    reminder,
    reply,
    report,
    same_person,
    saved,
    script,
    settings,
    shelf,
    today,
    today_all,
    tokens,
    trouble,
    unfurl,
    whereabouts,
)
from tests.bot.slack.pressed import cases, screens, slack, verdicts, world
from tests.bot.slack.pressed.cases import Case, Walked
from tests.bot.slack.pressed.typed import ANYBODYS, HERS, MISTYPED
from tests.builders import ANA, BEN

pytestmark = pytest.mark.xdist_group("wall")  # it takes long to build, and is built once a worker

LINKS = {
    reminder.OPEN_PROFILE: "the browser goes to the profile",
    reply.OPEN_GMAIL: "the browser goes to Gmail, which asks who they are",
    trouble.OPEN: "the same",
    trouble.RECONNECT: "the browser goes to Google, where its trip belongs to whom it was drawn for",
    home.CONNECT: "the same",
    home.RECONNECT: "the same",
    mailbox.CONSENT: "the same",
    import_card.DOWNLOAD: "the browser fetches a file by a link that was made for whom it was drawn for",
    saved.EYES: "who is chosen comes along with the button beside",
}
"""Of these Slack only wants to hear that we noticed: nothing is done and nothing said."""

EVERYBODYS = {
    listing.NEW: "a draft of one's own",
    enroll.NEW_SEQUENCE: "a draft of one's own",
    home.RESUME_DRAFT: "one's own draft, or a new one",
    listing.SEE_ALL: "one's own shelf",
    shelf.PREVIOUS: "one's own shelf",
    shelf.NEXT: "one's own shelf",
    shelf.GO_TO_PAGE: "one's own shelf",
    settings.OPEN: "one's own settings",
    **dict.fromkeys((away.OPEN, away.BACK, away.STATUS), "one's own absence"),
    home.CONNECT_BY_ADDRESS: "one's own mailbox",
    script.MORE_ROOM: "a form that holds nothing but what is typed into it",
    enroll.SEQUENCE: "what is typed is one's own; the menu has the sequences one may use",
    same_person.CHOSEN: "what is typed is one's own; nobody is named whom one may not hear of",
    **dict.fromkeys((enroll.WAITS, override.BOX), "what is typed is one's own"),
    override.ASK_OWNER: "what is typed is one's own; only whose the person is hears of it",
    **dict.fromkeys((whereabouts.LOCATION, whereabouts.ZONE), "what is typed is one's own"),
    unfurl.ADD: "a form that holds what the link says; what is known of the person is told by access",
    tokens.OWN: "the workspace's tokens",
    **dict.fromkeys(
        (*report.TABS.values(), report.WHOSE, report.PERIOD, report.CSV),
        "one's own numbers, and those of what one sees",
    ),
    **dict.fromkeys((today.SEE_ALL, *today_all.PAGES), "one's own day"),
    home.DIGEST_OFF: "a digest is its channel's: `/sequence digest #channel off` ends it for everybody, too",
    home.DIGEST_RESUME: "the same",
}
EVERYBODYS_FORMS = {
    script.CALLBACK: "a draft of one's own",
    settings.CALLBACK: "one's own settings",
    away.CALLBACK: "one's own absence",
    mailbox.CALLBACK: "one's own mailbox",
    tokens.CALLBACK: "every member may add a token",
}
MAY_GO = {home.DIGEST_OFF: {"digests"}, home.DIGEST_RESUME: {"digests"}}
NEEDS_GOOGLE = {mailbox.CALLBACK}
"""What works only where Google answers; it has journeys of its own."""

Cases = Mapping[str, list[Case]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """Everything that was drawn, by what it is called."""

    at: Walked
    actions: Cases
    options: Cases
    forms: Cases
    closings: Cases

    def all(self) -> Iterator[Case]:
        """List one case of everything."""
        for known in (self.actions, self.options, self.forms, self.closings):
            yield from (found[0] for found in known.values())
        yield from (cases.typed(self.at, words) for words in (*HERS, *ANYBODYS))
        yield from cases.shortcuts(self.at)


@pytest.fixture(scope="module")
def wall(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Wall]:
    with slack.listening(world.PEOPLE) as listening:
        walked = cases.walk(sqlite_template, tmp_path_factory.mktemp("pressed"), listening)
        yield Wall(
            at=walked[0],
            actions=cases.once(cases.of_actions(walked)),
            options=cases.once(cases.of_options(walked)),
            forms=cases.once(cases.of_forms(walked)),
            closings=cases.once(cases.of_closings(walked)),
        )
        for one in walked:
            one.rig.leave()


def test_everything_that_can_be_pressed_sent_off_closed_or_typed_is_tried(wall: Wall) -> None:
    assert set(wall.actions) == set(buttons.ACTIONS)
    assert set(wall.options) == set(routes.OPTIONS)
    assert set(wall.forms) == set(routes.SUBMISSIONS)
    assert set(wall.closings) == set(routes.CLOSINGS)
    typed = {words.split()[1] for words in (*HERS, *ANYBODYS) if len(words.split()) > 1}
    assert set(commands.VERBS) <= typed


def test_what_is_excepted_is_still_there() -> None:
    assert {*LINKS, *EVERYBODYS} <= set(buttons.ACTIONS)
    assert set(EVERYBODYS_FORMS) <= set(routes.SUBMISSIONS)


@pytest.mark.parametrize("name", sorted(set(buttons.ACTIONS) - {*LINKS, *EVERYBODYS}))
def test_a_button_does_nothing_for_the_wrong_person(wall: Wall, name: str) -> None:
    found = [fault for case in wall.actions[name] for fault in verdicts.as_wrong(case, BEN.slack_id)]

    assert found == []


@pytest.mark.parametrize("name", sorted(set(buttons.ACTIONS) - {*LINKS}))
def test_the_same_button_works_for_whom_it_was_drawn(wall: Wall, name: str) -> None:
    assert [fault for case in wall.actions[name] for fault in verdicts.as_right(case)] == []


@pytest.mark.parametrize("name", sorted(LINKS))
def test_a_link_is_only_noticed(wall: Wall, name: str) -> None:
    [case, *_] = wall.actions[name]

    assert [fault for who in (case.whose, BEN.slack_id) for fault in verdicts.as_nothing(case, who)] == []


@pytest.mark.parametrize("name", sorted(EVERYBODYS))
def test_a_button_of_everybodys_touches_and_tells_nothing_of_anas(wall: Wall, name: str) -> None:
    may_go = MAY_GO.get(name, ())
    tried = (verdicts.as_everybodys(case, BEN.slack_id, may_go=may_go) for case in wall.actions[name])

    assert [fault for found in tried for fault in found] == []


@pytest.mark.parametrize("name", sorted(routes.OPTIONS))
def test_a_menu_that_is_asked_for_offers_everybody_only_their_own(wall: Wall, name: str) -> None:
    [case, *_] = wall.options[name]

    assert verdicts.as_everybodys(case, BEN.slack_id) == []
    assert verdicts.as_right(case) == []
    assert name == whereabouts.ZONE or "Quarnanswers" in str(
        verdicts.tried(case, case.whose, wall.at.shown).heard
    )


@pytest.mark.parametrize("name", sorted(set(routes.SUBMISSIONS) - set(EVERYBODYS_FORMS)))
def test_a_form_does_nothing_for_the_wrong_person(wall: Wall, name: str) -> None:
    found = [fault for case in wall.forms[name] for fault in verdicts.as_wrong(case, BEN.slack_id)]

    assert found == []


@pytest.mark.parametrize("name", sorted(set(routes.SUBMISSIONS) - NEEDS_GOOGLE))
def test_the_same_form_works_for_whom_it_was_drawn(wall: Wall, name: str) -> None:
    assert [fault for case in wall.forms[name] for fault in verdicts.as_right(case)] == []


@pytest.mark.parametrize("name", sorted(EVERYBODYS_FORMS))
def test_a_form_of_everybodys_touches_and_tells_nothing_of_anas(wall: Wall, name: str) -> None:
    found = [fault for case in wall.forms[name] for fault in verdicts.as_everybodys(case, BEN.slack_id)]

    assert found == []


@pytest.mark.parametrize("name", sorted(routes.CLOSINGS))
def test_closing_is_silent_and_keeps_only_what_is_ones_own(wall: Wall, name: str) -> None:
    [case, *_] = wall.closings[name]

    parked = verdicts.tried(case, case.whose, wall.at.shown)
    others = verdicts.tried(case, BEN.slack_id, wall.at.hidden)

    assert parked.came == {"drafts"}
    assert others.is_nothing


@pytest.mark.parametrize("words", HERS)
def test_a_command_tells_the_wrong_person_as_if_there_were_nothing(wall: Wall, words: str) -> None:
    case = cases.typed(wall.at, words)

    assert verdicts.as_wrong(case, BEN.slack_id, said=words) == []
    assert verdicts.as_right(case) == []


@pytest.mark.parametrize("words", MISTYPED)
def test_a_name_that_is_typed_wrong_suggests_nothing_hidden(wall: Wall, words: str) -> None:
    assert verdicts.as_wrong(cases.typed(wall.at, words), BEN.slack_id, said=words) == []


@pytest.mark.parametrize("words", ANYBODYS)
def test_a_command_of_everybodys_tells_nothing_of_anas(wall: Wall, words: str) -> None:
    case = cases.typed(wall.at, words)

    assert verdicts.as_everybodys(case, BEN.slack_id) == []
    assert verdicts.as_right(case) == []


def test_shortcuts_and_ones_own_tab_tell_nothing_of_anas(wall: Wall) -> None:
    found = [*cases.shortcuts(wall.at)]

    assert {case.name for case in found} >= {
        *routes.GLOBAL_SHORTCUTS,
        *routes.MESSAGE_SHORTCUTS,
        *routes.EVENTS,
    }
    assert [fault for case in found for fault in verdicts.as_everybodys(case, BEN.slack_id)] == []
    assert [fault for case in found for fault in verdicts.as_right(case)] == []


@pytest.mark.parametrize("who", [ANA, BEN, world.GUEST, world.STRANGER], ids=lambda who: str(who.slack_id))
def test_whoever_pastes_a_link_gets_the_same_button_under_it_and_is_told_nothing(
    wall: Wall, who: Who
) -> None:
    wall.at.rig.put_back(wall.at.shown)
    before = wall.at.rig.rows()

    heard = wall.at.rig.press(screens.link_shared(world.VEILED, by=who.slack_id))

    [call] = heard.calls
    assert (call.method, wall.at.rig.rows()) == ("chat.unfurl", before)
    assert call.asked["unfurls"] == {world.VEILED: unfurl.build("GitHub", world.VEILED)}


@pytest.mark.parametrize(
    ("who", "every"),
    [
        pytest.param(world.GUEST, 1, id="a guest"),
        pytest.param(world.STRANGER, 10, id="of another company, each tenth thing"),
    ],
)
def test_an_outsider_is_refused_politely_whatever_they_try(wall: Wall, who: Who, every: int) -> None:
    found = [*wall.all()][::every]

    assert [fault for case in found for fault in verdicts.as_outsider(case, who.slack_id)] == []


def test_a_member_of_another_workspace_is_refused_as_well(wall: Wall) -> None:
    pressed = [wall.actions[name][0] for name in buttons.ACTIONS if name not in {*LINKS, *EVERYBODYS}]
    forms = [wall.forms[name][0] for name in routes.SUBMISSIONS if name not in EVERYBODYS_FORMS]

    assert [fault for case in (*pressed, *forms) for fault in verdicts.as_foreigner(case)] == []
