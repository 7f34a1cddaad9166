from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from bot.refusals import Refusal
from bot.rules import drafts
from bot.rules.drafts import Problem, SequenceDraft, StageDraft
from storage.statuses import StageKind

OPENING = StageDraft(subject="Hello {{first_name}}", body="Hi {{first_name}}, at {{company|your team}}?")
FOLLOWING = StageDraft(delay=3, body="Just a nudge.")
INMAIL = StageDraft(kind=StageKind.INMAIL, body="Hi there")
GOOD = SequenceDraft(name="Backend, Berlin", stages=(OPENING, FOLLOWING, INMAIL))


def only(found: tuple[Problem, ...]) -> tuple[str, int | None]:
    assert len(found) == 1
    assert found[0].text.endswith((".", "?"))
    return found[0].field, found[0].stage


def test_a_good_draft_has_no_problems() -> None:
    assert drafts.problems(GOOD, taken_names={"Backend, Paris"}) == ()


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("", id="empty"),
        pytest.param(" \u200b ", id="nothing one can see"),
        pytest.param("x" * 121, id="too long"),
        pytest.param("backend,  BERLIN 1", id="taken, in other letters"),
        pytest.param("one\ntwo", id="two lines"),
        pytest.param("one\rtwo", id="carriage return"),
        pytest.param("bell\x07", id="control character"),
        pytest.param("evil\u202egnp.exe", id="turned around"),
        pytest.param("half\ud800", id="half a letter"),
    ],
)
def test_a_name_that_cannot_be_is_said_at_the_name(name: str) -> None:
    draft = replace(GOOD, name=name)

    assert only(drafts.problems(draft, taken_names=["Backend, Berlin 1"])) == ("name", None)


def test_a_name_that_would_ping_a_channel_is_only_a_name() -> None:
    assert drafts.problems(replace(GOOD, name="<!channel> & <@U1>")) == ()


def test_a_plan_without_stages_is_no_plan() -> None:
    assert only(drafts.problems(replace(GOOD, stages=()))) == ("stages", None)


@pytest.mark.parametrize(
    ("stages", "field", "index"),
    [
        pytest.param((replace(OPENING, body=" \n"),), "body", 0, id="an email without a body"),
        pytest.param((replace(OPENING, body="- &nbsp;\n- &nbsp;"),), "body", 0, id="a list of nothing"),
        pytest.param((replace(OPENING, body="> 1. &nbsp;"),), "body", 0, id="a quoted list of nothing"),
        pytest.param((replace(OPENING, body="```\n \n```"),), "body", 0, id="code that is empty"),
        pytest.param((replace(INMAIL, body=""),), "body", 0, id="an InMail without a body"),
        pytest.param((replace(OPENING, body="x" * 10_001),), "body", 0, id="a body too long"),
        pytest.param(
            (replace(INMAIL, kind=StageKind.CONNECTION, body="x" * 301),),
            "body",
            0,
            id="a note too long for LinkedIn",
        ),
        pytest.param((replace(OPENING, body="Hi\0"),), "body", 0, id="a body with a control character"),
        pytest.param((replace(OPENING, subject=" "),), "subject", 0, id="the first email without a subject"),
        pytest.param(
            (INMAIL, replace(FOLLOWING, delay=0)), "subject", 1, id="the first email after an InMail"
        ),
        pytest.param(
            (OPENING, replace(FOLLOWING, new_thread=True)), "subject", 1, id="a new thread, no subject"
        ),
        pytest.param((replace(OPENING, subject="x" * 251),), "subject", 0, id="a subject too long"),
        pytest.param(
            (replace(OPENING, subject="Hi\r\nBcc: all@example.com"),), "subject", 0, id="a header smuggled in"
        ),
        pytest.param((replace(OPENING, subject="Hi {{frist_name}}"),), "subject", 0, id="an unknown token"),
        pytest.param((OPENING, replace(FOLLOWING, body="{% for x in y %}")), "body", 1, id="template code"),
        pytest.param((OPENING, replace(FOLLOWING, delay=-1)), "delay", 1, id="a delay backwards"),
        pytest.param((OPENING, replace(FOLLOWING, delay=366)), "delay", 1, id="a delay of more than a year"),
        pytest.param((OPENING, replace(FOLLOWING, delay=0)), "delay", 1, id="two emails at once"),
    ],
)
def test_a_problem_stands_where_it_belongs(stages: tuple[StageDraft, ...], field: str, index: int) -> None:
    assert only(drafts.problems(replace(GOOD, stages=stages))) == (field, index)


def test_stages_without_words_of_their_own_may_be_bare() -> None:
    bare = tuple(StageDraft(kind=kind) for kind in (StageKind.CALL, StageKind.TASK))

    assert drafts.problems(replace(GOOD, stages=bare)) == ()


def test_the_subject_of_an_answer_in_the_thread_does_not_matter() -> None:
    assert drafts.stage_problems(replace(FOLLOWING, subject="{{nonsense}}"), first_email=False) == ()


def test_all_problems_are_said_at_once() -> None:
    draft = SequenceDraft(name="", stages=(StageDraft(), StageDraft(kind=StageKind.INMAIL, delay=-1)))

    found = [(problem.field, problem.stage) for problem in drafts.problems(draft)]

    assert found == [("name", None), ("subject", 0), ("body", 0), ("delay", 1), ("body", 1)]


def test_a_line_is_trimmed_and_composed() -> None:
    assert drafts.clean_line("  Zu\u0308rich <!channel>\t ") == "Zürich <!channel>"
    assert drafts.clean_line("\u200b") == ""


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "a\x00b", "a\tb", "a\u2028b", "a\u202eb", "\ud83d"])
def test_a_line_with_what_nobody_sees_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match=r"line break|nobody can see"):
        drafts.clean_line(text)


@settings(max_examples=100, deadline=None)
@given(st.text(), st.text(), st.text())
def test_any_draft_can_be_looked_at(name: str, subject: str, body: str) -> None:
    found = drafts.problems(SequenceDraft(name=name, stages=(StageDraft(subject=subject, body=body),)))

    assert all(problem.text for problem in found)


def test_an_email_after_manual_stages_is_still_the_first() -> None:
    stages = (INMAIL, OPENING, FOLLOWING)

    assert [drafts.is_first_email(stages, index) for index in range(4)] == [True, True, False, False]


def test_the_delay_of_the_first_stage_does_not_matter() -> None:
    assert drafts.problems(replace(GOOD, stages=(replace(OPENING, delay=-1),))) == ()


def test_a_name_is_made_of_any_text() -> None:
    assert drafts.shorten_name(" a\nb\0\u202e  c ") == "a b c"
    assert drafts.shorten_name("x" * 200) == "x" * 120
