"""Forget somebody for good: what will happen, said before it does."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.outreach.candidates.erasures import Known, Outcome
from bot.slack.views import parts, values
from bot.slack.views.parts import Json

CALLBACK = "forget_form"
DONE = "forget_done"
WHO_BLOCK = "forget_whom"
WHO = "forget_whom_chosen"
MOST = 5
GONE = (
    "• Everything under way for them stops, and drafts in Gmail are deleted.\n"
    "• Names, addresses, links, values and every mail to and from them are erased from Overture.\n"
    "• The numbers of your sequences stay, without a name.\n"
    "• A keyed hash of each address and link is kept, so that nobody adds them again by accident."
)
STAYS = (
    "What lies in Gmail itself, and in Slack's lists of several people, is not Overture's to erase. No undo."
)
FORGOTTEN = "This person was forgotten."


def build(found: tuple[Known, ...]) -> Json:
    """Ask whether to forget somebody, and of several people of that name, whom."""
    first, *others = found
    blocks = [
        *(_several(found) if others else _one(first)),
        parts.section(GONE),
        parts.alert(STAYS),
    ]
    metadata = {} if others else {"candidate": first.id}
    return parts.modal(
        CALLBACK, "Forget somebody", blocks, submit="Forget for good", close="Cancel", metadata=metadata
    )


def read(view: Mapping[str, Any]) -> int | None:
    """Read who is to be forgotten; None if of several nobody was chosen."""
    chosen = values.chosen(view, WHO_BLOCK) or parts.metadata(view).get("candidate")
    return int(chosen) if chosen else None


def errors(text: str) -> dict[str, str]:
    """Say that one of several must be chosen."""
    return {WHO_BLOCK: text}


def done(outcome: Outcome) -> Json:
    """Say what became of it."""
    told = f"{parts.bold(outcome.name)} is forgotten."
    if outcome.waits:
        told = (
            f"Everything for {parts.bold(outcome.name)} is stopped. An email to them was leaving just then: as soon "
            "as it is known what became of it, they are forgotten, without your doing anything."
        )
    return parts.modal(DONE, "Forget somebody", [parts.section(told)], close="Done")


def card() -> Json:
    """Draw what is left of a message about somebody who was forgotten."""
    return parts.message(FORGOTTEN, [parts.context(FORGOTTEN)])


def _one(person: Known) -> Iterator[Json]:
    about = [one for one in (person.company, person.address) if one]
    told = f" ({', '.join(parts.label(one) for one in about)})" if about else ""
    yield parts.section(f"{parts.bold(person.name)}{told} is to be forgotten:")
    places = [f"• {parts.label(place)}" for place in person.places[:MOST]]
    if more := parts.rest(MOST, len(person.places), "sequence"):
        places.append(more)
    if person.unseen:
        places.append(f"• {parts.count(person.unseen, 'sequence')} you do not see")
    if places:
        yield parts.section("\n".join(["They are or were in:", *places]))


def _several(found: tuple[Known, ...]) -> Iterator[Json]:
    options = [parts.option(_name(one), str(one.id), _about(one)) for one in found]
    yield parts.section("Several people may be meant.")
    yield parts.field(WHO_BLOCK, "Who is to be forgotten?", parts.radio(WHO, options))


def _name(person: Known) -> str:
    return f"{person.name} ({person.company})" if person.company else person.name


def _about(person: Known) -> str:
    return ", ".join([one for one in (person.address, *person.places[:2]) if one]) or "in no sequence"
