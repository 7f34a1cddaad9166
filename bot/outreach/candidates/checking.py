"""What the enroll modal was filled in with: which of it cannot stand, by its field."""

from collections.abc import Iterator
from typing import Any

from bot.outreach.candidates import locating
from bot.outreach.candidates.knowing import Asked
from bot.refusals import Refusal
from bot.rules import drafts, engagement, links, needs, vocabulary
from bot.rules.drafts import Problem, StageDraft
from bot.rules.eligibility import Findings
from bot.rules.vocabulary import Vocabulary
from storage.models import Candidate, Sequence

ALONE = ("first_name", "last_name", "company", "title", "school", "location")
OF_THE_PERSON = ("company", "last_name", "title", "school", "location")


def wrong(
    asked: Asked, known: Candidate | None, stages: tuple[StageDraft, ...], tokens: Vocabulary
) -> tuple[Problem, ...]:
    """Name what must be mended before a person can be put into a sequence of these stages."""
    found = [*_unreadable(asked), *_address(asked, stages)]
    if not asked.first_name.strip():
        found.append(Problem(field="first_name", text="What should they be called?"))
    return (*found, *locating.problem(asked.zone), *_blanks(asked, known, stages, tokens))


def unsaid(asked: Asked, findings: Findings) -> tuple[Problem, ...]:
    """Say which rules warn that nobody has overridden, or that nobody has said why."""
    if left := engagement.without(findings.concerns, asked.overridden):
        return (Problem(field="override", text=" ".join(dict.fromkeys(one.text for one in left))),)
    if findings.concerns and not asked.why.strip():
        return (Problem(field="why", text="Say in a few words why; it is written down."),)
    return ()


def asked_of_the_person(stages: tuple[StageDraft, ...], tokens: Vocabulary) -> tuple[str, ...]:
    """Name the tokens of the person, beside the names, that some stage uses without a fallback."""
    used = needs.used(stages, tokens)
    return tuple(name for name in OF_THE_PERSON if name in used)


def extras(sequence: Sequence, asked: Asked) -> dict[str, Any]:
    """Give what is said to this person alone; the role of the sequence as it is now, unless another was typed."""
    role = {vocabulary.ROLE: sequence.role} if sequence.role else {}
    return role | {name: value for name, value in asked.values.items() if value}


def _unreadable(asked: Asked) -> Iterator[Problem]:
    for name in ALONE:
        try:
            drafts.clean_line(getattr(asked, name))
        except Refusal as refusal:
            yield Problem(field=name, text=str(refusal))


def _address(asked: Asked, stages: tuple[StageDraft, ...]) -> Iterator[Problem]:
    if asked.address:
        try:
            links.address(asked.address)
        except Refusal as refusal:
            yield Problem(field="address", text=str(refusal))
    elif any(stage.kind.is_email for stage in stages) and not (asked.waits and needs.may_wait(stages)):
        yield Problem(field="address", text="This sequence sends email, so it needs an address.")


def _blanks(
    asked: Asked, known: Candidate | None, stages: tuple[StageDraft, ...], tokens: Vocabulary
) -> Iterator[Problem]:
    """Name what a stage uses without a fallback and nobody gave."""
    text = "A stage uses this and has no fallback for it."
    for name in asked_of_the_person(stages, tokens):
        stored = getattr(known, name) if known is not None and name != "last_name" else ""
        if not (getattr(asked, name).strip() or stored):
            yield Problem(field=name, text=text)
    for name in needs.of_the_recruiter(stages, tokens):
        if not asked.values.get(name, "").strip():
            yield Problem(field=name, text=text)
