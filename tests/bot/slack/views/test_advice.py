"""What the editor says of stages: few words, and a button that leads to each."""

from bot.outreach.pictures import Editor
from bot.rules.drafts import Problem, SequenceDraft, StageDraft, Variant
from bot.slack.views import advice, sequence
from storage.statuses import StageKind
from tests.bot.slack.views import cast, forms, reading
from tests.bot.slack.views.cast import Json

LOUD = StageDraft(kind=StageKind.TASK, body="Now!!! Go!!!", key="k1")


def editor(*stages: StageDraft, problems: tuple[Problem, ...] = ()) -> Json:
    draft = SequenceDraft(name="Backend", stages=stages)
    return sequence.build(Editor(draft_id=7, draft=draft, problems=problems, tokens=forms.vocabulary()))


def test_a_good_sequence_gets_no_advice() -> None:
    view = editor(StageDraft(kind=StageKind.TASK, body="Look at the profile"))

    assert "Worth a thought" not in reading.words(view)
    assert reading.buttons(view) == ["Add stage", "Preview"]


def test_three_hints_are_shown_and_the_others_counted() -> None:
    stages = tuple(StageDraft(kind=StageKind.TASK, body=f"Now!!! {n}", key=f"k{n}") for n in range(7))

    words = reading.words(editor(*stages))

    assert words.count("it shouts") == 3
    assert "and 4 more things" in words


def test_a_button_opens_the_stage_a_hint_is_about_by_its_key() -> None:
    view = editor(StageDraft(kind=StageKind.TASK, body="Quiet", key="k0"), LOUD)

    [button] = [one for one in reading.elements_of(view, "button") if one["action_id"] in advice.OPEN]
    assert (button["text"]["text"], advice.read_opened(button)) == ("Open stage 2", "k1")


def test_a_button_opens_each_stage_that_has_a_problem_once() -> None:
    wrong = [Problem(field="subject", text="a", stage=1), Problem(field="body", text="b", stage=1)]
    whole = Problem(field="name", text="c")

    view = sequence.build(
        cast.editor(12, problems=(*wrong, whole, Problem(field="body", text="d", stage=11)))
    )

    rows = [block for block in view["blocks"] if block.get("block_id") == f"{advice.OPEN_BLOCK}:mend"]
    assert reading.buttons({"blocks": rows}) == ["Open stage 2", "Open stage 12"]


def test_a_row_marks_tokens_without_fallback_and_variants() -> None:
    stage = StageDraft(body="{{company|x}} {{office_0}}", variants=(Variant(body="{{perk}} {{title}}"),))

    assert advice.mark(stage, forms.vocabulary()) == (
        ":speech_balloon: 2 variants · no fallback for `{{perk}}` `{{title}}`"
    )
    assert advice.mark(StageDraft(body="Hi {{first_name}}"), forms.vocabulary()) == ""
