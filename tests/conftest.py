"""What every ring of tests stands on: both databases, for real."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from storage import migrate
from storage.database import Database
from storage.vault import Vault
from tests import postgres

KEY = Fernet.generate_key().decode()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """Start PostgreSQL once a session, or use the server TEST_DATABASE_URL names."""
    with postgres.running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/overture.db"
        return
    server: postgres.Server = request.getfixturevalue("postgres_server")
    with server.database(f"t{uuid.uuid4().hex}") as url:
        yield url


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    """Give a database with this version's tables."""
    database = Database(database_url, Vault([KEY]))
    migrate.to_head(database)
    yield database
    database.close()
