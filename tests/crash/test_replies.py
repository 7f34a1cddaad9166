"""Every boundary of the round in which a reply by hand leaves, and everything that can happen to a process there."""

from pathlib import Path

import pytest

from tests.crash import boundaries, written_back
from tests.crash.boundaries import Harm
from tests.crash.theatre import Theatre
from tests.crash.written_back import Case, Pressed

pytestmark = pytest.mark.crash


def test_a_reply_goes_once_and_is_never_lost(
    theatre: Theatre, pressed: Pressed, reply_case: Case, tmp_path: Path
) -> None:
    play = written_back.played(theatre, pressed, reply_case, tmp_path / "log")

    assert written_back.wrongs(play) == []
    died = reply_case.harm in {Harm.DIES_BEFORE, Harm.DIES_AFTER}
    assert boundaries.DIED in [fate.code for fate in play.fates] if died else play.fates


def test_its_round_meets_what_it_must(pressed: Pressed) -> None:
    names = [boundary.name for boundary in pressed.met]

    assert names.count("POST drafts") == names.count("POST drafts/send") == 1
    assert sum(boundary.lasts for boundary in pressed.met) >= 6
