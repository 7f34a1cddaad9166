"""When everything has settled: nothing lost, nothing silent, and our books agree with what truly happened."""

from collections.abc import Sequence
from datetime import datetime

from storage import enrollments, replies, touches
from storage.models import Enrollment, Touch
from storage.statuses import EnrollmentStatus, TouchStatus
from tests.simulation import letters
from tests.simulation.cast import Person
from tests.simulation.living import Life
from tests.simulation.world import World

STOPS = frozenset({EnrollmentStatus.REPLIED, EnrollmentStatus.BOUNCED, EnrollmentStatus.OPTED_OUT})
TOLD = {EnrollmentStatus.REPLIED: "reply", EnrollmentStatus.BOUNCED: "bounce"}


def check(world: World, life: Life) -> None:
    """Compare the books of every person with the truth."""
    for person in world.witness.people.values():
        if person.lost:
            continue
        with world.db.reading() as tx:
            row = enrollments.get(tx, person.enrollment_id)
            every = touches.of_enrollment(tx, person.enrollment_id)
            if row is None:
                world.witness.fail("I2: an enrollment is gone", person)
                continue
            _ended(world, person, row, every)
            _agrees(world, person, every)
            _was_told(world, life, person, row)


def _ended(world: World, person: Person, row: Enrollment, every: Sequence[Touch]) -> None:
    witness = world.witness
    how = ", ".join(
        f"{touch.position} {touch.status.value} {touch.step or ''} due {_short(touch.due_at)} {touch.why}"
        for touch in every
    )
    if row.status.is_open:
        witness.fail(f"I2: forgotten: {row.status.value} ({row.why}); {how}", person)
    if any(not touch.status.is_final for touch in every):
        witness.fail(f"I2: {row.status.value}, but {how}", person)
    if row.status is EnrollmentStatus.FINISHED:
        over = {one for one in (*person.sent, *person.done) if one < replies.FIRST}
        if over != set(range(len(person.stages))):
            witness.fail(f"I2: finished with {sorted(over)} of {len(person.stages)}; {how}", person)
    elif not person.answers and not person.marked:
        witness.fail(f"I2: {row.status.value} for no reason ({row.why}); {how}", person)
    # A bounce, or a word of the recruiter's own, changes nothing any more once the last stage has gone.
    missed = [mail.shown.subject for mail in person.answers if mail.text == letters.WORDS]
    if row.status is EnrollmentStatus.FINISHED and missed and not person.marked:
        witness.fail(f"promise 2: an answer was never noticed: {missed}; {how}", person)


def _short(moment: datetime) -> str:
    return f"{moment:%d %b %H:%M}"


def _agrees(world: World, person: Person, every: Sequence[Touch]) -> None:
    for touch in every:
        went = touch.position in person.sent
        if touch.status is TouchStatus.SENT and not went and touch.position not in person.said_sent:
            world.witness.fail(f"promise 3: stage {touch.position} is called sent, but was not", person)
        if went and touch.status not in {TouchStatus.SENT, TouchStatus.SKIPPED}:
            why = f"stage {touch.position} was sent, but is called {touch.status.value}"
            world.witness.fail(f"I7: {why}", person)


def _was_told(world: World, life: Life, person: Person, row: Enrollment) -> None:
    """An end that no recruiter made is told to the recruiter."""
    kind = TOLD.get(row.status)
    if kind and not person.marked and kind not in life.told.get(person.enrollment_id, []):
        world.witness.fail(f"promise 3: {row.status.value}, and nobody was told", person)
