"""Whoever is named somewhere is a click away from their card."""

import pytest

from bot.outreach.candidates.portraits import About
from bot.slack.views import (
    card_button,
    crowd,
    enroll,
    import_card,
    question,
    release,
    reminder,
    reminders,
    reply,
    review,
    show,
    today,
    trouble,
    why,
)
from storage.statuses import ImportStatus
from tests.bot.slack.views import asked, cast, forms, hands, named, reading, steered, tabular
from tests.bot.slack.views.cast import Json

SETTLED = (hands.settled_reminder(),) * 3
EVERYWHERE = {
    "today": (today.build(cast.today_page(2)), 8),
    "good morning": (today.morning(cast.today_page(1)), 4),
    "reminder": (reminder.build(cast.reminder()), 1),
    "reminder, settled": (reminder.build(hands.settled_reminder()), 1),
    "list of reminders": (reminders.build(hands.reminders(3)), 3),
    "list of reminders, settled": (reminders.build(hands.reminders(3, rows=SETTLED)), 3),
    "answer": (reply.build(cast.reply()), 1),
    "before it leaves": (question.build(asked.question()), 1),
    "trouble": (trouble.build(forms.trouble("missing_token", "Grace")), 1),
    "why": (why.build(forms.explanation()), 1),
    "a sequence": (show.build(cast.page(3)), 3),
    "several people": (review.build(named.page(5, "Grace")), 1),
    "enrolled": (enroll.done("Grace", "Backend", first="Now.", enrollment_id=4), 1),
    "a colleague asks": (release.build(asked.release()), 1),
}


def ways(drawn: Json) -> list[Json]:
    return [one for one in reading.elements_of(drawn, "button") if one["action_id"] == card_button.OPEN]


@pytest.mark.parametrize("name", EVERYWHERE)
def test_beside_everybody_is_the_way_to_their_card(name: str) -> None:
    drawn, count = EVERYWHERE[name]

    assert len(ways(drawn)) == count


def test_each_row_opens_its_own() -> None:
    found = [card_button.read(one) for one in ways(today.build(cast.today_page(2)))]

    assert found[:2] == [(About.TOUCH, 0), (About.TOUCH, 1)]
    assert found[-1] == (About.ENROLLMENT, 4)


def test_where_people_are_ticked_a_menu_opens_one_of_them() -> None:
    [menu] = (
        one
        for one in reading.elements_of(crowd.build(steered.crowd(3)), "static_select")
        if one["action_id"] == card_button.OPEN
    )

    chosen = {"type": "static_select", "selected_option": menu["options"][2]}
    assert card_button.read(chosen) == (About.ENROLLMENT, 2)


@pytest.mark.parametrize(
    ("status", "leads"),
    [(ImportStatus.DONE, True), (ImportStatus.GOING, False), (ImportStatus.TAKEN_BACK, False)],
)
def test_an_import_leads_to_the_people_it_added(status: ImportStatus, leads: bool) -> None:
    drawn = import_card.build(tabular.card("people.csv", status))

    assert ("People" in reading.buttons(drawn)) is leads
