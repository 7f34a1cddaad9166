"""What a recruiter asks for: a sequence and its stages, as values, and what must be mended in them."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, time

from bot.refusals import Refusal
from bot.rules import attachments, prose, templates
from bot.rules.attachments import Attached
from storage.statuses import Access, DelayUnit, StageKind

NAME_LIMIT = 120
ROLE_LIMIT = 80
SUBJECT_LIMIT = 250
BODY_LIMIT = 10_000
DELAY_LIMIT = 365
VARIANT_LETTERS = "ABCD"
_KIND_LIMITS = {StageKind.INMAIL: 1_900, StageKind.CONNECTION: 300, StageKind.TEXT: 1_200}
_KIND_WORDS = {
    StageKind.EMAIL: "an email",
    StageKind.INMAIL: "an InMail",
    StageKind.CONNECTION: "a connection note",
    StageKind.TEXT: "a text message",
}
# Embedded direction changes make a line read other than it is; the plain marks U+200E and U+200F may stay.
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNPRINTABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
SHORT = 200  # characters; what is longer says something
_MARKS = re.compile(r"^[ >]*(?:[-•]|\d+\.)?[ \n]*", re.MULTILINE)
_INVISIBLE = _UNPRINTABLE | {"Cf", "Zs"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """Another text of a stage, tried beside the first."""

    subject: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageDraft:
    """One step of a plan.

    `delay` counts from the moment the stage before it actually went; the first stage ignores it.
    `body` is CommonMark with tokens. `new_thread` is False for an answer in the thread of the first e-mail,
    whose subject it then takes; `subject` is used by the first e-mail and by new threads only.
    `not_before` (aware, UTC) is for a first stage that should start on a date. `attachments` are for emails only.
    `key` tells that it is the same stage wherever it is moved and whatever becomes of its text; empty until it lies on
    a desk. `sender_id` is the colleague it leaves from, None for who enrolls; `sender` one of that mailbox's addresses,
    empty for its default. With `ask_first` nothing leaves before the recruiter has seen it.
    """

    kind: StageKind = StageKind.EMAIL
    delay: int = 0
    delay_unit: DelayUnit = DelayUnit.BUSINESS_DAYS
    at: time | None = None
    not_before: datetime | None = None
    subject: str = ""
    body: str = ""
    new_thread: bool = False
    attachments: tuple[Attached, ...] = ()
    key: str = field(default="", compare=False)
    sender_id: int | None = None
    sender: str = ""
    ask_first: bool = False
    variants: tuple[Variant, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceDraft:
    """A whole plan as it is being written; `role` is the job it is for, and what `{{role}}` says to everybody."""

    name: str = ""
    role: str = ""
    access: Access = Access.SHARED_USE
    stages: tuple[StageDraft, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that must be mended before a draft can be used; `stage` is its index, None for the whole.

    `variant` tells which text of the stage, from 0.
    """

    field: str
    text: str
    stage: int | None = None
    variant: int = 0


def problems(
    draft: SequenceDraft, *, taken_names: Collection[str] = (), tokens: Collection[str] = ()
) -> tuple[Problem, ...]:
    """Say everything that must be mended before a sequence can be saved.

    `taken_names` are the names of the owner's other sequences; upper and lower case make no difference. `tokens` are
    those the workspace has beside the ones every workspace has.
    """
    on_top = [*_name_problems(draft.name, taken_names), *_role_problems(draft.role)]
    return tuple([*on_top, *plan_problems(draft.stages, tokens=tokens)])


def stage_problems(
    stage: StageDraft, *, first_email: bool, first: bool = False, tokens: Collection[str] = ()
) -> tuple[Problem, ...]:
    """Say what must be mended in one stage, in every text of it.

    `first_email` tells that it opens the thread, `first` that its delay does not matter.
    """
    opens = stage.kind.is_email and (first_email or stage.new_thread)
    found = [*_text_of_stage(stage, opens=opens, tokens=tokens, first=first)]
    for number, variant in enumerate(stage.variants, 1):
        other = replace(stage, subject=variant.subject, body=variant.body, variants=())
        for problem in _text_of_stage(other, opens=opens, tokens=tokens, first=True):
            text = f"Variant {VARIANT_LETTERS[number : number + 1] or number + 1}: {problem.text}"
            found.append(replace(problem, text=text, variant=number))
    if len(stage.variants) >= len(VARIANT_LETTERS):
        found.append(Problem(field="body", text=f"A stage has at most {len(VARIANT_LETTERS)} variants."))
    return (*found, *file_problems(stage.attachments if stage.kind.is_email else ()))


def _text_of_stage(
    stage: StageDraft, *, opens: bool, tokens: Collection[str], first: bool
) -> Iterator[Problem]:
    if opens:
        yield from _subject_problems(stage.subject, tokens)
    if not first:
        yield from _delay_problems(stage)
    yield from _body_problems(stage, tokens)


def body_limit(kind: StageKind) -> int:
    """Say how many characters the text of such a stage may have: what LinkedIn and phones take, else our own limit."""
    return _KIND_LIMITS.get(kind, BODY_LIMIT)


def file_problems(files: Iterable[attachments.Sized]) -> tuple[Problem, ...]:
    """Say why these files cannot go with one email, whether their content is there already or not."""
    return tuple(Problem(field="attachments", text=sentence) for sentence in attachments.problems(files))


def index_of(stages: tuple[StageDraft, ...], key: str) -> int | None:
    """Find a stage by its key, wherever it was moved; None if it is not there."""
    return next((index for index, stage in enumerate(stages) if key and stage.key == key), None)


def is_first_email(stages: tuple[StageDraft, ...], index: int) -> bool:
    """Tell whether an email at this place of a plan would be the first one in it."""
    return not any(stage.kind.is_email for stage in stages[:index])


def shorten_name(text: str) -> str:
    """Make the beginning of a name out of any text: what nobody can see is left out, what is too long cut."""
    seen = (" " if letter in "\n\r\t\u2028\u2029" else letter for letter in text)
    line = "".join(letter for letter in seen if not _is_unseen(letter))
    return " ".join(unicodedata.normalize("NFC", line).split())[:NAME_LIMIT].strip()


def clean_line(text: str) -> str:
    """Trim a name or a subject; raises Refusal for line breaks and characters nobody can see."""
    line = unicodedata.normalize("NFC", text).strip()
    if sentence := _line_trouble(line):
        raise Refusal(sentence)
    return "" if _is_blank(line) else line


def _name_problems(name: str, taken_names: Collection[str]) -> Iterator[Problem]:
    if sentence := _line_trouble(name.strip()):
        yield Problem(field="name", text=sentence)
    elif _is_blank(name):
        yield Problem(field="name", text="Give the sequence a name.")
    elif len(name.strip()) > NAME_LIMIT:
        yield Problem(
            field="name", text=f"A name may have {NAME_LIMIT} characters; this one has {len(name.strip())}."
        )
    elif _folded(name) in {_folded(taken) for taken in taken_names}:
        yield Problem(
            field="name", text=f"You already have a sequence named “{name.strip()}”. Choose another name."
        )


def _role_problems(role: str) -> Iterator[Problem]:
    if sentence := _line_trouble(role.strip()):
        yield Problem(field="role", text=sentence)
    elif len(role.strip()) > ROLE_LIMIT:
        text = f"A role may have {ROLE_LIMIT} characters; this one has {len(role.strip())}."
        yield Problem(field="role", text=text)
    elif any(mark in role for mark in ("{", "}")):
        yield Problem(field="role", text="Write the role as it is; tokens do not work here.")


def plan_problems(stages: tuple[StageDraft, ...], *, tokens: Collection[str] = ()) -> Iterator[Problem]:
    """Say everything that must be mended in the stages before anybody may get them."""
    if not stages:
        yield Problem(field="stages", text="Add at least one stage.")
    for index, stage in enumerate(stages):
        is_first = is_first_email(stages, index)
        for problem in stage_problems(stage, first_email=is_first, first=index == 0, tokens=tokens):
            yield replace(problem, stage=index)
        if index and _collides(stages[index - 1], stage):
            text = "Two emails would leave at the same time. Let this one wait at least a day."
            yield Problem(field="delay", text=text, stage=index)


def _collides(before: StageDraft, stage: StageDraft) -> bool:
    return before.kind.is_email and stage.kind.is_email and stage.delay == 0 and stage.at is None


def _delay_problems(stage: StageDraft) -> Iterator[Problem]:
    if not 0 <= stage.delay <= DELAY_LIMIT:
        yield Problem(field="delay", text=f"A delay is a number of days from 0 to {DELAY_LIMIT}.")


def _subject_problems(subject: str, tokens: Collection[str]) -> Iterator[Problem]:
    yield from _opening_problems(subject)
    for sentence in templates.problems(subject, tokens):
        yield Problem(field="subject", text=sentence)


def _opening_problems(subject: str) -> Iterator[Problem]:
    if sentence := _line_trouble(subject.strip()):
        yield Problem(field="subject", text=sentence)
    elif _is_blank(subject):
        yield Problem(field="subject", text="Write a subject; this email opens a conversation.")
    elif len(subject.strip()) > SUBJECT_LIMIT:
        text = f"A subject may have {SUBJECT_LIMIT} characters; this one has {len(subject.strip())}."
        yield Problem(field="subject", text=text)


def _body_problems(stage: StageDraft, tokens: Collection[str]) -> Iterator[Problem]:
    body, limit = stage.body.strip(), body_limit(stage.kind)
    named = _KIND_WORDS.get(stage.kind, "")
    yield from _text_problems(body, named or "a note", limit, may_be_blank=not named)
    for sentence in templates.problems(body, tokens):
        yield Problem(field="body", text=sentence)


def reply_problems(text: str) -> tuple[Problem, ...]:
    """List what must be mended before a reply by hand can go; it has no tokens, curly braces stay what they are."""
    return tuple(_text_problems(text.strip(), "a reply", BODY_LIMIT, may_be_blank=False))


def own_problems(subject: str | None, text: str) -> tuple[Problem, ...]:
    """List what must be mended in a mail for one person, which has no tokens; one that answers has no subject."""
    opening = () if subject is None else _opening_problems(subject)
    return (*opening, *_text_problems(text.strip(), "an email", BODY_LIMIT, may_be_blank=False))


def words_problems(kind: StageKind, text: str) -> tuple[Problem, ...]:
    """List what must be mended in what is said by hand to one person; it has no tokens either."""
    named = _KIND_WORDS.get(kind, "")
    return tuple(_text_problems(text.strip(), named or "a note", body_limit(kind), may_be_blank=False))


def _text_problems(body: str, named: str, limit: int, *, may_be_blank: bool) -> Iterator[Problem]:
    if _says_nothing(body) and not may_be_blank:
        yield Problem(field="body", text=f"Write what to say; {named} cannot be empty.")
    elif len(body) > limit:
        what = named.removeprefix("an ").removeprefix("a ")
        yield Problem(
            field="body", text=f"This {what} may have {limit:,} characters; this one has {len(body):,}."
        )
    if any(unicodedata.category(letter) in {"Cc", "Cs"} and letter not in "\n\r\t" for letter in body):
        yield Problem(
            field="body", text="The text holds a character nobody can see. Type it anew, without pasting."
        )


def _line_trouble(line: str) -> str:
    if any(letter in "\n\r\u2028\u2029" for letter in line):
        return "This must be a single line. Take the line break out."
    if any(_is_unseen(letter) for letter in line):
        return "This holds a character nobody can see. Type it anew, without pasting."
    return ""


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in _UNPRINTABLE or letter in _BIDI


def _is_blank(text: str) -> bool:
    return all(unicodedata.category(letter) in _INVISIBLE for letter in text)


def _says_nothing(body: str) -> bool:
    """Tell whether nothing is left of a text without its markup: an empty list is no text."""
    return _is_blank(body) or (len(body) < SHORT and _is_blank(_MARKS.sub("", prose.plain(body))))


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
