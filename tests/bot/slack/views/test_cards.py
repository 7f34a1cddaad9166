"""Messages with buttons: reminders, answers, trouble."""

from datetime import UTC, datetime

import pytest

from bot.slack.views import mend, reminder, reply, snooze, trouble
from storage.statuses import EnrollmentStatus, Mark, StageKind, TouchStatus
from tests.bot.slack.views import cast, reading
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
        "Skip this stage",
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
    [pytest.param(True, ["Undo"], id="just now"), pytest.param(False, [], id="later")],
)
def test_a_settled_reminder_says_how_and_may_be_undone(can_undo: bool, buttons: list[str]) -> None:
    card = cast.reminder(status=TouchStatus.DONE, settled="marked sent by <@U1>", can_undo=can_undo)

    made = reminder.build(card)

    assert made["text"].endswith("marked sent by <@U1>")
    assert reading.buttons(made) == buttons


def test_a_cancelled_reminder_has_no_buttons_even_without_a_word() -> None:
    assert reading.buttons(reminder.build(cast.reminder(status=TouchStatus.CANCELLED))) == []


def test_a_picked_date_is_read_back() -> None:
    view = snooze.build(5, person="Grace", suggested=cast.NOW, channel="D1", message="1.2")

    assert snooze.read(reading.typed_back(view)) == snooze.SnoozeAsked(
        touch_id=5, until=datetime(2026, 3, 3, 8, 12, tzinfo=UTC), channel="D1", message="1.2"
    )


def test_an_answer_is_quoted_as_it_was_written() -> None:
    made = reply.build(cast.reply(text=LETTER))

    assert rich(made) == [LETTER]
    assert made["text"].startswith("*Grace Hopper* answered: Hi Grace,")


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
    ]
    assert reply.read(values(made, reply.NOT_A_REPLY)[0]) == (3, 4)


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"mark": Mark.NOT_NOW}, id="marked"),
        pytest.param({"status": EnrollmentStatus.ACTIVE}, id="resumed"),
    ],
)
def test_a_settled_answer_is_only_replied_to_here_or_in_gmail(more: Json) -> None:
    assert reading.buttons(reply.build(cast.reply(**more))) == ["Reply", "Open in Gmail"]


@pytest.mark.parametrize(
    ("kind", "buttons"),
    [
        ("mailbox_lost", ["Reconnect"]),
        ("mailbox_connected", []),
        ("missing_token", ["Fill in", "Skip this stage", "Stop sequence"]),
        ("bounce", ["Fix address", "Stop sequence"]),
        ("unknown_outcome", ["Look in Gmail", "It was sent", "Send now", "Skip this stage"]),
        ("not_sure", ["Open in Gmail", "Yes: stop", "No: resume"]),
        ("away", ["Open in Gmail", "Resume now", "Stop sequence"]),
        ("opted_out", ["Open in Gmail"]),
        ("held", ["Resume", "Stop sequence"]),
        ("info", ["Open"]),
        ("something new", ["Open"]),
    ],
)
def test_every_trouble_has_the_buttons_that_mend_it(kind: str, buttons: list[str]) -> None:
    assert reading.buttons(trouble.build(cast.trouble(kind))) == buttons


def test_settled_trouble_has_no_buttons() -> None:
    made = trouble.build(cast.trouble("bounce", settled="a new address was given by <@U1>"))

    assert reading.buttons(made) == []
    assert made["text"].endswith("by <@U1>")


@pytest.mark.parametrize(
    ("touch_id", "enrollment_id"),
    [
        pytest.param(5, 4, id="both"),
        pytest.param(None, 4, id="no touch"),
        pytest.param(5, None, id="no enrollment"),
    ],
)
def test_a_button_names_touch_and_enrollment(touch_id: int | None, enrollment_id: int | None) -> None:
    made = trouble.build(cast.trouble("bounce", touch_id=touch_id, enrollment_id=enrollment_id))

    assert trouble.read(values(made, trouble.FIX_ADDRESS)[0]) == (touch_id, enrollment_id)


def test_missing_values_are_read_back() -> None:
    view = mend.fill_in(4, "Grace", ["reason", "extra1"], channel="D1", message="1.2")
    typed = {"fill_in_value:reason": {"value": " your talk "}}

    assert mend.read(reading.typed_back(view, **typed)) == mend.Mended(
        enrollment_id=4, values={"reason": "your talk"}, channel="D1", message="1.2"
    )


def test_a_new_address_is_read_back() -> None:
    view = mend.fix_address(4, "Grace", "grace@example.org")

    assert mend.read(reading.typed_back(view)) == mend.Mended(enrollment_id=4, address="grace@example.org")
