"""The text a stage form shows of those its stage has, and where the others lie meanwhile. All of it is values."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.rules import vocabulary
from bot.rules.drafts import Variant
from bot.rules.variants import Texts
from bot.rules.vocabulary import Vocabulary

FORMS_KEPT = 6
DRAWINGS_KEPT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Which text of a stage a form shows: `shown` of `count`, from 0.

    `slot` names where all of them lie on the desk, empty while there is only one. `rev` rises whenever what stands in
    the inputs is replaced. `tokens` are the workspace's own; `note` says what could not be done.
    """

    shown: int = 0
    count: int = 1
    slot: str = ""
    rev: int = 0
    tokens: Vocabulary = vocabulary.NONE
    note: str = ""


def laid(writing: Mapping[str, Any], slot: str, texts: Texts) -> dict[str, Any]:
    """Lay the texts of a form into a slot of the desk; of each form a few drawings are kept, of others the latest.

    A slot is never written over: what a click makes depends on what its screen showed, however often it comes.
    """
    form = _form(slot)
    forms = list(dict.fromkeys(_form(one) for one in writing if _form(one) != form))[-(FORMS_KEPT - 1) :]
    mine = [one for one in writing if _form(one) == form and one != slot][-(DRAWINGS_KEPT - 1) :]
    kept = {one: writing[one] for one in writing if _form(one) in forms or one in mine}
    return {**kept, slot: [asdict(text) for text in texts]}


def found(writing: Mapping[str, Any], slot: str) -> Texts:
    """Give the texts that lie in a slot; none where they are gone."""
    return tuple(Variant(**one) for one in writing.get(slot, ()))


def next_slot(slot: str, rev: int) -> str:
    """Name the slot of a form's next drawing."""
    return f"{_form(slot)}.{rev}"


def _form(slot: str) -> str:
    return slot.partition(".")[0]
