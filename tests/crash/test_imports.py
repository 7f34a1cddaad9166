"""Workers die, freeze and wake in the middle of a file: each row is done once, and the recruiter is told of it once."""

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random

import pytest

from tests.builders import BEN
from tests.crash import boundaries, chance, upload as uploads
from tests.crash.boundaries import Blow, Boundary, Harm
from tests.crash.importer import FENCE
from tests.crash.server import DurableServer
from tests.crash.stores import File, Served, Store
from tests.crash.theatre import Theatre
from tests.crash.upload import Rows, Upload

pytestmark = pytest.mark.crash

ROWS = uploads.rows(9)
CLAIM, BATCH = "commit of bringing_in.claim", "commit of bringing_in.bring_in"
POST, POSTED = "POST /api/chat.postMessage", "commit of notifying.posted"
CHANGING = {CLAIM, BATCH, POST, POSTED, "commit of bringing_in.release"}
"""Where workers die on PostgreSQL; on SQLite they die wherever anything changes."""

ONE_WORKER, THREE_WORKERS = 1, 3
Begun = Callable[..., Upload]
Met = list[Boundary]


@pytest.fixture(params=[chance.SQLITE, chance.POSTGRESQL])
def begun(request: pytest.FixtureRequest, theatre: Theatre, tmp_path: Path) -> Iterator[Begun]:
    """Give what begins the story anew on each kind of database; `missing` is the guard its workers lack."""
    made: list[Store] = []
    served = request.param == chance.POSTGRESQL
    server: DurableServer | None = request.getfixturevalue("durable_server") if served else None

    def begin(given: Rows = ROWS, *, missing: str = "") -> Upload:
        path = theatre.folder / "file.db"
        made.append(Served(server) if server else File(path=path, empty=theatre.empty))
        upload = uploads.open_in(theatre, made[-1], log=str(tmp_path / "log"), missing=missing)
        upload.begin(given)
        return upload

    yield begin
    for store in (
        made if server is None else ()
    ):  # the others go with their server: to drop one takes longer than a death
        store.forget()


on_postgresql = pytest.mark.parametrize("begun", [chance.POSTGRESQL], indirect=True)


@pytest.fixture(scope="module")
def seen() -> dict[str, Met]:
    """Keep what a worker meets on each kind of database: to find it out takes longer than a death."""
    return {}


@pytest.fixture
def met(request: pytest.FixtureRequest, begun: Begun, seen: dict[str, Met]) -> Met:
    """Give the boundaries of a worker that comes to no harm, where something is changed by it."""
    kind = request.node.callspec.params["begun"]
    if kind not in seen:
        upload = begun()
        found = upload.traced()
        assert upload.wrongs() == []
        seen[kind] = [one for one in found if one.lasts] if kind == chance.SQLITE else some(found)
    return seen[kind]


def some(found: Iterable[Boundary]) -> Met:
    """Leave out what PostgreSQL commits for whoever only looks, and messages after the first."""
    changing = [one for one in found if one.name in CHANGING]
    later = [one for one in changing if one.name == POSTED][1:]
    return [one for one in changing if one not in later]


def first(met: Met, name: str) -> int:
    """Number the first boundary of a name."""
    return next(one.number for one in met if one.name == name)


def deaths(met: Met) -> list[tuple[Boundary, Harm]]:
    """List where a worker may die: to die before something is to die after what was before, but for the batches."""
    batches = [(one, Harm.DIES_BEFORE) for one in met if one.name == BATCH]
    assert len(batches) == 3
    return [*batches, *((one, Harm.DIES_AFTER) for one in met)]


def test_wherever_its_worker_dies_each_row_comes_in_once_and_is_told_of_once(begun: Begun, met: Met) -> None:
    found: dict[str, list[str]] = {}
    for boundary, harm in deaths(met):
        upload = begun()
        upload.may_stand_twice = (boundary.name, harm) == (POST, Harm.DIES_AFTER)
        upload.start(Blow(at=boundary.number, harm=harm))
        upload.finish()
        assert [fate.code for fate in upload.fates] == [boundaries.DIED]
        found[f"{harm} {boundary}"] = upload.wrongs()

    assert {name: wrongs for name, wrongs in found.items() if wrongs} == {}


def test_whenever_its_worker_is_killed_each_row_comes_in_once(begun: Begun) -> None:
    upload, rng = begun(uploads.rows(40)), Random(0)
    upload.may_stand_twice = True

    with upload.crowd(ONE_WORKER) as workers:
        for _ in range(4):
            time.sleep(rng.uniform(0.0, 0.25))
            upload.kill(workers.pop())
            upload.let_pass(minutes=2)
            workers.append(upload.hire())
    upload.finish()

    assert upload.wrongs() == []


@on_postgresql
def test_two_recruiters_bring_the_same_people_in_while_workers_are_killed_and_frozen(begun: Begun) -> None:
    people, rng = uploads.rows(40), Random(1)
    upload = begun(people)
    upload.begin([*reversed(people)], who=BEN)
    upload.may_stand_twice = True

    with upload.crowd(THREE_WORKERS) as workers:
        for _ in range(5):
            time.sleep(rng.uniform(0.0, 0.25))
            upload.kill(workers.pop())
            upload.freeze(workers[0])
            upload.let_pass(minutes=2)
            workers.append(upload.hire())
            time.sleep(rng.uniform(0.0, 0.1))
            boundaries.wake(workers[0])
    upload.finish()

    assert upload.wrongs() == []


@on_postgresql
def test_a_worker_that_wakes_after_another_has_finished_its_file_adds_nothing(begun: Begun, met: Met) -> None:
    found: dict[str, list[str]] = {}
    for boundary in (one for one in met if one.name in {CLAIM, BATCH}):
        upload = begun()
        frozen = upload.start(Blow(at=boundary.number, harm=Harm.FREEZES))
        upload.finish()
        before = upload.done()
        upload.wake(frozen)
        upload.look()
        found[str(boundary)] = upload.wrongs() + ([] if upload.done() == before else ["it worked on"])

    assert {name: wrongs for name, wrongs in found.items() if wrongs} == {}


def done_while_another_has_it(upload: Upload, met: Met) -> tuple[int, int]:
    """Freeze a worker that has claimed a file, let another do a batch and freeze, and wake the first; tell how many
    rows were done before and after, and let the other go on.
    """
    outlived = upload.start(Blow(at=first(met, CLAIM), harm=Harm.FREEZES))
    upload.let_pass(minutes=2)
    other = upload.start(Blow(at=first(met, BATCH), harm=Harm.FREEZES))
    before = upload.done()
    upload.wake(outlived)
    after = upload.done()
    upload.wake(other)
    upload.finish()
    return before, after


@on_postgresql
def test_a_worker_whose_lease_is_over_is_refused_by_the_fence_while_another_has_the_file(
    begun: Begun, met: Met
) -> None:
    upload = begun()

    assert done_while_another_has_it(upload, met) == (5, 5)
    assert upload.wrongs() == []
    assert done_while_another_has_it(begun(missing=FENCE), met) == (5, len(ROWS))


def test_a_message_deleted_while_the_file_comes_in_is_followed_by_one_that_tells_the_end(
    begun: Begun, met: Met
) -> None:
    upload = begun()
    upload.start(Blow(at=first(met, POSTED), harm=Harm.DIES_AFTER))

    upload.cards().clear()
    upload.finish()

    assert upload.wrongs() == []


@on_postgresql
def test_a_message_posted_slowly_tells_what_came_about_meanwhile(begun: Begun, met: Met) -> None:
    upload = begun()
    slow = upload.start(Blow(at=first(met, POST), harm=Harm.FREEZES))
    upload.let_pass(minutes=1.1)

    upload.look()
    assert upload.done() == len(ROWS)
    upload.wake(slow)
    upload.finish()

    assert upload.wrongs() == []
