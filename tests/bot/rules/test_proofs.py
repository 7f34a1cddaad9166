"""A mailbox of which it was proved that mail may leave twice sends nothing."""

from typing import Any

import pytest

from bot.rules import proofs


@pytest.mark.parametrize(
    "found",
    [
        pytest.param({}, id="nobody has looked"),
        pytest.param({"second_send": {"good": True}, "parallel_sends": {"good": True}}, id="all is well"),
        pytest.param({"text_part": {"good": False}}, id="a bad answer that costs nobody a second mail"),
        pytest.param({"second_send": "?"}, id="an answer nobody understands"),
    ],
)
def test_a_mailbox_sends_while_nothing_speaks_against_it(found: dict[str, Any]) -> None:
    assert proofs.distrust(found) == ""


@pytest.mark.parametrize("point", proofs.VITAL)
def test_a_mailbox_whose_mail_may_leave_twice_sends_nothing(point: str) -> None:
    assert "twice" in proofs.distrust({point: {"good": False}})
