"""Every boundary of the reference run, and everything that can happen to a real process there."""

from pathlib import Path

import pytest

from tests.crash import boundaries, reference as references
from tests.crash.boundaries import Harm
from tests.crash.reference import Case, Day, Reference
from tests.crash.theatre import Theatre

pytestmark = pytest.mark.crash


def test_nobody_is_written_to_twice_or_after_answering_and_nobody_is_lost(
    theatre: Theatre, reference: Reference, case: Case, tmp_path: Path
) -> None:
    play = references.played(theatre, reference, case, tmp_path / "log")

    assert play.wrongs() == []
    died = case.harm in {Harm.DIES_BEFORE, Harm.DIES_AFTER}
    assert boundaries.DIED in [fate.code for fate in play.fates] if died else play.fates


@pytest.mark.parametrize("day", Day)
def test_the_reference_run_meets_what_it_must(reference: Reference, day: Day) -> None:
    names = [boundary.name for boundary in reference.met[day]]

    assert names.count("POST drafts") == names.count("POST drafts/send") == (3 if day is Day.FIRST else 2)
    assert sum(boundary.lasts for boundary in reference.met[day]) >= 14
