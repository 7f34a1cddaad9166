"""What every ring of tests stands on: both databases, for real."""

import gc
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from storage import migrate
from storage.database import Database
from storage.vault import Vault
from tests import compiled, everyday, postgres

KEY = Fernet.generate_key().decode()
WANT_TABLES = {"db", "story"}
PYTHONS_THRESHOLDS = gc.get_threshold()


def pytest_configure() -> None:
    """Let the databases of all tests share what is compiled for one of them."""
    compiled.share()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what takes long before anything is chosen by its mark."""
    everyday.mark(items)


def pytest_collection_finish() -> None:
    """Leave eleven thousand collected tests out of every collection of garbage: that is a sixth of all the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture
def garbage_as_served() -> Iterator[None]:
    """Collect garbage as often as Python does for a worker who serves, for a test that measures memory."""
    ours = gc.get_threshold()
    gc.set_threshold(*PYTHONS_THRESHOLDS)
    yield
    gc.set_threshold(*ours)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """Start PostgreSQL once a session, or use the server TEST_DATABASE_URL names."""
    with postgres.running() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_tables(postgres_server: postgres.Server) -> Iterator[postgres.Tables]:
    """Migrate one database, which each test gets emptied."""
    with postgres_server.database(f"tables_{uuid.uuid4().hex}") as url:
        _migrate(url)
        tables = postgres.Tables(url)
        yield tables
        tables.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrate one file, of which each test gets a copy."""
    path = tmp_path_factory.mktemp("template") / "overture.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of a database of each kind in turn: empty, or with tables where a fixture wants them."""
    wants_tables = bool(WANT_TABLES & set(request.fixturenames))
    if request.param == "sqlite":
        path = tmp_path / "overture.db"
        if wants_tables:
            shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    if wants_tables:
        tables: postgres.Tables = request.getfixturevalue("postgres_tables")
        yield tables.url
        tables.empty()
        return
    server: postgres.Server = request.getfixturevalue("postgres_server")
    with server.database(f"t{uuid.uuid4().hex}") as url:
        yield url


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    """Give a database with this version's tables."""
    database = Database(database_url, Vault([KEY]))
    yield database
    database.close()


def _migrate(url: str) -> None:
    database = Database(url, Vault([KEY]))
    migrate.to_head(database)
    database.close()
