"""One theatre a session; the boundaries of the reference run become the tests' names."""

from contextlib import ExitStack

import pytest

from tests.crash import reference as references, theatre as theatres
from tests.crash.reference import Reference
from tests.crash.theatre import Theatre

THEATRE = pytest.StashKey[Theatre]()
REFERENCE = pytest.StashKey[Reference]()
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


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make a test of every boundary and harm, unless crash tests are not wanted: it takes a run to know them."""
    if "case" not in metafunc.fixturenames:
        return
    wanted = "not crash" not in str(metafunc.config.getoption("markexpr"))
    cases = list(the_reference(metafunc.config).cases()) if wanted else []
    metafunc.parametrize("case", cases, ids=str)


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
