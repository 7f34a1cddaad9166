"""Archive a sequence with people in it: what happens to them."""

from collections.abc import Mapping
from typing import Any

from bot.outreach.plans.editions import Fate, Leaving
from bot.slack.views import crowd, parts, values
from bot.slack.views.parts import Json

CALLBACK = "archive_form"
DONE = "archive_done"
FATE_BLOCK = "archive_people"
FATE = "archive_people_chosen"
MOVE_FIRST = "Or *move* some of them to another sequence first."
FATES = {
    Fate.FINISH: ("They finish it", "They get what is still to come; nobody new comes in."),
    Fate.STOP: ("Stop them all", "Nothing more goes to any of them, for good."),
}


def build(leaving: Leaving, beneath: str = "") -> Json:
    """Ask what happens to the people in it; `beneath` is the page of a shelf it is laid over, empty for none."""
    options = [parts.option(text, fate.value, about) for fate, (text, about) in FATES.items()]
    inside = parts.count(leaving.people, "person is", "people are")
    blocks = [
        parts.section(f"*{inside}* in {parts.bold(leaving.name)}. What happens to them?"),
        parts.field(FATE_BLOCK, "The people in it", parts.radio(FATE, options, chosen=Fate.FINISH.value)),
        parts.section(MOVE_FIRST, accessory=crowd.open_button(leaving.sequence_id)),
    ]
    metadata = {"sequence": leaving.sequence_id, "beneath": beneath}
    return parts.modal(CALLBACK, "Archive", blocks, submit="Archive", close="Cancel", metadata=metadata)


def read(view: Mapping[str, Any]) -> tuple[int, Fate]:
    """Read the sequence, and what was chosen; nothing chosen is what was drawn."""
    chosen = values.chosen(view, FATE_BLOCK)
    return int(parts.metadata(view)["sequence"]), Fate(chosen) if chosen else Fate.FINISH


def read_beneath(view: Mapping[str, Any]) -> str:
    """Read which page of a shelf lies beneath; empty for none."""
    return str(parts.metadata(view).get("beneath", ""))


def done(name: str, people: int, fate: Fate) -> Json:
    """Say what became of it."""
    return parts.modal(DONE, "Archived", [parts.section(_told(name, people, fate))], close="Done")


def _told(name: str, people: int, fate: Fate) -> str:
    who = parts.count(people, "person", "people")
    if fate is Fate.FINISH:
        goes = "goes" if people == 1 else "go"
        return (
            f"{parts.bold(name)} is archived. Nobody new comes in, and the {who} in it {goes} on to the end."
        )
    is_ = "is" if people == 1 else "are"
    return f"{parts.bold(name)} is archived, and the {who} in it {is_} stopped."
