"""Several mailboxes write to one person: nothing leaves one before the answers in the others are known."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.rules import gate
from bot.rules.gate import Elsewhere, Hold, Postpone, Send
from tests.bot.rules.test_gate import GOOD, NOW

SECOND = timedelta(seconds=1)


def ana(heard_at: datetime | None, *, is_connected: bool = True) -> Elsewhere:
    return Elsewhere(mailbox_id=1, name="Ana", is_connected=is_connected, heard_at=heard_at)


@pytest.mark.parametrize(
    ("heard_at", "goes"),
    [
        pytest.param(NOW, True, id="now"),
        pytest.param(NOW - gate.HEARD, True, id="a minute ago"),
        pytest.param(NOW - gate.HEARD - SECOND, False, id="longer ago"),
        pytest.param(NOW + timedelta(hours=1), False, id="by a clock that was set back since"),
        pytest.param(None, False, id="never"),
    ],
)
def test_an_answer_elsewhere_is_looked_for_first(heard_at: datetime | None, goes: bool) -> None:
    found = gate.judge(replace(GOOD, elsewhere=(ana(heard_at),)), NOW)

    waits = Postpone(until=NOW + gate.LISTEN, why="The answers in the mailbox of Ana are read first.")
    assert found == (Send() if goes else waits)


def test_one_mailbox_that_was_read_does_not_speak_for_another() -> None:
    facts = replace(GOOD, elsewhere=(ana(NOW), replace(ana(None), mailbox_id=2, name="Ben")))

    assert isinstance(gate.judge(facts, NOW), Postpone)
    assert [one.mailbox_id for one in gate.unheard(facts.elsewhere, NOW)] == [2]


def test_a_mailbox_nobody_can_read_holds_the_mail_however_fresh_it_was() -> None:
    found = gate.judge(replace(GOOD, elsewhere=(ana(NOW, is_connected=False),)), NOW)

    assert found == gate.lost_elsewhere("Ana")
    assert isinstance(found, Hold)


def test_nobody_is_asked_before_the_answers_elsewhere_are_known() -> None:
    assert isinstance(gate.judge(replace(GOOD, must_ask=True, elsewhere=(ana(None),)), NOW), Postpone)


def test_nothing_leaves_in_a_name_that_was_not_lent() -> None:
    assert gate.judge(replace(GOOD, unpermitted="Ben"), NOW) == gate.unpermitted("Ben")
