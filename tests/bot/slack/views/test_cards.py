"""Messages with buttons: reminders, answers, trouble."""

from datetime import UTC, date, datetime

import pytest

from bot.rules.fallbacks import Fallback
from bot.slack.views import mend, reminder, reply, snooze, trouble
from storage.statuses import EnrollmentStatus, Mark, StageKind, TouchStatus
from tests.bot.slack.views import cast, forms, reading
from tests.bot.slack.views.cast import Json

LETTER = "Hi Grace,\n\n*one* <two> & `three`"


def values(made: Json, action: str) -> list[str]:
    return [one["value"] for one in reading.elements_of(made, "button") if one["action_id"] == action]


def rich(made: Json) -> list[str]:
    return [
        one["text"]
        for block in made["blocks"]
        if block["type"] == "rich_text"
        for part in block["elements"]
        for one in part["elements"]
    ]


def test_a_reminder_has_the_text_ready_to_copy() -> None:
    assert rich(reminder.build(cast.reminder(text=LETTER))) == [LETTER]


def test_a_reminder_says_by_itself_whom_and_what() -> None:
    assert reminder.build(cast.reminder(sequence="Backend"))["text"] == (
        "Send an InMail to *Grace Hopper*: stage 3 of 3 in Backend"
    )


def test_a_reminder_offers_what_may_have_happened() -> None:
    made = reminder.build(cast.reminder())

    assert reading.buttons(made) == [
        "Mark sent",
        "Mark replied",
        "Open profile",
        "Card",
        "Skip this stage",
        "Edit text",
        "Hand over",
        "Stop sequence",
    ]
    assert reminder.read(values(made, reminder.MARK_SENT)[0]) == 5
    [menu] = reading.elements_of(made, "static_select")
    assert [reminder.read_snooze(one["value"]) for one in menu["options"]] == [
        (5, how) for how in (reminder.HOUR, reminder.TOMORROW, reminder.MONDAY, reminder.PICK)
    ]


def test_a_call_is_marked_done_rather_than_sent() -> None:
    assert reading.buttons(reminder.build(cast.reminder(kind=StageKind.CALL)))[0] == "Mark done"


@pytest.mark.parametrize(
    ("can_undo", "buttons"),
    [pytest.param(True, ["Card", "Undo"], id="just now"), pytest.param(False, ["Card"], id="later")],
)
def test_a_settled_reminder_says_how_and_may_be_undone(can_undo: bool, buttons: list[str]) -> None:
    card = cast.reminder(status=TouchStatus.DONE, settled="marked sent by <@U1>", can_undo=can_undo)

    made = reminder.build(card)

    assert made["text"].endswith("marked sent by <@U1>")
    assert reading.buttons(made) == buttons


def test_of_a_cancelled_reminder_only_the_way_to_the_card_is_left_even_without_a_word() -> None:
    assert reading.buttons(reminder.build(cast.reminder(status=TouchStatus.CANCELLED))) == ["Card"]


def test_a_picked_date_is_read_back() -> None:
    view = snooze.build(5, person="Grace", suggested=cast.NOW, channel="D1", message="1.2")

    assert snooze.read(reading.typed_back(view)) == snooze.SnoozeAsked(
        touch_id=5, until=datetime(2026, 3, 3, 8, 12, tzinfo=UTC), channel="D1", message="1.2"
    )


def test_an_answer_is_quoted_as_it_was_written() -> None:
    made = reply.build(cast.reply(text=LETTER, writer=""))

    assert rich(made) == [LETTER]
    assert made["text"].startswith("*Grace Hopper* answered: Hi Grace,")


def test_a_long_answer_is_cut_and_says_so() -> None:
    made = reply.build(cast.reply(text="word", is_cut=True))

    assert rich(made) == ["word…"]
    assert "The rest is in Gmail." in reading.words(made)


def test_an_answer_says_where_it_came_and_what_it_did() -> None:
    made = reply.build(cast.reply(sequence="Backend", stage=2, stages=4, effect="Nothing more goes out."))

    assert "Backend · after stage 2 of 4 · Nothing more goes out." in reading.words(made)


def test_somebody_else_who_answered_is_named() -> None:
    made = reply.build(cast.reply(writer="Robin", person="Grace"))

    assert made["text"].startswith("*Robin* answered for *Grace*")


@pytest.mark.parametrize(
    ("more", "button"),
    [
        pytest.param({}, "I've got it", id="nobody has it"),
        pytest.param({"claimed_by": "U0ANA"}, "Give it back", id="somebody has it"),
    ],
)
def test_an_answer_several_were_told_of_can_be_taken_over(more: Json, button: str) -> None:
    assert button in reading.buttons(reply.build(cast.reply(is_shared=True, **more)))
    assert button not in reading.buttons(reply.build(cast.reply(**more)))


def test_a_mark_says_what_when_and_by_whom_and_can_be_taken_back() -> None:
    made = reply.build(
        cast.reply(mark=Mark.NOT_NOW, marked_by="U0ANA", back_on=date(2027, 3, 3), reason="", can_undo=True)
    )

    assert "Marked *Not now* by <@U0ANA>; it comes back on Wed 3 Mar 2027." in reading.words(made)
    assert reading.buttons(made) == ["Reply", "Open in Gmail", "Card", "Undo"]


def test_the_wrong_person_can_be_given_another_address() -> None:
    made = reply.build(cast.reply(mark=Mark.WRONG_PERSON))

    assert reading.buttons(made) == ["Reply", "Open in Gmail", "Another address", "Card"]


def test_an_answer_asks_what_to_make_of_it() -> None:
    made = reply.build(cast.reply())

    assert reading.buttons(made) == [
        "Interested",
        "Not now",
        "Not interested",
        "Wrong person",
        "Reply",
        "Open in Gmail",
        "Not a reply: resume",
        "Card",
    ]
    assert reply.read(values(made, reply.NOT_A_REPLY)[0]) == (3, 4)


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"mark": Mark.NOT_NOW}, id="marked"),
        pytest.param({"status": EnrollmentStatus.ACTIVE}, id="resumed"),
    ],
)
def test_a_settled_answer_no_longer_asks_whether_to_resume(more: Json) -> None:
    assert "Not a reply: resume" not in reading.buttons(reply.build(cast.reply(**more)))


@pytest.mark.parametrize(
    ("kind", "buttons"),
    [
        ("mailbox_lost", ["Reconnect"]),
        ("mailbox_connected", []),
        ("missing_token", ["Fill in", "Use fallback…", "Skip this stage", "Stop sequence", "Card"]),
        ("no_address", ["Fix address", "Stop sequence", "Card"]),
        ("bounce", ["Fix address", "Go on by hand", "Card"]),
        ("soft_bounce", ["Go on in a week", "Fix address", "Stop sequence", "Card"]),
        ("left", ["Fix address", "Open in Gmail", "Card"]),
        ("comeback", ["Open in Gmail", "Resume the sequence", "Card"]),
        ("breaker_breaks", []),
        ("unknown_outcome", ["Look in Gmail", "It was sent", "Send now", "Skip this stage", "Card"]),
        ("not_sure", ["Open in Gmail", "Yes: stop", "No: resume", "Card"]),
        ("away", ["Open in Gmail", "Resume now", "Stop sequence", "Card"]),
        ("opted_out", ["Open in Gmail", "Undo", "Card"]),
        ("held", ["Resume", "Stop sequence", "Card"]),
        ("info", ["Open", "Card"]),
        ("something new", ["Open", "Card"]),
    ],
)
def test_every_trouble_has_the_buttons_that_mend_it(kind: str, buttons: list[str]) -> None:
    assert reading.buttons(trouble.build(forms.trouble(kind))) == buttons


def test_a_fallback_is_agreed_to_as_it_will_read() -> None:
    phrases = (("company", "your team"), ("title", "your work"))
    card = forms.trouble(
        "missing_token", "Grace *Hopper*", fallback=Fallback(phrases=phrases, reads=("At <it>.",))
    )

    made = trouble.build(card)

    [button] = [one for block in made["blocks"] for one in block.get("elements", ()) if "confirm" in one][:1]
    assert button["action_id"] == trouble.USE_FALLBACK
    said = button["confirm"]["text"]["text"].replace("\u2060", "")
    stands = "“your team” for {{company}} and “your work” for {{title}}, for Grace *Hopper* only."
    assert said == f"{stands} It will read: At &lt;it&gt;."
    assert trouble.read_fallback(button["value"]) == (4, ("company", "title"))


def test_no_fallback_is_offered_where_a_person_must_say_it() -> None:
    made = trouble.build(forms.trouble("missing_token", fallback=None))

    assert reading.buttons(made) == ["Fill in", "Skip this stage", "Stop sequence", "Card"]


def test_settled_trouble_has_only_the_way_to_the_person() -> None:
    made = trouble.build(forms.trouble("bounce", settled="a new address was given by <@U1>"))

    assert reading.buttons(made) == ["Card"]
    assert made["text"].endswith("by <@U1>")


def test_trouble_that_was_settled_by_a_click_keeps_its_words_and_the_way_to_the_person() -> None:
    drawn = trouble.build(forms.trouble("missing_token", "Grace"))

    made = trouble.settled(drawn["blocks"], "The sequence goes on.")

    assert made["blocks"][0]["text"] == drawn["blocks"][0]["text"]
    assert reading.buttons(made) == ["Card"]
    assert made["text"] == "The sequence goes on."
    assert (
        reading.buttons(trouble.settled(trouble.build(forms.trouble("breaker_breaks"))["blocks"], "Over."))
        == []
    )


@pytest.mark.parametrize(
    ("touch_id", "enrollment_id"),
    [
        pytest.param(5, 4, id="both"),
        pytest.param(None, 4, id="no touch"),
        pytest.param(5, None, id="no enrollment"),
    ],
)
def test_a_button_names_touch_and_enrollment(touch_id: int | None, enrollment_id: int | None) -> None:
    made = trouble.build(forms.trouble("bounce", touch_id=touch_id, enrollment_id=enrollment_id))

    assert trouble.read(values(made, trouble.FIX_ADDRESS)[0]) == (touch_id, enrollment_id)


def test_missing_values_are_read_back() -> None:
    view = mend.fill_in(4, "Grace", ["reason", "extra1"], channel="D1", message="1.2")
    typed = {"fill_in_value:reason": {"value": " your talk "}}

    assert mend.read(reading.typed_back(view, **typed)) == mend.Mended(
        enrollment_id=4, person="Grace", values={"reason": "your talk"}, channel="D1", message="1.2"
    )


def test_a_new_address_is_read_back() -> None:
    view = mend.fix_address(4, "Grace", "grace@example.org")

    assert mend.read(reading.typed_back(view)) == mend.Mended(
        enrollment_id=4, person="Grace", address="grace@example.org"
    )
