"""News about a sequence for one person, drawn from what was stored about it."""

from collections.abc import Mapping
from typing import Any

from bot.outreach.candidates import steering_many
from bot.outreach.plans import bringing_along
from bot.outreach.plans.editions import Brought, News
from bot.outreach.plans.going_through import Run
from bot.outreach.plans.relocating import Tally
from bot.refusals import Gone
from storage import recruiters, sequences
from storage.database import Database, Transaction
from storage.models import Sequence, SequenceVersion


def news(db: Database, about: Mapping[str, Any]) -> News:
    """Draw one piece of news; raises Gone where what it is about is not there any more."""
    with db.reading() as tx:
        match str(about["news"]):
            case "approved":
                return _approved(tx, about)
            case "not_approved":
                return _not_approved(tx, about)
            case "brought":
                return _brought(tx, about)
            case "steered":
                return News(text=steering_many.told(steering_many.drawn(tx, int(about["errand"]))))
            case _:
                sequence = _sequence(tx, int(about["sequence"]))
                return News(text=f"{sequence.name} is archived, and {_people(about['count'])} in it stopped.")


def told(done: Brought) -> str:
    """Say what became of the people of older versions, and who keeps the old text."""
    said = [f"{_people(done.moved)} {'goes' if done.moved == 1 else 'go'} on by version {done.version}."]
    if done.finished:
        said.append(f"Nothing was left for {_people(done.finished)}: finished.")
    names = [*done.kept, *([f"{done.more:,} more"] if done.more else [])]
    if names:
        one = len(names) == 1 and done.more in {0, 1}
        verbs = ("is", "keeps") if one else ("are", "keep")
        said.append(f"{_listed(names)} {verbs[0]} being written to right now and {verbs[1]} the old text.")
    if done.goes_on:
        said.append("The others follow in the next minutes; a message tells you how it went.")
    return " ".join(said)


def _approved(tx: Transaction, about: Mapping[str, Any]) -> News:
    sequence, version = _version(tx, about)
    by = str(about["by"])
    text = f"approved version {version.number} of {sequence.name}: new people get it now."
    if sequences.latest(tx, sequence.id).id != version.id:
        return News(text=text, by=by)
    author = recruiters.get(tx, version.created_by)
    inside = bringing_along.inside(tx, author, sequence, version)
    return News(text=text, by=by, version_id=version.id, inside=inside)


def _not_approved(tx: Transaction, about: Mapping[str, Any]) -> News:
    sequence, version = _version(tx, about)
    text = f"did not approve version {version.number} of {sequence.name} yet."
    return News(text=text, by=str(about["by"]), note=str(about.get("note", "")))


def _brought(tx: Transaction, about: Mapping[str, Any]) -> News:
    sequence, version = _version(tx, about)
    tally = Tally(**{**about["tally"], "kept": tuple(about["tally"]["kept"])})
    run = Run(
        way=bringing_along.NAME,
        sequence_id=sequence.id,
        by=int(about["by"]),
        began="",
        version_id=version.id,
        tally=tally,
    )
    return News(text=f"{sequence.name}: {told(bringing_along.brought(tx, run))}")


def _version(tx: Transaction, about: Mapping[str, Any]) -> tuple[Sequence, SequenceVersion]:
    version = sequences.version(tx, int(about["version"]))
    if version is None:
        raise Gone("That version is no longer there.")
    return _sequence(tx, version.sequence_id), version


def _sequence(tx: Transaction, sequence_id: int) -> Sequence:
    sequence = sequences.get(tx, sequence_id)
    if sequence is None:
        raise Gone("That sequence is no longer there.")
    return sequence


def _people(count: object) -> str:
    number = int(str(count))
    return f"{number:,} {'person' if number == 1 else 'people'}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
