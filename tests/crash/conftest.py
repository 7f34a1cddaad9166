"""One theatre a session; the boundaries of the reference run become the tests' names."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.crash import chance, reference as references, server, theatre as theatres, written_back
from tests.crash.reference import Reference
from tests.crash.server import DurableServer
from tests.crash.stores import File, Served, Store
from tests.crash.theatre import Theatre
from tests.crash.written_back import Pressed

THEATRE = pytest.StashKey[Theatre]()
REFERENCE = pytest.StashKey[Reference]()
PRESSED = pytest.StashKey[Pressed]()
CLOSING = pytest.StashKey[ExitStack]()


def the_theatre(config: pytest.Config) -> Theatre:
    """Give the one theatre of this session."""
    if THEATRE not in config.stash:
        config.stash[CLOSING] = ExitStack()
        config.stash[THEATRE] = config.stash[CLOSING].enter_context(theatres.opened())
    return config.stash[THEATRE]


def the_reference(config: pytest.Config) -> Reference:
    """Give the one reference run of this session."""
    if REFERENCE not in config.stash:
        config.stash[REFERENCE] = references.record(the_theatre(config))
    return config.stash[REFERENCE]


def the_pressed(config: pytest.Config) -> Pressed:
    """Give the one run of this session in which a reply leaves unharmed."""
    if PRESSED not in config.stash:
        config.stash[PRESSED] = written_back.record(the_theatre(config))
    return config.stash[PRESSED]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make a test of every boundary and harm, unless crash tests are not wanted: it takes a run to know them."""
    wanted = "not crash" not in str(metafunc.config.getoption("markexpr"))
    for name, chosen in (("case", Reference.cases), ("shared_case", Reference.some_cases)):
        if name in metafunc.fixturenames:
            metafunc.parametrize(
                name, list(chosen(the_reference(metafunc.config))) if wanted else [], ids=str
            )
    if "reply_case" in metafunc.fixturenames:
        known = list(the_pressed(metafunc.config).cases()) if wanted else []
        metafunc.parametrize("reply_case", known, ids=str)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Send the workers home."""
    if CLOSING in config.stash:
        config.stash[CLOSING].close()


@pytest.fixture(scope="session")
def theatre(request: pytest.FixtureRequest) -> Theatre:
    """Give the stand-in's server and the nursery."""
    return the_theatre(request.config)


@pytest.fixture(scope="session")
def reference(request: pytest.FixtureRequest) -> Reference:
    """Give what the run without harm has shown."""
    return the_reference(request.config)


@pytest.fixture(scope="session")
def pressed(request: pytest.FixtureRequest) -> Pressed:
    """Give the moment after a recruiter has pressed Send."""
    return the_pressed(request.config)


@pytest.fixture(scope="session")
def durable_server() -> Iterator[DurableServer]:
    """Start a PostgreSQL that may be stopped at once."""
    with (
        tempfile.TemporaryDirectory(prefix="overture-pg-") as folder,
        server.running(Path(folder)) as running,
    ):
        yield running


@pytest.fixture(params=[chance.SQLITE, chance.POSTGRESQL])
def store(request: pytest.FixtureRequest, theatre: Theatre) -> Iterator[Store]:
    """Give a play's database of each kind in turn."""
    made: Store
    if request.param == chance.SQLITE:
        made = File(path=theatre.folder / "store.db", empty=theatre.empty)
    else:
        made = Served(request.getfixturevalue("durable_server"))
    yield made
    made.forget()
