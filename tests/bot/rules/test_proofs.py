"""A mailbox of which it was proved that mail may leave twice sends nothing."""

from typing import Any

import pytest

from bot.rules import proofs
from gmail.observed import Copies, Disguise, Journey, Observed


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


def seen(**changes: Any) -> Observed:
    """Give what is seen of a Gmail that does all that is hoped for."""
    journey = Journey(
        tokens=changes.pop("tokens", (True, True, True)),
        rfc_ids=changes.pop("rfc_ids", ("<d@x>", "<s@x>", "<s@x>")),
        thread_ids=changes.pop("thread_ids", ("t1", "t1")),
        was_received=changes.pop("was_received", True),
        history_seconds=changes.pop("history_seconds", 0.4),
        thread_seconds=0.6,
        text_unchanged=changes.pop("text_unchanged", True),
    )
    plain: dict[str, Any] = {
        "journey": journey,
        "second": Copies(outcomes=("sent", "404"), arrived=1),
        "parallel": Copies(outcomes=("sent", "404"), arrived=1),
        "unverified": Disguise(asked="x@acme.example", became="ana@acme.example"),
        "alias": Disguise(asked="talent@acme.example", became="talent@acme.example"),
    }
    return Observed(**(plain | changes))


def bad(found: Observed) -> list[str]:
    return [proof.point for proof in proofs.judge(found) if not proof.good]


def test_every_open_point_has_an_answer_and_what_follows_from_it() -> None:
    found = proofs.judge(seen())

    assert len(found) == 9
    assert all(proof.good and proof.answer and proof.follows for proof in found)


@pytest.mark.parametrize(
    ("found", "points"),
    [
        pytest.param(
            seen(second=Copies(outcomes=("sent", "sent"), arrived=2)),
            ["second_send"],
            id="sent a second time",
        ),
        pytest.param(
            seen(second=Copies(outcomes=("sent", "answered 500"), arrived=1)),
            ["second_send"],
            id="no clear no",
        ),
        pytest.param(
            seen(parallel=Copies(outcomes=("sent", "sent"), arrived=2)),
            ["parallel_sends"],
            id="twice at once",
        ),
        pytest.param(seen(tokens=(True, False, False)), ["token_header"], id="our header is gone"),
        pytest.param(seen(rfc_ids=("<d@x>", "<s@x>", "<r@x>")), ["message_id"], id="two Message-IDs"),
        pytest.param(seen(rfc_ids=("<d@x>", "", "")), ["message_id"], id="no Message-ID"),
        pytest.param(seen(thread_ids=("t1", "t2")), ["thread_id"], id="another thread"),
        pytest.param(seen(history_seconds=None), ["delay"], id="never in history"),
        pytest.param(seen(was_received=False), ["delay"], id="never in the inbox"),
        pytest.param(
            seen(unverified=Disguise(asked="x@acme.example", became="x@acme.example")),
            ["unverified_sender"],
            id="anybody's name",
        ),
        pytest.param(
            seen(alias=Disguise(asked="talent@acme.example", became="ana@acme.example")),
            ["alias"],
            id="an alias rewritten",
        ),
        pytest.param(seen(text_unchanged=False), ["text_part"], id="other words"),
    ],
)
def test_each_bad_answer_is_told_by_itself(found: Observed, points: list[str]) -> None:
    assert bad(found) == points


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(seen(parallel=Copies(outcomes=("sent", "429"), arrived=1)), id="one of two is too many"),
        pytest.param(seen(unverified=Disguise(asked="x@acme.example", became="")), id="a sender refused"),
        pytest.param(seen(alias=None), id="no alias at all"),
        pytest.param(seen(rfc_ids=("<d@x>", "<d@x>", "<d@x>")), id="a Message-ID that is kept"),
    ],
)
def test_what_costs_nobody_anything_is_good(found: Observed) -> None:
    assert bad(found) == []
