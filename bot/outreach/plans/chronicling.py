"""The chronicle of a sequence: which deeds a saving is, and what was done so far, for whoever may see it."""

from collections.abc import Iterator, Mapping

from bot.outreach import permitting
from bot.outreach.pictures import History, HistoryLine
from bot.rules.drafts import SequenceDraft
from storage import changes, sequences
from storage.database import Transaction
from storage.household import Change
from storage.models import Recruiter, Sequence
from storage.statuses import Deed

MOST = 20
IMPORTED: Mapping[str, object] = {"imported": True}
_FROM = "cloned_from"
FIGURES = ("count", "moved", "finished", "kept")

Details = dict[str, object]


def cloned_from(sequence: Sequence) -> Details:
    """Say of a draft that it is a copy; by id, for the copy may be seen by people who may not see the original."""
    return {_FROM: sequence.id}


def deeds(
    before: SequenceDraft | None, after: SequenceDraft, *, origin: Mapping[str, object], version: int
) -> Iterator[tuple[Deed, Details]]:
    """Say what somebody did who saved a draft, and what is to be known of it."""
    if before is None:
        yield _begun(origin), {"version": version, **origin}
        return
    is_renamed, is_opened = before.name != after.name, before.access is not after.access
    is_for_another = before.role != after.role
    if before.stages != after.stages or not (is_renamed or is_opened or is_for_another):
        yield Deed.EDITED, {"version": version}
    if is_renamed:
        yield Deed.RENAMED, {"before": before.name, "after": after.name}
    if is_for_another:
        yield Deed.ROLE_CHANGED, {"before": before.role, "after": after.role}
    if is_opened:
        yield Deed.ACCESS_CHANGED, {"before": before.access.value, "after": after.access.value}


def history(tx: Transaction, recruiter: Recruiter, sequence: Sequence) -> History:
    """Tell what was done to a sequence this person may see."""
    found = changes.latest(tx, sequence.id, most=MOST + 1)
    lines = tuple(_line(tx, recruiter, change) for change in found[:MOST])
    return History(name=sequence.name, lines=lines, more=len(found) > MOST)


def _begun(origin: Mapping[str, object]) -> Deed:
    if _FROM in origin:
        return Deed.CLONED
    return Deed.IMPORTED if "imported" in origin else Deed.CREATED


def _line(tx: Transaction, recruiter: Recruiter, change: Change) -> HistoryLine:
    known = change.details
    return HistoryLine(
        at=change.at,
        who="" if change.recruiter is None else change.recruiter.slack_id,
        deed=change.deed,
        version=int(known.get("version", 0)),
        before=_name_of(tx, recruiter, known[_FROM]) if _FROM in known else str(known.get("before", "")),
        after=str(known.get("after", "")),
        why=str(known.get("why", "")),
        people=str(known.get("people", "")),
        figures={name: int(known[name]) for name in FIGURES if name in known},
    )


def _name_of(tx: Transaction, recruiter: Recruiter, sequence_id: int) -> str:
    found = sequences.get(tx, sequence_id)
    return found.name if found is not None and permitting.may_see(recruiter, found) else ""
