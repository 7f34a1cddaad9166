"""The words of a stage in its form: tokens put in by a menu, warnings, variants one at a time."""

from dataclasses import replace
from typing import Any

import pytest

from bot.outreach.plans.sheets import Sheet
from bot.rules import well_known
from bot.rules.drafts import StageDraft
from bot.slack.views import stage, stage_words
from storage.statuses import StageKind
from tests.bot.slack.views import cast, forms, reading
from tests.bot.slack.views.cast import Json

CHOSEN = {"selected_option": {"value": "company"}}


def text(words: str) -> Json:
    return {"type": "text", "text": words}


def rich(*parts: Json) -> Json:
    return {"rich_text_value": {"type": "rich_text", "elements": list(parts)}}


def section(*elements: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(elements)}


def typed(**state: Json) -> Json:
    form = cast.stage_form(stage=StageDraft(subject="Hello", body="drawn before", delay=2))
    return reading.typed_back(stage.build(form), **state)


def with_token(view: Json) -> Json:
    return stage.build(stage_words.with_token(view, CHOSEN, stage.read_form(view)))


def body_of(view: Json) -> str:
    return stage.read(reading.typed_back(view)).stage.body


@pytest.mark.parametrize(
    ("parts", "body"),
    [
        pytest.param([section(text("How is"))], "How is {{company}}", id="a blank before it"),
        pytest.param([section(text("How is "))], "How is {{company}}", id="no second blank"),
        pytest.param([section(text("Hi,\n\n"))], "Hi,\n\n{{company}}", id="on a line of its own"),
        pytest.param([], "{{company}}", id="into nothing"),
        pytest.param(
            [{"type": "rich_text_preformatted", "elements": [text("x = 1")]}],
            "```\nx = 1\n```\n\n{{company}}",
            id="below what is no paragraph",
        ),
    ],
)
def test_a_token_goes_to_the_end_of_what_is_being_typed(parts: list[Json], body: str) -> None:
    assert body_of(with_token(typed(stage_body=rich(*parts)))) == body


def test_a_token_put_in_loses_nothing_else_that_was_typed() -> None:
    view = typed(
        stage_subject={"value": "Anew"}, stage_delay={"value": "9"}, stage_body=rich(section(text("x")))
    )

    again = stage.read(reading.typed_back(with_token(view))).stage

    assert (again.subject, again.delay, again.body) == ("Anew", 9, "x {{company}}")


def test_slack_replaces_a_text_only_under_another_id() -> None:
    view = typed(stage_body=rich(section(text("x"))))

    drawn = with_token(view)

    ids = [
        block["block_id"] for block in drawn["blocks"] if block.get("block_id", "").startswith("stage_body")
    ]
    assert ids == ["stage_body:1"]
    assert stage.errors([], drawn) == {}


def test_a_text_that_cannot_be_read_keeps_its_id_and_so_its_words() -> None:
    view = typed(stage_body=rich(section({"type": "user", "user_id": "U1"})))

    drawn = with_token(view)

    assert [
        one["block_id"] for one in drawn["blocks"] if one.get("block_id", "").startswith("stage_body")
    ] == ["stage_body"]
    assert "Nothing was changed" in reading.words(drawn)


def test_the_menu_offers_the_tokens_of_the_workspace_first() -> None:
    view = stage.build(cast.stage_form(sheet=Sheet(tokens=forms.vocabulary())))

    [menu] = [
        one
        for one in reading.elements_of(view, "static_select")
        if one["action_id"] == stage_words.INSERT_TOKEN
    ]
    offered = [option["value"] for option in menu["options"]]
    assert offered == ["office_0", "perk", *(known.name for known in well_known.TOKENS)]


@pytest.mark.parametrize(
    ("body", "warned"),
    [
        pytest.param("{{company}}", ["company"], id="bare"),
        pytest.param("{{company|you}}", [], id="with a fallback"),
        pytest.param("{{company|you}} {{company}}", ["company"], id="bare once is enough"),
        pytest.param("{{first_name}} {{sender_full_name}} {{day_of_week}}", [], id="always known"),
        pytest.param("{{office_0}}", [], id="the workspace has a value"),
        pytest.param("{{perk}}", ["perk"], id="the workspace has none"),
    ],
)
def test_a_token_that_may_make_it_wait_is_warned_of(body: str, warned: list[str]) -> None:
    draft = StageDraft(subject="Hello", body=body)
    words = reading.words(stage.build(cast.stage_form(stage=draft, sheet=Sheet(tokens=forms.vocabulary()))))

    assert [
        name for name in ("company", "first_name", "office_0", "perk") if f"`{{{{{name}}}}}` has no" in words
    ] == (warned)


def test_one_click_writes_the_fallbacks_that_read_true_of_everybody() -> None:
    draft = StageDraft(subject="{{title}}?", body="{{company}} {{company|you}} {{reason}} **{{first_name}}**")
    view = reading.typed_back(stage.build(cast.stage_form(stage=draft)))

    again = stage_words.with_fallbacks(view, stage.read_form(view))
    drawn = stage.build(again)

    assert again.stage.subject == "{{title|your work}}?"
    assert again.stage.body == "{{company|your team}} {{company|you}} {{reason}} **{{first_name}}**"
    assert body_of(drawn) == again.stage.body
    assert "Write these fallbacks" in reading.buttons(view)
    assert not [one for one in reading.buttons(drawn) if one.startswith("Write")]


def test_many_tokens_without_fallback_are_named_in_one_line() -> None:
    body = " ".join(f"{{{{{known.name}}}}}" for known in well_known.TOKENS)

    words = reading.words(stage.build(cast.stage_form(stage=StageDraft(subject="a", body=body))))

    assert words.count("has no fallback") == stage_words.WARNED
    assert "Nor have `{{school}}`, `{{location}}`" in words


def test_a_form_with_variants_says_which_one_it_shows_and_reads_it_back() -> None:
    sheet = replace(forms.sheet(), tokens=Sheet().tokens)
    form = cast.stage_form(stage=StageDraft(subject="Other", body="words"), sheet=sheet)

    view = reading.typed_back(stage.build(form))

    assert stage.read_form(view) == form
    assert "*variant B*, one of 3" in reading.words(view)
    assert {"Remove variant B", "Add variant D"} <= set(reading.buttons(view))


@pytest.mark.parametrize(
    ("count", "buttons"),
    [
        pytest.param(1, ["Add variant B"], id="one"),
        pytest.param(4, ["Remove variant B"], id="as many as there can be"),
    ],
)
def test_only_what_can_be_done_is_offered(count: int, buttons: list[str]) -> None:
    view = stage.build(cast.stage_form(sheet=forms.sheet(count=count), stage=StageDraft(kind=StageKind.TASK)))

    assert [one for one in reading.buttons(view) if "variant" in one] == buttons


def test_what_a_form_shows_is_small_enough_to_be_remembered() -> None:
    kept: Any = stage.build(cast.stage_form(sheet=forms.sheet()))["private_metadata"]

    assert len(kept) < 3_000
