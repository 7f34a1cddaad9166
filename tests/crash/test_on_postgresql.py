"""What only a server brings: several workers at once, and an end of the server itself."""

from pathlib import Path

import pytest

from tests.crash import play as plays, reference as references
from tests.crash.play import Play
from tests.crash.reference import Case
from tests.crash.server import DurableServer
from tests.crash.stores import Served
from tests.crash.theatre import Theatre

pytestmark = pytest.mark.crash


def test_what_is_promised_on_sqlite_is_promised_on_postgresql(
    theatre: Theatre, durable_server: DurableServer, shared_case: Case, tmp_path: Path
) -> None:
    store = Served(durable_server)
    try:
        play = references.played_on(store, theatre, shared_case, tmp_path / "log")
        assert play.wrongs() == []
    finally:
        store.forget()


@pytest.mark.parametrize("falls_after", [0.02, 0.1, 0.3])
def test_a_server_that_stops_at_once_under_three_workers(
    theatre: Theatre, durable_server: DurableServer, tmp_path: Path, falls_after: float
) -> None:
    store = Served(durable_server)
    play = Play(theatre=theatre, stand_in=theatre.open(), url=store.url, log=str(tmp_path / "log"))
    play.enroll()

    with play.crowd(3):
        play.wait(falls_after)
        store.fall()
        play.wait(falls_after)
    plays.go_on(play, from_first=True)

    assert play.wrongs() == []
    store.forget()
