"""A sequence as YAML: the same after a journey, and every mistake told at its place with what to do."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings, strategies as st

from bot.rules import drafts, scripts, strict_yaml
from bot.rules.attachments import Attached
from bot.rules.drafts import Problem, SequenceDraft, StageDraft, Variant
from bot.rules.scripts import Script
from bot.rules.strict_yaml import Fault, Place
from storage.statuses import Access, DelayUnit, StageKind

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
WORDS = st.one_of(
    st.sampled_from(
        [
            "yes",
            "1e3",
            "null",
            "~",
            "9:00",
            "---",
            "- a",
            "a: b",
            "# no",
            "{{first_name}}",
            "'",
            '"',
            "\\",
            "<<",
        ]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=60),
)
MOMENTS = st.integers(0, 10**15).map(lambda count: EPOCH + count * timedelta(microseconds=1))
NAMES = WORDS.map(drafts.shorten_name).filter(bool)
LINES = st.one_of(
    WORDS, st.sampled_from(["", "  ", "   in", "\tx", "x  ", "...", "\u2028", "\r", "%a", "\ufeff"])
)
BODIES = st.lists(LINES, min_size=1, max_size=8).map("\n".join)
STAGES = st.builds(
    StageDraft,
    kind=st.sampled_from(StageKind),
    delay=st.integers(0, 365),
    delay_unit=st.sampled_from(DelayUnit),
    at=st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    not_before=st.none() | MOMENTS,
    subject=st.just("") | NAMES,
    body=BODIES,
    new_thread=st.booleans(),
    variants=st.lists(st.builds(Variant, subject=st.just("") | NAMES, body=BODIES), max_size=3).map(tuple),
    ask_first=st.booleans(),
)
DRAFTS = st.builds(
    SequenceDraft, name=NAMES, access=st.sampled_from(Access), stages=st.lists(STAGES, max_size=4).map(tuple)
)


def of_body(body: str) -> SequenceDraft:
    return SequenceDraft(name="A", stages=(StageDraft(subject="Hi", body=body),))


def read(text: str) -> Script:
    found = scripts.read(text)
    assert isinstance(found, Script), found
    return found


def faults(text: str) -> list[tuple[int, int, str]]:
    found = scripts.read(text)
    assert not isinstance(found, Script)
    return [(fault.place.line, fault.place.column, fault.text) for fault in found]


@settings(max_examples=150, deadline=None)
@given(DRAFTS)
@example(of_body("x" * 10_000))
@example(of_body(" leading\n\n  deeper\nback \n---\n"))
@example(of_body("\n\nfirst lines empty\n\n\n"))
@example(of_body("   leading blanks\nand then none"))
@example(of_body("\n\n   leading lines"))
@example(of_body("\ttab first\n  then blanks"))
@example(of_body(("a b\\\"' " * 200 + "\n ") * 5))
@example(of_body("\U0001f469\u200d\U0001f4bb שלום\u200f \u202e"))
def test_what_was_written_is_what_is_read(draft: SequenceDraft) -> None:
    assert read(scripts.write(draft)).draft == draft


@settings(max_examples=60, deadline=None)
@given(DRAFTS)
def test_any_other_reader_of_yaml_sees_the_same_texts(draft: SequenceDraft) -> None:
    found: Any = yaml.safe_load(scripts.write(draft))

    assert found["name"] == draft.name
    assert [stage.get("subject", "") for stage in found["stages"]] == [
        stage.subject for stage in draft.stages
    ]
    assert [stage["body"].rstrip("\n") for stage in found["stages"]] == [
        stage.body.rstrip("\n") for stage in draft.stages
    ]


@settings(max_examples=40, deadline=None)
@given(DRAFTS)
@example(of_body("x" * 10_000))
def test_no_line_of_a_file_is_too_long_to_be_copied(draft: SequenceDraft) -> None:
    assert max(map(len, scripts.write(draft).split("\n"))) <= 2_500


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200) | st.text("abc:-[]{}#&*!|>'\"%@`\n\t {}?,", max_size=60))
def test_whatever_is_typed_is_read_or_refused_in_sentences(text: str) -> None:
    found = scripts.read(text)

    assert isinstance(found, Script) or all(fault.text.endswith((".", "?")) for fault in found)


def test_a_file_reads_well() -> None:
    draft = SequenceDraft(
        name="Backend engineers, Berlin",
        stages=(
            StageDraft(subject="A thought: {{company|your team}}", body="Hi {{first_name}},\n\n- one\n- two"),
            StageDraft(delay=3, at=time(9), body="Did it reach you?"),
            StageDraft(kind=StageKind.INMAIL, delay=1, delay_unit=DelayUnit.DAYS, body="yes"),
        ),
    )

    assert scripts.write(draft) == (
        "name: Backend engineers, Berlin\n"
        "access: shared_use\n"
        "stages:\n"
        "- kind: email\n"
        '  subject: "A thought: {{company|your team}}"\n'
        "  body: |\n"
        "    Hi {{first_name}},\n"
        "\n"
        "    - one\n"
        "    - two\n"
        "- kind: email\n"
        "  delay: 3 business days\n"
        '  at: "9:00"\n'
        "  body: |\n"
        "    Did it reach you?\n"
        "- kind: inmail\n"
        "  delay: 1 day\n"
        "  body: |\n"
        "    yes\n"
    )


def test_files_are_named_but_do_not_travel() -> None:
    stage = StageDraft(subject="Hi", body="Hello", attachments=(Attached(id=4, name="a, b.pdf", size=9),))

    script = read(scripts.write(SequenceDraft(name="A", stages=(stage,))))

    assert script.draft.stages[0].attachments == ()
    assert script.files == (("a, b.pdf",),)
    assert script.left_behind() == ("Stage 1: attach a, b.pdf again; files do not travel.",)


def test_a_hand_writes_it_more_freely() -> None:
    text = "stages:\n  - {kind: email, body: Hello, subject: yes}\n  - kind: call\n    delay: 1   Business_days\n"
    text = (
        text.replace("Business", "business")
        + "    at: 9:05 # after the stand-up\n    new_thread: No\nname: 1e3\n"
    )

    draft = read(text).draft

    assert (draft.name, draft.access) == ("1e3", Access.SHARED_USE)
    assert draft.stages[0].subject == "yes"
    assert (draft.stages[1].delay, draft.stages[1].at) == (1, time(9, 5))


GOOD = "name: A\nstages:\n- kind: email\n  subject: Hi\n  body: Hello\n"


@pytest.mark.parametrize(
    ("text", "line", "column", "told"),
    [
        pytest.param("nam: A\nstages: []\n", 1, 1, "Did you mean `name`?", id="an unknown key"),
        pytest.param(GOOD + "  at: nine\n", 6, 7, '"9:00" or "14:30"', id="no time of day"),
        pytest.param(GOOD + "  at: 24:00\n", 6, 7, '"9:00" or "14:30"', id="no hour of a day"),
        pytest.param(GOOD + "  delay: 3\n", 6, 10, "Write `3 business days`", id="a number without a unit"),
        pytest.param(GOOD + "  delay: -3 days\n", 6, 10, "Write `3 business days`", id="back in time"),
        pytest.param(GOOD + "  not_before: 2027-03-02\n", 6, 15, "Z", id="a moment without a zone"),
        pytest.param(GOOD + "  new_thread: maybe\n", 6, 15, "`true` nor `false`", id="neither yes nor no"),
        pytest.param(GOOD + "  subject: Ho\n", 6, 3, "said twice, first in line 4", id="a key said twice"),
        pytest.param(GOOD + "- kind: call\n", 6, 3, "Add `delay:`", id="a later stage without a delay"),
        pytest.param(GOOD + "- body: x\n  delay: 1 day\n", 6, 3, "Add `kind:`", id="a stage without a kind"),
        pytest.param(GOOD.replace("email", "mail"), 3, 9, "Did you mean `email`?", id="an unknown kind"),
        pytest.param("access: all\n" + GOOD, 1, 9, "`shared_use`", id="an unknown access"),
        pytest.param(
            GOOD.replace("Hello", "{{first_name}}, hi"), 5, 10, "between quotes", id="a bare token first"
        ),
        pytest.param(
            GOOD.replace("Hello", "{{first_name}}"), 5, 10, "between quotes", id="a bare token alone"
        ),
        pytest.param(GOOD.replace("Hello", "a: b"), 5, 10, "colon", id="a colon in a value"),
        pytest.param(GOOD.replace("Hello", '"never'), 5, 9, "never closed", id="an open quote"),
        pytest.param(GOOD.replace("  subject", "\tsubject"), 4, 1, "Indent with spaces", id="a tab"),
        pytest.param(GOOD.replace("  subject", "   subject"), 4, 11, "", id="crooked"),
        pytest.param(GOOD + "---\n" + GOOD, 6, 1, "One file holds one sequence", id="two documents"),
        pytest.param("name: &a A\nstages: *a\n", 1, 7, "may not have a name", id="an anchor"),
        pytest.param("name: *a\n", 1, 7, "Write it out", id="an alias"),
        pytest.param("name: !!python/name:os.system A\n", 1, 7, "may not begin with `!`", id="a tag"),
        pytest.param("%YAML 1.1\n---\n" + GOOD, 1, 1, "%", id="a directive"),
        pytest.param("", 1, 1, "Begin with `name:`", id="nothing"),
        pytest.param("hello", 1, 1, "keys and values", id="no sequence at all"),
        pytest.param("name: A\nstages: one\n", 2, 9, "is a list", id="stages that are no list"),
        pytest.param("name: A\nstages:\n- one\n", 3, 3, "keys and values", id="a stage that is a word"),
        pytest.param("stages: []\n", 1, 1, "has no `name`", id="no name"),
        pytest.param("name: [a]\nstages: []\n", 1, 7, "is a text", id="a list for a name"),
        pytest.param("name: a\x07b\n", 1, 8, "nobody can see", id="a bell"),
        pytest.param('name: "a\\ud800"\n', 1, 7, "cannot be written", id="half a character"),
        pytest.param('name: "a\\0"\n', 1, 7, "cannot be written", id="a nought"),
        pytest.param(
            GOOD.replace("Hi", "#1 on my list"), 4, 11, "between quotes", id="a comment for a value"
        ),
        pytest.param(GOOD.replace("Hi", "Our #1 list"), 4, 12, "", id="a comment after a value"),
        pytest.param("name: A\n\u00a0\u00a0stages: []\n", 2, 1, "no space", id="a blank from a web page"),
        pytest.param("[" * 1_000, 1, 9, "nested too deep", id="a tower"),
        pytest.param("a: [" + "b," * 30_000 + "]", 1, 39_997, "20,000 values", id="a crowd"),
        pytest.param("a" * 250_001, 1, 1, "longer than 250,000", id="a flood"),
    ],
)
def test_a_mistake_is_told_at_its_place(text: str, line: int, column: int, told: str) -> None:
    found = faults(text)

    assert found[0][:2] == (line, column)
    assert told in found[0][2]


def test_every_mistake_is_told_at_once_in_the_order_of_the_lines() -> None:
    text = GOOD.replace("email", "mail") + "- kind: call\n  delay: soon\n  foo: 1\n"

    assert [line for line, _, _ in faults(text)] == [3, 7, 8]


def test_a_bomb_of_aliases_is_refused_at_its_first_line() -> None:
    bomb = 'a: &a ["x","x"]\n' + "".join(
        f"{b}: &{b} [*{a},*{a},*{a}]\n" for a, b in zip("abcdefg", "bcdefgh", strict=True)
    )

    assert strict_yaml.read(bomb) == Fault(
        place=Place(line=1, column=4),
        text="A value may not have a name (`&`). Write it out wherever you need it.",
    )


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        pytest.param(Problem(field="body", text="x", stage=0), 5, id="what is there"),
        pytest.param(Problem(field="attachments", text="x", stage=0), 3, id="what is left out, at its stage"),
        pytest.param(Problem(field="stages", text="x"), 3, id="the stages"),
        pytest.param(Problem(field="access", text="x"), 1, id="the whole"),
    ],
)
def test_a_problem_of_the_draft_has_a_place_too(problem: Problem, line: int) -> None:
    assert read(GOOD).fault(problem).place.line == line
