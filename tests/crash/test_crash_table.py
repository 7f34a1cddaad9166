"""The crash table of the protocol, one row each: what was durable last, and what comes of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from storage.statuses import SendStep, TouchStatus
from tests.crash import play as plays, reference as references
from tests.crash.boundaries import Blow, Harm
from tests.crash.reference import Day, Reference
from tests.crash.theatre import Theatre

pytestmark = pytest.mark.crash

Where = Callable[[Reference, Day], Blow]


def before(name: str) -> Where:
    """Die before the first boundary of a name."""
    return lambda met, day: Blow(at=references.first(met, day, name), harm=Harm.DIES_BEFORE)


def after(name: str, *, harm: Harm = Harm.DIES_AFTER) -> Where:
    """Come to harm when the first boundary of a name is behind us."""
    return lambda met, day: Blow(at=references.first(met, day, name), harm=harm)


def written_after(name: str) -> Where:
    """Die when what came of a call is on disk."""
    return lambda met, day: Blow(
        at=references.lasting_after(met, day, references.first(met, day, name)), harm=Harm.DIES_AFTER
    )


def planned(met: Reference, day: Day) -> Blow:
    """Die before the word is on disk that a draft may exist."""
    created = references.first(met, day, "POST drafts")
    return Blow(at=references.lasting_before(met, day, created), harm=Harm.DIES_BEFORE)


def at_once(met: Reference, day: Day) -> Blow:
    """Die before anything was done."""
    return Blow(at=1, harm=Harm.DIES_BEFORE)


CLAIMED, SCHEDULED, SENT = TouchStatus.CLAIMED, TouchStatus.SCHEDULED, TouchStatus.SENT
TABLE = [
    pytest.param(at_once, SCHEDULED, None, id="before PLANNED: nothing has happened"),
    pytest.param(planned, SCHEDULED, None, id="PLANNED: written down with DRAFTING, so nothing has happened"),
    pytest.param(before("POST drafts"), CLAIMED, SendStep.DRAFTING, id="DRAFTING: no draft exists"),
    pytest.param(
        after("POST drafts"),
        CLAIMED,
        SendStep.DRAFTING,
        id="DRAFTING: a draft exists and we do not know its id",
    ),
    pytest.param(written_after("POST drafts"), CLAIMED, SendStep.DRAFTED, id="DRAFTED: the draft waits"),
    pytest.param(
        before("POST drafts/send"), CLAIMED, SendStep.SENDING, id="SENDING: the request was not written"
    ),
    pytest.param(
        after("POST drafts/send"), CLAIMED, SendStep.SENDING, id="SENDING: accepted, the answer not stored"
    ),
    pytest.param(
        after("POST drafts/send", harm=Harm.LOSES),
        SENT,
        None,
        id="SENDING: the answer lost, found in history",
    ),
    pytest.param(written_after("POST drafts/send"), SENT, None, id="SENT: its Message-ID was not read back"),
]


@pytest.mark.parametrize("day", Day)
@pytest.mark.parametrize(("where", "status", "step"), TABLE)
def test_after_a_death_each_stage_goes_out_once(
    theatre: Theatre,
    reference: Reference,
    tmp_path: Path,
    day: Day,
    where: Where,
    status: TouchStatus,
    step: SendStep | None,
) -> None:
    play = references.begun(theatre, reference, day, tmp_path / "log")

    play.struck(where(reference, day))
    found = play.first_touch(position=0 if day is Day.FIRST else 1)
    plays.go_on(play, from_first=day is Day.FIRST)

    assert (found.status, found.step) == (status, step)
    assert play.wrongs() == []
    assert play.sends() == 5
