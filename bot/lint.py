"""`python -m bot lint`: read sequences from files as they are reviewed, and show what people would get."""

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.outreach.outgoing import wording
from bot.rules import drafts, scripts, templates, variants, vocabulary, well_known
from bot.rules.drafts import StageDraft
from bot.rules.scripts import Script
from bot.rules.strict_yaml import LIMIT, START, Fault
from storage.statuses import StageKind

Say = Callable[[str], object]

KINDS = {
    StageKind.EMAIL: "email",
    StageKind.INMAIL: "InMail",
    StageKind.CONNECTION: "connection note",
    StageKind.CALL: "call",
    StageKind.TEXT: "text message",
    StageKind.TASK: "task",
}
_ALWAYS = {name: well_known.EXAMPLES[name] for name in well_known.EXAMPLES if name.startswith("sender_")} | {
    "day_of_week": "Tuesday"
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Person:
    """Somebody made up, to whom every stage is shown."""

    about: str
    values: Mapping[str, str]


PEOPLE = (
    _Person(about="Grace Hopper, of whom everything is known", values=well_known.EXAMPLES),
    _Person(about="Sam, of whom only the first name is known", values={"first_name": "Sam"}),
    _Person(
        about="נועה כהן, whose name is written from right to left",
        values={"first_name": "נועה", "last_name": "כהן", "full_name": "נועה כהן", "company": "חברת השמש"},
    ),
    _Person(
        about="Zoë 🌻, whose values hold what could be taken for markup",
        values={
            "first_name": "Zoë 🌻",
            "company": "R&D *Rockets* <GmbH>",
            "reason": "your talk “1. [Why?](x)”",
        },
    ),
)


def run(paths: Sequence[str], *, say: Say, complain: Say) -> int:
    """Show every stage of every file to everybody, and complain of what is wrong; tell the exit status."""
    names: list[str] = []
    mistakes = 0
    for path in paths:
        script, faults = _examined(path, names)
        for fault in faults:
            complain(f"{path}:{fault.place.line}:{fault.place.column}: {fault.text}")
        mistakes += len(faults)
        if script is not None:
            names.append(script.draft.name)
            for line in _shown(path, script):
                say(line)
    return 1 if mistakes else 0


def _examined(path: str, names: Sequence[str]) -> tuple[Script | None, tuple[Fault, ...]]:
    try:
        with Path(path).open("rb") as file:
            script = scripts.read(file.read(4 * LIMIT + 1).decode("utf-8-sig").replace("\r\n", "\n"))
    except OSError as error:
        return None, (Fault(place=START, text=f"The file cannot be read: {error.strerror}."),)
    except UnicodeDecodeError:
        return None, (Fault(place=START, text="The file is not text in UTF-8. Save it as that."),)
    if not isinstance(script, Script):
        return None, script
    faults = map(script.fault, drafts.problems(script.draft, taken_names=names, tokens=script.tokens))
    return script, tuple(sorted(faults, key=lambda fault: fault.place))


def _shown(path: str, script: Script) -> Iterator[str]:
    stages = script.draft.stages
    yield f"{path}: {script.draft.name}, {len(stages)} {'stage' if len(stages) == 1 else 'stages'}"
    yield from (f"  {sentence}" for sentence in script.left_behind())
    for index, stage in enumerate(stages):
        yield f"\n  Stage {index + 1}: {KINDS[stage.kind]}, {_when(stage, index)}"
        for number in range(len(variants.texts(stage))):
            which = f", variant {variants.letter(number)}" if stage.variants else ""
            for person in PEOPLE:
                yield f"\n    To {person.about}{which}:"
                said = _rendered(variants.worded(stage, number), person, script)
                yield textwrap.indent(said, "    | ", lambda _: True).rstrip()
    yield ""


def _when(stage: StageDraft, index: int) -> str:
    at = f" at {stage.at:%H:%M}" if stage.at and index else ""
    if index == 0:
        return f"not before {stage.not_before:%Y-%m-%d %H:%M} UTC" if stage.not_before else "right away"
    if stage.delay == 0:
        return f"together with stage {index}{at}"
    return f"{scripts.said(stage)} after stage {index}{at}"


def _rendered(stage: StageDraft, person: _Person, script: Script) -> str:
    tokens = script.tokens
    if templates.problems(stage.subject, tokens) or templates.problems(stage.body, tokens):
        return "(it cannot be filled in: see the errors)"
    # What a workspace's own token stands for is known there alone; of who is known best there is something to see.
    own = {name: name.replace("_", " ") if person is PEOPLE[0] else "" for name in tokens}
    role = {vocabulary.ROLE: script.draft.role} if script.draft.role else {}
    match wording.words(stage, {**own, **_ALWAYS, **person.values, **role}, subject=stage.subject):
        case wording.Incomplete(tokens=tokens):
            return f"(it would wait and ask for {', '.join('{{' + token + '}}' for token in tokens)})"
        case wording.Worded(subject=subject, text=text):
            return f"Subject: {subject}\n\n{text}" if subject else text
