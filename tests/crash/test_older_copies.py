"""Somebody puts yesterday's database back: what left since is found in the mailbox, and not sent again."""

from pathlib import Path

import pytest

from tests.crash import play as plays
from tests.crash.boundaries import Blow, Harm
from tests.crash.play import Play
from tests.crash.stores import Store
from tests.crash.theatre import Theatre

pytestmark = pytest.mark.crash

SENDING = Blow(at=18, harm=Harm.DIES_AFTER)
"""In the midst of the first mail of a day, with a draft at Gmail."""


@pytest.mark.parametrize("blow", [(), (SENDING,)], ids=["taken at rest", "taken in the midst of a mail"])
@pytest.mark.parametrize("minutes", [0, 3, 300], ids=["back at once", "back in minutes", "back in hours"])
def test_a_copy_from_before_the_first_mails(
    theatre: Theatre, store: Store, tmp_path: Path, blow: tuple[Blow, ...], minutes: int
) -> None:
    play = Play(theatre=theatre, stand_in=theatre.open(), url=store.url, log=str(tmp_path / "log"))
    play.enroll()
    if blow:
        play.struck(*blow)
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
