"""The card of a mail somebody wants to see first, and the form to write it anew."""

import pytest

from bot.slack.views import question
from bot.slack.views.question import Typed
from tests.bot.slack.views import asked, forms, reading


def test_the_card_shows_the_whole_mail_and_three_buttons() -> None:
    made = question.build(
        asked.question(subject="A role", text="Hello *Grace*", files=("plan.pdf",), missing=())
    )

    assert reading.buttons(made) == ["Card", "Send", "Edit", "Skip"]
    assert {question.read(one["value"]) for one in reading.elements_of(made, "button")[1:]} == {5}
    assert "{'type': 'text', 'text': 'Hello *Grace*'}" in str(made)
    assert ":paperclip: plan.pdf" in reading.words(made)


def test_a_long_mail_says_where_its_rest_is() -> None:
    made = question.build(asked.question(text="x" * 2_900, is_cut=True))

    assert "The rest is behind Edit." in reading.words(made)


def test_a_settled_card_has_only_the_way_to_the_person_and_names_who_settled_it() -> None:
    made = question.build(asked.question(settled="It was left out", settled_by="U0ANA"))

    assert reading.buttons(made) == ["Card"]
    assert "It was left out by <@U0ANA>." in reading.words(made)


@pytest.mark.parametrize("subject", ["A {{first_name}}, a word", None])
def test_the_form_gives_back_what_it_was_opened_with(subject: str | None) -> None:
    view = question.form(
        forms.own_words(subject=subject, body="Dear **Grace**,\n\n- one"), channel="D1", message="1.2"
    )

    read = question.read_form(reading.typed_back(view))

    assert read == Typed(
        touch_id=5, subject=subject, text="Dear **Grace**,\n\n- one", channel="D1", message="1.2"
    )


def test_a_subject_that_was_emptied_is_empty_and_not_forgotten() -> None:
    view = reading.typed_back(question.form(forms.own_words()), question_subject={"value": None})

    assert question.read_form(view).subject == ""


def test_a_mention_cannot_be_mailed_and_is_refused_under_the_text() -> None:
    section = {"type": "rich_text_section", "elements": [{"type": "user", "user_id": "U1"}]}
    typed = {"rich_text_value": {"type": "rich_text", "elements": [section]}}
    view = reading.typed_back(question.form(forms.own_words()), question_text=typed)

    problems = question.read_form(view).problems

    assert list(question.errors(problems, view)) == ["question_text"]
