"""Somebody puts yesterday's database back: what left since is found in the mailbox, and not sent again."""

from pathlib import Path

import pytest

from tests.crash import play as plays, reference as references
from tests.crash.boundaries import Blow, Harm
from tests.crash.play import Play
from tests.crash.reference import Day, Reference
from tests.crash.stores import Store
from tests.crash.theatre import Theatre

pytestmark = pytest.mark.crash

TAKEN = ["taken at rest", "taken when a draft was made", "taken when a mail had left"]


@pytest.mark.parametrize("midst", ["", "POST drafts", "POST drafts/send"], ids=TAKEN)
@pytest.mark.parametrize("minutes", [0, 3, 300], ids=["back at once", "back in minutes", "back in hours"])
def test_a_copy_from_before_the_first_mails(
    theatre: Theatre, reference: Reference, store: Store, tmp_path: Path, midst: str, minutes: int
) -> None:
    play = Play(theatre=theatre, stand_in=theatre.open(), url=store.url, log=str(tmp_path / "log"))
    play.enroll()
    if midst:
        play.struck(Blow(at=references.first(reference, Day.FIRST, midst), harm=Harm.DIES_AFTER))
    store.copy()
    play.look(3.0)
    play.let_pass(minutes=minutes)

    store.put_back()
    plays.go_on(play, from_first=True)

    assert play.wrongs() == []


def test_a_copy_from_before_an_answer_stops_the_sequence_all_the_same(
    theatre: Theatre, store: Store, tmp_path: Path
) -> None:
    play = Play(theatre=theatre, stand_in=theatre.open(), url=store.url, log=str(tmp_path / "log"))
    play.enroll()
    play.look(0.0)
    store.copy()
    plays.end_of_day(play)
    play.sleep()
    play.look(0.0)

    store.put_back()
    plays.finish(play)

    assert play.wrongs() == []
