"""What a colleague is asked before mail leaves in their name, and where they take it back."""

import pytest

from bot.outreach.overview.home_pictures import LentLine
from bot.slack.views import lent, permission
from storage.statuses import PermissionStatus
from tests.bot.slack.views import asked, reading

CARD = {"asker": "U0ANA", "colleague": "U0BEN", "sequence": "Backend"}


def test_the_card_says_who_asks_what_and_offers_four_answers() -> None:
    made = permission.build(asked.permission(**CARD, stages=(1, 2, 4)))

    words = reading.words(made)
    assert "<@U0ANA> wants emails to leave *in your name*" in words
    assert "Backend, stages 1, 2 and 4" in words
    assert reading.buttons(made) == ["Allow this sequence", "Allow always", "Preview first", "No"]
    values = {permission.read(one["value"]) for one in reading.elements_of(made, "button")}
    assert values == {(7, 9, "asked")}


@pytest.mark.parametrize(
    ("status", "is_always", "told"),
    [
        pytest.param(PermissionStatus.ALLOWED, False, "You allow it.", id="allowed"),
        pytest.param(PermissionStatus.ALLOWED, True, "every sequence of <@U0ANA>", id="always"),
        pytest.param(PermissionStatus.REFUSED, False, "You said no", id="refused"),
        pytest.param(PermissionStatus.REVOKED, False, "You have taken it back", id="revoked"),
    ],
)
def test_an_answered_card_says_what_was_answered(
    status: PermissionStatus, is_always: bool, told: str
) -> None:
    made = permission.build(asked.permission(**CARD, status=status, is_always=is_always))

    assert told in reading.words(made)
    assert reading.buttons(made) == []


def test_a_changed_text_can_be_looked_at_and_taken_back() -> None:
    made = permission.build(asked.permission(**CARD, news="changed", status=PermissionStatus.ALLOWED))

    assert reading.buttons(made) == ["Look", "Revoke"]


def test_the_asker_hears_the_answer_and_what_to_do() -> None:
    made = permission.build(asked.permission(**CARD, news="answered", status=PermissionStatus.REFUSED))

    assert "<@U0BEN> does not want *Backend* to send in their name. Choose another sender" in reading.words(
        made
    )


def test_home_lists_who_may_send_in_ones_name_ten_at_most() -> None:
    lines = [
        LentLine(permission_id=one, asker="U0ANA", sequence="Backend" if one else "") for one in range(12)
    ]

    made = {"blocks": list(lent.rows(lines))}

    assert "<@U0ANA>: every sequence of theirs" in reading.words(made)
    assert "<@U0ANA>: *Backend*" in reading.words(made)
    assert reading.buttons(made) == ["Revoke"] * 10
    assert "and 2 more" in reading.words(made)
    assert list(lent.rows(())) == []
