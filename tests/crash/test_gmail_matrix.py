"""Every call of the protocol, and every way in which its answer can fail to come."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.crash import play as plays, reference as references, wire
from tests.crash.boundaries import Blow, Harm
from tests.crash.play import Play
from tests.crash.reference import Day, Reference
from tests.crash.theatre import Theatre
from tests.crash.wire import Trouble

pytestmark = pytest.mark.crash

ME = "/gmail/v1/users/me"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call: where it goes, and after which boundary's death it is made."""

    method: str
    path: str
    death: str = ""

    @property
    def name(self) -> str:
        """Name it as a boundary."""
        return f"{self.method} {self.path.removeprefix(ME + '/').replace('.+', 'ID')}"


CALLS = {
    "create draft": Call(method="POST", path=f"{ME}/drafts"),
    "thread get": Call(method="GET", path=f"{ME}/threads/.+"),
    "history": Call(method="GET", path=f"{ME}/history"),
    "send": Call(method="POST", path=f"{ME}/drafts/send"),
    "message get": Call(method="GET", path=f"{ME}/messages/.+"),
    "drafts get": Call(method="GET", path=f"{ME}/drafts/.+", death="drafted"),
    "drafts list": Call(method="GET", path=f"{ME}/drafts", death="drafting"),
    "delete draft": Call(method="DELETE", path=f"{ME}/drafts/.+", death="drafted"),
    "token": Call(method="POST", path="/token"),
}


def came_to(theatre: Theatre, reference: Reference, name: str, folder: Path) -> Play:
    """Bring a world to where the call is made next."""
    play = references.evening(theatre, reference.evening, folder / "log")
    death = CALLS[name].death
    if death:
        created = references.first(reference, Day.SECOND, "POST drafts")
        at = references.lasting_after(reference, Day.SECOND, created) if death == "drafted" else created
        play.struck(Blow(at=at, harm=Harm.DIES_AFTER))
    if name == "delete draft":
        play.reply(plays.PEOPLE[0])
    return play


@pytest.mark.parametrize("kind", wire.KINDS)
@pytest.mark.parametrize("name", CALLS)
def test_no_answer_makes_a_second_mail_or_loses_one(
    theatre: Theatre, reference: Reference, name: str, kind: str, tmp_path: Path
) -> None:
    play = came_to(theatre, reference, name, tmp_path)
    call = CALLS[name]
    theatre.wire.waiting.append(Trouble(method=call.method, path=call.path, kind=kind))

    play.settle()
    plays.finish(play)

    assert theatre.wire.struck == 1
    assert play.wrongs() == []


@pytest.mark.parametrize("name", CALLS)
def test_nobody_listens_for_it(theatre: Theatre, reference: Reference, name: str, tmp_path: Path) -> None:
    called = references.traced(came_to(theatre, reference, name, tmp_path), *plays.LOOKS)
    number = next(one.number for one in called if one.name == CALLS[name].name)
    play = came_to(theatre, reference, name, tmp_path)

    play.struck(Blow(at=number, harm=Harm.REFUSED), looks=plays.LOOKS)
    plays.finish(play)

    assert play.wrongs() == []
