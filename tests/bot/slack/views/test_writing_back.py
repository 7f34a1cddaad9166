"""The form of a reply, and what the card of an answer says of one."""

from typing import Any

from bot.slack.views import reply, writing_back
from bot.slack.views.writing_back import Typed
from tests.bot.slack.views import cast, forms, reading

LETTER = "Hi Ana,\n<!channel> *is* it still open?"


def typed(*elements: Any) -> dict[str, Any]:
    section = {"type": "rich_text_section", "elements": list(elements)}
    return {"rich_text_value": {"type": "rich_text", "elements": [section]}}


def said(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}


def test_the_form_names_the_person_and_shows_what_they_wrote() -> None:
    made = writing_back.build(forms.reply_form(first_name="Grace", text=LETTER, address="grace@example.com"))

    assert (made["title"]["text"], made["submit"]["text"]) == ("Reply to Grace", "Send")
    assert made["blocks"][0]["elements"][0]["elements"] == [said(LETTER)]  # text of rich text is never markup
    assert "to grace@example.com" in made["blocks"][1]["elements"][0]["text"]


def test_a_long_letter_is_cut() -> None:
    made = writing_back.build(forms.reply_form(text="x" * 5_000))

    assert len(made["blocks"][0]["elements"][0]["elements"][0]["text"]) == 1_500


def test_the_form_reads_back_what_was_typed_and_where_its_card_stands() -> None:
    view = writing_back.build(forms.reply_form(), channel="D1", message="1.2")
    back = reading.typed_back(view, write_back_text=typed(said("Hello {{first_name}}, yes!")))

    assert writing_back.read(back) == Typed(
        inbound_id=3, nonce="a1b2c3", text="Hello {{first_name}}, yes!", channel="D1", message="1.2"
    )


def test_a_mention_cannot_be_mailed_and_is_refused_under_the_text() -> None:
    view = writing_back.build(forms.reply_form())
    back = reading.typed_back(view, write_back_text=typed({"type": "user", "user_id": "U1"}))

    problems = writing_back.read(back).problems

    assert list(writing_back.errors(problems, back)) == ["write_back_text"]


def test_the_card_says_that_the_reply_leaves_and_then_who_has_answered() -> None:
    waiting = str(reply.build(cast.reply(reply="Your reply leaves in a moment.")))
    gone = str(reply.build(cast.reply(answered_at=cast.NOW, answered_by="U0ANA")))

    assert ("Your reply leaves in a moment." in waiting, "Answered by" in waiting) == (True, False)
    assert "Answered by <@U0ANA> <!date^" in gone
