"""A database that is set back: everything since the copy is forgotten, by us and by nobody else."""

from datetime import timedelta

from sqlalchemy import select

from storage import enrollments
from storage.models import Sequence
from storage.statuses import SequenceStatus
from tests.simulation.living import Life
from tests.simulation.world import World

DOWN = 60.0
"""Seconds it takes to put a copy in place and start again."""


def remember(world: World) -> None:
    """Take a copy."""
    world.db.remember()
    world.copied_at = world.now


def set_back(world: World, life: Life) -> None:
    """Stop everybody, put the copy in place and start again."""
    if any(worker.busy for worker in world.workers):
        world.soon(10, 10, lambda: set_back(world, life))
        return
    if not world.db.set_back():
        return
    for worker in list(world.workers):
        world.replace(worker, DOWN)
    world.now += timedelta(seconds=DOWN)
    life.heard = 0
    _forget(world)


def fall_back(world: World, life: Life) -> None:
    """Let a standby take over that had not heard the last commits; the workers live, and some sleep, through it."""
    if world.db.set_back():
        life.heard = 0
        _forget(world)


def _forget(world: World) -> None:
    """What was clicked since the copy is gone; what left and what came is not."""
    with world.db.reading() as tx:
        paused = tx.scalars(select(Sequence.id).where(Sequence.status == SequenceStatus.PAUSED)).all()
        world.paused = {id: at for id, at in world.paused.items() if id in paused}
        for person in world.witness.people.values():
            row = enrollments.get(tx, person.enrollment_id)
            person.lost = person.lost or row is None or row.candidate.addresses[0].address != person.address
            person.pressed = {one: at for one, at in person.pressed.items() if at <= world.copied_at}
            if person.stopped_at and person.stopped_at > world.copied_at:
                person.stopped_at = None
            if person.paused_at and person.paused_at > world.copied_at:
                person.paused_at = None
            person.settled = person.settled and row is not None and not row.status.is_open
