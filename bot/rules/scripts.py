"""A sequence as YAML, for review and for taking it elsewhere: write a draft, read it back, say what is wrong and where.

The schema is told in docs/sequences.md. What is left out has its default; nothing that is unknown is skipped.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import TypeVar

from bot.rules import names, quoting, script_words, vocabulary
from bot.rules.drafts import Problem, SequenceDraft, StageDraft, Variant
from bot.rules.strict_yaml import Fault, Items, Place, Table, Tree, Words, read as read_yaml
from storage.statuses import StageKind

T = TypeVar("T")

SEQUENCE_KEYS = ("name", "role", "access", "tokens", "stages")
STAGE_KEYS = (
    "kind",
    "delay",
    "at",
    "not_before",
    "subject",
    "new_thread",
    "ask_first",
    "attachments",
    "body",
    "variants",
)
VARIANT_KEYS = ("subject", "body")


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A draft as it was read: where each part of it stands, and the files each stage named, which do not travel.

    `tokens` are those it says its workspace has beside the ones every workspace has.
    """

    draft: SequenceDraft
    places: Mapping[tuple[int | None, str], Place]
    files: tuple[tuple[str, ...], ...]
    tokens: tuple[str, ...] = ()

    def fault(self, problem: Problem) -> Fault:
        """Say a problem of the draft at the place it stands at, or at what it is a part of."""
        fields = [_of_variant(problem.variant, problem.field), _of_variant(problem.variant, ""), ""]
        wanted = [*((problem.stage, field) for field in fields), (None, "")]
        return Fault(place=next(self.places[one] for one in wanted if one in self.places), text=problem.text)

    def left_behind(self) -> tuple[str, ...]:
        """Say which files have to be attached again."""
        named = ((number, ", ".join(files)) for number, files in enumerate(self.files, 1) if files)
        return tuple(f"Stage {number}: attach {files} again; files do not travel." for number, files in named)


def write(draft: SequenceDraft, *, tokens: Iterable[str] = ()) -> str:
    """Write a draft as YAML; `read` makes the same draft of it, but for the content of its files.

    `tokens` are those of the workspace that it uses.
    """
    lines = [f"name: {quoting.line(draft.name)}"]
    if draft.role:
        lines.append(f"role: {quoting.line(draft.role)}")
    lines.append(f"access: {draft.access.value}")
    if named := ", ".join(tokens):
        lines.append(f"tokens: [{named}]")
    lines.append("stages:" if draft.stages else "stages: []")
    for index, stage in enumerate(draft.stages):
        first, *rest = (f"{key}: {value}" for key, value in _written(stage, index))
        rest += ["variants:", *_tried(stage)] if stage.variants else []
        lines += [f"- {first}", *(f"  {one}" for one in rest)]
    return "\n".join(lines) + "\n"


def read(text: str) -> Script | tuple[Fault, ...]:
    """Read a draft, or say all that is wrong with it in the order it stands there.

    A draft that could be read may still have problems, as one on the desk has: `drafts.problems` knows them.
    """
    tree = read_yaml(text.removeprefix("\ufeff"))
    if isinstance(tree, Fault):
        return (tree,)
    reader = _Reader()
    script = reader.sequence(tree)
    return script if not reader.faults else tuple(sorted(reader.faults, key=lambda fault: fault.place))


def said(stage: StageDraft) -> str:
    """Say the delay of a stage as it is written: "3 business days"."""
    return f"{stage.delay} {script_words.UNITS[stage.delay_unit]}{'' if stage.delay == 1 else 's'}"


def _written(stage: StageDraft, index: int) -> Iterator[tuple[str, str]]:
    yield "kind", stage.kind.value
    plain = StageDraft()
    if index or (stage.delay, stage.delay_unit) != (plain.delay, plain.delay_unit):
        yield "delay", said(stage)
    if stage.at is not None:
        yield "at", f'"{stage.at.hour}:{stage.at.minute:02}"'
    if stage.not_before is not None:
        yield "not_before", stage.not_before.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if stage.subject:
        yield "subject", quoting.line(stage.subject)
    if stage.new_thread:
        yield "new_thread", "true"
    if stage.ask_first:
        yield "ask_first", "true"
    if stage.attachments:
        yield "attachments", f"[{', '.join(quoting.quoted(file.name) for file in stage.attachments)}]"
    yield "body", quoting.block(stage.body, indent="    ")


def _tried(stage: StageDraft) -> Iterator[str]:
    for variant in stage.variants:
        subject = [f"subject: {quoting.line(variant.subject)}"] if variant.subject else []
        first, *rest = [*subject, f"body: {quoting.block(variant.body, indent='      ')}"]
        yield f"- {first}"
        yield from (f"  {one}" for one in rest)


class _Reader:
    """Read the parts of a sequence, and collect what is wrong with them."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.places: dict[tuple[int | None, str], Place] = {}
        self.files: list[tuple[str, ...]] = []

    def sequence(self, tree: Tree) -> Script:
        known = self.table(tree, SEQUENCE_KEYS, None)
        for key in ("name", "stages"):
            if key not in known and isinstance(tree, Table):
                self.wrong(tree.place, f"The sequence has no `{key}`. Add `{key}:` to it.")
        draft = SequenceDraft(
            name=self.line(known.get("name"), "name"),
            role=self.line(known.get("role"), "role"),
            access=self.value(known.get("access"), script_words.access, SequenceDraft().access),
            stages=tuple(
                self.stage(one, index) for index, one in enumerate(self.items(known.get("stages"), "stages"))
            ),
        )
        tokens = tuple(self.token(one) for one in self.items(known.get("tokens"), "tokens"))
        return Script(draft=draft, places=self.places, files=tuple(self.files), tokens=tokens)

    def stage(self, tree: Tree, index: int) -> StageDraft:
        known, plain = self.table(tree, STAGE_KEYS, index), StageDraft()
        if "kind" not in known and isinstance(tree, Table):
            self.wrong(
                tree.place,
                f"This stage has no kind. Add `kind:` and one of {script_words.either(StageKind)}.",
            )
        if "delay" not in known and index and isinstance(tree, Table):
            self.wrong(tree.place, f"This stage has no delay. Add `delay:`. {script_words.DELAY_ADVICE}.")
        delay, unit = self.value(known.get("delay"), script_words.delay, (plain.delay, plain.delay_unit))
        named = (self.line(one, "attachments") for one in self.items(known.get("attachments"), "attachments"))
        self.files.append(tuple(named))
        return StageDraft(
            kind=self.value(known.get("kind"), script_words.kind, plain.kind),
            delay=delay,
            delay_unit=unit,
            at=self.value(known.get("at"), script_words.clock, None),
            not_before=self.value(known.get("not_before"), script_words.moment, None),
            subject=self.line(known.get("subject"), "subject"),
            body=self.line(known.get("body"), "body"),
            new_thread=self.value(known.get("new_thread"), script_words.yes, False),
            variants=tuple(
                self.variant(one, index, number)
                for number, one in enumerate(self.items(known.get("variants"), "variants"), 1)
            ),
            ask_first=self.value(known.get("ask_first"), script_words.yes, False),
        )

    def variant(self, tree: Tree, index: int, number: int) -> Variant:
        known = self.table(tree, VARIANT_KEYS, index, about="A variant", variant=number)
        return Variant(
            subject=self.line(known.get("subject"), "subject"), body=self.line(known.get("body"), "body")
        )

    def token(self, tree: Tree) -> str:
        name = self.line(tree, "tokens")
        if name and (trouble := vocabulary.name_trouble(name)):
            self.wrong(tree.place, trouble)
        return name

    def table(
        self, tree: Tree, keys: tuple[str, ...], stage: int | None, *, about: str = "", variant: int = 0
    ) -> dict[str, Tree]:
        self.places[stage, _of_variant(variant, "")] = tree.place
        if not isinstance(tree, Table):
            what = about or ("The sequence" if stage is None else "A stage")
            self.wrong(
                tree.place, f"{what} is made of keys and values, such as `{keys[0]}: …`, one to a line."
            )
            return {}
        found: dict[str, Tree] = {}
        for key, value in tree.entries:
            if key.value not in keys:
                nearest = names.nearest(key.value[:40], keys, most=1)
                advice = (
                    f"Did you mean `{nearest[0]}`?" if nearest else f"There are {script_words.listed(keys)}."
                )
                self.wrong(key.place, f"`{script_words.short(key.value)}` is not known here. {advice}")
                continue
            found[key.value] = value
            self.places[stage, _of_variant(variant, key.value)] = value.place
        return found

    def items(self, tree: Tree | None, key: str) -> Iterable[Tree]:
        match tree:
            case None | Words(value=""):
                return ()
            case Items(items=items):
                return items
        self.wrong(tree.place, f"`{key}` is a list. Write each on a line of its own that begins with `- `.")
        return ()

    def line(self, tree: Tree | None, key: str) -> str:
        match tree:
            case None:
                return ""
            case Words(is_cut=True):
                self.wrong(tree.place, "What follows the # would be left out. Put the value between quotes.")
            case Words(value=value, is_block=is_block):
                return value.removesuffix("\n") if is_block else value
            case Table(is_flow=True):
                self.wrong(
                    tree.place, 'A value that begins with a token stands between quotes: "{{first_name}}, …".'
                )
            case _:
                self.wrong(
                    tree.place, f"`{key}` is a text. Put it between quotes, or below `{key}: |`, indented."
                )
        return ""

    def value(self, tree: Tree | None, meant: Callable[[str], T], default: T) -> T:
        if tree is None:
            return default
        try:
            return meant(tree.value.strip() if isinstance(tree, Words) else "")
        except ValueError as error:
            self.wrong(tree.place, str(error))
            return default

    def wrong(self, place: Place, text: str) -> None:
        self.faults.append(Fault(place=place, text=text))


def _of_variant(variant: int, field: str) -> str:
    return f"{variant}.{field}" if variant else field
