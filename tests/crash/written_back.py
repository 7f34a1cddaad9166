"""The play of a reply by hand: one candidate has answered, the recruiter has pressed Send, and workers come to harm."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.outreach.incoming import writing_back
from gmail.messages import OUR_HEADER
from storage import replies
from storage.incoming import InboundMail
from storage.models import Touch
from storage.statuses import TouchStatus
from tests.builders import ANA
from tests.crash import counting, play as plays, reference as references
from tests.crash.boundaries import Blow, Boundary, Harm
from tests.crash.play import ANSWERS, Play
from tests.crash.theatre import Moment, Theatre

TEXT = "Yes, it is still open."
MAILS = 2
"""What whoever answered has got in the end: the first mail, and one reply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One harm at one boundary of the round in which a reply leaves."""

    boundary: Boundary
    harm: Harm

    def __str__(self) -> str:
        """Name the case as its test id does."""
        return f"{self.boundary.number:02}: {self.harm} {self.boundary.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """The moment after Send was pressed, and the boundaries of a round without harm."""

    moment: Moment
    met: tuple[Boundary, ...]

    def cases(self) -> Iterator[Case]:
        """List every boundary with everything that can happen there, as `Reference.cases` does."""
        for boundary in self.met:
            if boundary.lasts:
                yield Case(boundary=boundary, harm=Harm.DIES_BEFORE)
                yield Case(boundary=boundary, harm=Harm.DIES_AFTER)
            yield Case(boundary=boundary, harm=Harm.LOSES)
            yield Case(boundary=boundary, harm=Harm.FREEZES)


def record(theatre: Theatre) -> Pressed:
    """Play the story once, harming nobody, and remember the moment Send was pressed."""
    play = references.morning(theatre, Path(os.devnull))
    play.look(0.0)
    plays.end_of_day(play)
    play.look(15.0)
    press(play)
    kept = theatre.keep(play.stand_in, theatre.folder / "case.db", "pressed")
    play = come_back(theatre, kept, Path(os.devnull))
    met = references.traced(play, 0.0)
    assert wrongs(play) == []
    return Pressed(moment=kept, met=met)


def come_back(theatre: Theatre, kept: Moment, log: Path) -> Play:
    """Come back to the moment after the press; the two minutes in which nothing leaves a copy are over."""
    url = f"sqlite:///{theatre.file(kept.file)}"
    play = Play(theatre=theatre, stand_in=theatre.come_back(kept), url=url, log=str(log))
    play.look(0.0)
    play.let_pass(minutes=3)
    return play


def press(play: Play) -> None:
    """Press Send, or press it again: it is the same form."""
    with play.database() as db:
        with db.reading() as tx:
            inbound_id = tx.query(InboundMail.id).filter_by(kind="human").one()[0]
        assert writing_back.send(db, ANA, inbound_id, nonce="one", text=TEXT, now=play.now()) == ()


def played(theatre: Theatre, pressed: Pressed, case: Case, log: Path) -> Play:
    """Play the reply with one harm in it; its writer presses Send once more, as Slack's retries do."""
    play = come_back(theatre, pressed.moment, log)
    play.struck(Blow(at=case.boundary.number, harm=case.harm))
    press(play)
    plays.finish(play)
    return play


def wrongs(play: Play) -> list[str]:
    """List what was promised of a reply and not kept, by Google's own record."""
    mails = counting.delivered(play.stand_in.state, ANSWERS)
    copies = Counter(mail.letter.raw(OUR_HEADER) for mail in mails)
    found = [f"{count} copies of one mail" for count in copies.values() if count > 1]
    found += [f"{len(copies)} mails instead of {MAILS}"] * (len(copies) != MAILS)
    with play.database() as db, db.reading() as tx:
        touches = tx.query(Touch).filter(Touch.position >= replies.FIRST).all()
        found += [f"a reply is {touch.status}" for touch in touches if touch.status is not TouchStatus.SENT]
        found += [f"{len(touches)} replies instead of one"] * (len(touches) != 1)
        answered = tx.query(InboundMail).filter_by(kind="human").one().answered_by
    return found + ["nobody is said to have answered"] * (answered != ANA.slack_id)
