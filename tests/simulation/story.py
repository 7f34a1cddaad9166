"""The life of one seed: who is there, what befalls them, and the calm after it in which everything must settle."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from bot.outreach.house import House
from bot.rules import business_time
from bot.rules.pacing import Pace
from tests.simulation import cast, endings, files, restoring, weather as skies
from tests.simulation.candidates import DAY, HOUR
from tests.simulation.cast import Newcomer, Owner, Person
from tests.simulation.gmail import Lag
from tests.simulation.invariants import Violation
from tests.simulation.living import Life
from tests.simulation.replying import Replies
from tests.simulation.weather import Weather
from tests.simulation.world import World

BEGINNINGS = tuple(
    datetime(2026, month, day, tzinfo=UTC)
    for month, day in ((3, 5), (3, 26), (4, 1), (5, 20), (9, 24), (10, 1), (10, 22), (10, 29), (12, 21))
)
"""Shortly before the clocks change somewhere, or before a holiday."""
STORM = timedelta(days=6)
CALM_DAYS = 40


@dataclass(frozen=True, slots=True)
class Told:
    """How one seed went; `broken` is the promise that did not hold."""

    seed: int
    broken: str
    sent: int
    steps: int
    crashes: int
    freezes: int
    faults: int


def live(seed: int, *, change: Callable[[Weather], Weather] = lambda drawn: drawn) -> Told:
    """Live one seed through and tell how it went."""
    home = files.home()
    world = _world(seed, home / "world.db", change)
    life = Life(world)
    replies = Replies(world, life)
    world.fall_back = lambda: restoring.fall_back(world, life)
    broken = ""
    try:
        _peopled(world, life)
        _storm(world)
        _calm(world, life, replies)
        endings.check(world, life)
        replies.check()
    except Violation as violation:
        broken = str(violation)
    finally:
        world.db.close()
        shutil.rmtree(home)
    sent = sum(len(person.sent) for person in world.witness.people.values())
    return Told(seed, broken, sent, world.steps, world.crashes, world.freezes, world.faults)


def _world(seed: int, path: Path, change: Callable[[Weather], Weather]) -> World:
    random = Random(f"weather {seed}")
    cap = random.choice((3, 5, 150))
    house = House(
        holidays=business_time.holidays_of(random.choice((None, "DE", "US"))),
        pace=Pace(daily_cap=cap),
        poll=timedelta(hours=random.choice((12, 24))),
    )
    return World(
        seed, path, house=house, weather=change(_sky(seed, random)), workers=random.choice((1, 2, 3))
    )


def _sky(seed: int, random: Random) -> Weather:
    replying = Random(f"replying {seed}").choice((0.0, 0.5, 0.9))
    return replace(skies.draw(random), replying=replying)


def _peopled(world: World, life: Life) -> None:
    random = world.random
    world.now = random.choice(BEGINNINGS) + timedelta(hours=random.uniform(0, 24))
    for number in range(random.choice((1, 1, 2))):
        owner = _owner(world, number)
        for plan in range(random.choice((1, 2))):
            _sequence(world, life, owner, number * 10 + plan)
        _troubles(world, life, owner)


def _owner(world: World, number: int) -> Owner:
    account = world.account(f"recruiter{number}@acme.example")
    owner = cast.recruiter(world.db, account, number, world.random.choice(cast.ZONES), world.now)
    world.owners[owner.mailbox_id] = owner
    return owner


def _sequence(world: World, life: Life, owner: Owner, number: int) -> None:
    random = world.random
    plan = cast.stages(random, number)
    sequence_id = cast.sequence(world.db, owner, plan, number, world.now)
    for one in range(random.randint(1, 4)):
        address = f"s{number}c{one}@candidates.example"
        after = random.choice((0.0, random.uniform(0, 2 * DAY)))

        def arrive(address: str = address) -> None:
            somebody = Newcomer(
                address=address,
                zone=random.choice(cast.ZONES),
                company="" if random.random() < 0.1 else "Navy",
            )
            with world.db.transaction() as tx:
                [person] = cast.enroll(
                    tx, owner, world.house, [somebody], sequence_id=sequence_id, plan=plan, now=world.clock()
                )
            world.witness.people[address] = person
            _clicks(world, life, person)

        world.soon(after, after, arrive)


def _clicks(world: World, life: Life, person: Person) -> None:
    random = world.random
    for act in (life.stop, life.hold, life.hold, life.pause):
        if random.random() < 0.12:
            world.soon(0, 4 * DAY, lambda act=act: act(person))  # type: ignore[misc]
    for _ in range(3):
        if random.random() < world.weather.meddling * 10:
            world.soon(0, 4 * DAY, lambda: _meddled(world, life, person))
    if random.random() < world.weather.expiry:
        world.soon(HOUR, 4 * DAY, lambda: life.lose_history(person))


def _meddled(world: World, life: Life, person: Person) -> None:
    """Meddle as soon as there is a draft to meddle with."""
    if person.owner.account.drafts:
        life.meddle(person)
    else:
        world.on_draft.append(lambda: life.meddle(person))


def _troubles(world: World, life: Life, owner: Owner) -> None:
    random = world.random
    if random.random() < world.weather.clock_step:
        world.soon(HOUR, 4 * DAY, lambda: _step(world))
    if random.random() < world.weather.restored:
        taken = random.uniform(HOUR, 4 * DAY)
        world.soon(taken, taken, lambda: restoring.remember(world))
        world.soon(
            taken + 10, taken + random.choice((60, HOUR, DAY)), lambda: restoring.set_back(world, life)
        )


def _step(world: World) -> None:
    world.stepped = True
    world.offset += timedelta(seconds=world.random.choice((-HOUR, HOUR, -DAY, DAY, -300, 300)))


def _storm(world: World) -> None:
    world.run(world.now + STORM)


def _calm(world: World, life: Life, replies: Replies) -> None:
    """End all trouble, let recruiters answer everything, and go on until nothing is open."""
    world.weather = replace(skies.CALM)
    life.obliging = True
    for owner in world.owners.values():
        owner.account.lag = Lag()
    for _ in range(CALM_DAYS):
        world.run(world.now + timedelta(days=1))
        if life.all_over() and replies.all_over():
            break
        life.let_go()
    # The last answers are still on their way.
    world.run(world.last_event_at() + timedelta(minutes=1))
    life.read_again()
    world.run(world.now + timedelta(hours=1))
