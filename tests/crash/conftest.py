"""One theatre a session; the boundaries of the reference run become the tests' names."""

import tempfile
from pathlib import Path

import pytest

from tests.crash import reference as references
from tests.crash.reference import Reference
from tests.crash.theatre import Theatre

THEATRE = pytest.StashKey[Theatre]()
REFERENCE = pytest.StashKey[Reference]()
FOLDER = pytest.StashKey[tempfile.TemporaryDirectory[str]]()


def the_theatre(config: pytest.Config) -> Theatre:
    """Give the one theatre of this session."""
    if THEATRE not in config.stash:
        config.stash[FOLDER] = tempfile.TemporaryDirectory(prefix="overture-crash-", dir=_memory())
        config.stash[THEATRE] = Theatre(Path(config.stash[FOLDER].name))
    return config.stash[THEATRE]


def _memory() -> str | None:
    # What a killed process had committed stays, wherever the file lies: only a power cut would ask for a disk.
    memory = Path("/dev/shm")
    return str(memory) if memory.is_dir() else None


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
    if THEATRE in config.stash:
        config.stash[THEATRE].close()
        config.stash[FOLDER].cleanup()


@pytest.fixture(scope="session")
def theatre(request: pytest.FixtureRequest) -> Theatre:
    """Give the stand-in's server and the nursery."""
    return the_theatre(request.config)


@pytest.fixture(scope="session")
def reference(request: pytest.FixtureRequest) -> Reference:
    """Give what the run without harm has shown."""
    return the_reference(request.config)
