"""Walk through everything the application draws for whom it is meant, and keep what stands there in the end."""

from collections.abc import Iterator

from bot.outreach.people import Who
from bot.slack.views import (
    approval,
    candidate_forms,
    crowd,
    enroll,
    from_csv,
    home,
    import_card,
    logged,
    override,
    preview,
    question,
    reminder,
    reminder_forms,
    reminders,
    reply,
    review,
    saved,
    script,
    sequence,
    settings,
    shelf,
    their_stages,
    today,
    today_all,
    tokens,
    transfer,
    trouble,
    why,
    writing_back,
)
from tests.bot.slack.pressed import screens, world
from tests.bot.slack.pressed.rig import Heard, Rig
from tests.bot.slack.pressed.screens import Element, Screen
from tests.bot.slack.pressed.slack import FILE, FILES, Call
from tests.builders import ANA, BEN

LINK = "https://www.linkedin.com/in/quarnella-quarndon"
SEVERAL = [f"quarn{number}.quarndon@example.com" for number in range(24)]
SEVERAL.insert(12, world.VEILED)
UPLOADED = {"name": "nightjar.csv", "mimetype": "text/csv", "size": len(FILE), "url_private_download": FILES}
CHOSEN: screens.Typed = {
    saved.EYES: {"selected_user": world.CLEO.slack_id},
    reminder_forms.WHOM: {"selected_user": world.CLEO.slack_id},
    candidate_forms.WITH: {"selected_option": {"value": "1"}},
    from_csv.FILE: {"files": [UPLOADED]},
}


class Tour:
    """One walk: what was drawn last at each place, in the order in which it was drawn first."""

    def __init__(self, rig: Rig) -> None:
        self.rig = rig
        self.drawn: dict[tuple[str, ...], Screen] = {}

    def screens(self) -> list[Screen]:
        """List everything that stands there."""
        return list(self.drawn.values())

    def elements(self, name: str = "", near: str = "", whose: str = "") -> Iterator[Element]:
        """List what can be pressed, on screens that say something, or only on somebody's."""
        for screen in self.drawn.values():
            if near in str(screen.drawn) and whose in {"", screen.whose}:
                yield from (one for one in screens.elements(screen) if name in {"", one.name})

    def post(self) -> None:
        """Post what is owed."""
        for call in self.rig.post():
            self._keep(call, str(call.asked.get("channel", "")))

    def types(self, words: str, *, who: Who = ANA) -> None:
        """Type a command."""
        name, _, rest = words.partition(" ")
        self._watch(self.rig.press(screens.command(name, rest, by=who.slack_id)), who.slack_id)

    def pastes(self, url: str, *, who: Who = ANA) -> None:
        """Post a link in a channel."""
        self._watch(self.rig.press(screens.link_shared(url, by=who.slack_id)), who.slack_id)

    def opens_home(self, who: Who) -> None:
        """Look at one's own tab."""
        self._watch(self.rig.press(screens.home_opened(by=who.slack_id)), who.slack_id)

    def presses(self, name: str, *, near: str = "", text: str = "", block: str = "", who: Who = ANA) -> None:
        """Press what was drawn last for somebody, on a screen that says something, choosing an option by its text."""
        found = self.elements(name, near, who.slack_id)
        [*_, element] = (one for one in found if block in {"", one.block})
        choice = next(one for one in screens.choices(element) if text in str(one))
        heard = self.rig.press(screens.pressed(element, choice, by=who.slack_id, typed=CHOSEN))
        self._watch(heard, who.slack_id, beneath=element.screen.place[0] if element.screen.callback else "")

    def sends_off(self, callback: str) -> None:
        """Send off the form that was drawn last."""
        [*_, screen] = (one for one in self.drawn.values() if one.callback == callback)
        heard = self.rig.press(screens.sent_off(screen, by=screen.whose, typed=CHOSEN))
        if after := screens.answered_with(heard.answer, screen):
            self._hang(after)
        self._watch(heard, screen.whose)

    def _watch(self, heard: Heard, who: str, beneath: str = "") -> None:
        for call in heard.calls:
            self._keep(call, who, beneath)

    def _keep(self, call: Call, who: str, beneath: str = "") -> None:
        drawn = screens.drawn_by(call, who, beneath)
        if drawn is not None:
            self._hang(drawn)

    def _hang(self, screen: Screen) -> None:
        self.drawn[screen.whose, *screen.place] = screen


def walk(tour: Tour) -> None:
    """Do what must have been done, then look at everything."""
    tour.types(f"/enroll {LINK}", who=BEN)
    tour.types(f"/sequence resume {world.COMMON}", who=world.CLEO)
    tour.types(f"/enroll {world.CLEOS} in {world.HIDDEN}")
    tour.presses(override.ASK_OWNER)
    tour.types("/sequence block kept@elsewhere.example")
    tour.post()
    _does(tour)
    _cards(tour)
    _commands(tour)
    _people(tour)
    _editor(tour)
    _pages(tour)


def _does(tour: Tour) -> None:
    tour.presses(reminder.MARK_SENT, near="Quarndone")
    tour.presses(reminder.MARK_REPLIED, near="Quarnsaid")
    tour.presses(reminder.LABEL, near="Quarnsaid", text="not_interested")
    tour.sends_off(reminder_forms.WHY_CALLBACK)
    tour.presses(reminder.HAND_OVER, near="Quarngiven")
    tour.sends_off(reminder_forms.HAND_CALLBACK)
    tour.presses(reminders.NEXT)
    tour.presses(reply.CLAIM, near="Quarnclaimed")
    tour.presses(reply.WRONG_PERSON, near="Quarnwrong")
    for name in (world.LONG, world.EDITED):
        tour.types(f"/sequence edit {name}")
        tour.presses(sequence.STAGE_MENU, text="duplicate")
        tour.sends_off(sequence.CALLBACK)
        tour.presses(saved.ASK)
        tour.post()
    tour.presses(approval.APPROVE, near=world.EDITED, who=world.CLEO)
    tour.post()


def _cards(tour: Tour) -> None:
    tour.presses(reminder.SNOOZE, near="Quarnreminded", text="pick")
    tour.presses(reminder.SHOW_ALL)
    tour.presses(reminder.EDIT, near="Quarnkept")
    for name in (reply.NOT_NOW, reply.NOT_INTERESTED, writing_back.REPLY):
        tour.presses(name, near="Quarnanswers")
    tour.presses(question.EDIT)
    tour.presses(trouble.FILL_IN)
    tour.presses(trouble.FIX_ADDRESS, near="Quarnbounced")
    tour.presses(import_card.SHOW_REFUSED)
    tour.presses(approval.NEXT, who=world.CLEO)
    tour.presses(approval.NOT_YET, who=world.CLEO)


def _commands(tour: Tour) -> None:
    for words in (
        "list",
        "today",
        "import",
        f"export {world.LONG}",
        "digest",
        "tokens",
        "log quarntoday",
        "away",
        "report team all",
    ):
        tour.types(f"/sequence {words}")
    tour.types("/sequence log quarnanswers.quarndon@example.com")
    tour.sends_off(logged.CALLBACK)
    tour.presses(today.SEE_ALL)
    tour.presses(today_all.NEXT)
    tour.presses(tokens.OWN)
    tour.types("/why quarntoday")
    tour.presses(why.MENU, text="day")
    tour.types("/sequence forget quarntoday")
    tour.types("/sequence export person quarntoday")
    tour.types(f"/enroll {LINK} in {world.HIDDEN}")
    tour.types(f"/enroll csv in {world.HIDDEN}")
    tour.sends_off(from_csv.CALLBACK)
    tour.types(f"/enroll csv in {world.HIDDEN}")
    tour.pastes(world.VEILED)
    tour.types(f"/enroll {' '.join(SEVERAL)} in {world.HIDDEN}")
    tour.presses(review.NEXT)
    tour.presses(review.OPEN)
    for who in (ANA, world.CLEO, world.DORA, world.EMIL, world.FAYE):
        tour.opens_home(who)
    tour.presses(settings.OPEN)
    tour.types(f"/sequence archive {world.HIDDEN}")


def _people(tour: Tour) -> None:
    tour.types(f"/enroll quarnella.quarndon@example.com in {world.HIDDEN}")
    tour.sends_off(enroll.CALLBACK)
    tour.types("/why quarncrowd7")
    tour.presses(why.MENU, near="Quarncrowd7", text="stages:")
    tour.presses(their_stages.MENU, text="words:")
    tour.presses(their_stages.NEXT)
    tour.presses(why.MENU, near="Quarncrowd7", text="move:")
    tour.presses(transfer.SEQUENCE, text="Nightjar 0")
    tour.types(f"/sequence show {world.LONG}")
    tour.types(f"/sequence people {world.LONG}")
    tour.presses(crowd.NEXT)


def _editor(tour: Tour) -> None:
    tour.types(f"/sequence edit {world.LONG}")
    for number in (0, 1):
        tour.presses(sequence.STAGE_MENU, text="edit", block=f"{sequence.STAGE_BLOCK}:{number}")
    tour.types("/sequence edit Nightjar needy")
    tour.presses(sequence.STAGE_MENU, text="edit", block=f"{sequence.STAGE_BLOCK}:0", near="school")
    tour.types(f"/sequence edit {world.LONG}")
    tour.presses(sequence.STAGE_MENU, text="delete")
    tour.presses(sequence.PREVIEW)
    tour.presses(preview.NEXT)
    tour.presses(sequence.NEXT)
    tour.opens_home(ANA)
    for _ in range(2):
        tour.presses(home.RESUME_DRAFT)
    tour.sends_off(sequence.CALLBACK)
    tour.types("/sequence new Nightjar anew")


def by_address(tour: Tour) -> None:
    """Look at what is drawn only where mailboxes are connected by their addresses."""
    tour.opens_home(world.FAYE)
    tour.presses(home.CONNECT_BY_ADDRESS, who=world.FAYE)


def _pages(tour: Tour) -> None:
    tour.presses(script.NEXT)
    for _ in range(2):
        tour.presses(shelf.SEE_ALL, text="mine")
    tour.presses(shelf.NEXT)
