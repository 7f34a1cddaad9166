"""The form of one stage."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.outreach.pictures import Choice, SenderOffer
from bot.rules import voices
from bot.rules.drafts import Problem, StageDraft
from bot.slack.views import stage, stage_leaving, stage_when
from storage.statuses import DelayUnit, StageKind
from tests.bot.slack.views import attached, cast, reading
from tests.bot.slack.views.cast import Json

START = datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
BODY = "Hi **{{first_name}}**,\n\nhow is {{company|your team}}?\n\n- one\n- two"


def shown(view: Json) -> list[str]:
    return [block["block_id"] for block in view["blocks"] if block["type"] == "input"]


def rich(*elements: Json) -> Json:
    section = {"type": "rich_text_section", "elements": list(elements)}
    return {"rich_text_value": {"type": "rich_text", "elements": [section]}}


@pytest.mark.parametrize(
    ("draft", "number", "first_email"),
    [
        pytest.param(StageDraft(subject="Hello", body=BODY), 1, True, id="first email, right away"),
        pytest.param(
            StageDraft(subject="Hello", body=BODY, not_before=START), 1, True, id="first email, on a date"
        ),
        pytest.param(StageDraft(delay=3, at=time(9, 5), body=BODY), 2, False, id="follow-up in the thread"),
        pytest.param(
            StageDraft(delay=2, delay_unit=DelayUnit.DAYS, subject="Anew", new_thread=True, body=BODY),
            2,
            False,
            id="new thread",
        ),
        pytest.param(
            StageDraft(subject="Hello", body=BODY, attachments=attached.files(5, "plan.pdf")),
            1,
            True,
            id="with as many files as it takes",
        ),
        pytest.param(StageDraft(subject="Hello", body=BODY, ask_first=True), 1, True, id="shown first"),
        pytest.param(StageDraft(kind=StageKind.INMAIL, delay=0, body=BODY), 3, False, id="InMail"),
        pytest.param(StageDraft(kind=StageKind.CALL, body=BODY), 1, True, id="a call comes first"),
    ],
)
def test_what_the_form_shows_is_what_it_reads_back(draft: StageDraft, number: int, first_email: bool) -> None:
    form = cast.stage_form(stage=draft, number=number, first_email=first_email)

    view = reading.typed_back(stage.build(form))

    assert stage.read(view) == stage.StageRead(stage=draft)
    assert stage.read_form(view) == form


@pytest.mark.parametrize(
    ("draft", "label"),
    [
        pytest.param(StageDraft(), "Whoever enrolls (default address)", id="whoever enrolls"),
        pytest.param(StageDraft(sender="talent@acme.example"), "talent@acme.example", id="an own address"),
        pytest.param(StageDraft(sender_id=2), "Ben", id="a colleague"),
    ],
)
def test_from_whom_it_leaves_is_shown_and_read_back(draft: StageDraft, label: str) -> None:
    draft = replace(draft, subject="Hello", body=BODY)
    offer = SenderOffer(
        addresses=("ana@acme.example", "talent@acme.example"), colleagues=(Choice(id=2, name="Ben"),)
    )

    view = reading.typed_back(stage.build(cast.stage_form(stage=draft, senders=offer)))
    again = stage.build(stage.read_form(view))

    (menu,) = [
        one
        for one in reading.elements_of(view["blocks"], "static_select")
        if one["action_id"] == "stage_from_chosen"
    ]
    assert menu["initial_option"]["text"]["text"] == label
    assert stage.read(view).stage == draft
    assert stage.read(reading.typed_back(again)).stage == draft  # where nothing is offered it is kept


def test_what_answers_a_mail_has_no_sender_of_its_own() -> None:
    offer = SenderOffer(addresses=("ana@acme.example",))
    view = stage.build(cast.stage_form(stage=StageDraft(), number=2, first_email=False, senders=offer))

    assert "stage_from" not in shown(view)
    assert stage_leaving.ANSWERS in reading.words(view)


@pytest.mark.parametrize(
    ("draft", "number", "first_email", "blocks"),
    [
        pytest.param(
            StageDraft(),
            1,
            True,
            ["kind", "start", "subject", "body", "ask_first", "files"],
            id="first email",
        ),
        pytest.param(
            StageDraft(),
            2,
            True,
            ["kind", "delay", "unit", "at", "subject", "body", "ask_first", "files"],
            id="after a call",
        ),
        pytest.param(
            StageDraft(),
            2,
            False,
            ["kind", "delay", "unit", "at", "thread", "body", "ask_first", "files"],
            id="same thread",
        ),
        pytest.param(
            StageDraft(new_thread=True),
            2,
            False,
            ["kind", "delay", "unit", "at", "thread", "subject", "body", "ask_first", "files"],
            id="new thread",
        ),
        pytest.param(
            StageDraft(kind=StageKind.TASK), 2, False, ["kind", "delay", "unit", "at", "body"], id="task"
        ),
        pytest.param(
            StageDraft(not_before=START),
            1,
            True,
            ["kind", "start", "at_once", "subject", "body", "ask_first", "files"],
            id="on a date",
        ),
    ],
)
def test_the_form_asks_only_what_this_stage_needs(
    draft: StageDraft, number: int, first_email: bool, blocks: list[str]
) -> None:
    view = stage.build(cast.stage_form(stage=draft, number=number, first_email=first_email))

    assert shown(view) == [f"stage_{one}" for one in blocks]


def test_a_change_of_kind_keeps_text_and_subject() -> None:
    form = cast.stage_form(stage=StageDraft(subject="Hello", body=BODY, ask_first=True))
    to_inmail = {"selected_option": {"value": "inmail"}}
    to_email = {"selected_option": {"value": "email"}}

    inmail = reading.typed_back(stage.build(form), stage_kind=to_inmail)
    again = reading.typed_back(stage.build(stage.read_form(inmail)), stage_kind=to_email)

    assert stage.read_form(inmail).stage.kind is StageKind.INMAIL
    assert stage.SUBJECT_BLOCK not in shown(stage.build(stage.read_form(inmail)))
    assert stage.read(again).stage == form.stage


def test_a_mention_becomes_an_error_under_the_text() -> None:
    view = reading.typed_back(
        stage.build(cast.stage_form()), stage_body=rich({"type": "user", "user_id": "U1"})
    )

    found = stage.read(view)

    assert stage.errors(found.problems, view)[stage.BODY_BLOCK].endswith("Write the name instead.")


def test_a_delay_that_is_no_number_becomes_an_error_under_it() -> None:
    view = reading.typed_back(stage.build(cast.stage_form()), stage_delay={"value": "soon"})

    assert list(stage.errors(stage.read(view).problems, view)) == [stage_when.DELAY_BLOCK]


def test_a_date_is_dropped_by_ticking_right_away() -> None:
    form = cast.stage_form(stage=StageDraft(subject="a", body="b", not_before=START), number=1)
    ticked = {"selected_options": [{"value": "yes"}]}

    view = reading.typed_back(stage.build(form), stage_at_once=ticked)

    assert stage.read(view).stage.not_before is None


def test_a_problem_without_an_input_stands_under_the_text() -> None:
    view = stage.build(cast.stage_form(stage=StageDraft(kind=StageKind.CALL), number=2))
    problems = [Problem(field="subject", text="`{{x}}` is no token."), Problem(field="body", text="No text.")]

    assert stage.errors(problems, view) == {stage.BODY_BLOCK: "“{{x}}” is no token. No text."}


@pytest.mark.parametrize(
    ("draft", "told"),
    [
        pytest.param(StageDraft(), "", id="as most do"),
        pytest.param(StageDraft(ask_first=True), "you see each before it leaves", id="shown first"),
        pytest.param(
            StageDraft(sender="talent@acme.example", ask_first=True),
            "leaves from talent@acme.example · you see each before it leaves",
            id="from an address",
        ),
        pytest.param(StageDraft(sender_id=2), "leaves from a colleague", id="from a colleague"),
    ],
)
def test_the_editor_says_how_an_email_leaves(draft: StageDraft, told: str) -> None:
    (voice,) = voices.of([draft])

    assert stage_leaving.told(draft, voice) == told


@pytest.mark.parametrize(
    ("kind", "body", "told"),
    [
        pytest.param(StageKind.CONNECTION, "", "300 characters at most.", id="a connection note, empty"),
        pytest.param(
            StageKind.CONNECTION, "Hello", "300 characters at most, 5 so far.", id="a connection note"
        ),
        pytest.param(StageKind.INMAIL, "Hello", "1,900 characters at most, 5 so far.", id="an InMail"),
        pytest.param(StageKind.TASK, "Hello", None, id="a task"),
    ],
)
def test_the_form_tells_the_budget_of_a_kind(kind: StageKind, body: str, told: str | None) -> None:
    view = stage.build(cast.stage_form(stage=StageDraft(kind=kind, body=body)))

    (text,) = [block for block in view["blocks"] if block.get("block_id", "").startswith("stage_body")]
    assert (text.get("hint") or {}).get("text") == told
